"""Reading facts: entities, their ties and the evidence behind each, as they may be shown to people.

People whom the store does not show (graph/sight.py) come without name or properties, and personal contact data leaves
through `read_contacts` alone: of one person, for those who may see it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

import orjson

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.hidden import HiddenNames, hidden_people
from yhdysverkko.graph.ledger import read_settled
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import (
    HOLDS,
    Entity,
    Projection,
    Tie,
    shown_id,
    to_entity,
    to_tie,
    visible,
)
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.schema import NAMES_INDEX, read_secret
from yhdysverkko.graph.sight import is_shown
from yhdysverkko.graph.store import Row, Store
from yhdysverkko.graph.values import Value, slug

FUZZY_LENGTH = 4
"""Words shorter than this must match as written: a short word with a letter changed is another word."""

LONG = 6
"""Words shorter than this may have one letter wrong, longer ones two."""

CHUNK = 500
"""Ties that come in one row."""

STORED, TIES = "Stored", "Ties"
"""What rows of one query are: an entity as it is stored, some of its ties."""

TITLES = "COLLECT { UNWIND sources AS id MATCH (s:Source {id: id}) RETURN s {.id, .title, .uri, .published} }"
"""What names the sources whose ids are in the list `sources`."""


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


class _Group(NamedTuple):
    """Ties of an entity that are of one kind, go one way, lead to one kind and come from the same sources."""

    type: str
    outgoing: bool
    kind: str
    sources: list[str]
    other_sources: list[str]
    ties: list[Row]
    """What is stored of each but the sources."""
    others: list[Row]
    """What is stored of the other end of each but the sources and the claims."""
    titles: list[Row]


class TieDetail(NamedTuple):
    """A tie of an entity, the entity at its other end, and who states it."""

    tie: Tie
    other: Entity
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """All that may be shown of one entity; its ties are in no order."""

    entity: Entity
    claims: tuple[ClaimView, ...]
    ties: tuple[TieDetail, ...]


def read_entity(store: Store, ref: Ref) -> EntityDetail:
    """An entity with its ties, each with its evidence. Raises NotFound, naming up to five that are spelt alike.

    What pages ask most, it is one exchange with the server and guards itself: raises LoadInProgress where what it
    finds may be part of an unfinished load.
    """
    return read_settled(store, partial(_read_entity, store, ref))


def _read_entity(store: Store, ref: Ref) -> EntityDetail:
    kind, hidden = ontology().kinds[ref.kind], hidden_people(store).names
    entity: Entity | None = None
    claims: tuple[ClaimView, ...] = ()
    ties: list[TieDetail] = []
    with store.stream(f"{_stored_query(ref)} UNION ALL {_ties_query(ref)}", False, id=ref.id) as streamed:
        for part, found in streamed:
            if part == TIES:
                ties.extend(_tie_details(store, ref, _Group(**found), hidden))
            elif not store.sight.is_hidden(found["stored"]):
                entity = to_entity(kind, found["stored"], "", store.sight)
                claims = _claims(kind, found["stored"], entity.properties, _titles(found["titles"]), hidden)
    if entity is None:
        raise _unknown(store, ref)
    return EntityDetail(entity, claims, tuple(ties))


def read_neighbours(
    store: Store,
    ref: Ref,
    *,
    relations: Iterable[str] = (),
    as_of: date | None = None,
    after: tuple[str, str] | None = None,
    limit: int,
) -> list[TieDetail]:
    """Up to `limit` ties of an entity by kind and id, those after one; of some kinds, of a day. Raises NotFound."""
    if all(store.sight.is_hidden(row["n"]["stored"]) for row in store.read(_stored_query(ref), id=ref.id)):
        raise _unknown(store, ref)
    kinds = "|".join(sorted(set(relations) or ontology().relations))
    rows = store.read(
        f"MATCH (n:{ref.kind} {{id: $id}})-[f:{kinds}]-(o) WHERE {HOLDS} AND {HOLDS.replace('f.', 'o.')} "
        f"RETURN elementId(f) AS element, type(f) AS kind, f.id AS id, NOT {is_shown('o')} AS h",
        id=ref.id,
        hides=store.sight.hides,
        as_of=as_of,
    )
    secret = read_secret(store)
    # The order is of the ids as they are shown: a place in it, which a cursor keeps, must name nobody.
    places = {(row["kind"], shown_id(row["id"], secret if row["h"] else None)): row["element"] for row in rows}
    chosen = sorted(place for place in places if after is None or place > after)[:limit]
    found = _read_ties(store, ref, [places[place] for place in chosen])
    return sorted(found, key=lambda each: (each.tie.kind, each.tie.id))


def _stored_query(ref: Ref) -> str:
    return (
        f"MATCH (n:{ontology().kinds[ref.kind].name} {{id: $id}}) WITH n, n.sources AS sources "
        f"RETURN '{STORED}' AS kind, {{stored: properties(n), titles: {TITLES}}} AS n"
    )


def _ties_query(ref: Ref, where: str = "") -> str:
    # One row for many ties that have kind and sources in common takes a third of the time of a row a tie; made a chunk
    # at a time, they are on their way while we work on those before them.
    return (
        f"MATCH (n:{ontology().kinds[ref.kind].name} {{id: $id}})-[r]-(o) {where}"
        "WITH type(r) AS type, startNode(r) = n AS outgoing, labels(o)[0] AS kind, r.sources AS sources, "
        "o.sources AS other_sources, collect(r) AS ties, collect(o) AS others "
        f"UNWIND range(0, size(ties) - 1, {CHUNK}) AS at "
        f"RETURN '{TIES}' AS kind, {{type: type, outgoing: outgoing, kind: kind, sources: sources, "
        f"other_sources: other_sources, ties: [r IN ties[at..at + {CHUNK}] | r {{.*, sources: null}}], "
        f"others: [o IN others[at..at + {CHUNK}] | o {{.*, sources: null, claims: null}}], titles: {TITLES}}} AS n"
    )


def _unknown(store: Store, ref: Ref) -> NotFound:
    alike = ", ".join(format_reference(ontology(), found.ref) for found in search(store, ref.id, limit=5))
    return NotFound("entity.unknown", reference=format_reference(ontology(), ref), alike=alike or "–")


def _read_ties(store: Store, ref: Ref, chosen: list[str]) -> Iterator[TieDetail]:
    """The ties of an entity with the server's names `chosen`."""
    hidden = hidden_people(store).names
    query = _ties_query(ref, "WHERE elementId(r) IN $chosen ")
    with store.stream(query, False, id=ref.id, chosen=chosen) as streamed:
        for _, found in streamed:
            yield from _tie_details(store, ref, _Group(**found), hidden)


