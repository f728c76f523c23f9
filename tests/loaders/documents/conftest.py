"""Extractors over both backends; the reference tables are those beside the loaders."""

from __future__ import annotations

from pathlib import Path

import pytest

from yhdysverkko.loaders import documents
from yhdysverkko.loaders.documents import Extractor, open_extractor
from yhdysverkko.loaders.documents.morphology import Morphology, open_morphology
from yhdysverkko.loaders.documents.register import Register, open_register


@pytest.fixture(scope="session")
def tables() -> Path:
    return Path(str(documents.__file__)).resolve().parent.parent / "data"


@pytest.fixture(scope="session", params=["libvoikko", "pyvoikko"])
def morphology(request: pytest.FixtureRequest) -> Morphology:
    return open_morphology(str(request.param))


@pytest.fixture(scope="session")
def register(tables: Path) -> Register:
    return open_register(tables)


@pytest.fixture(scope="session")
def extractor(tables: Path) -> Extractor:
    return open_extractor(tables)
