"""Profiles: everything known of one entity, a row for each fact, with who says it and in which words.

Contact data never gets here (graph/facts.py), and evidence that names somebody who is not to be shown is told by its
place alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from yhdysverkko.graph.facts import ClaimView, EntityDetail, TieDetail, read_entity
from yhdysverkko.graph.indicators import indicators
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import Property, ontology
from yhdysverkko.graph.projection import HIDDEN_NAME, Entity
from yhdysverkko.graph.records import Place, Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.queries.places import read_mergers
from yhdysverkko.queries.standing import standing

ASIDE = ("valid_from", "valid_to", "valid_from_precision", "valid_to_precision", "ended", "date", "spell")
"""Properties of ties that have columns of their own, or that only tell two ties apart."""

Cells = tuple[Any, ...]


class _View(NamedTuple):
    """What the rows of a profile are made with."""

    as_of: date
    merged: Mapping[str, tuple[str, str]]
    language: str
    order: Mapping[str, int]
    """The place of each kind of tie."""


def profile(kind: str) -> Callable[[Store, Mapping[str, Any]], Iterator[Cells]]:
    """The analysis that answers with the profile of an entity of `kind`, named by the parameter of that name."""
    parameter = ontology().kinds[kind].prefix
    return lambda store, values: _rows(store, Ref(kind, values[parameter]), values["as_of"])


def _rows(store: Store, ref: Ref, as_of: date) -> Iterator[Cells]:
    """Properties in the order of the ontology, then ties by relation, standing, time and name."""
    merged = read_mergers(store, as_of)
    if ref.kind == "Municipality" and ref.id in merged:
        ref = Ref(ref.kind, merged[ref.id][0])
    order = {name: place for place, name in enumerate(ontology().relations)}
    view = _View(as_of, merged, current_language(), order)
    detail = read_entity(store, ref)
    yield from _properties(view, detail)
    found: list[tuple[Entity, TieDetail, str | None]] = [(detail.entity, tie, None) for tie in detail.ties]
    if ref.kind == "Municipality":
        for part in sorted(part for part, (into, _) in merged.items() if into == ref.id):
            known = read_entity(store, Ref(ref.kind, part))
            found += [(known.entity, tie, known.entity.name) for tie in known.ties if tie.tie.kind != "MERGED_INTO"]
    latest = _latest_scores(as_of, (tie for _, tie, _ in found))
    rows = [row for owner, tie, part in found if (row := _tie(view, owner, tie, part, latest))]
    yield from (cells for _, cells in sorted(rows, key=lambda row: row[0]))


def _properties(view: _View, detail: EntityDetail) -> Iterator[Cells]:
    known = ontology().kinds[detail.entity.ref.kind].properties
    for name, value in detail.entity.properties.items():
        if name.endswith("_precision"):
            continue
        claims = [claim for claim in detail.claims if name in claim.states]
        sources = [claim.source_id for claim in claims]
        label, text = known[name].label[view.language], _words(known[name], value, view.language)
        yield label, None, None, None, text, None, None, None, sources, _say(claims)


def _tie(
    view: _View, owner: Entity, detail: TieDetail, part: str | None, latest: Mapping[str, str]
) -> tuple[Any, Cells] | None:
    """A row with what it is sorted by; None for an observation that came later than the day."""
    tie, other = detail.tie, detail.other
    kind = ontology().relations[tie.kind]
    status, begins, ends = standing(view.as_of, tie, (owner, other))
    if tie.kind == "SCORES":
        if begins and begins > view.as_of.isoformat():
            return None
        status = "ended" if (begins or "") < latest.get(other.ref.id, "") else "current"
    details = [] if part is None else [part]
    name, entity_id = other.name, other.ref.id if other.name != HIDDEN_NAME else None
    if other.ref.kind == "Municipality" and other.ref.id in view.merged and tie.kind != "MERGED_INTO":
        details.append(name)
        entity_id, name = view.merged[other.ref.id]
    if tie.properties:
        details += _details(view, tie.kind, other.ref, tie.properties)
    incoming = tie.end == owner.ref and not kind.symmetric
    label = kind.label[view.language]
    what = f"← {label}" if incoming else label
    cells = (
        what, name, other.ref.kind, entity_id, "; ".join(details) or None, begins, ends, status,
        list(tie.sources), _say(detail.claims),
    )  # fmt: skip
    order = view.order[tie.kind], incoming, status or "", begins or "", name, tie.id
    return order, cells


def _details(view: _View, kind: str, other: Ref, properties: Mapping[str, Value]) -> Iterator[str]:
    """The properties of a tie in words; a figure of too few answers is not among them."""
    known = ontology().relations[kind].properties
    measure = indicators().indicators.get(other.id) if kind == "SCORES" else None
    if measure and not measure.shown(_integer(properties.get("of"))):
        yield say("state.too_few")
        return
    for name, value in properties.items():
        if name not in ASIDE:
            yield f"{known[name].label[view.language]}: {_words(known[name], value, view.language)}"


def _integer(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None


def _latest_scores(as_of: date, ties: Iterable[TieDetail]) -> Mapping[str, str]:
    """Indicator -> the date of its latest observation as of the day."""
    latest: dict[str, str] = {}
    for detail in ties:
        if detail.tie.kind == "SCORES":
            name, day = detail.other.ref.id, str(detail.tie.properties.get("date", ""))
            if day <= as_of.isoformat():
                latest[name] = max(latest.get(name, ""), day)
    return latest


def _words(item: Property, value: Value, language: str) -> str:
    match value:
        case bool():
            return say("answer.yes" if value else "answer.no", language=language)
        case str() if item.enum:
            return item.choice_label(value, language)
        case Point():
            return f"{value.lat:.4f}, {value.lon:.4f}"
        case float():
            number = f"{value:.10g}"
            text = number if language == "en" else number.replace(".", ",")
        case _:
            text = str(value)
    return f"{text} {item.unit}" if item.unit else text


def _say(claims: Iterable[ClaimView]) -> list[str]:
    """The words of each source, or where in it they stand."""
    return [_evidence(claim) for claim in claims]


def _evidence(claim: ClaimView) -> str:
    evidence = claim.evidence
    line = evidence.get("line")
    number = line if isinstance(line, int) else 0
    place = str(Place(str(evidence.get("file", claim.title)), str(evidence.get("sheet", "")), number))
    sentence = str(evidence.get("sentence", ""))
    return f"”{sentence}” ({place})" if sentence else place
