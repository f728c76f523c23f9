"""Measures of how much each node holds the network together, all on the undirected network without parallel ties."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isnan
from typing import NamedTuple

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.brandes import path_counts
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.distances import harmonic
from yhdysverkko.queries.groups import SEED
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.network import read_network

EXACT = 20_000
"""Nodes up to which betweenness and closeness are counted from every node; above, from PIVOTS of them."""

PIVOTS = 256

Values = Sequence[float | None]
"""The value of each node, by number; None where the measure says nothing of it."""


class Hub(NamedTuple):
    """A node with its value of a measure. `rank` is 1 for the most central, the same for equal values; `share` is of
    the sum over all nodes (0 to 1), None for measures whose sum means nothing."""

    ref: Ref
    name: str
    value: float
    rank: int
    share: float | None


class Change(NamedTuple):
    """A node's value of a measure on two days, None where it was not in the network; and the difference of the two."""

    ref: Ref
    name: str
    before: float | None
    after: float | None
    difference: float | None


class Measure(NamedTuple):
    """How a measure is computed; whether its values add up to something, and whether the lowest is the most central."""

    compute: Callable[[Network], Values]
    adds_up: bool = True
    lowest_first: bool = False


def degree(network: Network) -> Values:
    """Partners."""
    return [float(len(others)) for others in network.neighbours]


def weighted_degree(network: Network) -> Values:
    """The sum of the weights of a node's ties: with the usual weights, the kinds of relation to all its partners."""
    sums = [0.0] * len(network)
    for (start, end), weight in zip(network.edges, network.weights, strict=True):
        sums[start] += weight
        sums[end] += weight
    return sums


def pagerank(network: Network) -> Values:
    """The share of time that a walk along ties at random spends at the node (Brin and Page 1998, damping 0.85)."""
    if not len(network):
        return []
    values: list[float] = network.structure.pagerank(directed=False, damping=0.85)
    return values


def betweenness(network: Network, pivots: int | None = None) -> Values:
    """The pairs of other nodes whose shortest paths run through the node; a pair with several is shared among them.

    With `pivots`, estimated from that many nodes drawn at random with a fixed seed (Brandes and Pich 2007).
    """
    sources = _sources(network, pivots)
    if not sources:
        return []
    scale = len(network) / len(sources)
    return [scale * count for count in path_counts(network.neighbours, sources)]


def closeness(network: Network, pivots: int | None = None) -> Values:
    """The mean of 1/distance to every other node, 0 for one that cannot be reached (harmonic closeness, Marchiori and
    Latora 2000); 1 is a tie to everybody. With `pivots`, the mean over that many nodes drawn with a fixed seed."""
    sources = _sources(network, pivots)
    asked = set(sources)
    sums = harmonic(network.neighbours, sources)
    return [
        total / others if (others := len(sources) - (number in asked)) else 0.0 for number, total in enumerate(sums)
    ]


def core(network: Network) -> Values:
    """The largest k such that the node is in a part where everybody has k partners in that part (Seidman 1983)."""
    return [float(number) for number in network.structure.coreness()]


def constraint(network: Network) -> Values:
    """Burt's constraint (1992): high where a node's partners are each other's partners too, low for a broker between
    separate groups; None without ties."""
    return [None if isnan(value) else value for value in network.structure.constraint()] if len(network) else []


def effective_size(network: Network) -> Values:
    """Partners less what they overlap, n − 2t/n with t ties among the n partners (Burt 1992, as Borgatti 1997)."""
    if not len(network):
        return []
    clustered = network.structure.transitivity_local_undirected(mode="zero")
    return [
        len(others) - share * (len(others) - 1) if others else None
        for others, share in zip(network.neighbours, clustered, strict=True)
    ]


def articulation(network: Network) -> Values:
    """The pairs of other nodes that only this node connects."""
    return [float(pairs) for pairs in find_cuts(network).pairs]


def bridges(network: Network) -> Values:
    """A node's ties that have no way around them."""
    counts = [0.0] * len(network)
    for bridge in find_cuts(network).bridges:
        counts[bridge.start] += 1
        counts[bridge.end] += 1
    return counts


MEASURES: Mapping[str, Measure] = {
    "degree": Measure(degree),
    "weighted_degree": Measure(weighted_degree),
    "pagerank": Measure(pagerank),
    "betweenness": Measure(betweenness),
    "closeness": Measure(closeness, adds_up=False),
    "core": Measure(core, adds_up=False),
    "constraint": Measure(constraint, adds_up=False, lowest_first=True),
    "effective_size": Measure(effective_size),
    "articulation": Measure(articulation),
    "bridges": Measure(bridges),
}

SAMPLED = {"betweenness": betweenness, "closeness": closeness}
"""Measures that are estimated above EXACT nodes."""


def is_sampled(network: Network, measure: str) -> bool:
    """Whether `measure_values` estimates the measure instead of counting all of it."""
    return measure in SAMPLED and len(network) > EXACT


def measure_values(network: Network, measure: str) -> Values:
    """The values of a measure. Raises NotFound, naming those that there are, for one that there is not."""
    if measure not in MEASURES:
        raise NotFound("measure.unknown", measure=measure, known=", ".join(MEASURES))
    return SAMPLED[measure](network, PIVOTS) if is_sampled(network, measure) else MEASURES[measure].compute(network)


def hubs(network: Network, measure: str, *, kind: str | None = None, limit: int | None = None) -> list[Hub]:
    """Nodes by a measure, the most central first, equal ones by ref. Ranks and shares are among all kinds.

    Raises NotFound for an unknown measure.
    """
    values = measure_values(network, measure)
    described = MEASURES[measure]
    sign = 1 if described.lowest_first else -1
    known = sorted((sign * value, number) for number, value in enumerate(values) if value is not None)
    total = sum(value for value in values if value) if described.adds_up else 0.0
    found: list[Hub] = []
    rank, before = 0, None
    for place, (key, number) in enumerate(known, start=1):
        if key != before:
            rank, before = place, key
        if kind is None or network.refs[number].kind == kind:
            value = sign * key
            share = value / total if total else None
            found.append(Hub(network.refs[number], network.names[number], value, rank, share))
    return found[:limit]


def change(
    store: Store, measure: str, from_date: date, to_date: date, *, region: str | None = None, kind: str | None = None
) -> list[Change]:
    """What a measure was on two days, the largest gain first; what was in the network on one of them only comes last.

    Raises NotFound for an unknown measure or region.
    """
    days = [read_network(store, as_of=day, region=region) for day in (from_date, to_date)]
    names = {ref: name for network in days for ref, name in zip(network.refs, network.names, strict=True)}
    before, after = (dict(zip(network.refs, measure_values(network, measure), strict=True)) for network in days)
    found = [
        Change(ref, name, old, new, None if old is None or new is None else new - old)
        for ref, name in names.items()
        for old, new in [(before.get(ref), after.get(ref))]
        if kind is None or ref.kind == kind
    ]
    return sorted(found, key=lambda row: (row.difference is None, -(row.difference or 0.0), row.ref))


def _sources(network: Network, pivots: int | None) -> list[int]:
    everybody = range(len(network))
    if pivots is None or pivots >= len(network):
        return list(everybody)
    return sorted(random.Random(SEED).sample(everybody, pivots))  # noqa: S311 - to repeat, not to hide
