"""CSV as offices write it: any of four delimiters, an optional `sep=` line, line breaks inside quotes; streamed."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.text import TextForm, repair

Row = tuple[int, list[str]]
"""The number of the line on which a row begins, as a person counts them, and its cells."""

DELIMITERS = ";\t,|"
SAMPLE_LINES = 50

MAX_LINE = 1 << 20
"""Bytes of a line, about; the cells of one are all in memory at once."""

_SEP_LINE = re.compile(r"""^["']?sep=(.)["']?\s*$""", re.IGNORECASE)


def csv_rows(path: Path, form: TextForm) -> Iterator[Row]:
    """The rows of a CSV file that are not blank. Raises LoadFailed where a quotation mark swallows the rest."""
    rows = _plain_rows(path, form.encoding)
    return _repaired(rows) if form.garbled else rows


def refuse_endless_lines(path: Path) -> None:
    """Raise LoadFailed for a file with a line that no table has."""
    with path.open("rb") as file:
        while len(block := file.read(MAX_LINE)) == MAX_LINE:
            if b"\n" not in block and b"\r" not in block:
                raise LoadFailed("loaders.line_too_long", file=path.name)


def _plain_rows(path: Path, encoding: str) -> Iterator[Row]:
    delimiter, skip = _delimiter(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(skip):
            next(file)
        reader = csv.reader(file, delimiter=delimiter)
        line = 1 + skip
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = reader.line_num + skip + 1
        except csv.Error as error:
            raise LoadFailed("loaders.open_quote", file=path.name, line=line) from error


def _repaired(rows: Iterator[Row]) -> Iterator[Row]:
    for line, cells in rows:
        yield line, [repair(cell) for cell in cells]


def _delimiter(path: Path, encoding: str) -> tuple[str, int]:
    """The delimiter, and how many lines to skip for a `sep=` line."""
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, SAMPLE_LINES))
    if lines and (declared := _SEP_LINE.match(lines[0])):
        return declared[1], 1
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter)), 0


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits: how many rows have the most usual width above one, and that width."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows, width
