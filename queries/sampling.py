"""The nodes from which a network is measured: all, or in a large one a sample that is the same every time."""

from random import Random

SEED = 20261122

EXACT = 20_000
"""Networks of more nodes than this get betweenness and closeness from a sample."""

DISTANCE_PIVOTS = 1_024
"""Nodes that closeness is estimated from."""

EXACT_MEAN = 10_000
"""Networks of more nodes than this get mean distances from a sample: a what-if answers while somebody waits, and the
time of an exact mean grows with the square of the nodes."""

MEAN_PIVOTS = 2_048
"""Nodes that mean distances are estimated from."""


def choose(count: int, wanted: int | None = None, seed: int = SEED) -> list[int]:
    """Numbers below `count`, ascending: as many as `wanted` where that is fewer, else all."""
    if wanted is None or wanted >= count:
        return list(range(count))
    return sorted(Random(seed).sample(range(count), wanted))  # noqa: S311 - to repeat, not to hide


def affordable(count: int, pivots: int) -> int | None:
    """How many nodes a network of `count` is measured from: these pivots, or (None) all."""
    return pivots if count > EXACT else None
