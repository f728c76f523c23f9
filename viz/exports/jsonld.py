"""JSON-LD: linked data in the terms of schema.org and the W3C's Organization Ontology, its context in the file.

Every tie is a node of its own, with its period and sources; one that holds also stands between its ends in a common
term, where there is one that means the same. What neither vocabulary has keeps the ontology's name, in our own space.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, BinaryIO
from urllib.parse import quote

import orjson

from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.viz.exports.fields import Places, source_ids, tie_ids
from yhdysverkko.viz.period import period_of

SPACE = "urn:yhdysverkko:"
"""What our own names begin with: a graph is somebody's own and has no public address."""

TYPES: Mapping[str, tuple[str, ...]] = {
    "Municipality": ("schema:AdministrativeArea", "org:FormalOrganization"),
    "Region": ("schema:AdministrativeArea",),
    "WellbeingCounty": ("schema:AdministrativeArea", "org:FormalOrganization"),
    "Area": ("schema:Place",),
    "Person": ("schema:Person",),
    "Association": ("schema:Organization", "org:FormalOrganization"),
    "Organisation": ("schema:Organization", "org:Organization"),
    "Project": ("schema:Project",),
    "Event": ("schema:Event",),
    "EventSeries": ("schema:EventSeries",),
}
"""Common types of a kind, beside its own."""

MEMBERSHIPS = frozenset({"WORKS_FOR", "LIAISON_FOR", "MEMBER_OF"})
"""Relations that are memberships in a role, for a time."""

FORWARD = {
    "WORKS_FOR": "schema:worksFor",
    "MEMBER_OF": "schema:memberOf",
    "LOCATED_IN": "schema:location",
    "HELD_IN": "schema:location",
    "PART_OF_SERIES": "schema:superEvent",
}
"""Relation -> the term from its start to its end."""

BACKWARD = {"ORGANISES": "schema:organizer", "FUNDS": "schema:funder"}
"""Relation -> the term from its end to its start."""

