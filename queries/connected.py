"""Answers about ties: who is around somebody, how two are connected, what two share, who should meet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.network import read_network
from yhdysverkko.queries.paths import Shared, common, connections, ego, introductions, similar, tied_through

Row = tuple[Any, ...]
Values = Mapping[str, Any]

NAMED = 12
"""Partners that a row names."""

GATHERINGS = ("Association", "Event", "EventSeries", "Project", "Organisation", "CooperationStructure")


def network_of(store: Store, values: Values) -> Network:
    """The network that a question's `as_of` and `region` choose."""
    return read_network(store, as_of=values["as_of"], region=values.get("region"))


def entity_cells(network: Network, number: int) -> Row:
    """Name, kind and id of a node: the cells of a column of type "entity"."""
    ref = network.refs[number]
    return (network.names[number], ref.kind, ref.id)


def entity_list(network: Network, numbers: Sequence[int], limit: int = NAMED) -> list[dict[str, str]]:
    """Nodes as a cell of type "entity[]"; the best tied come first where not all are named."""
    chosen = sorted(numbers, key=lambda number: (-len(network.neighbours[number]), number))[:limit]
    return [
        {"kind": network.refs[number].kind, "id": network.refs[number].id, "name": network.names[number]}
        for number in chosen
    ]


def ego_network(store: Store, values: Values) -> Iterator[Row]:
    """other, steps, through."""
    network = network_of(store, values)
    for near in ego(network, network.number(values["entity"]), values["steps"]):
        yield (*entity_cells(network, near.number), near.steps, entity_list(network, near.through))


def how_connected(store: Store, values: Values) -> Iterator[Row]:
    """steps, way, ties: a row for each path."""
    network = network_of(store, values)
    start, end = network.number(values["entity"]), network.number(values["other"])
    for path in connections(network, start, end, values["limit"]):
        way = [
            {"kind": network.refs[number].kind, "id": network.refs[number].id, "name": network.names[number]}
            for number in path
        ]
        ties = [_labels(network.tie_kinds(*pair)) for pair in pairwise(path)]
        yield (len(path) - 1, way, ties)


def _labels(kinds: Sequence[str]) -> str:
    return " + ".join(ontology().label(kind)[current_language()] for kind in kinds)


def network_overlap(store: Store, values: Values) -> Iterator[Row]:
    """partner, whose, overlap: a row for each partner of either."""
    network = network_of(store, values)
    first, second = (network.number(Ref("Municipality", values[name])) for name in ("municipality", "other"))
    shared = common(network, first, second)
    mine, theirs = (set(network.neighbours[number]) - {first, second} for number in (first, second))
    for whose, partners in (
        ("shared", shared.partners),
        ("first_only", sorted(mine - theirs)),
        ("second_only", sorted(theirs - mine)),
    ):
        for partner in partners:
            yield (*entity_cells(network, partner), whose, shared.overlap)


def similar_municipalities(store: Store, values: Values) -> Iterator[Row]:
    """municipality, overlap, count, shared."""
    network = network_of(store, values)
    for each in similar(network, network.number(Ref("Municipality", values["municipality"])))[: values["limit"]]:
        ref = network.refs[each.second]
        yield (
            network.names[each.second],
            ref.id,
            each.overlap,
            len(each.partners),
            entity_list(network, each.partners),
        )


def suggested_introductions(store: Store, values: Values) -> Iterator[Row]:
    """one, other, score, shared."""
    network = network_of(store, values)
    kind = ontology().by_prefix[values["kind"]].name
    asked = [network.number(values["entity"])] if values["entity"] else network.of_kind(kind)
    for each in introductions(network, asked, frozenset({kind}))[: values["limit"]]:
        cells = (*entity_cells(network, each.first), *entity_cells(network, each.second))
        yield (*cells, each.score, entity_list(network, each.partners))


def municipalities_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, overlap, shared: municipalities that associations, events and the like tie together."""
    return _pairs(network_of(store, values), "Municipality", GATHERINGS, values["limit"])


def associations_through(store: Store, values: Values) -> Iterator[Row]:
    """one, other, count, overlap, shared: associations that people tie together."""
    return _pairs(network_of(store, values), "Association", ("Person",), values["limit"])


def _pairs(network: Network, ends: str, middles: Sequence[str], limit: int) -> Iterator[Row]:
    def closeness(each: Shared) -> tuple[float, float, int, int]:
        return (-len(each.partners), -(each.overlap or 0), each.first, each.second)

    for each in sorted(tied_through(network, ends, middles), key=closeness)[:limit]:
        first, second = ((network.names[number], network.refs[number].id) for number in (each.first, each.second))
        yield (*first, *second, len(each.partners), each.overlap, entity_list(network, each.partners))
