"""Reading facts: entities, their ties and the evidence behind each, as they may be shown to people.

Personal contact data never leaves through here, and people whose visibility is internal come without name or
properties; whoever needs more asks the database itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import orjson

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie, is_hidden, to_entity, to_tie, visible
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.schema import NAMES_INDEX, read_secret
from yhdysverkko.graph.store import Row, Store
from yhdysverkko.graph.values import Value, slug

FUZZY_LENGTH = 4
"""Words shorter than this must match as written: a short word with a letter changed is another word."""


class ClaimView(NamedTuple):
    """What one source states of a fact: `evidence` says where, `states` what, both without personal contact data."""

    source_id: str
    title: str
    uri: str | None
    published: date | None
    evidence: Mapping[str, object]
    states: Mapping[str, Value]


class _Title(NamedTuple):
    """What names a source."""

    title: str
    uri: str | None
    published: date | None


class TieDetail(NamedTuple):
    """A tie of an entity, the entity at its other end, and who states it."""

    tie: Tie
    other: Entity
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """All that may be shown of one entity."""

    entity: Entity
    claims: tuple[ClaimView, ...]
    ties: tuple[TieDetail, ...]


def read_entity(store: Store, ref: Ref) -> EntityDetail:
    """An entity with its ties, each with its evidence. Raises NotFound, naming up to five that are spelt alike."""
    vocabulary = ontology()
    rows = store.read(f"MATCH (n:{vocabulary.kinds[ref.kind].name} {{id: $id}}) RETURN properties(n) AS n", id=ref.id)
    if not rows or is_hidden(rows[0]["n"]):
        alike = ", ".join(_reference(vocabulary, found.ref) for found in search(store, ref.id, limit=5))
        raise NotFound("entity.unknown", reference=_reference(vocabulary, ref), alike=alike or "–")
    # One row for all ties that have kind and sources in common takes a third of the time of a row a tie.
    groups = store.read(
        f"MATCH (n:{ref.kind} {{id: $id}})-[r]-(o) "
        "RETURN type(r) AS type, startNode(r) = n AS outgoing, labels(o)[0] AS kind, r.sources AS sources, "
        "o.sources AS other_sources, collect(r {.*, sources: null}) AS ties, "
        "collect(o {.*, sources: null, claims: null}) AS others",
        id=ref.id,
    )
    titles = _titles(store, [rows[0]["n"], *groups])
    somebody_hidden = any(is_hidden(other) for group in groups for other in group["others"])
    secret = read_secret(store) if somebody_hidden else ""
    entity = to_entity(vocabulary.kinds[ref.kind], rows[0]["n"], secret)
    ties = [tie for group in groups for tie in _tie_details(entity.ref, group, titles, secret)]
    return EntityDetail(
        entity,
        _claims(vocabulary.kinds[ref.kind], rows[0]["n"], entity.properties, titles),
        tuple(sorted(ties, key=lambda each: (each.tie.kind, each.other.name, each.other.ref.id, each.tie.id))),
    )


def read_details(store: Store, projection: Projection) -> dict[Ref, EntityDetail]:
    """Every shown entity of a projection with its evidence and that of its ties there, in a few queries."""
    vocabulary = ontology()
    nodes = {
        Ref(kind, stored["id"]): stored
        for kind, ids in _by_kind((entity.ref.kind, entity.ref.id) for entity in projection.entities).items()
        for stored in _rows(store, f"MATCH (f:{kind}) WHERE f.id IN $ids RETURN properties(f)", ids)
    }
    ties = {
        stored["id"]: stored
        for kind, ids in _by_kind((tie.kind, tie.id) for tie in projection.ties).items()
        for stored in _rows(store, f"MATCH ()-[f:{kind}]->() WHERE f.id IN $ids RETURN properties(f)", ids)
    }
    titles = _titles(store, [*nodes.values(), *ties.values()])
    entities = {entity.ref: entity for entity in projection.entities}
    tied: dict[Ref, list[TieDetail]] = defaultdict(list)
    for tie in projection.ties:
        if tie.start in nodes and tie.end in nodes:
            claims = _claims(vocabulary.relations[tie.kind], ties[tie.id], tie.properties, titles)
            tied[tie.start].append(TieDetail(tie, entities[tie.end], claims))
            tied[tie.end].append(TieDetail(tie, entities[tie.start], claims))
    return {
        ref: EntityDetail(
            entities[ref],
            _claims(vocabulary.kinds[ref.kind], stored, entities[ref].properties, titles),
            tuple(tied[ref]),
        )
        for ref, stored in nodes.items()
    }


def list_regions(store: Store) -> list[tuple[str, str]]:
    """Code and name of each region, by name."""
    return [
        (row["id"], row["name"])
        for row in store.read("MATCH (r:Region) RETURN r.id AS id, r.name AS name ORDER BY name")
    ]


def _by_kind(facts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, fact_id in facts:
        by_kind[kind].append(fact_id)
    return by_kind


def _rows(store: Store, query: str, ids: list[str]) -> Iterator[Row]:
    return (row["stored"] for row in store.read(f"{query} AS stored", ids=ids))


def search(store: Store, text: str, limit: int = 20) -> list[Entity]:
    """Entities whose names match, best first; inflected forms and small typing errors are forgiven.

    "Hankasalmella" and "hankasamli" both find Hankasalmi. An exact id (a municipality code, say) comes first.
    """
    vocabulary = ontology()
    words = re.findall(r"\w+", text)
    if not words:
        return []
    rows = store.read(
        f"CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $query, {{limit: $limit}}) YIELD node, score "
        "RETURN labels(node)[0] AS kind, properties(node) AS n, score ORDER BY score DESC, node.name, node.id",
        query=_lucene(words),
        limit=limit,
    )
    exact = store.read(
        f"MATCH (n:{'|'.join(vocabulary.domain_kinds)}) WHERE n.id IN $ids "
        "RETURN labels(n)[0] AS kind, properties(n) AS n ORDER BY kind, n.id",
        ids=[text.strip(), slug(text)],
    )
    found: dict[Ref, Entity] = {}
    for row in [*exact, *rows]:
        if not is_hidden(row["n"]):
            entity = to_entity(vocabulary.kinds[row["kind"]], row["n"], secret="")
            found.setdefault(entity.ref, entity)
    return list(found.values())[:limit]


def count_kinds(store: Store) -> dict[str, int]:
    """How many entities of each kind the graph holds, in the order of the ontology, kinds without any left out."""
    return _counts(store, [(kind, f"(f:{kind})") for kind in ontology().domain_kinds])


def count_relations(store: Store) -> dict[str, int]:
    """How many relations of each kind the graph holds."""
    return _counts(store, [(kind, f"()-[f:{kind}]->()") for kind in ontology().relations])


def _counts(store: Store, patterns: Iterable[tuple[str, str]]) -> dict[str, int]:
    query = " UNION ALL ".join(f"MATCH {pattern} RETURN '{kind}' AS kind, count(f) AS n" for kind, pattern in patterns)
    return {row["kind"]: row["n"] for row in store.read(query) if row["n"]}


def _tie_details(ref: Ref, group: Row, titles: Mapping[str, _Title], secret: str) -> Iterator[TieDetail]:
    """The ties of `ref` that are of one kind, go one way, lead to one kind and come from the same sources."""
    vocabulary = ontology()
    of, kind = vocabulary.relations[group["type"]], vocabulary.kinds[group["kind"]]
    sources, other_sources = group["sources"], group["other_sources"]
    for stored, found in zip(group["ties"], group["others"], strict=True):
        stored["sources"], found["sources"] = sources, other_sources
        other = to_entity(kind, found, secret)
        start, end = (ref, other.ref) if group["outgoing"] else (other.ref, ref)
        hidden = is_hidden(found)
        tie = to_tie(of, start, end, stored, secret if hidden else None)
        # Evidence of a tie to somebody who is not shown would name them.
        yield TieDetail(tie, other, () if hidden else _claims(of, stored, tie.properties, titles))


def _claims(
    of: Kind | RelationKind, stored: Row, shown: Mapping[str, Value], titles: Mapping[str, _Title]
) -> tuple[ClaimView, ...]:
    """The claims of a stored fact; `shown` is what is visible of its values, which are what its only source states."""
    if len(stored["sources"]) == 1:
        [source], [evidence] = stored["sources"], stored["claims"]
        return (ClaimView(source, *titles[source], orjson.loads(evidence), shown),)
    return tuple(
        ClaimView(claim.source, *titles[claim.source], orjson.loads(claim.evidence), visible(of, claim.properties))
        for claim in read_claims(stored)
    )


def _titles(store: Store, facts: Iterable[Row]) -> dict[str, _Title]:
    ids = sorted({source for stored in facts for source in stored["sources"]})
    rows = store.read(
        "UNWIND $ids AS id MATCH (s:Source {id: id}) RETURN s {.id, .title, .uri, .published} AS s", ids=ids
    )
    return {row["s"]["id"]: _Title(row["s"]["title"], row["s"]["uri"], row["s"]["published"]) for row in rows}


def _lucene(words: Iterable[str]) -> str:
    """A full-text query that wants every word, as stemmed, as a beginning, or with a letter or two wrong."""
    return " AND ".join(
        f"({word}^4 OR {word}*^2 OR {word}~)" if len(word) >= FUZZY_LENGTH else f"({word}^4 OR {word}*)"
        for word in (word.lower() for word in words)
    )


def _reference(vocabulary: Ontology, ref: Ref) -> str:
    return f"{vocabulary.kinds[ref.kind].prefix}:{ref.id}"