TERMS: dict[str, Any] = {
    "@vocab": f"{SPACE}term:",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "name": "schema:name",
    "name_sv": {"@id": "schema:name", "@language": "sv"},
    "name_en": {"@id": "schema:name", "@language": "en"},
    "short_name": "schema:alternateName",
    "note": "schema:description",
    "business_id": "schema:identifier",
    "register_number": "schema:identifier",
    # Not links: what a source gave as an address may be anything.
    "website": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "end_date": "schema:endDate",
    "first_day": {"@id": "schema:startDate", "@type": "xsd:date"},
    "last_day": {"@id": "schema:endDate", "@type": "xsd:date"},
    "from": {"@type": "@id"},
    "to": {"@type": "@id"},
    "sources": {"@type": "@id"},
    **{f"org:{term}": {"@type": "@id"} for term in ("member", "organization", "role", "postIn", "holds")},
    "time:inXSDDate": {"@type": "xsd:date"},
    **{term: {"@type": "@id"} for term in (*FORWARD.values(), *BACKWARD.values())},
}


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as JSON-LD 1.1 in UTF-8; `places` of a drawing are not told.

    `last_day` is the last day that holds; `valid_to` is as in the graph, the day after.
    """
    del places
    nodes = {entity.ref: _entity(entity) for entity in projection.entities}
    keyed = list(zip(tie_ids(projection), projection.ties, strict=True))
    posts = []
    for key, tie in keyed:
        if _holds(tie, projection):
            _tell_plainly(tie, nodes)
            if tie.kind == "WORKS_FOR":
                _add(nodes[tie.start], "org:holds", _urn("post", key))
        if tie.kind == "WORKS_FOR":
            posts.append(_post(key, tie))
    ties = [_tie(key, tie) for key, tie in keyed]
    roles = [_role(kind) for kind in sorted({tie.kind for tie in projection.ties} & MEMBERSHIPS)]
    sources = (
        {"@id": _urn("source", name), "@type": "schema:CreativeWork", "name": projection.sources.get(name, name)}
        for name in source_ids(projection)
    )
    whole = {"@context": _context(), "@graph": [*nodes.values(), *ties, *posts, *roles, *sources]}
    stream.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _context() -> dict[str, Any]:
    """The terms, and which of our own properties are days; `date` is a day, a month or a year, and stays text."""
    owners: list[Kind | RelationKind] = [*ontology().domain_kinds.values(), *ontology().relations.values()]
    days = {item.name for of in owners for item in of.properties.values() if item.type == "date"} - {"date"}
    return TERMS | {name: {"@type": "xsd:date"} for name in sorted(days)}


def _urn(prefix: str, name: str) -> str:
    return f"{SPACE}{prefix}:{quote(name, safe='')}"


def _of(ref: Ref) -> str:
    return _urn(ontology().kinds[ref.kind].prefix, ref.id)


def _entity(entity: Entity) -> dict[str, Any]:
    node = {"@id": _of(entity.ref), "@type": _types(entity.ref.kind), **_plain(entity.properties), "name": entity.name}
    if entity.ref.kind == "Event" and not str(node.get("date", "--")).startswith("--"):
        node["schema:startDate"] = node.pop("date")
    if entity.location:
        point = {"schema:latitude": entity.location.lat, "schema:longitude": entity.location.lon}
        node["schema:geo"] = {"@type": "schema:GeoCoordinates", **point}
    return node | _period(entity.properties) | _sources(entity.sources)


def _tie(key: str, tie: Tie) -> dict[str, Any]:
    start, end = _of(tie.start), _of(tie.end)
    node = {"@id": _urn("tie", key), "@type": _types(tie.kind), "from": start, "to": end, **_plain(tie.properties)}
    if tie.kind in MEMBERSHIPS:
        node["@type"].append("org:Membership")
        node |= {"org:member": start, "org:organization": end, "org:role": _urn("role", tie.kind)}
        node |= _during(tie.properties)
    return node | _period(tie.properties) | _sources(tie.sources)


def _during(properties: Mapping[str, Value]) -> dict[str, Any]:
    """When a membership holds, as the Organization Ontology says it: from the first day to the last one."""
    start, end, _ = period_of(properties)
    days = {"time:hasBeginning": start, "time:hasEnd": end and end - timedelta(days=1)}
    ends = {term: {"@type": "time:Instant", "time:inXSDDate": day} for term, day in days.items() if day}
    return {"org:memberDuring": {"@type": "time:Interval", **ends}} if ends else {}


def _post(key: str, tie: Tie) -> dict[str, Any]:
    """The post that somebody has or had at an employer."""
    title = tie.properties.get("title")
    named = {"skos:prefLabel": title} if title else {}
    return {"@id": _urn("post", key), "@type": "org:Post", "org:postIn": _of(tie.end), **named}


def _role(kind: str) -> dict[str, Any]:
    """What every membership of a kind is, in each language."""
    label = ontology().relations[kind].label
    names = [{"@language": language, "@value": label[language]} for language in LANGUAGES]
    return {"@id": _urn("role", kind), "@type": "org:Role", "skos:prefLabel": names}


def _types(kind: str) -> list[str]:
    return [kind, *TYPES.get(kind, ())]


def _plain(properties: Mapping[str, Value]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if not isinstance(value, Point)}


def _period(properties: Mapping[str, Value]) -> dict[str, Any]:
    dated = {name: value for name, value in properties.items() if name != "date"}
    start, end, _ = period_of(dated)
    return {
        **({"first_day": start} if start else {}),
        **({"last_day": end - timedelta(days=1)} if end else {}),
    }


def _sources(sources: Iterable[str]) -> dict[str, Any]:
    return {"sources": [_urn("source", name) for name in sources]}


def _holds(tie: Tie, projection: Projection) -> bool:
    """Whether a tie holds on the projection's day, or, where there is none, has not ended."""
    period = period_of(tie.properties)
    return not period.is_over if projection.as_of is None else period.holds(projection.as_of)


def _tell_plainly(tie: Tie, nodes: Mapping[Ref, dict[str, Any]]) -> None:
    """Put a tie between its ends too, if a common term means the same."""
    if term := FORWARD.get(tie.kind):
        _add(nodes[tie.start], term, _of(tie.end))
    elif term := BACKWARD.get(tie.kind):
        _add(nodes[tie.end], term, _of(tie.start))


def _add(node: dict[str, Any], term: str, value: str) -> None:
    known = node.setdefault(term, [])
    if value not in known:
        known.append(value)
