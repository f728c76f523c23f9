"""Empty tables for people to fill: a workbook with drop-down lists, or a folder of CSV files."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, Ontology, Property, RelationKind
from yhdysverkko.graph.tables import BOOLEAN_WORDS, ENDS, PERIOD, headers, is_required, sheet_title
from yhdysverkko.loaders.register import municipalities

FILLABLE_ROWS = 5000
"""Rows that drop-down lists and formats reach."""

Tables = Sequence[Kind | RelationKind]


def write_templates(target: Path, *, vocabulary: Ontology, language: str) -> None:
    """Write empty tables of every kind and relation: a workbook if `target` ends in .xlsx, else a folder of CSV files.

    Headers are labels in `language`, with a star on what must be filled. Raises LoadFailed where it cannot be written.
    """
    tables: Tables = [*vocabulary.domain_kinds.values(), *vocabulary.relations.values()]
    try:
        if target.suffix.casefold() == ".xlsx":
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_workbook(target, tables, language)
        else:
            target.mkdir(parents=True, exist_ok=True)
            _write_folder(target, tables, language)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise LoadFailed("loaders.cannot_write", file=target, reason=error) from error


def _write_folder(target: Path, tables: Tables, language: str) -> None:
    for of in tables:
        path = target / f"{sheet_title(of, language).lower().replace(' ', '_')}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerow(header for _, header in headers(of, language))


def _write_workbook(target: Path, tables: Tables, language: str) -> None:
    with xlsxwriter.Workbook(target) as book:
        _write_instructions(book, tables, language)
        lists = _Lists(language)
        for of in tables:
            _write_sheet(book, of, language, lists)
        lists.write(book)


class _Lists:
    """What the drop-down lists offer, a column each on a hidden sheet: a list inside a rule ends at 255 letters."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._columns: dict[tuple[str, ...], int] = {}
        self._title = say("loaders.template.lists_sheet", language=language)

    def source(self, choices: Iterable[str]) -> str:
        """The range that offers these choices."""
        offered = tuple(choices)
        column = self._columns.setdefault(offered, len(self._columns))
        return f"='{self._title}'!{xl_range_abs(0, column, len(offered) - 1, column)}"

    def write(self, book: Any) -> None:
        sheet = book.add_worksheet(self._title)
        for offered, column in self._columns.items():
            sheet.write_column(0, column, offered)
        sheet.hide()


def _write_instructions(book: Any, tables: Tables, language: str) -> None:
    sheet = book.add_worksheet(say("loaders.template.instructions_sheet", language=language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    lines = say("loaders.template.instructions", language=language).strip().split("\n")
    for row, text in enumerate(lines):
        sheet.merge_range(row, 0, row, 1, text, wrapped)
        sheet.set_row(row, 15 * (1 + len(text) // 110))
    for row, of in enumerate(tables, start=len(lines) + 1):
        sheet.write_url(row, 0, f"internal:'{sheet_title(of, language)}'!A1", string=sheet_title(of, language))
        sheet.write_string(row, 1, of.label[language], bold if isinstance(of, Kind) else None)


def _write_sheet(book: Any, of: Kind | RelationKind, language: str, lists: _Lists) -> None:
    sheet = book.add_worksheet(sheet_title(of, language))
    plain = book.add_format({"bold": True, "bg_color": "#E5E9EE", "bottom": 1})
    required = book.add_format({"bold": True, "bg_color": "#F7D9A8", "bottom": 1})
    sheet.freeze_panes(1, 0)
    for column, (name, header) in enumerate(headers(of, language)):
        sheet.write_string(0, column, header, required if is_required(of, name) else plain)
        sheet.set_column(column, column, min(40, max(14, len(header) + 2)), _cell_format(book, of, name))
        if rule := _validation(of, name, language, lists):
            sheet.data_validation(1, column, FILLABLE_ROWS, column, rule)
    sheet.set_tab_color(of.colour if isinstance(of, Kind) else "#9AA5B1")


def _cell_format(book: Any, of: Kind | RelationKind, name: str) -> Any:
    """Days as Finns write them, numbers as they come, everything else as text, so that 077 keeps its zero."""
    kind = "string" if name in ("id", *ENDS) else of.properties[name].type
    if kind == "date" and name not in PERIOD:
        return book.add_format({"num_format": "d.m.yyyy"})
    return book.add_format({} if kind in ("number", "integer") else {"num_format": "@"})


def _validation(of: Kind | RelationKind, name: str, language: str, lists: _Lists) -> dict[str, object] | None:
    """The drop-down list of a column, if it has one."""
    warn = {"validate": "list", "error_type": "warning"}
    if name in ENDS and isinstance(of, RelationKind):
        if "Municipality" not in (of.start if name == "from" else of.end):
            return None
        names = (municipality.name for municipality in municipalities())
        return {**warn, "error_type": "information", "source": lists.source(names)}
    item: Property | None = of.properties.get(name)
    if item and item.enum:
        return {**warn, "source": lists.source(item.choice_label(choice, language) for choice in item.enum)}
    if item and item.type == "boolean":
        return {**warn, "source": list(BOOLEAN_WORDS[language])}
    return None
