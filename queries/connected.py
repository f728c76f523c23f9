"""Answers about ties: who is around somebody, how two are connected, what two share, who should meet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from threading import Lock
from typing import Any

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.network import read_network
from yhdysverkko.queries.paths import bipartite, ego, find_paths, introductions, overlap, similar

Row = tuple[Any, ...]
Values = Mapping[str, Any]

NAMED = 12
"""Partners that a row names."""

GATHERINGS = ("Association", "Event", "EventSeries", "Project", "Organisation", "CooperationStructure")

KEPT = 2
"""Networks kept between questions: the national one takes some hundreds of megabytes."""

_kept: dict[tuple[Any, ...], Network] = {}
_keeping = Lock()


def network_of(store: Store, values: Values) -> Network:
    """The network that a question's `as_of` and `region` choose."""
    return kept_network(store, values["as_of"], values.get("region"))


def kept_network(
    store: Store, as_of: date | None, region: str | None, relations: tuple[str, ...] | None = None
) -> Network:
    """What `read_network` reads; it is kept, and read anew once the graph changes."""
    key = (store.uri, store.database, *_version(store), as_of, region, relations)
    with _keeping:
        if key not in _kept:
            while len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = read_network(store, as_of=as_of, region=region, relations=relations)
        return _kept[key]


def _version(store: Store) -> tuple[Any, ...]:
    """What changes with every load, retraction, import and review, and with what is added or taken away by hand."""
    rows = store.read(
        "MATCH (s:Source) WITH collect(s.id + ' ' + toString(s.loaded)) AS sources "
        "MATCH (n) WITH sources, count(n) AS nodes "
        "OPTIONAL MATCH ()-[r]->() RETURN sources, nodes, count(r) AS relations"
    )
    return tuple((frozenset(row["sources"]), row["nodes"], row["relations"]) for row in rows)


def entity_cells(network: Network, ref: Ref) -> Row:
    """Name, kind and id of an entity: the cells of a column of type "entity"."""
    return (network.names[network.number(ref)], ref.kind, ref.id)


def entity_list(network: Network, refs: Iterable[Ref], limit: int = NAMED) -> list[dict[str, str]]:
    """Entities as a cell of type "entity[]"; the best tied come first where not all are named."""
    numbers = sorted(map(network.number, refs), key=lambda number: (-len(network.neighbours[number]), number))
    return [
        {"kind": network.refs[number].kind, "id": network.refs[number].id, "name": network.names[number]}
        for number in numbers[:limit]
    ]


def ego_network(store: Store, values: Values) -> Iterator[Row]:
    """other, steps."""
    network = network_of(store, values)
    for near in ego(network, values["entity"], steps=values["steps"]):
        if near.steps:
            yield (*entity_cells(network, near.ref), near.steps)


def how_connected(store: Store, values: Values) -> Iterator[Row]:
    """steps, way, ties: a row for each path."""
    network = network_of(store, values)
    for path in find_paths(network, values["entity"], values["other"], count=values["limit"]):
        way = [{"kind": step.ref.kind, "id": step.ref.id, "name": step.name} for step in path]
        ties = [" + ".join(ontology().label(tie)[current_language()] for tie in step.ties) for step in path[:-1]]
        yield (len(path) - 1, way, ties)


def network_overlap(store: Store, values: Values) -> Iterator[Row]:
    """partner, whose, overlap: a row for each partner of either."""
    network = network_of(store, values)
    found = overlap(network, *(Ref("Municipality", values[name]) for name in ("municipality", "other")))
    for whose, partners in (
        ("shared", found.shared),
        ("first_only", found.only_first),
        ("second_only", found.only_second),
    ):
        for partner in partners:
            yield (*entity_cells(network, partner), whose, found.jaccard)


def similar_municipalities(store: Store, values: Values) -> Iterator[Row]:
    """other, overlap, count, shared."""
    network = network_of(store, values)
    for each in similar(network, Ref("Municipality", values["municipality"]), limit=values["limit"]):
        yield (each.name, each.ref.id, each.jaccard, len(each.shared), entity_list(network, each.shared))


def suggested_introductions(store: Store, values: Values) -> Iterator[Row]:
    """one, other, score, shared: for one entity, or for the municipalities all together."""
    network = network_of(store, values)
    kind = ontology().by_prefix[values["kind"]].name
    asked = [values["entity"]] if values["entity"] else [network.refs[number] for number in network.of_kind(kind)]
    limit = values["limit"]
    pairs: dict[frozenset[Ref], tuple[float, Ref, Ref, tuple[str, ...]]] = {}
    for ref in asked:
        for each in introductions(network, ref, kind=kind, limit=limit):
            first, second = (ref, each.ref) if values["entity"] else sorted((ref, each.ref))
            pairs[frozenset((ref, each.ref))] = (-each.score, first, second, each.shared)
    for score, first, second, shared in sorted(pairs.values())[:limit]:
        cells = (*entity_cells(network, first), *entity_cells(network, second))
        yield (*cells, -score, list(shared[:NAMED]))


def municipalities_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, shared: municipalities that associations, events and the like tie together."""
    return _pairs(network_of(store, values), "Municipality", GATHERINGS, values["limit"])


def associations_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, shared: associations that people tie together."""
    return _pairs(network_of(store, values), "Association", ("Person",), values["limit"])


def _pairs(network: Network, ends: str, middles: tuple[str, ...], limit: int) -> Iterator[Row]:
    joined = bipartite(network, ends, through=middles)
    strongest = sorted(zip(joined.weights, joined.edges, strict=True), key=lambda item: (-item[0], item[1]))
    for weight, edge in strongest[:limit]:
        first, second = (joined.refs[number] for number in edge)
        around = (set(network.neighbours[network.number(ref)]) for ref in (first, second))
        shared = [network.refs[number] for number in set.intersection(*around)]
        named = entity_list(network, (ref for ref in shared if ref.kind in middles))
        names = (joined.names[edge[0]], first.id, joined.names[edge[1]], second.id)
        yield (*names, int(weight), named)
