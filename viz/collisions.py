"""Collisions: move entities just so far that no two of them overlap."""

from collections.abc import Mapping, Sequence
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Places, Position
from yhdysverkko.viz.forces import hashed

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

GAP = 7.0
"""Map pixels left free between two entities."""

ROUNDS = 4
"""Rounds of pushing before what still overlaps is set down elsewhere."""

STRIDE = 1.5
"""How far an entity goes of the mean way that its neighbours push it; more than 1 lets a crowd spread sooner."""

GRAIN = 12.0
"""Map pixels between the places that are tried for what finds no room."""

PART = 64.0
"""Map pixels of a part of the ground that remembers how far one has to go from there."""

SLACK = 0.5
"""Map pixels by which a gap may fall short; the last of them would take the most rounds."""

_NEAR = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


def separate(places: Mapping[Ref, Position], radii: Mapping[Ref, float], *, fixed: frozenset[Ref]) -> Places:
    """The places, with entities closer than their radii and a gap pushed apart; those in `fixed` stay put.

    Rounds of pushing keep the shape of the crowd; what then still overlaps takes the nearest free place.
    """
    refs = sorted(places)
    if not refs:
        return {}
    spots = np.array([places[ref] for ref in refs])
    sizes = np.array([radii[ref] for ref in refs])
    held = np.array([ref in fixed for ref in refs])
    _push_all(spots, sizes, held, ROUNDS, STRIDE)
    _settle(spots, sizes, _crowded(refs, spots, sizes, held))
    return {ref: (x, y) for ref, (x, y) in zip(refs, spots.tolist(), strict=True)}


def loosen(spots: Sequence[Position], sizes: Sequence[float], *, rounds: int, stride: float) -> list[Position]:
    """The spots of discs of these sizes, pushed apart in small steps; some may overlap still.

    What goes in a little different comes out a little different, which taking the nearest free place does not.
    """
    moved = np.array(spots)
    _push_all(moved, np.array(sizes), np.zeros(len(spots), bool), rounds, stride)
    return [(x, y) for x, y in moved.tolist()]


def _push_all(spots: Floats, sizes: Floats, held: NDArray[np.bool_], rounds: int, stride: float) -> None:
    for _ in range(rounds):
        one, other = _overlaps(spots, sizes, held)
        if not len(one):
            return
        spots += stride * _push(spots, sizes, held, one, other)


