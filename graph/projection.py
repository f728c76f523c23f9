"""A projection: the part of the graph that a map or an analysis works on, as plain immutable objects.

Personal contact data never gets into one, and people whom the store does not show (graph/sight.py) come without
name or properties.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.provenance import META
from yhdysverkko.graph.records import MASK, Ref, format_reference
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.sight import Sight, is_shown
from yhdysverkko.graph.store import Row, Store, Transaction
from yhdysverkko.graph.values import Point, Value

LIMIT = 5_000
"""Entities that one map takes; a larger part of the graph must be narrowed first."""

STEPS = 3
"""How far from its municipalities a region's network reaches: municipality, event, organiser, funder."""

GEOGRAPHIC = "Municipality|Region|WellbeingCounty|Area"
"""Kinds that a region's network does not spread through: they would lead to every neighbour."""

HIDDEN_NAME = MASK


class Entity(NamedTuple):
    """A node as it may be shown."""

    ref: Ref
    name: str
    properties: Mapping[str, Value]
    sources: tuple[str, ...]
    location: Point | None = None


class Tie(NamedTuple):
    """A relation as it may be shown."""

    kind: str
    start: Ref
    end: Ref
    id: str
    properties: Mapping[str, Value]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Entities and the ties between them, in a total order; both ends of every tie are among the entities."""

    entities: tuple[Entity, ...]
    ties: tuple[Tie, ...]
    as_of: date | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    """Titles of the sources named by entities and ties."""


def read_projection(store: Store, *, region: str | None = None, as_of: date | None = None) -> Projection:
    """The whole graph, or the network around the municipalities of one region (its code, such as "13").

    With `as_of`, what held on that day and the events up to it. Raises NotFound for a region that there is not and
    WrongUse for a part of more than LIMIT entities.
    """
    return _read(
        store,
        as_of,
        lambda transaction: _everything(transaction, as_of) if region is None else _region(transaction, region, as_of),
    )


def read_ego(store: Store, focus: Ref, *, steps: int = 1, as_of: date | None = None) -> Projection:
    """An entity and what is within some steps of it; regions and other places than itself are not passed through.

    Raises NotFound for an entity that there is not, or that is not to be shown, and WrongUse for a part of more than
    LIMIT entities.
    """
    return _read(store, as_of, lambda transaction: _ego(transaction, store.sight, focus, steps, as_of))


def read_among(store: Store, refs: Iterable[Ref], *, as_of: date | None = None) -> Projection:
    """These entities and the ties among them; those that there are not are left out."""
    wanted: dict[str, list[str]] = {}
    for ref in sorted(set(refs)):
        wanted.setdefault(ref.kind, []).append(ref.id)
    return _read(store, as_of, lambda transaction: _named(transaction, store.sight, wanted, as_of))


def _read(store: Store, as_of: date | None, find: Callable[[Transaction], list[Row]]) -> Projection:
    """The projection of the nodes that `find` gives, in one transaction."""
    vocabulary = ontology()
    with store.reading() as transaction:
        nodes = find(transaction)
        if len(nodes) > LIMIT:
            raise WrongUse("projection.too_large", limit=LIMIT)
        # All ties in one row take half of the time of a row a tie.
        [found] = transaction.run(
            f"MATCH (a)-[f]->(b) WHERE elementId(a) IN $ids AND elementId(b) IN $ids AND {HOLDS} "
            "RETURN collect({a: elementId(a), b: elementId(b), type: type(f), f: properties(f)}) AS ties",
            ids=[row["element"] for row in nodes],
            as_of=as_of,
        )
        titles = transaction.run("MATCH (s:Source) RETURN s.id AS id, s.title AS title ORDER BY id")
    secret = read_secret(store)
    entities = {
        row["element"]: to_entity(vocabulary.kinds[row["kind"]], row["f"], secret, store.sight) for row in nodes
    }
    hidden = {row["element"] for row in nodes if store.sight.is_hidden(row["f"])}
    drawn = (
        to_tie(
            vocabulary.relations[row["type"]],
            entities[row["a"]].ref,
            entities[row["b"]].ref,
            row["f"],
            secret if {row["a"], row["b"]} & hidden else None,
        )
        for row in found["ties"]
    )
    return Projection(
        tuple(sorted(entities.values(), key=lambda entity: entity.ref)),
        tuple(sorted(drawn, key=lambda tie: (tie.kind, tie.start, tie.end, tie.id))),
        as_of,
        {row["id"]: row["title"] for row in titles},
    )


HOLDS = (
    "($as_of IS NULL OR (coalesce(f.valid_from <= $as_of, true) "
    "AND coalesce(f.valid_to > $as_of, NOT coalesce(f.ended, false)) "
    "AND coalesce(toString(f.date) <= toString($as_of), true)))"
)
"""Whether a fact holds on the day asked for; a start or an end that is not known rules nothing out."""

NODE_COLUMNS = "elementId(f) AS element, labels(f)[0] AS kind, properties(f) AS f"


def _everything(transaction: Transaction, as_of: date | None) -> list[Row]:
    kinds = "|".join(ontology().domain_kinds)
    query = f"MATCH (f:{kinds}) WHERE {HOLDS} RETURN {NODE_COLUMNS} LIMIT {LIMIT + 1}"
    return transaction.run(query, as_of=as_of)


def _region(transaction: Transaction, region: str, as_of: date | None) -> list[Row]:
    """The region, its municipalities, and what lies within STEPS of them without passing through other places."""
    if not transaction.run("MATCH (r:Region {id: $region}) RETURN r.id", region=region):
        known = transaction.run("MATCH (r:Region) RETURN r.id + ' ' + r.name AS name ORDER BY name")
        raise NotFound("region.unknown", region=region, known=", ".join(row["name"] for row in known) or "–")
    found = {
        row["element"]: row
        for row in transaction.run(
            f"MATCH (:Region {{id: $region}})<-[f:PART_OF]-(m:Municipality) WHERE {HOLDS} "
            f"WITH m AS f WHERE {HOLDS} RETURN {NODE_COLUMNS}",
            region=region,
            as_of=as_of,
        )
    }
    return _spread(transaction, found, STEPS, as_of, "NOT o:Municipality")


def _ego(transaction: Transaction, sight: Sight, focus: Ref, steps: int, as_of: date | None) -> list[Row]:
    found = {
        row["element"]: row
        for row in transaction.run(
            f"MATCH (f:{focus.kind} {{id: $id}}) WHERE {is_shown('f')} RETURN {NODE_COLUMNS}",
            id=focus.id,
            hides=sight.hides,
        )
    }
    if not found:
        raise NotFound("entity.unknown", reference=format_reference(ontology(), focus), alike="–")
    return _spread(transaction, found, steps, as_of, "NOT f:BORDERS")


def _named(transaction: Transaction, sight: Sight, wanted: Mapping[str, list[str]], as_of: date | None) -> list[Row]:
    return [
        node
        for kind, ids in wanted.items()
        for row in transaction.run(
            f"MATCH (f:{ontology().kinds[kind].name}) WHERE f.id IN $ids AND {HOLDS} "
            f"AND {is_shown('f')} "
            "RETURN collect({element: elementId(f), kind: labels(f)[0], f: properties(f)}) AS nodes",
            ids=ids,
            as_of=as_of,
            hides=sight.hides,
        )
        for node in row["nodes"]
    ]


def _spread(transaction: Transaction, found: dict[str, Row], steps: int, as_of: date | None, allowed: str) -> list[Row]:
    """What is found and what lies within some steps of it: through ties (f) to others (o) that hold and that the
    condition `allowed` lets in, and not through places."""
    frontier = list(found)
    for _ in range(steps):
        reached = transaction.run(
            "MATCH (n)-[f]-(o) WHERE elementId(n) IN $frontier AND NOT elementId(o) IN $found "
            f"AND {HOLDS} AND {allowed} WITH DISTINCT o AS f WHERE {HOLDS} "
            f"RETURN {NODE_COLUMNS}, f:{GEOGRAPHIC} AS place LIMIT {LIMIT + 1}",
            frontier=frontier,
            found=list(found),
            as_of=as_of,
        )
        found |= {row["element"]: row for row in reached}
        frontier = [row["element"] for row in reached if not row["place"]]
    return list(found.values())


def to_entity(kind: Kind, stored: Row, secret: str, sight: Sight) -> Entity:
    """A stored node as it may be shown; `secret` (schema.read_secret) veils the id of one that is not."""
    ref = Ref(kind.name, stored["id"])
    sources = tuple(stored["sources"])
    if sight.is_hidden(stored):
        return Entity(veil(ref, secret), HIDDEN_NAME, {}, sources)
    location = stored.get("location")
    return Entity(
        ref,
        stored.get("name") or stored["id"],
        visible(kind, stored),
        sources,
        location if isinstance(location, Point) else None,
    )


def to_tie(of: RelationKind, start: Ref, end: Ref, stored: Row, secret: str | None = None) -> Tie:
    """A stored relation as it may be shown; `secret` veils its id, which is made of its ends', where one is hidden."""
    # Most ties state nothing but that they are.
    properties = visible(of, stored) if len(stored) > len(META) else {}
    return Tie(of.name, start, end, shown_id(stored["id"], secret), properties, tuple(stored["sources"]))


def shown_id(tie_id: str, secret: str | None) -> str:
    """The id of a tie as it may be shown; `secret` veils it where an end is hidden."""
    return tie_id if secret is None else _digest(tie_id, secret)


def visible(of: Kind | RelationKind, stored: Mapping[str, Any]) -> dict[str, Value]:
    """The values that may be shown, in the order of the ontology; contact data stays behind."""
    return {name: stored[name] for name in of.shown if name in stored}


def veil(ref: Ref, secret: str) -> Ref:
    """A reference that stays the same but does not show, or let guess, the name that the id of a person is made of."""
    return Ref(ref.kind, _digest(ref.id, secret))


def _digest(text: str, secret: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8, key=secret.encode()).hexdigest()
