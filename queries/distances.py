"""Distances between many nodes at once, counted with sets of nodes as the bits of whole numbers.

The breadth-first searches from all sources go on together: after step d, bit i of a node's number says that source i
is within d steps. A step is one OR for each end of an edge, on numbers as wide as there are sources (Then et al. 2014,
"The more the merrier: efficient multi-source graph traversal"). The result is exact.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import NamedTuple

WIDTH = 16_384
"""Sources searched from together: two numbers of this many bits for each node are in memory."""

Neighbours = Sequence[Sequence[int]]


class Reach(NamedTuple):
    """How far the sources are from the nodes: `counts[d - 1][v]` sources are at distance d from node v."""

    counts: list[list[int]]


def reach(neighbours: Neighbours, sources: Sequence[int]) -> Reach:
    """How many of the sources are at each distance from each node."""
    counts: list[list[int]] = []
    for start in range(0, len(sources), WIDTH):
        _search(neighbours, sources[start : start + WIDTH], counts)
    return Reach(counts)


def _search(neighbours: Neighbours, sources: Sequence[int], counts: list[list[int]]) -> None:
    near = [0] * len(neighbours)
    for bit, source in enumerate(sources):
        near[source] |= 1 << bit
    before = [number.bit_count() for number in near]
    distance = 0
    while True:
        following = []
        for number, others in zip(near, neighbours, strict=True):
            wider = number
            for other in others:
                wider |= near[other]
            following.append(wider)
        near = following
        within = [number.bit_count() for number in near]
        if within == before:
            return
        if distance == len(counts):
            counts.append([0] * len(neighbours))
        counts[distance] = [sofar + new - old for sofar, new, old in zip(counts[distance], within, before, strict=True)]
        before = within
        distance += 1


def harmonic(neighbours: Neighbours, sources: Sequence[int]) -> list[float]:
    """The sum of 1/distance from each node to the sources that it is connected with."""
    found = [0.0] * len(neighbours)
    for distance, row in enumerate(reach(neighbours, sources).counts, start=1):
        found = [sofar + count / distance for sofar, count in zip(found, row, strict=True)]
    return found


def distance_sums(neighbours: Neighbours, groups: Sequence[int], sources: Iterable[int]) -> list[int]:
    """For each node the sum of the distances to the sources in its component; `groups` tells each node's component.

    Neighbours in another component are none: that is how nodes are cut out.
    """
    near = _within(neighbours, groups)
    chosen = list(sources)
    found = [0] * len(near)
    # The sources of a component are one run of bits, the least tied lowest: the sets of those not yet reached, who are
    # such in the end, are then short numbers.
    ordered = sorted(chosen, key=lambda source: (groups[source], len(near[source]), source))
    ends = {node: others[0] for node, others in enumerate(near) if len(others) == 1 and len(near[others[0]]) > 1}
    for start in range(0, len(ordered), WIDTH):
        _add_distances(near, groups, ordered[start : start + WIDTH], ends, found)
    # An end of the network is a step further from everybody than what it is tied to, but not from itself.
    counts = Counter(groups[source] for source in chosen)
    for node, other in ends.items():
        found[node] = found[other] + counts[groups[node]]
    for source in ends.keys() & set(chosen):
        found[source] -= 2
    return found


def _within(neighbours: Neighbours, groups: Sequence[int]) -> list[Sequence[int]]:
    """The neighbours that are in the same component."""
    near = list(neighbours)
    sizes = Counter(groups)
    alone = {node for node, group in enumerate(groups) if sizes[group] == 1}
    for beside in {other for node in alone for other in neighbours[node]}:
        near[beside] = [other for other in neighbours[beside] if other not in alone]
    for node in alone:
        near[node] = ()
    return near


def _add_distances(
    near: Neighbours, groups: Sequence[int], sources: Sequence[int], ends: Mapping[int, int], sums: list[int]
) -> None:
    """Add the distances to these sources, of all nodes but the ends."""
    everybody: dict[int, int] = {}
    for bit, source in enumerate(sources):
        everybody[groups[source]] = everybody.get(groups[source], 0) | 1 << bit
    # At each step, whoever has not been reached is a step further away; at first that is everybody else.
    counts = {group: members.bit_count() for group, members in everybody.items()}
    for node, group in enumerate(groups):
        sums[node] += counts.get(group, 0)
    far = [everybody.get(group, 0) for group in groups]
    for bit, source in enumerate(sources):
        far[source] ^= 1 << bit
        sums[source] -= 1
    waiting = [node for node, missing in enumerate(far) if missing and node not in ends]
    wider = [reduce(and_, map(far.__getitem__, near[node]), far[node]) for node in waiting]
    # Beyond the first step nothing is reached through an end; that the end was reached is known to the node alone.
    inner = list(near)
    for node in set(ends.values()):
        inner[node] = [node, *(other for other in near[node] if other not in ends)]
    while waiting:
        for node, missing in zip(waiting, wider, strict=True):
            far[node] = missing
        waiting = [node for node in waiting if far[node]]
        for node in waiting:
            sums[node] += far[node].bit_count()
        # What a node had reached itself, its neighbours have reached by now.
        wider = [reduce(and_, map(far.__getitem__, inner[node])) for node in waiting]
