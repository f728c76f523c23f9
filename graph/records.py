"""Records: facts on their way into the graph, checked against the ontology, and the rows that did not pass."""

import hashlib
import re
from collections.abc import Mapping, Set
from typing import NamedTuple

from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import Kind, Ontology, Property, RelationKind
from yhdysverkko.graph.values import (
    PARSERS,
    Value,
    day_after,
    first_day,
    is_unknown,
    parse_partial_date,
    precision,
    slug,
    tidy,
)

Properties = Mapping[str, Value]

MASK = "•••"


class Ref(NamedTuple):
    """An entity by kind and id; written "kind:id", e.g. "municipality:077"."""

    kind: str
    id: str


class Place(NamedTuple):
    """Where in a source a fact is stated. `line` and `column` are as a person counts them (1, "B" or a header)."""

    file: str
    sheet: str = ""
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}:{self.line}" if self.line else f"{self.file}{sheet}"


class Node(NamedTuple):
    """An entity with what one source states of it. `evidence` is where, as the claim will keep it."""

    ref: Ref
    properties: Properties
    evidence: Mapping[str, object]
    digest: int
    """`digest_of` the properties."""


class Relation(NamedTuple):
    """A tie with what one source states of it; `id` is made of kind, ends and identity, so it stays the same."""

    kind: str
    start: Ref
    end: Ref
    id: str
    properties: Properties
    evidence: Mapping[str, object]
    digest: int
    """`digest_of` the properties."""


Record = Node | Relation


class Rejection(NamedTuple):
    """A row or cell that was not loaded: where, its value (masked if personal) and the reason in words."""

    place: Place
    value: str
    reason: str


class Expected(NamedTuple):
    """Entities that will be in the graph by the time a source is loaded, though neither it nor the graph states them:
    a dry run does not write what goes before it."""

    refs: Set[Ref]


class BadValue(YhdysverkkoError):
    """A value does not fit its property. `column` names the property, `shown` is the value fit to be shown."""

    def __init__(self, column: str, shown: str, key: str, **params: object) -> None:
        super().__init__(key, **params)
        self.column = column
        self.shown = shown


def digest_of(properties: Properties) -> int:
    """Properties condensed: those with equal digests are the same (to one in 2⁶⁴ within a run)."""
    return hash(frozenset(properties.items()))


def make_node(kind: Kind, entity_id: str, properties: Properties, evidence: Mapping[str, object]) -> Node:
    """A node record. Raises BadValue for an id that does not fit or a required property that is missing."""
    check_id(kind, entity_id)
    for name in kind.required:
        if name not in properties:
            raise BadValue(name, "", "value.required", name=name)
    _check_period(properties)
    return Node(Ref(kind.name, entity_id), properties, evidence, digest_of(properties))


def make_relation(
    kind: RelationKind, start: Ref, end: Ref, properties: Properties, evidence: Mapping[str, object]
) -> Relation:
    """A relation record; the ends of a symmetric one are put in order. Raises BadValue when it breaks the ontology."""
    if start.kind not in kind.start:
        raise BadValue("from", start.kind, "relation.wrong_end", kind=kind.name, allowed=", ".join(kind.start))
    if end.kind not in kind.end:
        raise BadValue("to", end.kind, "relation.wrong_end", kind=kind.name, allowed=", ".join(kind.end))
    if start == end:
        raise BadValue("to", "", "relation.to_itself")
    for name in kind.required:
        if name not in properties:
            raise BadValue(name, "", "value.required", name=name)
    _check_period(properties)
    if kind.symmetric and end < start:
        start, end = end, start
    fact_id = relation_id(kind, start, end, properties)
    return Relation(kind.name, start, end, fact_id, properties, evidence, digest_of(properties))


