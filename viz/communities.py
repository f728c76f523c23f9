"""Communities that hold still: groups tied more among themselves than to others, and hardly changed by one entity more.

Modularity is raised by moving one entity at a time, then one group at a time (Blondel, Guillaume, Lambiotte and
Lefebvre 2008), in the order of their hashes. That order does not change when somebody joins; the order that the Leiden
algorithm of queries/groups.py draws by lot does, and the map would with it.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.forces import hashed
from yhdysverkko.viz.ties import Neighbours

Weights = list[dict[int, float]]
"""For each node its neighbours, itself among them for what is tied within it, and the weight of each tie."""

LEAST_GAIN = 1e-9
SMALLEST = 5
"""Members of the smallest community; a smaller one joins the one that it has most ties to."""


def gather(refs: Sequence[Ref], near: Neighbours) -> list[list[Ref]]:
    """The communities of `refs` by the ties among them, each in order, the community of the first ref first."""
    order = sorted(refs, key=hashed)
    numbers = {ref: number for number, ref in enumerate(order)}
    weights: Weights = [{numbers[other]: 1.0 for other in near.get(ref, ()) if other in numbers} for ref in order]
    members = [[number] for number in range(len(order))]
    while (groups := _move(weights)) is not None:
        members = [[number for node in group for number in members[node]] for group in groups]
        weights = _merge(weights, groups)
    members = _join_small(members, weights)
    return sorted(sorted(order[number] for number in group) for group in members)


def _move(weights: Weights) -> list[list[int]] | None:
    """Groups of nodes after each has moved to where modularity gains most; None if none wants to move.

    Groups come in the order of the first node of each, which keeps the order of hashes.
    """
    degrees = [sum(ties.values()) for ties in weights]
    twice = sum(degrees)
    home = list(range(len(weights)))
    total = list(degrees)
    waiting = deque(home)
    queued = [True] * len(weights)
    moved = False
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        old, degree = home[node], degrees[node]
        total[old] -= degree
        new = _best(weights[node], node, home, total, degree / twice if twice else 0.0)
        total[new] += degree
        if new != old:
            home[node] = new
            moved = True
            for other in weights[node]:
                if home[other] != new and not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return _listed(home) if moved else None


def _best(ties: Mapping[int, float], node: int, home: Sequence[int], total: Sequence[float], share: float) -> int:
    """The group that the node gains most by being in; where it is, unless another is really better."""
    links: dict[int, float] = defaultdict(float)
    for other, weight in ties.items():
        if other != node:
            links[home[other]] += weight
    best = home[node]
    most = links.get(best, 0.0) - share * total[best] + LEAST_GAIN
    for group, weight in sorted(links.items()):
        gain = weight - share * total[group]
        if gain > most:
            best, most = group, gain + LEAST_GAIN
    return best


def _join_small(members: Sequence[list[int]], weights: Weights) -> list[list[int]]:
    """The communities after each that is too small has joined one that is not; what is tied to none of them stays."""
    home = list(range(len(members)))
    for node, part in enumerate(members):
        others = [
            (weight, len(members[other]), -other)
            for other, weight in weights[node].items()
            if len(members[other]) >= SMALLEST
        ]
        if len(part) < SMALLEST and others:
            home[node] = -max(others)[2]
    return [[number for node in group for number in members[node]] for group in _listed(home)]


def _listed(home: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for node, group in enumerate(home):
        groups.setdefault(group, []).append(node)
    return list(groups.values())


def _merge(weights: Weights, groups: Sequence[Sequence[int]]) -> Weights:
    """Each group as one node; ties within it become one of the node to itself, counted from both ends."""
    place = {node: number for number, group in enumerate(groups) for node in group}
    merged: Weights = []
    for group in groups:
        ties: dict[int, float] = defaultdict(float)
        for node in group:
            for other, weight in weights[node].items():
                ties[place[other]] += weight
        merged.append(dict(ties))
    return merged
