"""Asking a question of the catalogue: parameters checked, rows read, people who are not shown masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.facts import search
from yhdysverkko.graph.garbage import without_garbage_collection
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, ontology
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.records import BadValue, Ref, format_reference, normalise_id, parse_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import parse_boolean, parse_date, parse_integer, parse_number, slug
from yhdysverkko.queries.analyses import ANALYSES
from yhdysverkko.queries.catalogue import Column, Parameter, Question

Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """The rows of a question; `fields` names their cells, `parameters` holds the values that were in force."""

    question: Question
    parameters: Mapping[str, Any]
    rows: Sequence[Cells]

    @property
    def fields(self) -> list[str]:
        return self.question.fields

    @property
    def sources(self) -> list[str]:
        """The ids of all sources that the rows rest on, in order."""
        at = [self.fields.index(column.name) for column in self.question.columns if column.type == "sources"]
        return sorted({source for row in self.rows for place in at for source in row[place] or ()})

    def line(self, language: str | None = None) -> str:
        """The answer as one line that a report can quote: how many, as of when, of what, from which sources."""
        chosen = [
            f"{self.question.parameters[name].label(language)} {_shown(value)}"
            for name, value in self.parameters.items()
            if value is not None
        ]
        return say(
            "answer.line",
            language=language,
            question=self.question.label(language),
            count=len(self.rows),
            chosen=", ".join(chosen) or "–",
            sources=", ".join(self.sources) or "–",
        )


def _shown(value: Any) -> str:
    match value:
        case Ref():
            return format_reference(ontology(), value)
        case list():
            return ", ".join(map(_shown, value))
        case _:
            return str(value)


def ask(store: Store, question: Question, given: Mapping[str, Any]) -> Answer:
    """The answer to a question with these parameters, as text or as values; the others keep their defaults.

    Raises NotFound for a parameter or an entity that there is not, naming those spelt alike, and WrongUse for a value
    of another type.
    """
    for name in given:
        if name not in question.parameters:
            alike = ", ".join(get_close_matches(name, question.parameters, cutoff=0) or question.parameters) or "–"
            raise NotFound("question.unknown_parameter", question=question.name, name=name, alike=alike)
    values = {
        name: _value(store, question, parameter, given.get(name)) for name, parameter in question.parameters.items()
    }
    start, end = (values.get(name) for name in ("from_date", "as_of"))
    if start and end and start > end:
        raise WrongUse("question.days_reversed", start=start, end=end)
    with settled(store), without_garbage_collection():
        if question.analysis:
            rows = list(ANALYSES[question.analysis](store, values))
        else:
            with store.stream(question.query, **values) as streamed:
                if streamed.columns != question.fields:
                    expected = ", ".join(question.fields)
                    raise WrongUse("question.other_columns", found=", ".join(streamed.columns), expected=expected)
                rows = list(streamed)
    return Answer(question, values, _mask(store, question.columns, rows))


def _value(store: Store, question: Question, parameter: Parameter, given: Any) -> Any:
    """A parameter's value as the query takes it: a date, a number, the id of an entity."""
    if given is None or given == "":
        if parameter.required:
            raise WrongUse("question.required", question=question.name, name=parameter.name)
        given = parameter.default
    if given is None or (isinstance(given, date) and parameter.type == "date"):
        return given
    text = str(given).strip()
    if parameter.choices:
        if text not in parameter.choices:
            raise _wrong(parameter, text, ", ".join(parameter.choices))
        return text
    if parameter.type in PARSERS:
        try:
            return PARSERS[parameter.type](text)
        except ValueError as error:
            raise _wrong(parameter, text, say(f"expected.{parameter.type}")) from error
    if parameter.type == "entities":
        return [find_entity(store, each.strip(), "entity") for each in text.split(",") if each.strip()]
    return find_entity(store, text, parameter.type)


def parse_count(text: str) -> int:
    """A whole number from 0 up. Raises ValueError for anything else."""
    count = parse_integer(text)
    if count < 0:
        raise ValueError(text)
    return count


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "date": parse_date,
    "text": str,
    "integer": parse_integer,
    "count": parse_count,
    "number": parse_number,
    "boolean": parse_boolean,
}


