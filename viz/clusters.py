"""Clusters: entities that are tied to each other, laid out by their ties alone.

A cluster starts from the places that each entity's hash gives it, smoothed along the ties, and cools from there: what
comes out depends on who is tied to whom, and one entity more moves little but its neighbourhood.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Places, Position
from yhdysverkko.viz.collisions import Floats, Numbers, separate
from yhdysverkko.viz.forces import TIE_LENGTH, aside, relax
from yhdysverkko.viz.ties import Neighbours

SWEEPS = 20
PULL = 0.85
"""How much of an entity's starting place is that of its neighbours; the rest is its own."""

BREADTH = 0.8
"""Lengths of a tie that the start reaches for each square root of the number of entities."""

STEPS, HEAT = 60, 0.02
"""Rounds, and lengths of a tie that the first one moves at most, for each square root of the number of entities."""

UNFOLDED = 2_000
"""Entities in which everything pushes everything; in a larger cluster only what is near does."""


def cluster(refs: Sequence[Ref], near: Neighbours, radii: Mapping[Ref, float]) -> Places:
    """Places of `refs` about the origin, in map pixels; no two marks overlap."""
    if len(refs) == 1:
        return {refs[0]: (0.0, 0.0)}
    pairs = tied_pairs(refs, near)
    spots = spread(refs, pairs)
    return separate(dict(zip(refs, spots, strict=True)), radii, fixed=frozenset())


def tied_pairs(refs: Sequence[Ref], near: Neighbours) -> list[tuple[int, int]]:
    """Which of `refs` are tied to each other, by their numbers, the lower first."""
    index = {ref: number for number, ref in enumerate(refs)}
    return [
        (number, index[other])
        for number, ref in enumerate(refs)
        for other in near.get(ref, ())
        if number < index.get(other, -1)
    ]


def spread(
    refs: Sequence[Ref], pairs: Sequence[tuple[int, int]], weights: Sequence[float] | None = None
) -> list[Position]:
    """Places about the origin, as the ties in `pairs` pull them, all the same or by `weights`; marks may overlap."""
    size = sqrt(len(refs))
    pulls = np.ones(len(pairs)) if weights is None else np.array(weights)
    start = _smooth(
        np.array([aside(ref, (0.0, 0.0), 1.0) for ref in refs]), np.array(pairs, np.int64).reshape(-1, 2), pulls
    )
    start *= BREADTH * size * TIE_LENGTH
    local = len(refs) > UNFOLDED
    return relax([(x, y) for x, y in start.tolist()], pairs, weights, steps=STEPS, heat=HEAT * size, local=local)


def _smooth(own: Floats, pairs: Numbers, pulls: Floats) -> Floats:
    """Places near those of the neighbours, in the circle about the origin with radius 1."""
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    pulls = np.concatenate([pulls, pulls])
    totals = np.bincount(ends, weights=pulls, minlength=len(own))[:, None]
    spots = own
    for _ in range(SWEEPS):
        sums = [np.bincount(ends, weights=pulls * spots[others, axis], minlength=len(own)) for axis in (0, 1)]
        spots = (1 - PULL) * own + PULL * np.stack(sums, axis=1) / np.where(totals, totals, 1.0)
    spots = spots - spots.sum(axis=0) / len(spots)
    away = np.sqrt(np.square(spots).sum(axis=1))
    # What is further out than an even spread would reach stands on the circle: nothing lies off by itself.
    edge = float(np.sqrt(2 * np.square(spots).sum() / len(spots)))
    return np.asarray(spots / np.maximum(away, edge or 1.0)[:, None])
