"""Sources and claims: who states what, and which value wins when sources disagree.

Every node and relation carries two lists side by side: `sources` (ids of the sources that state it) and `claims` (a
JSON text for each of them). Where one source alone states a fact, the text is its evidence and the plain properties are
what it states; where several do, each text holds `evidence` and `states`, and the plain properties are the winning
values. Provenance therefore lies on no path between domain nodes.
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

MEASURE = "measure_"
"""Properties beginning so are what an analysis has written on a node (queries/writeback.py): nobody states them, and
they go when what is stated of the node changes."""


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
        """What decides between sources that disagree: priority of the kind, then the date, then the id."""
        day = self.published or self.retrieved
        return (ontology().source_kinds[self.kind].priority, day.isoformat() if day else "", self.id)


class Claim(NamedTuple):
    """What one source states of one fact; `evidence` says where in the source it stands, as JSON text."""

    source: str
    properties: Mapping[str, Value]
    evidence: str


def read_claims(stored: Mapping[str, Any]) -> list[Claim]:
    """The claims of a stored node or relation (its properties as a mapping)."""
    sources, texts = stored["sources"], stored["claims"]
    if len(sources) == 1:
        return [Claim(sources[0], _stated(stored), texts[0])]
    claims = []
    for source, text in zip(sources, texts, strict=True):
        content = orjson.loads(text)
        claims.append(Claim(source, untag(content["states"]), orjson.dumps(content["evidence"]).decode()))
    return claims


def _stated(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stored.items() if key not in META and not key.startswith(MEASURE)}


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
    if alone:
        return claim.evidence
    return f'{{"evidence":{claim.evidence},"states":{dumps(claim.properties).decode()}}}'


def dumps(content: object, option: int = 0) -> bytes:
    """JSON that keeps what kind of value each is; plain JSON would turn dates into text and points into lists."""
    return orjson.dumps(content, default=_tagged, option=option | orjson.OPT_PASSTHROUGH_DATETIME)


def _tagged(value: object) -> object:
    match value:
        case Point():
            return {"point": [value.lat, value.lon]}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case _:
            raise TypeError(f"{type(value).__name__} is no property value")


def untag(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties read from JSON of `dumps`, each the kind of value that it was."""
    return {key: _untagged(value) if type(value) is dict else value for key, value in properties.items()}


def _untagged(value: dict[str, Any]) -> Value:
    match value:
        case {"point": [lat, lon]}:
            return Point(lat, lon)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case _:
            raise ValueError(value)
