"""Answers of the catalogue as people read them: names without ids, states in words, dates and shares as we write them.

The command line's tables and the tables of reports are worded here, so that both say the same.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from yhdysverkko.graph.messages import catalogue, current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import format_date
from yhdysverkko.queries.ask import Answer, Cells
from yhdysverkko.queries.catalogue import Column
from yhdysverkko.viz.present import NO_BREAK, format_number, format_partial_date

UNKNOWN = "–"

_PARTIAL_DATE = re.compile(r"(\d{4}|-)-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")


def worded(found: Answer, language: str | None = None) -> Iterator[list[str]]:
    """The rows of an answer in words, a cell for each column."""
    return (word_row(found.question.columns, row, language) for row in found.rows)


def word_row(columns: Sequence[Column], row: Cells, language: str | None = None) -> list[str]:
    """One row in words; a column that names entities takes the cells of its ids with it."""
    cells, at = [], 0
    for column in columns:
        cells.append(word_cell(column, row[at], language))
        at += len(column.fields)
    return cells


def heading(column: Column, language: str | None = None) -> str:
    """What stands above a column: its name, and its unit in brackets."""
    label = column.label(language)
    return f"{label} ({column.unit})" if column.unit else label


def word_cell(column: Column, value: Any, language: str | None = None) -> str:
    """A value of a column in words; what is not known is UNKNOWN."""
    language = language or current_language()
    match value:
        case None:
            return UNKNOWN
        case list():
            names = (str(item["name"] if isinstance(item, dict) else item) for item in value)
            return ", ".join(names) or UNKNOWN
        case bool():
            return say("answer.yes" if value else "answer.no", language=language)
        case float() if column.type == "percent":
            return f"{100 * value:.0f}{'' if language == 'en' else NO_BREAK}%"
        case float():
            return format_number(float(f"{value:.4g}"), language)
        case int():
            return format_number(value, language)
        case date():
            return format_date(value)
        case str() if column.type == "state":
            return _state(value, language)
        case str() if column.type == "text" and _PARTIAL_DATE.fullmatch(value):
            return format_partial_date(value, language)
        case _:
            return str(value)


def named_refs(columns: Sequence[Column], row: Cells) -> Iterator[Ref | None]:
    """The entity that each column names; None for a column that names none, or somebody who is not shown."""
    at = 0
    for column in columns:
        last = at + len(column.fields) - 1
        kind = row[last - 1] if column.kind == "entity" else column.kind
        one = last > at and kind in ontology().domain_kinds and row[last] is not None
        yield Ref(kind, row[last]) if one else None
        at = last + 1


def _state(value: str, language: str) -> str:
    """A state in words: its own, a choice of the ontology, a kind of fact ("RUNS") or a property ("Event.date")."""
    for key in (f"state.{value}", f"choice.{value}"):
        if key in catalogue():
            return say(key, language=language)
    vocabulary = ontology()
    kind, _, name = value.partition(".")
    of = vocabulary.kinds.get(kind) or vocabulary.relations.get(kind)
    if of is None:
        return value
    return of.properties[name].label[language] if name else of.label[language]