def _overlaps(spots: Floats, sizes: Floats, held: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Pairs that are too close and not both held, in a fixed order."""
    one, other = _close_pairs(spots, 2 * float(sizes.max()) + GAP)
    way = spots[other] - spots[one]
    wanted = sizes[one] + sizes[other] + GAP - SLACK
    close = ((way * way).sum(axis=1) < wanted * wanted) & ~(held[one] & held[other])
    return one[close], other[close]


def _close_pairs(spots: Floats, cell: float) -> tuple[Numbers, Numbers]:
    """Pairs in the same or neighbouring cells of a grid: all that can be nearer than `cell`, each once."""
    columns, rows = np.floor((spots - spots.min(axis=0)) / cell).astype(np.int64).T + 1
    width = int(columns.max()) + 2
    keys = rows * width + columns
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    pairs = [_joined(ordered, order, right + down * width) for right, down in _NEAR]
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


def _joined(ordered: Numbers, order: Numbers, step: int) -> tuple[Numbers, Numbers]:
    """Everything paired with everything in the cell that is `step` further; within one cell each pair once."""
    first = np.searchsorted(ordered, ordered + step, side="left") if step else np.arange(1, len(ordered) + 1)
    last = np.searchsorted(ordered, ordered + step, side="right")
    counts = last - first
    ends = np.cumsum(counts)
    places = np.arange(int(ends[-1])) + np.repeat(first - (ends - counts), counts)
    return np.repeat(order, counts), order[places]


def _push(spots: Floats, sizes: Floats, held: NDArray[np.bool_], one: Numbers, other: Numbers) -> Floats:
    """How each is pushed: both of a pair away from each other, or the free one alone; the mean of its ways."""
    way = spots[other] - spots[one]
    length = np.sqrt((way * way).sum(axis=1))
    together = length == 0
    way[together] = (1.0, 0.0)
    length[together] = 1.0
    missing = sizes[one] + sizes[other] + GAP - np.where(together, 0.0, length)
    step = way * (missing / length)[:, None]
    share = np.where(held[one], 0.0, np.where(held[other], 1.0, 0.5))[:, None]
    ends = np.concatenate([one, other])
    moves = np.concatenate([-step * share, step * (1 - share)])
    counts = np.maximum(np.bincount(ends, minlength=len(spots)), 1)
    pushes = [np.bincount(ends, weights=moves[:, axis], minlength=len(spots)) / counts for axis in (0, 1)]
    return np.stack(pushes, axis=1)


def _crowded(refs: Sequence[Ref], spots: Floats, sizes: Floats, held: NDArray[np.bool_]) -> list[int]:
    """The free entities that overlap others, in the order of their hashes, which mixes kinds and does not change."""
    pairs = _overlaps(spots, sizes, held)
    numbers = np.unique(np.concatenate(pairs)).tolist()
    return sorted((number for number in numbers if not held[number]), key=lambda number: hashed(refs[number]))


def _settle(spots: Floats, sizes: Floats, crowded: Sequence[int]) -> None:
    """Give each of the crowded, in turn, the free place nearest to where it is."""
    if not crowded:
        return
    ground = Ground(spots, sizes)
    waiting = set(crowded)
    for number in range(len(spots)):
        if number not in waiting:
            ground.take(spots[number], sizes[number])
    for number in crowded:
        spots[number] = ground.nearest(spots[number], sizes[number])
        ground.take(spots[number], sizes[number])


class Ground:
    """The ground that discs stand on, as a grid of points that know how much room there is around them."""

    def __init__(self, spots: Floats, sizes: Floats) -> None:
        self._reach = float(sizes.max()) + GAP
        """The most room that is ever asked for."""
        margin = float(np.sqrt((np.square(2 * sizes + 2 * GAP)).sum())) + self._reach
        self._left, self._top = (int(low) for low in np.floor((spots.min(axis=0) - margin) / GRAIN))
        right, bottom = (int(high) for high in np.ceil((spots.max(axis=0) + margin) / GRAIN))
        # Half as many bytes as usual take less time, and tell a hundredth of a pixel.
        self._xs = np.arange(self._left, right + 1, dtype=np.float32) * np.float32(GRAIN)
        self._ys = np.arange(self._top, bottom + 1, dtype=np.float32) * np.float32(GRAIN)
        self._room = np.full((len(self._ys), len(self._xs)), np.inf, dtype=np.float32)
        self._gone: dict[tuple[int, int], float] = {}
        """Part of the ground -> how far the last one had to go from there."""

    def take(self, spot: Floats, radius: float) -> None:
        """Let a disc stand at the spot."""
        x, y = spot.tolist()
        rows, columns = self._window(x, y, radius + self._reach)
        room = np.sqrt(self._away(x, y, rows, columns)) - radius
        np.minimum(self._room[rows, columns], room, out=self._room[rows, columns])

    def nearest(self, spot: Floats, radius: float) -> Position:
        """The point nearest to the spot where a disc has its gap to all that stand."""
        x, y = spot.tolist()
        start = int(x // PART), int(y // PART)
        reach = self._gone.get(start, 0.0) + PART
        while True:
            rows, columns = self._window(x, y, reach)
            away = self._away(x, y, rows, columns)
            away[self._room[rows, columns] < radius + GAP] = np.inf
            row, column = divmod(int(away.argmin()), away.shape[1])
            if away[row, column] <= reach * reach:
                self._gone[start] = float(np.sqrt(away[row, column]))
                return float(self._xs[columns][column]), float(self._ys[rows][row])
            reach *= 1.5

    def _window(self, x: float, y: float, reach: float) -> tuple[slice, slice]:
        """Rows and columns of the points within `reach` of (x, y) in either direction."""
        top, left = ceil((y - reach) / GRAIN) - self._top, ceil((x - reach) / GRAIN) - self._left
        bottom, right = floor((y + reach) / GRAIN) - self._top, floor((x + reach) / GRAIN) - self._left
        return slice(max(top, 0), max(bottom + 1, 0)), slice(max(left, 0), max(right + 1, 0))

    def _away(self, x: float, y: float, rows: slice, columns: slice) -> NDArray[np.float32]:
        """How far each point of a window is from (x, y), squared."""
        return np.asarray(np.add.outer(np.square(self._ys[rows] - y), np.square(self._xs[columns] - x)))
