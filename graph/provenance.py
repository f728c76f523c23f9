"""Sources and claims: who states what, and which value wins when sources disagree.

Every node and relation carries two lists side by side: `sources` (ids of the sources that state it) and `claims` (for
each of them, a JSON text with the evidence and, where more than one source states the fact, what that source states).
Provenance therefore lies on no path between domain nodes. The plain properties are the winning values.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict

from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.values import Point, Value

Rank = tuple[int, str, str]
"""Priority, date as ISO text, source id; the greater wins."""

META = ("id", "sources", "claims")


class Source(BaseModel):
    """Something that states facts: a register, a table, a document. `sha256` is of its content as loaded."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    title: str
    sha256: str
    loader: str
    version: str
    uri: str | None = None
    published: date | None = None
    retrieved: date | None = None
    licence: str | None = None

    @property
    def rank(self) -> "Rank":
        """What decides between sources that disagree: priority of the kind, then the date, then (to be total) the id."""
        day = self.published or self.retrieved
        return (ontology().source_kinds[self.kind].priority, day.isoformat() if day else "", self.id)


class Claim(NamedTuple):
    """What one source states of one fact, and where in the source it stands."""

    source: str
    properties: Mapping[str, Value]
    evidence: Mapping[str, object]


def read_claims(stored: Mapping[str, Any]) -> list[Claim]:
    """The claims of a stored node or relation (its properties as a mapping)."""
    sources, texts = stored["sources"], stored["claims"]
    if len(sources) == 1:
        own = {key: value for key, value in stored.items() if key not in META}
        return [Claim(sources[0], own, _evidence(texts[0]))]
    return [
        Claim(source, unpack(orjson.loads(text)["states"]), _evidence(text))
        for source, text in zip(sources, texts, strict=True)
    ]


def merge_claims(claims: Iterable[Claim], ranks: Mapping[str, Rank]) -> dict[str, Any]:
    """What a node or relation stores for these claims: winning values, `sources` and `claims`, best source first.

    `ranks` holds the rank of each source; each property's value comes from the best source that states one.
    """
    ordered = sorted(claims, key=lambda claim: ranks[claim.source], reverse=True)
    merged: dict[str, Any] = {}
    for claim in reversed(ordered):
        merged.update(claim.properties)
    alone = len(ordered) == 1
    merged["sources"] = [claim.source for claim in ordered]
    merged["claims"] = [_text(claim, alone=alone) for claim in ordered]
    return merged


def _text(claim: Claim, *, alone: bool) -> str:
    content: dict[str, object] = {"evidence": claim.evidence}
    if not alone:
        content["states"] = pack(claim.properties)
    return orjson.dumps(content).decode()


def _evidence(text: str) -> Mapping[str, object]:
    evidence: Mapping[str, object] = orjson.loads(text)["evidence"]
    return evidence


def pack(properties: Mapping[str, Value]) -> dict[str, object]:
    """Properties as JSON that keeps what kind of value each is (dates and points would become text and lists)."""
    return {key: _packed(value) for key, value in properties.items()}


def _packed(value: Value) -> object:
    if isinstance(value, Point):
        return {"point": [value.lat, value.lon]}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def unpack(packed: Mapping[str, Any]) -> dict[str, Value]:
    """The properties that `pack` packed."""
    return {key: _unpacked(value) for key, value in packed.items()}


def _unpacked(value: Any) -> Value:
    match value:
        case {"point": [lat, lon]}:
            return Point(lat, lon)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case _:
            plain: Value = value
            return plain
