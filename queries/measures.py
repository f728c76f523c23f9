"""Measures of how much each node holds the network together, computed with python-igraph.

All count each pair of tied entities once, whatever ties them; only `weighted_degree` looks at weights. Values are
rounded to ten significant digits, below which they depend on the order of additions. None is a value that a node does
not have (the constraint of a node without ties); it is not zero.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.brandes import path_counts
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.distances import harmonic
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.sampling import DISTANCE_PIVOTS, SEED, affordable, choose

Values = Sequence[float | None]

PIVOTS = 256
"""Nodes that betweenness is estimated from."""


def degree(network: Network) -> Values:
    """Entities that a node is tied to."""
    return [float(len(others)) for others in network.neighbours]


def weighted_degree(network: Network) -> Values:
    """The sum of the weights of a node's edges: unless told otherwise, ways of being tied, over all its partners."""
    found = [0.0] * len(network)
    for (start, end), weight in zip(network.edges, network.weights, strict=True):
        found[start] += weight
        found[end] += weight
    return found


def pagerank(network: Network) -> Values:
    """PageRank (Brin and Page 1998), damping 0.85; sums to 1."""
    values: list[float] = network.structure.pagerank(directed=False, damping=0.85) if len(network) else []
    return values


def betweenness(network: Network, *, pivots: int | None = None, seed: int = SEED) -> Values:
    """Pairs of other nodes that a node lies between, each shared among its shortest paths (Freeman 1977).

    Exact, or estimated from the paths of `pivots` seeded nodes to all (Brandes and Pich 2007).
    """
    sources = choose(len(network), pivots, seed)
    scale = len(network) / len(sources) if sources else 0.0
    return [value * scale for value in path_counts(network.neighbours, sources)]


def closeness(network: Network, *, pivots: int | None = None, seed: int = SEED) -> Values:
    """Harmonic closeness (Marchiori and Latora 2000), 0–1: the mean over all others of 1/distance, 0 where no path is.

    Unlike the classic one it compares nodes of different components. Exact, or estimated from the distances to `pivots`
    seeded nodes (Eppstein and Wang 2004).
    """
    sources = choose(len(network), pivots, seed)
    if len(network) < 2:
        return [0.0] * len(network)
    # A sampled node is at no distance from itself, so it has one pivot fewer.
    others = [len(sources) - chosen for chosen in _chosen(len(network), sources)]
    return [value / max(1, count) for value, count in zip(harmonic(network.neighbours, sources), others, strict=True)]


def core(network: Network) -> Values:
    """The largest k such that a node belongs to a part where each has k ties within the part (Seidman 1983)."""
    return [float(value) for value in network.structure.coreness()]


def constraint(network: Network) -> Values:
    """Burt's constraint (1992) without weights: how much a node's ties lead back to the same few; low is a broker.

    The sum over partners j of (p_ij + Σ_q p_iq p_qj)², where p_ij is 1/degree of i; above 1 in tiny cliques.
    """
    degrees = [len(others) for others in network.neighbours]
    around: defaultdict[tuple[int, int], float] = defaultdict(float)
    for corners in network.structure.list_triangles():
        for place, middle in enumerate(corners):
            ends = corners[place - 1], corners[place - 2]
            around[min(ends), max(ends)] += 1 / degrees[middle]
    found = [0.0] * len(network)
    for edge in network.edges:
        share = (1 + around.get(edge, 0.0)) ** 2
        for node in edge:
            found[node] += share / degrees[node] ** 2
    return [value if count else None for value, count in zip(found, degrees, strict=True)]


def effective_size(network: Network) -> Values:
    """Burt's effective size (1992) as Borgatti (1997) writes it: n - 2t/n, for n partners with t ties among them."""
    shares: list[float] = network.structure.transitivity_local_undirected(mode="zero") if len(network) else []
    counts = [len(others) for others in network.neighbours]
    # The share of the n(n - 1)/2 pairs of partners that are tied, so 2t/n = share · (n - 1).
    return [n - share * (n - 1) if n else None for n, share in zip(counts, shares, strict=True)]


def articulation(network: Network) -> Values:
    """Pairs of other nodes that a node is the only link between; above 0 for articulation points alone."""
    return [float(pairs) for pairs in find_cuts(network).pairs]