def relation_id(kind: RelationKind, start: Ref, end: Ref, properties: Properties) -> str:
    """The stable id of a relation: 80 bits of what identifies it, in hexadecimal."""
    text = f"{kind.name}\x1f{start.kind}\x1f{start.id}\x1f{end.kind}\x1f{end.id}"
    for name in kind.identity:
        text += f"\x1f{properties.get(name, '')}"
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def check_id(kind: Kind, entity_id: str) -> None:
    """Raise BadValue unless `entity_id` can identify an entity of `kind`."""
    if not re.fullmatch(kind.id.pattern, entity_id):
        raise BadValue("id", shown(entity_id, kind.id.personal), "value.id", kind=kind.name, pattern=kind.id.pattern)


def normalise_id(kind: Kind, text: str) -> str:
    """The id that a cell means: a code gets its zeros back ("77" -> "077"), a name becomes a slug."""
    bare = tidy(text)
    if kind.id.slug:
        return slug(bare)
    width = re.fullmatch(r"\[0-9\]\{(\d)\}", kind.id.pattern)
    bare = bare.removesuffix(".0")
    return bare.zfill(int(width[1])) if width and bare.isdigit() else bare


def parse_reference(vocabulary: Ontology, text: str) -> Ref:
    """An entity from "kind:id". Raises BadValue for a kind that there is not."""
    prefix, colon, rest = tidy(text).partition(":")
    kind = vocabulary.by_prefix.get(prefix.strip().casefold())
    if not colon or kind is None:
        raise BadValue("", text, "reference.unknown_kind", known=", ".join(vocabulary.by_prefix))
    return Ref(kind.name, normalise_id(kind, rest))


def format_reference(vocabulary: Ontology, ref: Ref) -> str:
    return f"{vocabulary.kinds[ref.kind].prefix}:{ref.id}"


def parse_property(item: Property, text: str) -> Value | None:
    """The value that a cell states, or None when it says that the value is unknown. Raises BadValue."""
    bare = tidy(text)
    if is_unknown(bare):
        return None
    if item.enum:
        return _parse_choice(item, bare)
    try:
        return PARSERS[item.type](bare)
    except ValueError as error:
        raise BadValue(item.name, shown(bare, item.personal), str(error)) from error


def _parse_choice(item: Property, text: str) -> str:
    chosen = item.choices.get(text.casefold())
    if chosen is None:
        raise BadValue(item.name, shown(text, item.personal), "value.choice", choices=_named_choices(item))
    return chosen


def _named_choices(item: Property) -> str:
    return ", ".join(item.choice_label(choice, current_language()) for choice in item.enum)


def parse_period(name: str, text: str) -> dict[str, Value]:
    """valid_from or valid_to with its precision, from a partial date.

    A table's end is the last day that still holds ("31.12.2020" or "2020"), so valid_to is the day after it.
    """
    bare = tidy(text)
    if is_unknown(bare):
        return {}
    try:
        partial = parse_partial_date(bare)
        day = first_day(partial) if name == "valid_from" else day_after(partial)
    except ValueError as error:
        raise BadValue(name, bare, "value.date") from error
    return {name: day, f"{name}_precision": precision(partial)}


def _check_period(properties: Properties) -> None:
    if (end := properties.get("valid_to")) is None or (start := properties.get("valid_from")) is None:
        return
    if end <= start:  # type: ignore[operator]  # both were parsed as dates
        raise BadValue("valid_to", str(end), "value.period", start=start, end=end)


def shown(value: str, personal: str | None) -> str:
    """A value as messages may show it: personal data is masked, long text is cut."""
    if personal:
        return MASK
    return value if len(value) <= 60 else f"{value[:59]}…"


def reject(place: Place, error: BadValue) -> Rejection:
    """The rejection that a bad value at `place` (file, sheet, line) becomes."""
    return Rejection(place._replace(column=error.column or place.column), error.shown, str(error))


def describe(rejection: Rejection) -> str:
    """One line for people: file, sheet, line, column, value and rule."""
    return say(
        "load.rejected_row",
        place=rejection.place,
        column=rejection.place.column or "–",
        value=rejection.value or "–",
        reason=rejection.reason,
    )
