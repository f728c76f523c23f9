"""Tables of any format as sheets: named columns, and rows of text with their line numbers."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.records import BadValue, Place, Rejection, reject
from yhdysverkko.loaders.csvfiles import Row, csv_rows, refuse_endless_lines
from yhdysverkko.loaders.headings import SEARCHED_ROWS, Heading, find_header
from yhdysverkko.loaders.naming import is_help_sheet
from yhdysverkko.loaders.text import examine
from yhdysverkko.loaders.workbooks import WORKBOOK_SUFFIXES, read_workbook

CSV_SUFFIXES = (".csv", ".tsv")
TABLE_SUFFIXES = (*CSV_SUFFIXES, *WORKBOOK_SUFFIXES)


@dataclass(frozen=True)
class Sheet:
    """One table. `name` is the sheet's name in a workbook, empty in a CSV file; `open_rows` reads it anew each time."""

    file: str
    name: str
    open_rows: Callable[[], Iterator[Row]]
    headings: tuple[Heading, ...] = ()
    header_line: int = 0

    @cached_property
    def title(self) -> str:
        """What the table is called: the sheet's name, or the file's without its ending."""
        return self.name or Path(self.file).stem

    def with_header(self, known: Collection[str]) -> "Sheet":
        """The same sheet, its header found with the help of the (folded) names that it may hold."""
        header = find_header(list(islice(self.open_rows(), SEARCHED_ROWS)), known)
        return replace(self, headings=header.headings, header_line=header.line)

    @property
    def width(self) -> int:
        """Cells that a row may fill."""
        return max((heading.at + 1 for heading in self.headings), default=0)

    def rows(self) -> Iterator[Row]:
        """The rows under the header that are not blank."""
        rows = self.open_rows()
        for line, cells in rows:
            if line > self.header_line:
                yield line, cells
                break
        yield from rows

    def evidence(self, line: int) -> dict[str, object]:
        """Where a record stands, as its claim keeps it."""
        if self.name:
            return {"file": self.file, "sheet": self.name, "line": line}
        return {"file": self.file, "line": line}

    def reject(self, line: int, error: BadValue) -> Rejection:
        return reject(Place(self.file, self.name, line), error)


class TableFile(NamedTuple):
    """The sheets of a file, and what its reader should know about how they were read."""

    sheets: list[Sheet]
    notices: list[str]


def open_file(path: Path) -> TableFile:
    """The sheets of a CSV file or workbook, headers not yet found. Raises LoadFailed for an unreadable file."""
    try:
        return _open_workbook(path) if path.suffix.casefold() in WORKBOOK_SUFFIXES else _open_csv(path)
    except OSError as error:
        raise LoadFailed("loaders.unreadable", file=path.name, reason=error.strerror or error) from error


def _open_csv(path: Path) -> TableFile:
    refuse_endless_lines(path)
    form = examine(path)
    notices = []
    if form.guessed:
        notices.append(say("loaders.encoding_guessed", file=path.name, encoding=form.encoding))
    if form.garbled:
        notices.append(say("loaders.repaired", file=path.name))
    return TableFile([Sheet(path.name, "", partial(csv_rows, path, form))], notices)


def _open_workbook(path: Path) -> TableFile:
    book = read_workbook(path)
    notices = [
        say("loaders.hidden_sheet", file=path.name, sheet=name) for name in book.hidden if not is_help_sheet(name)
    ]
    if book.garbled:
        notices.append(say("loaders.repaired", file=path.name))
    sheets = [Sheet(path.name, sheet.name, partial(iter, sheet.rows)) for sheet in book.sheets]
    return TableFile(sheets, notices)
