"""Asking a question of the catalogue: parameters checked, rows read, people who are not shown masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.garbage import without_garbage_collection
from yhdysverkko.graph.hidden import hidden_people
from yhdysverkko.graph.ledger import read_settled
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.analyses import ANALYSES
from yhdysverkko.queries.catalogue import Column, Question
from yhdysverkko.queries.parameters import Given, read_given, say_given

Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """The rows of a question; `fields` names their cells, `given` what was in force."""

    question: Question
    given: Mapping[str, Given]
    rows: Sequence[Cells]

    @property
    def parameters(self) -> dict[str, Any]:
        """The values that were in force."""
        return {name: each.value for name, each in self.given.items()}

    @property
    def fields(self) -> list[str]:
        return self.question.fields

    @property
    def sources(self) -> list[str]:
        """The ids of all sources that the rows rest on, in order."""
        at = [self.fields.index(column.name) for column in self.question.columns if column.type == "sources"]
        return sorted({source for row in self.rows for place in at for source in row[place] or ()})

    def line(self, language: str | None = None) -> str:
        """The question and its answer as one line that a report can quote."""
        return f"{self.question.label(language)} {self.summary(language)}"

    def summary(self, language: str | None = None) -> str:
        """The answer in a sentence: how many, as of when, of what, from which sources."""
        chosen = [
            f"{parameter.label(language)} {say_given(parameter, self.given[name], language or current_language())}"
            for name, parameter in self.question.parameters.items()
            if self.given[name].value is not None
        ]
        return say(
            "answer.summary",
            language=language,
            count=len(self.rows),
            chosen=", ".join(chosen) or "–",
            sources=", ".join(self.sources) or "–",
        )


def ask(store: Store, question: Question, given: Mapping[str, Any]) -> Answer:
    """The answer to a question with these parameters, as text or as values; the others keep their defaults.

    Raises NotFound for a parameter or an entity that there is not, naming those spelt alike, and WrongUse for a value
    of another type.
    """
    with without_garbage_collection():
        return read_settled(store, partial(_answer, store, question, given))


def _answer(store: Store, question: Question, given: Mapping[str, Any]) -> Answer:
    """What the parameters mean and the rows, of one moment."""
    known = read_given(store, question, given)
    return Answer(question, known, _read(store, question, {name: each.value for name, each in known.items()}))


def _read(store: Store, question: Question, values: Mapping[str, Any]) -> list[Cells]:
    if question.analysis:
        rows = list(ANALYSES[question.analysis](store, values))
    else:
        with store.stream(question.query, **values) as streamed:
            if streamed.columns != question.fields:
                expected = ", ".join(question.fields)
                raise WrongUse("question.other_columns", found=", ".join(streamed.columns), expected=expected)
            rows = list(streamed)
    return _mask(store, question.columns, rows)


def _mask(store: Store, columns: Sequence[Column], rows: list[Cells]) -> list[Cells]:
    """Rows in which people who are not to be shown have neither name nor id."""
    people = _people(columns, rows)
    hidden = people & hidden_people(store).ids if people else people
    return [_masked(columns, row, hidden) for row in rows] if hidden else rows


def _people(columns: Sequence[Column], rows: list[Cells]) -> set[str]:
    """The ids of all people in the rows."""
    found: set[str] = set()
    at = 0
    for column in columns:
        last = at + len(column.fields) - 1
        if column.type.endswith("[]") and column.kind in ("Person", "entity"):
            found |= {item["id"] for row in rows for item in row[at] or () if _is_person(column, item.get("kind"))}
        elif column.kind == "Person":
            found |= {row[last] for row in rows}
        elif column.kind == "entity":
            found |= {row[last] for row in rows if row[last - 1] == "Person"}
        at = last + 1
    return found - {None}


def _is_person(column: Column, kind: str | None) -> bool:
    return column.kind == "Person" or kind == "Person"


def _masked(columns: Sequence[Column], row: Cells, hidden: set[str]) -> Cells:
    cells: list[Any] = list(row)
    at = 0
    for column in columns:
        last = at + len(column.fields) - 1
        if column.type.endswith("[]") and column.kind in ("Person", "entity"):
            cells[at] = [
                {**item, "id": None, "name": HIDDEN_NAME}
                if _is_person(column, item.get("kind")) and item["id"] in hidden
                else item
                for item in cells[at] or ()
            ]
        elif column.kind in ("Person", "entity") and _is_person(column, cells[last - 1]) and cells[last] in hidden:
            cells[at], cells[last] = HIDDEN_NAME, None
        at = last + 1
    return tuple(cells)
