"""Pulling a network out of the store: numbers in large chunks over Bolt instead of a row for every edge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from yhdysverkko.graph.facts import check_region
from yhdysverkko.graph.ontology import UNSHOWN, Kind, Property, ontology
from yhdysverkko.graph.projection import GEOGRAPHIC, HIDDEN_NAME, STEPS, veil
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.sight import is_shown
from yhdysverkko.graph.store import Row, Store, Transaction
from yhdysverkko.graph.values import Value
from yhdysverkko.queries.model import Attributes, Network, Selection, TieValues, make_selection
from yhdysverkko.queries.notebooks import to_frames, to_igraph, to_networkx

__all__ = ["Network", "read_network", "to_frames", "to_igraph", "to_networkx"]

CHUNK = 50_000
"""Facts in one row from the server; a row lies in memory whole on both sides."""

HELD = "NOT coalesce(f.valid_from > $as_of OR coalesce(f.valid_to <= $as_of, f.ended), false)"
"""Whether a fact held on the day; a start or an end that is not known rules nothing out."""

HAPPENED = "coalesce(toString(f.date) <= toString($as_of), true)"
"""Whether an event had begun by the day: "2019" and "2019-05" may have, and one without a year may have too."""

PLACE_KINDS = frozenset(GEOGRAPHIC.split("|"))


@dataclass
class _Nodes:
    """The nodes as they come; `keys` are the server's own numbers, good for one transaction."""

    keys: list[int] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    properties: list[Mapping[str, Value]] = field(default_factory=list)


class _Veiling(NamedTuple):
    """Which visibilities are hidden, and the secret with which ids of such people are veiled."""

    hides: tuple[str, ...]
    secret: str


def read_network(
    store: Store,
    *,
    kinds: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    as_of: date | None = None,
    region: str | None = None,
    weights: Mapping[str, float] | None = None,
    attributes: bool = False,
    sources: bool = False,
) -> Network:
    """The network of the chosen kinds and relations (see `make_selection` for the usual ones).

    With `as_of`, the entities and ties that held on that day, and the events that had begun by it; without, all that
    ever held. Ties of a municipality that had merged by then (without `as_of`: ever) are those of its successor, and it
    is no node itself. `region` (a code such as "13") narrows the network to the region's municipalities and what lies
    within three steps of them without passing through another place. `weights` gives kinds of relation a weight other
    than 1; an edge weighs the sum of its kinds. `attributes` reads all that may be shown of entities and ties,
    `sources` who states the ties.
    Raises WrongUse for an unknown kind or relation and NotFound for an unknown region.
    """
    selection = make_selection(kinds, relations, as_of, region, weights)
    if region is not None:
        check_region(store, region)
    veiling = _Veiling(store.sight.hides, read_secret(store))
    with store.reading() as transaction:
        nodes = _Nodes()
        for kind in selection.kinds:
            _read_nodes(transaction, nodes, ontology().kinds[kind], selection, veiling, attributes=attributes)
        successors = _read_successors(transaction, as_of) if "Municipality" in selection.kinds else {}
        order = sorted(
            (number for number, key in enumerate(nodes.keys) if key not in successors), key=nodes.refs.__getitem__
        )
        places = {nodes.keys[number]: place for place, number in enumerate(order)}
        places |= {gone: places[stays] for gone, stays in successors.items() if stays in places}
        edges = _read_edges(transaction, selection, places, len(order), attributes=attributes, sources=sources)
        centre = _read_members(transaction, selection, places) if region is not None else []
    network = Network(
        tuple(nodes.refs[number] for number in order),
        tuple(nodes.names[number] for number in order),
        edges.pairs,
        edges.kinds,
        edges.weights,
        selection,
        Attributes(tuple(nodes.properties[number] for number in order), edges.ties) if attributes else None,
        edges.sources,
    )
    return network if region is None else network.part(_around(network, centre))


def _read_nodes(
    transaction: Transaction, nodes: _Nodes, kind: Kind, selection: Selection, veiling: _Veiling, *, attributes: bool
) -> None:
    conditions = [HELD] if kind.temporal else []
    conditions += [HAPPENED] if kind.name == "Event" else []
    columns = "collect(id(f)) AS keys, collect(f.id) AS ids, collect(coalesce(f.name, f.id)) AS names"
    if "visibility" in kind.properties:
        columns += f", collect(NOT {is_shown('f')}) AS hidden"
    if attributes:
        columns += f", collect({_shown(kind.properties)}) AS properties"
    query = f"MATCH (f:{kind.name}) {_where(selection, conditions)} RETURN id(f) / {CHUNK} AS chunk, {columns}"
    for row in transaction.stream(query, as_of=selection.as_of, hides=veiling.hides):
        hidden = row.get("hidden") or [False] * len(row["ids"])
        refs = [Ref(kind.name, entity_id) for entity_id in row["ids"]]
        nodes.keys += row["keys"]
        nodes.refs += [veil(ref, veiling.secret) if veiled else ref for ref, veiled in zip(refs, hidden, strict=True)]
        nodes.names += [HIDDEN_NAME if veiled else name for name, veiled in zip(row["names"], hidden, strict=True)]
        if attributes:
            nodes.properties += [
                {} if veiled else _known(values) for values, veiled in zip(row["properties"], hidden, strict=True)
            ]


def _read_successors(transaction: Transaction, as_of: date | None) -> dict[int, int]:
    """The municipality that each merged one is part of by the day, however many mergers later."""
    rows = transaction.run(
        "MATCH (a:Municipality)-[f:MERGED_INTO]->(b:Municipality) WHERE $as_of IS NULL OR f.date <= $as_of "
        "RETURN id(a) AS gone, id(b) AS into ORDER BY f.date, b.id",
        as_of=as_of,
    )
    into = {row["gone"]: row["into"] for row in rows}
    return {gone: last for gone in into if (last := _follow(into, gone)) != gone}


