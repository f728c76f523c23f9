"""Distances between many nodes at once, counted with sets of nodes as the bits of whole numbers.

The breadth-first searches from all sources go on together: after step d, bit i of a node's number says that source i
is within d steps. A step is one OR for each end of an edge, on numbers as wide as there are sources (Then et al. 2014,
"The more the merrier: efficient multi-source graph traversal"). The result is exact.
"""

from collections.abc import Sequence
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


def mean_distance(neighbours: Neighbours, sources: Sequence[int], among: Sequence[int] | None = None) -> float | None:
    """The mean distance of the connected pairs of a source and a node (`among`: only these nodes); None without any."""
    pairs = steps = 0
    for distance, row in enumerate(reach(neighbours, sources).counts, start=1):
        here = sum(row) if among is None else sum(row[number] for number in among)
        pairs += here
        steps += here * distance
    return steps / pairs if pairs else None
