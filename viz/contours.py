"""Contours: closed lines around where a field of numbers is above zero (marching squares)."""

from typing import NamedTuple

import numpy as np

from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.collisions import Floats

Side = tuple[int, int, bool]
"""A side of the grid: row and column of its first point, and whether it goes down (else to the right)."""

_LINES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("left", "top"),),
    2: (("top", "right"),),
    3: (("left", "right"),),
    4: (("right", "bottom"),),
    5: (("left", "top"), ("right", "bottom")),
    6: (("top", "bottom"),),
    7: (("left", "bottom"),),
    8: (("bottom", "left"),),
    9: (("bottom", "top"),),
    10: (("top", "right"), ("bottom", "left")),
    11: (("bottom", "right"),),
    12: (("right", "left"),),
    13: (("right", "top"),),
    14: (("top", "left"),),
}
"""Which corners of a cell are above zero (1 top left, 2 top right, 4 bottom right, 8 bottom left) -> its lines."""


class Field(NamedTuple):
    """Numbers at the points of a grid, whose rows stand at `ys` and columns at `xs`."""

    xs: Floats
    ys: Floats
    values: Floats


def contours(field: Field) -> list[list[Position]]:
    """The lines where the field goes through zero, closed, in a fixed order; the grid's rim must be below zero."""
    follows = _lines(field.values > 0)
    rings: list[list[Position]] = []
    while follows:
        side = start = min(follows)
        ring = []
        while True:
            ring.append(_crossing(field, side))
            side = follows.pop(side)
            if side == start:
                break
        rings.append(ring)
    return rings


def round_off(ring: list[Position]) -> list[Position]:
    """The closed line with each corner cut at a quarter of its sides (Chaikin 1974)."""
    cut: list[Position] = []
    for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        cut.append((0.75 * x + 0.25 * next_x, 0.75 * y + 0.25 * next_y))
        cut.append((0.25 * x + 0.75 * next_x, 0.25 * y + 0.75 * next_y))
    return cut


def _lines(above: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]") -> dict[Side, Side]:
    """For each side of the grid that a contour crosses, the side that it crosses next."""
    cells = above[:-1, :-1] + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    follows: dict[Side, Side] = {}
    for row, column in np.argwhere((cells > 0) & (cells < 15)).tolist():
        sides = {
            "top": (row, column, False),
            "bottom": (row + 1, column, False),
            "left": (row, column, True),
            "right": (row, column + 1, True),
        }
        for start, end in _LINES[int(cells[row, column])]:
            follows[sides[start]] = sides[end]
    return follows


def _crossing(field: Field, side: Side) -> Position:
    """Where on a side of the grid the field is zero, taken as straight between the two ends."""
    row, column, down = side
    other = (row + 1, column) if down else (row, column + 1)
    one, two = float(field.values[row, column]), float(field.values[other])
    part = one / (one - two)
    x, y = float(field.xs[column]), float(field.ys[row])
    return x + part * (float(field.xs[other[1]]) - x), y + part * (float(field.ys[other[0]]) - y)
