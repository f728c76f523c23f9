"""Answers about ties: who is around somebody, how two are connected, what two share, who should meet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import nsmallest
from itertools import pairwise
from threading import Lock
from typing import Any

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.network import read_network
from yhdysverkko.queries.partners import DIRECT, partners
from yhdysverkko.queries.paths import bipartite, ego, find_paths, introductions, overlap, similar
from yhdysverkko.queries.places import read_groups

Row = tuple[Any, ...]
Values = Mapping[str, Any]

ANY = "any"
"""The choice of a parameter that narrows nothing."""

NAMED = 12
"""Partners that a row names."""

GATHERINGS = ("Association", "Event", "EventSeries", "Project", "Organisation", "CooperationStructure")

KEPT = 3
"""Networks kept between questions (a change compares two): the national one takes some hundreds of megabytes."""

_kept: dict[tuple[Any, ...], Network] = {}
_keeping = Lock()


def network_of(store: Store, values: Values) -> Network:
    """The network that a question's `as_of` and `region` choose, with its sources."""
    return kept_network(store, values["as_of"], values.get("region"))


def kept_network(
    store: Store, as_of: date | None, region: str | None, relations: tuple[str, ...] | None = None
) -> Network:
    """What `read_network` reads, with its sources; it is kept, and read anew once the graph changes."""
    key = (store.uri, store.database, store.sight, store.look().stamp, as_of, region, relations)
    with _keeping:
        if key not in _kept:
            while len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = read_network(store, as_of=as_of, region=region, relations=relations, sources=True)
        return _kept[key]


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


def sources_between(network: Network, number: int, partners: Mapping[int, Iterable[int]]) -> list[str]:
    """The sources of the ties of a node to these partners, each with the people who tie it (see `partners`)."""
    pairs = [
        pair
        for partner, people in partners.items()
        for person in people
        for pair in ([(number, partner)] if person == DIRECT else [(number, person), (person, partner)])
    ]
    return network.sources_of(pairs)


def ego_network(store: Store, values: Values) -> Iterator[Row]:
    """other, steps, sources: those of the ties that lead there."""
    network = network_of(store, values)
    found = ego(network, values["entity"], steps=values["steps"])
    steps = {network.number(near.ref): near.steps for near in found}
    for near in found:
        if near.steps:
            number = network.number(near.ref)
            ways = [(other, number) for other in network.neighbours[number] if steps.get(other) == near.steps - 1]
            yield (*entity_cells(network, near.ref), near.steps, network.sources_of(ways))


def how_connected(store: Store, values: Values) -> Iterator[Row]:
    """steps, way, ties, sources: a row for each path."""
    network = network_of(store, values)
    for path in find_paths(network, values["entity"], values["other"], count=values["limit"]):
        way = [{"kind": step.ref.kind, "id": step.ref.id, "name": step.name} for step in path]
        ties = [" + ".join(ontology().label(tie)[current_language()] for tie in step.ties) for step in path[:-1]]
        numbers = [network.number(step.ref) for step in path]
        yield (len(path) - 1, way, ties, network.sources_of(pairwise(numbers)))


def network_overlap(store: Store, values: Values) -> Iterator[Row]:
    """partner, whose, overlap, sources: a row for each partner of either."""
    network = network_of(store, values)
    both = [Ref("Municipality", values[name]) for name in ("municipality", "other")]
    found = overlap(network, *both)
    tied = [(network.number(ref), partners(network, network.number(ref))) for ref in both]
    for whose, refs, sides in (
        ("shared", found.shared, tied),
        ("first_only", found.only_first, tied[:1]),
        ("second_only", found.only_second, tied[1:]),
    ):
        for partner in refs:
            place = network.number(partner)
            sources = (sources_between(network, number, {place: people[place]}) for number, people in sides)
            yield (*entity_cells(network, partner), whose, found.jaccard, sorted(set().union(*sources)))


def similar_municipalities(store: Store, values: Values) -> Iterator[Row]:
    """other, overlap, count, shared, sources; of one group of the municipality where one is asked for."""
    network = network_of(store, values)
    ref, among = Ref("Municipality", values["municipality"]), None
    if values["group"] != ANY:
        among = {Ref("Municipality", code) for code in read_groups(store, ref.id, values["as_of"])[values["group"]]}
    mine = partners(network, network.number(ref))
    for each in similar(network, ref, among=among, limit=values["limit"]):
        yours = partners(network, network.number(each.ref))
        shared = [network.number(partner) for partner in each.shared]
        sides = (network.number(ref), mine), (network.number(each.ref), yours)
        sources = (sources_between(network, end, {one: people[one] for one in shared}) for end, people in sides)
        named = entity_list(network, each.shared)
        yield (each.name, each.ref.id, each.jaccard, len(each.shared), named, sorted(set().union(*sources)))


def suggested_introductions(store: Store, values: Values) -> Iterator[Row]:
    """one, other, strength, shared, sources: for one entity, or for all of a kind together."""
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
        yield (*cells, -score, list(shared[:NAMED]), _sources_of_shared(network, first, second))


def _sources_of_shared(network: Network, first: Ref, second: Ref) -> list[str]:
    """The sources of the ties of two nodes to the neighbours that they share."""
    one, two = network.number(first), network.number(second)
    shared = set(network.neighbours[one]).intersection(network.neighbours[two])
    return network.sources_of((end, partner) for end in (one, two) for partner in shared)


def municipalities_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, shared, sources: municipalities that associations, events and the like tie together."""
    return _pairs(network_of(store, values), "Municipality", GATHERINGS, values["limit"])


def associations_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, shared, sources: associations that people tie together."""
    return _pairs(network_of(store, values), "Association", ("Person",), values["limit"])


def _pairs(network: Network, ends: str, middles: tuple[str, ...], limit: int) -> Iterator[Row]:
    joined = bipartite(network, ends, through=middles)
    pairs = zip(joined.weights, joined.edges, strict=True)
    for weight, edge in nsmallest(limit, pairs, key=lambda item: (-item[0], item[1])):
        one, other = (network.number(joined.refs[number]) for number in edge)
        around = set(network.neighbours[one]).intersection(network.neighbours[other])
        shared = [number for number in around if network.refs[number].kind in middles]
        sources = network.sources_of((end, number) for end in (one, other) for number in shared)
        names = (network.names[one], network.refs[one].id, network.names[other], network.refs[other].id)
        yield (*names, int(weight), entity_list(network, (network.refs[number] for number in shared)), sources)
