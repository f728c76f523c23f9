"""Answers as tables of a page: in words, with links to what they name, and bars where a column is charted."""

from collections.abc import Sequence
from typing import NamedTuple

from yhdysverkko.api.site import entity_address
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.queries.ask import Answer, Cells
from yhdysverkko.queries.catalogue import NUMBERS, Question
from yhdysverkko.viz.answers import heading, named_refs, word_row
from yhdysverkko.viz.present import format_number

SHOWN = 500
"""Rows on a page; the files have all."""


class Cell(NamedTuple):
    """A cell of the table; `href` leads to the page of the entity that it names, `bar` is drawn under it, in percent of
    the largest value of its column."""

    text: str
    number: bool
    href: str = ""
    bar: float | None = None


class Shown(NamedTuple):
    """An answer as the page shows it."""

    heads: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    line: str
    cut: str


def show(found: Answer, language: str, kept: str, only: Ref | None = None, most: int = SHOWN) -> Shown:
    """An answer as a table of its first rows; `only` leaves those that name one entity, `kept` is added to links."""
    columns = found.question.columns
    rows = [row for row in found.rows if only is None or only in named_refs(columns, row)]
    shown = rows[:most]
    cut = say("ask.cut", language=language, shown=format_number(most, language), all=format_number(len(rows), language))
    return Shown(
        [Cell(heading(column, language), column.type in NUMBERS) for column in columns],
        [_row(found.question, row, bar, language, kept) for row, bar in zip(shown, _bars(found, shown), strict=True)],
        found.line(language),
        cut if len(rows) > most else "",
    )


def _row(question: Question, row: Cells, bar: float | None, language: str, kept: str) -> list[Cell]:
    columns = question.columns
    cells = zip(columns, word_row(columns, row, language), named_refs(columns, row), strict=True)
    return [
        Cell(
            text,
            column.type in NUMBERS,
            entity_address(format_reference(ontology(), ref)) + kept if ref else "",
            bar if column.name == question.chart else None,
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
