"""Listing facts: entities and ties one after another, in a total order and from any place in it on.

A fact that is there throughout comes exactly once, whatever is loaded meanwhile: a place in the order is a fact's own
key, not a number of facts. People who are not to be shown are left out with their ties; their place would name them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import HOLDS, Entity, Tie, to_entity, to_tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.sight import is_shown
from yhdysverkko.graph.store import Store


class TiePlace(NamedTuple):
    """Where a tie stands in the order: its start, then its kind and id."""

    start: Ref
    kind: str
    id: str


def list_entities(
    store: Store,
    *,
    kinds: Iterable[str] = (),
    region: str | None = None,
    prefix: str = "",
    as_of: date | None = None,
    after: Ref | None = None,
    limit: int | None = None,
) -> Iterator[Entity]:
    """Entities by kind and id, those after one; of some kinds, of a region, with a name that begins so, of a day.

    A region's are its municipalities, what is tied to one of them, and itself.
    """
    left = limit
    for name in sorted(set(kinds) or ontology().domain_kinds):
        if (after and name < after.kind) or left == 0:
            continue
        kind = ontology().kinds[name]
        query = (
            f"MATCH (f:{name}) WHERE f.id > $id AND {' AND '.join(_conditions(kind, region, prefix))} "
            f"RETURN properties(f) AS f ORDER BY f.id{_limit(left)}"
        )
        start = after.id if after and after.kind == name else ""
        with store.stream(
            query,
            False,
            id=start,
            region=region,
            prefix=prefix.lower(),
            as_of=as_of,
            hides=store.sight.hides,
            limit=left,
        ) as rows:
            for (stored,) in rows:
                yield to_entity(kind, stored, "", store.sight)
                left = None if left is None else left - 1


def list_ties(
    store: Store,
    *,
    relations: Iterable[str] = (),
    as_of: date | None = None,
    after: TiePlace | None = None,
    limit: int | None = None,
) -> Iterator[Tie]:
    """Ties in the order of their places, those after one; of some kinds, of a day."""
    chosen = [ontology().relations[name] for name in sorted(set(relations) or ontology().relations)]
    left = limit
    for name in sorted({start for relation in chosen for start in relation.start}):
        if (after and name < after.start.kind) or left == 0:
            continue
        place = after if after and name == after.start.kind else TiePlace(Ref(name, ""), "", "")
        with store.stream(
            _tie_query(ontology().kinds[name], chosen, left),
            False,
            id=place.start.id,
            kind=place.kind,
            tie=place.id,
            as_of=as_of,
            hides=store.sight.hides,
            limit=left,
        ) as rows:
            for start, end_kind, end, relation, stored in rows:
                yield to_tie(ontology().relations[relation], Ref(name, start), Ref(end_kind, end), stored)
                left = None if left is None else left - 1


def _tie_query(start: Kind, chosen: Iterable[RelationKind], limit: int | None) -> str:
    # The index gives the starts in order, so that a page costs what is on it.
    kinds = "|".join(relation.name for relation in chosen)
    return (
        f"MATCH (a:{start.name}) WHERE a.id >= $id AND {is_shown('a')} AND {holds('a')} WITH a ORDER BY a.id "
        f"MATCH (a)-[f:{kinds}]->(b) WHERE (a.id > $id OR type(f) > $kind OR type(f) = $kind AND f.id > $tie) "
        f"AND {is_shown('b')} AND {holds('b')} AND {HOLDS} "
        "RETURN a.id AS start, labels(b)[0] AS end_kind, b.id AS end, type(f) AS relation, properties(f) AS f "
        f"ORDER BY start, relation, f.id{_limit(limit)}"
    )


def holds(name: str) -> str:
    """The condition that what a query calls `name` holds on $as_of."""
    return HOLDS.replace("f.", f"{name}.")


def _conditions(kind: Kind, region: str | None, prefix: str) -> Iterator[str]:
    yield HOLDS
    if "visibility" in kind.properties:
        yield is_shown("f")
    if prefix:
        yield "toLower(f.name) STARTS WITH $prefix"
    if region is not None:
        yield _of_region(kind)


def _of_region(kind: Kind) -> str:
    match kind.name:
        case "Region":
            return "f.id = $region"
        case "Municipality":
            return "EXISTS { (f)-[:PART_OF]->(:Region {id: $region}) }"
        case _:
            return "EXISTS { (f)--(:Municipality)-[:PART_OF]->(:Region {id: $region}) }"


def _limit(limit: int | None) -> str:
    return "" if limit is None else " LIMIT $limit"