def _wrong(parameter: Parameter, text: str, expected: str) -> WrongUse:
    return WrongUse("question.wrong_value", name=parameter.name, value=text, expected=expected)


def find_entity(store: Store, text: str, wanted: str) -> Any:
    """The id of the entity of a kind (its prefix) that a text means, by reference, id or name; a Ref where `wanted` is
    "entity". Raises NotFound naming up to five that are spelt alike."""
    vocabulary = ontology()
    ref = _find(store, text, None if wanted == "entity" else vocabulary.by_prefix[wanted])
    return ref if wanted == "entity" else ref.id


def _find(store: Store, text: str, kind: Kind | None) -> Ref:
    vocabulary = ontology()
    if ":" in text:
        try:
            ref = parse_reference(vocabulary, text)
        except BadValue:
            pass  # a name with a colon in it
        else:
            if kind is None or ref.kind == kind.name:
                text, kind = ref.id, vocabulary.kinds[ref.kind]
    kinds = [kind] if kind else list(vocabulary.domain_kinds.values())
    for each in kinds:
        rows = store.read(
            f"MATCH (n:{each.name}) WHERE n.id = $id OR n.name = $text "
            "WITH n WHERE coalesce(n.visibility <> 'internal', true) RETURN n.id AS id ORDER BY id LIMIT 2",
            id=normalise_id(each, text),
            text=text,
        )
        if len(rows) == 1:
            return Ref(each.name, rows[0]["id"])
    raise NotFound("entity.unknown", reference=text, alike=", ".join(_alike(store, text, kinds)) or "–")


def _alike(store: Store, text: str, kinds: Sequence[Kind]) -> list[str]:
    """Up to ALIKE entities of these kinds that may be meant: by their names, then by the letters of their ids."""
    wanted = {kind.name for kind in kinds}
    found = {found.ref: found.name for found in search(store, text, limit=20) if found.ref.kind in wanted}
    if len(found) < ALIKE:
        rows = store.read(
            f"MATCH (n:{'|'.join(sorted(wanted))}) WHERE coalesce(n.visibility <> 'internal', true) "
            "RETURN labels(n)[0] AS kind, n.id AS id, coalesce(n.name, n.id) AS name ORDER BY kind, id"
        )
        by_id = {row["id"]: row for row in rows}
        for each in get_close_matches(slug(text), by_id, ALIKE, cutoff=SIMILAR):
            found.setdefault(Ref(by_id[each]["kind"], each), by_id[each]["name"])
    return [f"{name} ({format_reference(ontology(), ref)})" for ref, name in list(found.items())[:ALIKE]]


ALIKE = 5
"""Candidates that are named for an entity that there is not."""

SIMILAR = 0.4
"""How much of two ids must be the same (0–1) for one to be meant by the other."""


def _mask(store: Store, columns: Sequence[Column], rows: list[Cells]) -> list[Cells]:
    """Rows in which people who are not to be shown have neither name nor id."""
    readers = _person_readers(columns)
    if not readers:
        return rows
    people = {found for row in rows for read in readers for found in read(row)}
    hidden = {
        row["id"]
        for row in store.read(
            "MATCH (p:Person {visibility: 'internal'}) WHERE p.id IN $ids RETURN p.id AS id", ids=sorted(people)
        )
    }
    return [_masked(columns, row, hidden) for row in rows] if hidden else rows


def _person_readers(columns: Sequence[Column]) -> list[Callable[[Cells], Iterable[str]]]:
    """What reads the ids of people out of a row."""
    readers: list[Callable[[Cells], Iterable[str]]] = []
    at = 0
    for column in columns:
        if column.kind in ("Person", "entity"):
            readers.append(_list_reader(column, at) if column.type.endswith("[]") else _cell_reader(column, at))
        at += len(column.fields)
    return readers


def _cell_reader(column: Column, at: int) -> Callable[[Cells], Iterable[str]]:
    last = at + len(column.fields) - 1
    return lambda row: [row[last]] if row[last] is not None and _is_person(column, row[last - 1]) else []


def _list_reader(column: Column, at: int) -> Callable[[Cells], Iterable[str]]:
    return lambda row: [item["id"] for item in row[at] or () if _is_person(column, item.get("kind"))]


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
