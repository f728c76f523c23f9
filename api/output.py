"""Rows for people and programs: tables, CSV, JSON, JSON Lines and workbooks."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, TextIO

from yhdysverkko.graph.cells import cell_text, json_text, safe_cell

UNWRAPPED = 10_000
"""Width of a table that goes to a file or pipe: its cells are not wrapped."""


class Format(StrEnum):
    """The ways to write rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format, out: TextIO = sys.stdout) -> None:
    """Write rows in the chosen form; CSV, JSON and JSON Lines stream."""
    WRITERS[form](columns, rows, out)


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    # Rich is imported only where it draws: the other forms must not wait for it.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415 - see above

    table = Table(show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell_text(value) for value in row))
    # Text from data is not Rich markup: "[bold]" in a name is a name.
    width = None if out.isatty() else UNWRAPPED
    Console(file=out, width=width, markup=False, highlight=False, emoji=False).print(table)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    out.writelines(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of CSV with commas, decimal points and no byte order mark, as programs read it everywhere.

    A Finnish Excel would want semicolons and decimal commas; for people there is the workbook.
    """
    writer = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])


class _Echo:
    """A file that hands each line back to whoever writes it."""

    def write(self, line: str) -> str:
        return line


def _write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    separator = "[\n"
    for row in rows:
        out.write(separator + json_text(dict(zip(columns, row, strict=True))))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def _write_jsonl(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    out.writelines(json_lines(columns, rows))


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A JSON object on a line for each row."""
    return (json_text(dict(zip(columns, row, strict=True))) + "\n" for row in rows)


def _write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """A workbook. Text is written as text, so that none of it runs as a formula or becomes a link."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, and needed for this form alone

    whole = BytesIO()
    with xlsxwriter.Workbook(whole, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column, bold)
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                _write_cell(sheet, line, at, value)
    out.flush()
    out.buffer.write(whole.getvalue())


def _write_cell(sheet: Any, line: int, at: int, value: Any) -> None:
    match value:
        case None:
            pass
        case bool():
            sheet.write_boolean(line, at, value)
        case int() | float():
            sheet.write_number(line, at, value)
        case datetime():
            sheet.write_string(line, at, value.isoformat())
        case date():
            sheet.write_datetime(line, at, value)
        case _:
            sheet.write_string(line, at, cell_text(value))


Writer = Callable[[Sequence[str], Iterable[Sequence[Any]], TextIO], None]

WRITERS: dict[Format, Writer] = {
    Format.TABLE: _write_table,
    Format.CSV: _write_csv,
    Format.JSON: _write_json,
    Format.JSONL: _write_jsonl,
    Format.XLSX: _write_xlsx,
}


def parse_parameters(given: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Query parameters from "name=value": a value that is JSON keeps its type ("13" in quotes is text), else text.

    Raises ValueError, with the text that has no "=".
    """
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise ValueError(item)
        try:
            yield name, json.loads(value)
        except json.JSONDecodeError:
            yield name, value