def _follow(into: Mapping[int, int], start: int) -> int:
    seen = {start}
    while (following := into.get(start)) is not None and following not in seen:
        seen.add(following)
        start = following
    return start


@dataclass(frozen=True)
class _Edges:
    pairs: tuple[tuple[int, int], ...]
    kinds: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    ties: tuple[tuple[TieValues, ...], ...]
    sources: tuple[tuple[str, ...], ...]


def _read_edges(
    transaction: Transaction,
    selection: Selection,
    places: Mapping[int, int],
    count: int,
    *,
    attributes: bool,
    sources: bool,
) -> _Edges:
    """The edges among `places` (server's number -> ours). An edge is known by one number, start · count + end, and
    which kinds it stands for by the bits of another."""
    bits: dict[int, int] = {}
    ties: defaultdict[int, list[tuple[str, TieValues]]] = defaultdict(list)
    stating: dict[int, tuple[str, ...]] = {}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}  # many ties, few sources: each set of sources is one object
    for number, relation in enumerate(selection.relations):
        bit = 1 << number
        for row in _read_ends(transaction, relation, selection, attributes=attributes, sources=sources):
            ends = zip(map(places.get, row["starts"]), map(places.get, row["ends"]), strict=True)
            keys = [
                None if a is None or b is None or a == b else a * count + b if a < b else b * count + a for a, b in ends
            ]
            for key in {*keys} - {None}:
                bits[key] = bits.get(key, 0) | bit  # type: ignore[index, arg-type]  # None has been taken out
            if sources:
                for key, told in zip(keys, row["sources"], strict=True):
                    if key is not None:
                        every = tuple(sorted({*stating.get(key, ()), *told}))
                        stating[key] = shared.setdefault(every, every)
            if attributes:
                for key, tie in zip(keys, _ties(relation, row, places), strict=True):
                    if key is not None:
                        ties[key].append(tie)
    ordered = sorted(bits)
    names = {pattern: _names(pattern, selection.relations) for pattern in set(bits.values())}
    weights = {
        pattern: float(sum(selection.weights.get(name, 1.0) for name in kinds)) for pattern, kinds in names.items()
    }
    patterns = [bits[key] for key in ordered]
    return _Edges(
        tuple(map(divmod, ordered, repeat(count))),
        tuple(names[pattern] for pattern in patterns),
        tuple(weights[pattern] for pattern in patterns),
        tuple(tuple(tie for _, tie in sorted(ties[key], key=_order)) for key in ordered) if attributes else (),
        tuple(stating[key] for key in ordered) if sources else (),
    )


def _read_ends(
    transaction: Transaction, relation: str, selection: Selection, *, attributes: bool, sources: bool
) -> Iterator[Row]:
    kind = ontology().relations[relation]
    columns = "collect(id(a)) AS starts, collect(id(b)) AS ends"
    if sources:
        columns += ", collect(f.sources) AS sources"
    if attributes:
        columns += f", collect(f.id) AS ids, collect({_shown(kind.properties)}) AS properties"
    query = (
        f"MATCH (a)-[f:{relation}]->(b) {_where(selection, [HELD] if kind.temporal else [])} "
        f"RETURN id(f) / {CHUNK} AS chunk, {columns}"
    )
    return transaction.stream(query, as_of=selection.as_of)


def _ties(relation: str, row: Row, places: Mapping[int, int]) -> Iterator[tuple[str, TieValues]]:
    """The ties of a chunk with their ids; one that has an end outside the network gets numbers that mean nothing."""
    columns = zip(row["ids"], row["starts"], row["ends"], row["properties"], strict=True)
    for fact_id, start, end, values in columns:
        yield fact_id, TieValues(relation, places.get(start, -1), places.get(end, -1), _known(values))


def _order(item: tuple[str, TieValues]) -> tuple[str, str]:
    fact_id, tie = item
    return tie.kind, fact_id


def _names(pattern: int, relations: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(relations) if pattern >> number & 1)


def _where(selection: Selection, conditions: list[str]) -> str:
    # Without a day nothing is asked of the facts, which saves the server from reading their properties.
    return f"WHERE {' AND '.join(conditions)}" if conditions and selection.as_of else ""


def _shown(properties: Mapping[str, Property]) -> str:
    """A map of the properties that may be shown, in Cypher; contact data stays behind."""
    return f"f {{{', '.join(f'.{name}' for name, item in properties.items() if item.personal not in UNSHOWN)}}}"


def _known(values: Mapping[str, Any]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _read_members(transaction: Transaction, selection: Selection, places: Mapping[int, int]) -> list[int]:
    """The nodes of the municipalities that belonged to the region on the day; without one, that do now."""
    rows = transaction.run(
        "MATCH (:Region {id: $region})<-[f:PART_OF]-(m:Municipality) "
        f"WITH f, m, coalesce($as_of, date()) AS day WHERE {HELD.replace('$as_of', 'day')} RETURN id(m) AS key",
        region=selection.region,
        as_of=selection.as_of,
    )
    return [places[row["key"]] for row in rows if row["key"] in places]


def _around(network: Network, centre: Iterable[int]) -> set[int]:
    """The centre and what lies within STEPS of it; places are not passed through, and other municipalities left out."""
    found = set(centre)
    frontier = list(found)
    for _ in range(STEPS):
        reached = {other for number in frontier for other in network.neighbours[number]} - found
        reached = {number for number in reached if network.refs[number].kind != "Municipality"}
        found |= reached
        frontier = [number for number in reached if network.refs[number].kind not in PLACE_KINDS]
    return found
