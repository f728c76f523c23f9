"""Excel workbooks as rows of text, after a check that opening them is safe.

python-calamine reads them fast. It reads formula errors (#ARVO!) as empty cells, which would make an error an unknown;
a workbook that holds one is therefore read with openpyxl. Hidden sheets are left out and named: in office files they
hold lists and old drafts. Hidden rows and columns are read like others, since filtering a view hides rows too.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.archives import refuse_bomb
from yhdysverkko.loaders.csvfiles import Row
from yhdysverkko.loaders.text import is_garbled, repair

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls")

MAX_CELLS = 10_000_000
"""Cells that the area of one sheet may span; calamine reserves memory for all of them, used or not."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BLOCK = 1 << 20
_OVERLAP = 256
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')  # not <c r="A1"/>, which is only formatted
_ERROR_CELL = re.compile(rb'\bt="e"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\br="([0-9]+)"[^>]*(?<!/)>')
_ROW_START = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NOWHERE = re.compile(rb'<(?:\w+:)?row\b(?![^>]*\br=")')
_CELL_NOWHERE = re.compile(rb'<(?:\w+:)?c(?=[\s>/])(?![^>]*\br=")')


class WorkbookSheet(NamedTuple):
    """A sheet's name and its rows."""

    name: str
    rows: list[Row]


class Workbook(NamedTuple):
    """The visible sheets of a workbook, the names of hidden ones, and whether garbled letters were repaired."""

    sheets: list[WorkbookSheet]
    hidden: list[str]
    garbled: bool


def read_workbook(path: Path) -> Workbook:
    """Read all visible sheets. Raises LoadFailed for a file that is broken, protected or unreasonably large."""
    with_errors = _inspect(path)
    try:
        book = CalamineWorkbook.from_path(path)
        visible = [item.name for item in book.sheets_metadata if item.visible is SheetVisibleEnum.Visible]
        hidden = [item.name for item in book.sheets_metadata if item.visible is not SheetVisibleEnum.Visible]
        if with_errors:
            grids = _openpyxl_grids(path, visible)
        else:
            grids = ((name, book.get_sheet_by_name(name).iter_rows()) for name in visible)
        sheets = [WorkbookSheet(name, list(_rows(grid))) for name, grid in grids]
    except PasswordError as error:
        raise LoadFailed("loaders.workbook_protected", file=path.name) from error
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise LoadFailed("loaders.workbook_broken", file=path.name, reason=error) from error
    garbled = any(is_garbled(cell) for sheet in sheets for _, cells in sheet.rows for cell in cells)
    return Workbook([_repaired(sheet) for sheet in sheets] if garbled else sheets, hidden, garbled)


def _openpyxl_grids(path: Path, names: list[str]) -> Iterator[tuple[str, Iterable[Iterable[object]]]]:
    import openpyxl  # noqa: PLC0415 - slow to import, and needed for workbooks with formula errors alone

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for name in names:
        if hasattr(sheet := book[name], "reset_dimensions"):
            sheet.reset_dimensions()
            yield name, sheet.iter_rows(values_only=True)
    book.close()


def _rows(grid: Iterable[Iterable[object]]) -> Iterator[Row]:
    for line, values in enumerate(grid, start=1):
        cells = [cell_text(value) for value in values]
        if any(cells):
            yield line, cells


def cell_text(value: object) -> str:
    """A cell's value as a person would type it: 77.0 is "77", midnight of a day is the day."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _number_text(number: float) -> str:
    """A number with a decimal comma: written with a point, 1.234 would be read as a thousand and more."""
    if not isfinite(number):
        return str(number)
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return text if "e" in text else text.replace(".", ",")


def _repaired(sheet: WorkbookSheet) -> WorkbookSheet:
    return WorkbookSheet(sheet.name, [(line, [repair(cell) for cell in cells]) for line, cells in sheet.rows])


def _inspect(path: Path) -> bool:
    """Whether the workbook holds formula errors. Raises LoadFailed for one that must not be opened."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            if _ENCRYPTED in file.read():
                raise LoadFailed("loaders.workbook_protected", file=path.name)
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_bomb(archive, path.name, "loaders.workbook_too_large")
            # zipfile reads no more than the size that a part declares, and fails on a part that declares too little.
            inspected = [_inspect_part(archive, part, path.name) for part in archive.infolist()]
            return any(inspected)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise LoadFailed("loaders.workbook_broken", file=path.name, reason=error) from error


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bool:
    """Read one part through; for a sheet, check the area that its cells span and look for formula errors."""
    is_sheet = "/worksheets/" in part.filename and part.filename.endswith(".xml")
    errors, area, tail = False, _Area(), b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            if not is_sheet:
                continue
            text = tail + block
            errors = errors or bool(_ERROR_CELL.search(text))
            area.read(text)
            if area.cells > MAX_CELLS:
                raise LoadFailed("loaders.workbook_too_large", file=name)
            tail = block[-_OVERLAP:]
    return errors


class _Area:
    """The area that the cells of a sheet span, block by block. Those that do not say where they are follow each other,
    so they are counted: rows of the sheet, and cells of a row."""

    def __init__(self) -> None:
        self._columns = set[bytes]()
        self._last_row = 0
        self._more_rows = 0
        self._more_columns = 0
        self._in_row = 0

    @property
    def cells(self) -> int:
        columns = max(map(_column_number, self._columns), default=1) + self._more_columns
        return (self._last_row + self._more_rows) * columns

    def read(self, text: bytes) -> None:
        cells = _CELL.findall(text)
        self._columns.update(column for column, _ in cells)
        rows = (int(row) for row in chain((row for _, row in cells), _ROW.findall(text)))
        self._last_row = max(self._last_row, max(rows, default=0))
        self._more_rows += len(_ROW_NOWHERE.findall(text))
        if not _CELL_NOWHERE.search(text):
            return
        for number, row in enumerate(_ROW_START.split(text)):
            found = len(_CELL_NOWHERE.findall(row))
            self._in_row = found if number else self._in_row + found
            self._more_columns = max(self._more_columns, self._in_row)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