def read_contacts(store: Store, ref: Ref) -> dict[str, str]:
    """What reaches a person (property -> value), as far as the graph keeps it; nothing for one who is not shown."""
    kind = ontology().kinds[ref.kind]
    for row in store.read(f"MATCH (n:{kind.name} {{id: $id}}) RETURN properties(n) AS n", id=ref.id):
        if not store.sight.is_hidden(row["n"]):
            return {
                name: str(row["n"][name])
                for name, item in kind.properties.items()
                if item.personal == "contact" and name in row["n"]
            }
    return {}


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
    sources = sorted({source for stored in (*nodes.values(), *ties.values()) for source in stored["sources"]})
    titles = _titles(store.read(f"WITH $sources AS sources RETURN {TITLES} AS titles", sources=sources)[0]["titles"])
    entities = {entity.ref: entity for entity in projection.entities}
    hidden = hidden_people(store).names
    tied: dict[Ref, list[TieDetail]] = defaultdict(list)
    for tie in projection.ties:
        if tie.start in nodes and tie.end in nodes:
            claims = _claims(vocabulary.relations[tie.kind], ties[tie.id], tie.properties, titles, hidden)
            tied[tie.start].append(TieDetail(tie, entities[tie.end], claims))
            tied[tie.end].append(TieDetail(tie, entities[tie.start], claims))
    return {
        ref: EntityDetail(
            entities[ref],
            _claims(vocabulary.kinds[ref.kind], stored, entities[ref].properties, titles, hidden),
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


def list_themes(store: Store) -> list[str]:
    """The themes of plans and of cooperation, by name; those of surveys' figures are no field of work."""
    rows = store.read(
        "MATCH (p:Plan) WHERE p.theme IS NOT NULL RETURN p.theme AS theme "
        "UNION MATCH ()-[c:COOPERATES_WITH]->() WHERE c.theme IS NOT NULL RETURN c.theme AS theme"
    )
    return sorted(row["theme"] for row in rows)


def check_region(store: Store, region: str) -> None:
    """Raise NotFound, naming those that there are, for a region that there is not."""
    known = list_regions(store)
    if region not in dict(known):
        raise NotFound("region.unknown", region=region, known=", ".join(map(" ".join, known)) or "–")


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
    Asked at every key that somebody types, it is one exchange with the server and guards itself: raises
    LoadInProgress where what it finds may be part of an unfinished load. Only where nothing is spelt so, names that are
    spelt nearly so are looked for.
    """
    words = re.findall(r"\w+", text.lower())
    if not words:
        return []
    ids = [text.strip(), slug(text)]
    spelt_so = partial(_find, store, _lucene(words), ids, limit)
    if (found := read_settled(store, spelt_so)) or not any(map(_misspelt, words)):
        return found
    return read_settled(store, partial(_find, store, _lucene(words, _misspelt), ids, limit))


def _find(store: Store, query: str, ids: list[str], limit: int) -> list[Entity]:
    vocabulary = ontology()
    rows = store.read(
        f"MATCH (n:{'|'.join(vocabulary.domain_kinds)}) WHERE n.id IN $ids "
        "RETURN labels(n)[0] AS kind, n {.*, claims: null} AS n ORDER BY kind, n.id UNION ALL "
        f"CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $query, {{limit: $limit}}) YIELD node, score "
        "RETURN labels(node)[0] AS kind, node {.*, claims: null} AS n ORDER BY score DESC, node.name, node.id",
        query=query,
        limit=limit,
        ids=ids,
    )
    found: dict[Ref, Entity] = {}
    for row in rows:
        if not store.sight.is_hidden(row["n"]):
            entity = to_entity(vocabulary.kinds[row["kind"]], row["n"], "", store.sight)
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


def _tie_details(store: Store, ref: Ref, group: _Group, names: HiddenNames) -> Iterator[TieDetail]:
    vocabulary = ontology()
    of, kind = vocabulary.relations[group.type], vocabulary.kinds[group.kind]
    titles = _titles(group.titles)
    secret = read_secret(store) if any(map(store.sight.is_hidden, group.others)) else ""
    for stored, found in zip(group.ties, group.others, strict=True):
        stored["sources"], found["sources"] = group.sources, group.other_sources
        other = to_entity(kind, found, secret, store.sight)
        start, end = (ref, other.ref) if group.outgoing else (other.ref, ref)
        hidden = store.sight.is_hidden(found)
        tie = to_tie(of, start, end, stored, secret if hidden else None)
        # Evidence of a tie to somebody who is not shown would name them.
        yield TieDetail(tie, other, () if hidden else _claims(of, stored, tie.properties, titles, names))


def _claims(
    of: Kind | RelationKind,
    stored: Row,
    shown: Mapping[str, Value],
    titles: Mapping[str, _Title],
    hidden: HiddenNames,
) -> tuple[ClaimView, ...]:
    """The claims of a stored fact; `shown` is what is visible of its values, which are what its only source states."""
    if len(stored["sources"]) == 1:
        [source], [evidence] = stored["sources"], stored["claims"]
        return (ClaimView(source, *titles[source], hidden.without_sentence(orjson.loads(evidence)), shown),)
    return tuple(
        ClaimView(
            claim.source,
            *titles[claim.source],
            hidden.without_sentence(orjson.loads(claim.evidence)),
            visible(of, claim.properties),
        )
        for claim in read_claims(stored)
    )


def _titles(rows: Iterable[Row]) -> dict[str, _Title]:
    return {row["id"]: _Title(row["title"], row["uri"], row["published"]) for row in rows}


def _lucene(words: Iterable[str], more: Callable[[str], str] = lambda _: "") -> str:
    """A full-text query that wants every word, as stemmed, as a beginning, or as `more` adds for it."""
    return " AND ".join(f"({word}^4 OR {word}*^2{more(word)})" for word in words)


def _misspelt(word: str) -> str:
    """The part of a full-text query that forgives typing errors.

    Each field in which the server looks for words that are nearly spelt so costs as much as all the rest, and two wrong
    letters three times as much as one: two are forgiven in Finnish names that are long enough, one in Swedish ones.
    """
    if len(word) < FUZZY_LENGTH:
        return ""
    return f" OR name:{word}~{1 if len(word) < LONG else 2} OR name_sv:{word}~1"
