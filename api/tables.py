"""Answers as tables of a page: in words, with links to what they name, and bars where a column is charted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from yhdysverkko.api.site import entity_address, source_address
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.queries.ask import Answer, Cells
from yhdysverkko.queries.catalogue import NUMBERS, Column, Question
from yhdysverkko.viz.answers import heading, named_refs, word_cell, word_row
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.present import format_number

LAST_LETTERS = str.maketrans("åäö", "{|}")
"""The last letters of the alphabet, for signs that come after z."""

SHOWN = 500
"""Rows on a page; the files have all."""


class Cell(NamedTuple):
    """A cell of the table; `href` leads to the page of the entity that it names, `links` to all that it lists. `bar` is
    drawn under it, in percent of the largest value of its column."""

    text: str
    number: bool
    href: str = ""
    bar: float | None = None
    links: Sequence[Named] = ()


class Head(NamedTuple):
    """What stands above a column: `href` orders the rows by it (the other way, where they are ordered so already), and
    `order` says how they are, in the words of `aria-sort`."""

    text: str
    number: bool
    href: str = ""
    order: str = "none"


class Shown(NamedTuple):
    """An answer as the page shows it."""

    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    summary: str
    cut: str


def show(found: Answer, language: str, kept: str, only: Ref | None = None, most: int = SHOWN) -> Shown:
    """An answer as a table of its first rows; `only` leaves those that name one entity, `kept` is added to links."""
    columns = found.question.columns
    rows = [row for row in found.rows if only is None or only in named_refs(columns, row)]
    shown = rows[:most]
    cut = say("ask.cut", language=language, shown=format_number(most, language), all=format_number(len(rows), language))
    return Shown(
        [Head(heading(column, language), column.type in NUMBERS) for column in columns],
        [_row(found.question, row, bar, language, kept) for row, bar in zip(shown, _bars(found, shown), strict=True)],
        found.summary(language),
        cut if len(rows) > most else "",
    )


def order_rows(found: Answer, sort: str) -> Answer:
    """The answer with its rows by a column ("ties"), or from the largest down ("-ties"); what is unknown comes last.

    Raises NotFound for a column that there is not.
    """
    if not sort:
        return found
    names = [column.name for column in found.question.columns]
    name = sort.removeprefix("-")
    if name not in names:
        raise NotFound("ask.unknown_column", column=name, known=", ".join(names))
    column = found.question.columns[names.index(name)]
    at = found.fields.index(name)
    known = [row for row in found.rows if row[at] not in (None, [])]
    known.sort(key=lambda row: _place(column, row[at]), reverse=sort.startswith("-"))
    return replace(found, rows=[*known, *(row for row in found.rows if row[at] in (None, []))])


def _place(column: Column, value: Any) -> tuple[int, Any]:
    """What orders values of a column: numbers, then text as a Finnish dictionary does, dates by the calendar."""
    if isinstance(value, (int, float)):
        return 0, value
    text = value if column.type == "text" or isinstance(value, date) else word_cell(column, value)
    return 1, str(text).casefold().translate(LAST_LETTERS)


def link_heads(shown: Shown, found: Answer, sort: str, address: str) -> Shown:
    """The table with heads that order it; `address` ends where a query goes on."""
    heads = []
    for column, head in zip(found.question.columns, shown.heads, strict=True):
        chosen = column.name == sort.removeprefix("-")
        down = chosen and sort.startswith("-")
        turned = f"-{column.name}" if chosen and not down else column.name
        order = "descending" if down else "ascending" if chosen else "none"
        heads.append(head._replace(href=f"{address}{urlencode({'sort': turned})}", order=order))
    return shown._replace(heads=heads)


def _row(question: Question, row: Cells, bar: float | None, language: str, kept: str) -> list[Cell]:
    columns = question.columns
    fields = dict(zip(question.fields, row, strict=True))
    cells = zip(columns, word_row(columns, row, language), named_refs(columns, row), strict=True)
    return [
        Cell(
            text,
            column.type in NUMBERS,
            entity_address(format_reference(ontology(), ref)) + kept if ref else "",
            bar if column.name == question.chart else None,
            [Named(source_address(source, kept), source) for source in fields[column.name] or ()]
            if column.type == "sources"
            else (),
        )
        for column, text, ref in cells
    ]


def _bars(found: Answer, rows: Sequence[Cells]) -> list[float | None]:
    """How long the bar of each row is; None where nothing is charted, the value is not known or below zero."""
    if not found.question.chart:
        return [None] * len(rows)
    at = found.fields.index(found.question.chart)
    largest = max((row[at] for row in rows if row[at] is not None), default=0)
    return [
        None if row[at] is None or row[at] < 0 or largest <= 0 else round(100 * row[at] / largest, 1) for row in rows
    ]
