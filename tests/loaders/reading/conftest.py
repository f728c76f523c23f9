"""Reading files made in the test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yhdysverkko.loaders.reading import Document, Unreadable, open_documents

Reads = Callable[[str, str | bytes], Document]
Refuses = Callable[[str, bytes], str]


@pytest.fixture
def read(tmp_path: Path) -> Reads:
    """Reads a file with a name and a content that gives one document."""

    def read_content(name: str, content: str | bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return only_document(path)

    return read_content


@pytest.fixture
def refuse(tmp_path: Path) -> Refuses:
    """The reason why a file with a name and a content gives no document."""

    def refuse_content(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        [found] = open_documents(path)
        assert isinstance(found, Unreadable)
        assert found.file == name
        return found.reason

    return refuse_content


def only_document(path: Path) -> Document:
    [found] = open_documents(path)
    assert isinstance(found, Document), found
    return found