def bridges(network: Network) -> Values:
    """How many of a node's ties are bridges: without that tie its ends would have no path to each other."""
    found = [0.0] * len(network)
    for bridge in find_cuts(network).bridges:
        found[bridge.start] += 1
        found[bridge.end] += 1
    return found


def _chosen(count: int, sources: Sequence[int]) -> list[bool]:
    chosen = [False] * count
    for source in sources:
        chosen[source] = True
    return chosen


def _affordable(measure: Callable[..., Values], pivots: int) -> Callable[[Network], Values]:
    return lambda network: measure(network, pivots=affordable(len(network), pivots))


class Measure(NamedTuple):
    """A measure by name. `adds_up`: the sum over nodes means something, so a share of it does; `low_first`: the lowest
    value is the first in rank."""

    compute: Callable[[Network], Values]
    adds_up: bool = False
    low_first: bool = False


MEASURES = {
    "degree": Measure(degree, adds_up=True),
    "weighted_degree": Measure(weighted_degree, adds_up=True),
    "pagerank": Measure(pagerank, adds_up=True),
    "betweenness": Measure(_affordable(betweenness, PIVOTS), adds_up=True),
    "closeness": Measure(_affordable(closeness, DISTANCE_PIVOTS)),
    "core": Measure(core),
    "constraint": Measure(constraint, low_first=True),
    "effective_size": Measure(effective_size),
    "articulation": Measure(articulation),
    "bridges": Measure(bridges),
}
"""Every measure of nodes. In large networks (sampling.EXACT), betweenness and closeness are estimates."""


def measure_values(network: Network, measure: str) -> Values:
    """The value of each node, by number. Raises NotFound, naming the measures that there are."""
    if measure not in MEASURES:
        raise NotFound("measure.unknown", measure=measure, known=", ".join(MEASURES))
    return [value if value is None else float(f"{value:.10g}") for value in MEASURES[measure].compute(network)]


class Hub(NamedTuple):
    """A node by a measure. `rank` is 1 for the first of those listed, and the same for the same value; `share` is the
    part (0–1) that it has of the whole network's sum, None where a sum means nothing."""

    ref: Ref
    name: str
    value: float
    rank: int
    share: float | None


def hubs(network: Network, measure: str, *, kind: str | None = None, limit: int | None = None) -> list[Hub]:
    """The nodes (of one kind) by a measure, the most central first; nodes without a value are left out."""
    values = measure_values(network, measure)
    adds_up, low_first = MEASURES[measure].adds_up, MEASURES[measure].low_first
    whole = sum(value for value in values if value is not None) if adds_up else 0.0
    listed = [
        (value if low_first else -value, number)
        for number, value in enumerate(values)
        if value is not None and (kind is None or network.refs[number].kind == kind)
    ]
    found: list[Hub] = []
    for place, (key, number) in enumerate(sorted(listed)[:limit], start=1):
        value = key if low_first else -key + 0.0
        rank = found[-1].rank if found and found[-1].value == value else place
        found.append(Hub(network.refs[number], network.names[number], value, rank, value / whole if whole else None))
    return found


class Change(NamedTuple):
    """A node's values on two days, None on a day when it is not in the network; `change` only where it is in both."""

    ref: Ref
    name: str
    before: float | None
    after: float | None
    change: float | None


def change(before: Network, after: Network, measure: str, *, kind: str | None = None) -> list[Change]:
    """How a measure changed between two days: the greatest changes first, then what came or went.

    A municipality that merged in between has a value before only; its ties are its successor's after.
    """
    old_values, new_values = _by_ref(before, measure), _by_ref(after, measure)
    found = []
    for ref in sorted({*old_values, *new_values}):
        if kind is not None and ref.kind != kind:
            continue
        name, old = old_values.get(ref, ("", None))
        name, new = new_values.get(ref, (name, None))
        difference = float(f"{new - old:.10g}") if old is not None and new is not None else None
        found.append(Change(ref, name, old, new, difference))
    return sorted(found, key=lambda row: (row.change is None, -abs(row.change or 0.0), row.ref))


def _by_ref(network: Network, measure: str) -> dict[Ref, tuple[str, float | None]]:
    values = measure_values(network, measure)
    return {ref: (name, value) for ref, name, value in zip(network.refs, network.names, values, strict=True)}
