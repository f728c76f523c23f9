"""Reading small tables made in the test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Node, Rejection, Relation
from yhdysverkko.loaders.tables import TableSource, open_tables


class Reading(NamedTuple):
    """What came of a source, sorted by kind of record, in the order in which it was yielded."""

    source: TableSource
    nodes: list[Node]
    relations: list[Relation]
    rejections: list[Rejection]

    @property
    def notices(self) -> str:
        return "\n".join(self.source.notices)


Read = Callable[..., Reading]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YHDYSVERKKO_LANG", "en")


@pytest.fixture
def read(vocabulary: Ontology) -> Read:
    """Reads the one source at a path."""

    def read_path(path: Path, **options: Any) -> Reading:
        [source] = open_tables(path, vocabulary=vocabulary, **options)
        records = list(source.records())
        return Reading(
            source,
            [record for record in records if isinstance(record, Node)],
            [record for record in records if isinstance(record, Relation)],
            [record for record in records if isinstance(record, Rejection)],
        )

    return read_path


@pytest.fixture
def read_csv(read: Read, tmp_path: Path) -> Read:
    """Reads one CSV file with a name and a content."""

    def read_text(name: str, content: str | bytes, **options: Any) -> Reading:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **options)

    return read_text


Sheets = dict[str, list[Any]]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Sheets], Path]:
    """Writes a workbook of sheets given as rows."""

    def write(sheets: Sheets, name: str = "aineisto.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "d.m.yyyy"})
            book.default_date_format = day
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write
