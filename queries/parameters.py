"""What a question is given: parameters as text or as values, made into what its query takes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.facts import search
from yhdysverkko.graph.messages import catalogue, say
from yhdysverkko.graph.ontology import Kind, ontology
from yhdysverkko.graph.records import BadValue, Ref, format_reference, normalise_id, parse_reference
from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.sight import is_shown
from yhdysverkko.graph.store import Row, Store
from yhdysverkko.graph.values import format_date, parse_boolean, parse_date, parse_integer, parse_number, slug
from yhdysverkko.queries.catalogue import Parameter, Question


class Given(NamedTuple):
    """The value of a parameter as the query takes it, and the names of the entities that it means."""

    value: Any
    names: tuple[str, ...] = ()


def read_given(store: Store, question: Question, given: Mapping[str, Any]) -> dict[str, Given]:
    """The value of each parameter of a question, the defaults of those that are not given.

    Raises NotFound for a parameter or an entity that there is not, naming those spelt alike, and WrongUse for a value
    of another type, or for days the wrong way round.
    """
    for name in given:
        if name not in question.parameters:
            alike = ", ".join(get_close_matches(name, question.parameters, cutoff=0) or question.parameters) or "–"
            raise NotFound("question.unknown_parameter", question=question.name, name=name, alike=alike)
    found = {
        name: _read(store, question, parameter, given.get(name)) for name, parameter in question.parameters.items()
    }
    start, end = (found[name].value if name in found else None for name in ("from_date", "as_of"))
    if start and end and start > end:
        raise WrongUse("question.days_reversed", start=start, end=end)
    return found


def say_given(parameter: Parameter, given: Given, language: str) -> str:
    """A value in words: names of entities, choices as they are called."""
    if given.names:
        return ", ".join(given.names)
    if parameter.choices:
        return say_choice(given.value, language)
    return format_date(given.value) if isinstance(given.value, date) else str(given.value)


def say_choice(value: str, language: str) -> str:
    """A value of a choice as it is called."""
    vocabulary = ontology()
    if value in vocabulary.measures:
        return vocabulary.measures[value].label[language]
    if value in vocabulary.by_prefix:
        return vocabulary.by_prefix[value].label[language]
    key = f"state.{value}"
    return say(key, language=language) if key in catalogue() else value


def _read(store: Store, question: Question, parameter: Parameter, given: Any) -> Given:
    if given is None or given == "":
        if parameter.required:
            raise WrongUse("question.required", question=question.name, name=parameter.name)
        given = parameter.default
    if given is None or (isinstance(given, date) and parameter.type == "date"):
        return Given(given)
    text = str(given).strip()
    if parameter.choices:
        if text not in parameter.choices:
            raise _wrong(parameter, text, ", ".join(parameter.choices))
        return Given(text)
    if parameter.type in PARSERS:
        try:
            return Given(PARSERS[parameter.type](text))
        except ValueError as error:
            raise _wrong(parameter, text, say(f"expected.{parameter.type}")) from error
    if parameter.type == "entities":
        found = [_find(store, each.strip(), None) for each in text.split(",") if each.strip()]
        return Given([ref for ref, _ in found], tuple(name for _, name in found))
    ref, name = _find(store, text, _kind(parameter.type))
    return Given(ref if parameter.type == "entity" else ref.id, (name,))


def _kind(wanted: str) -> Kind | None:
    return None if wanted == "entity" else ontology().by_prefix[wanted]


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
    ref, _ = _find(store, text, _kind(wanted))
    return ref if wanted == "entity" else ref.id


def find_ref(store: Store, text: str) -> Ref:
    """The entity that a text means, by reference, id or name. Raises NotFound naming up to five spelt alike."""
    return _find(store, text, None)[0]


def _find(store: Store, text: str, kind: Kind | None) -> tuple[Ref, str]:
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
        rows = _meant(each.name).get(store, id=normalise_id(each, text), text=text, hides=store.sight.hides)
        if len(rows) == 1:
            return Ref(each.name, rows[0]["id"]), rows[0]["name"]
    raise NotFound("entity.unknown", reference=text, alike=", ".join(_alike(store, text, kinds)) or "–")


@cache
def _meant(kind: str) -> Remembered[list[Row]]:
    """Entities of a kind that a text names, the first two of them. A page asks this with each of its parts."""
    return Remembered(
        f"MATCH (n:{kind}) WHERE n.id = $id OR n.name = $text "
        f"WITH n WHERE {is_shown('n')} "
        "RETURN n.id AS id, coalesce(n.name, n.id) AS name ORDER BY id LIMIT 2",
        list,
    )


def _alike(store: Store, text: str, kinds: Sequence[Kind]) -> list[str]:
    """Up to ALIKE entities of these kinds that may be meant: by their names, then by the letters of their ids."""
    wanted = {kind.name for kind in kinds}
    found = {found.ref: found.name for found in search(store, text, limit=20) if found.ref.kind in wanted}
    if len(found) < ALIKE:
        rows = store.read(
            f"MATCH (n:{'|'.join(sorted(wanted))}) WHERE {is_shown('n')} "
            "RETURN labels(n)[0] AS kind, n.id AS id, coalesce(n.name, n.id) AS name ORDER BY kind, id",
            hides=store.sight.hides,
        )
        by_id = {row["id"]: row for row in rows}
        for each in get_close_matches(slug(text), by_id, ALIKE, cutoff=SIMILAR):
            found.setdefault(Ref(by_id[each]["kind"], each), by_id[each]["name"])
    return [f"{name} ({format_reference(ontology(), ref)})" for ref, name in list(found.items())[:ALIKE]]


ALIKE = 5
"""Candidates that are named for an entity that there is not."""

SIMILAR = 0.4
"""How much of two ids must be the same (0–1) for one to be meant by the other."""
