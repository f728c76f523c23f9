"""Collisions: move entities just so far that no two of them overlap."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from math import ceil, cos, hypot, pi, sin

from yhdysverkko.graph.records import Ref

Position = tuple[float, float]
Cell = tuple[int, int]
Disc = tuple[float, float, float]
"""x, y and radius."""

GAP = 7.0
"""Map pixels left free between two entities."""

CROWD = 1500
ROUNDS, CROWD_ROUNDS = 24, 6
"""Rounds of pushing before what still overlaps is set down elsewhere; fewer in a crowd above the limit."""

_AROUND = tuple((right, down) for right in (-1, 0, 1) for down in (-1, 0, 1))
_NEAR = ((0, 0), (1, 0), (0, 1), (1, 1), (-1, 1))


def separate(
    places: Mapping[Ref, Position], radii: Mapping[Ref, float], *, fixed: frozenset[Ref]
) -> dict[Ref, Position]:
    """The places, with entities closer than their radii and a gap pushed apart; those in `fixed` stay put.

    A few rounds of pushing keep the shape of the crowd; what then still overlaps takes the nearest free place.
    """
    refs = sorted(places)
    if not refs:
        return {}
    spots = [list(places[ref]) for ref in refs]
    sizes = [radii[ref] for ref in refs]
    held = [ref in fixed for ref in refs]
    cell = 2 * max(sizes) + GAP
    rounds = ROUNDS if len(refs) <= CROWD else CROWD_ROUNDS
    if all(_push_all(spots, sizes, held, cell) for _ in range(rounds)):
        _settle(spots, sizes, held, cell)
    return {ref: (x, y) for ref, (x, y) in zip(refs, spots, strict=True)}


def _push_all(spots: Sequence[list[float]], sizes: Sequence[float], held: Sequence[bool], cell: float) -> bool:
    moved = False
    for one, other in _close_pairs(spots, cell):
        dx, dy = spots[other][0] - spots[one][0], spots[other][1] - spots[one][1]
        wanted = sizes[one] + sizes[other] + GAP
        if dx * dx + dy * dy >= wanted * wanted - 0.5 or (held[one] and held[other]):
            continue
        _push(spots[one], spots[other], (dx, dy), wanted, _share(held[one], held[other]))
        moved = True
    return moved


def _share(one_held: bool, other_held: bool) -> float:
    """The part of a push that the first of two entities takes."""
    if one_held:
        return 0.0
    return 1.0 if other_held else 0.5


def _push(one: list[float], other: list[float], way: Position, wanted: float, share: float) -> None:
    length = hypot(*way)
    ux, uy = (way[0] / length, way[1] / length) if length else (1.0, 0.0)
    missing = wanted - length
    one[0] -= ux * missing * share
    one[1] -= uy * missing * share
    other[0] += ux * missing * (1 - share)
    other[1] += uy * missing * (1 - share)


def _close_pairs(spots: Sequence[list[float]], cell: float) -> Iterator[tuple[int, int]]:
    """Pairs in the same or neighbouring cells of a grid; all that can overlap, each once, in a fixed order."""
    grid: dict[Cell, list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(spots):
        grid[int(x // cell), int(y // cell)].append(number)
    for (column, row), here in grid.items():
        for right, down in _NEAR:
            there = here if not (right or down) else grid.get((column + right, row + down), ())
            for place, one in enumerate(here):
                for other in there[place + 1 :] if there is here else there:
                    yield one, other


def _settle(spots: Sequence[list[float]], sizes: Sequence[float], held: Sequence[bool], cell: float) -> None:
    """Give each entity in turn, the held ones first, the free place nearest to where it is."""
    settled: dict[Cell, list[Disc]] = defaultdict(list)
    for number in sorted(range(len(spots)), key=lambda number: (not held[number], number)):
        x, y = spots[number]
        if not held[number]:
            x, y = next(spot for spot in _spiral(x, y) if _is_free((*spot, sizes[number]), settled, cell))
        spots[number][:] = x, y
        settled[int(x // cell), int(y // cell)].append((x, y, sizes[number]))


def _spiral(x: float, y: float) -> Iterator[Position]:
    """Places around (x, y) in growing rings, without end."""
    yield x, y
    for ring in count(1):
        radius = ring * GAP
        steps = ceil(2 * pi * radius / (2 * GAP))
        for step in range(steps):
            yield x + radius * cos(2 * pi * step / steps), y + radius * sin(2 * pi * step / steps)


def _is_free(disc: Disc, settled: Mapping[Cell, list[Disc]], cell: float) -> bool:
    x, y, radius = disc
    column, row = int(x // cell), int(y // cell)
    return all(
        hypot(x - other_x, y - other_y) >= radius + other_radius + GAP - 1
        for right, down in _AROUND
        for other_x, other_y, other_radius in settled.get((column + right, row + down), ())
    )
