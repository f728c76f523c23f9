"""Shelves: groups of entities that belong to no place, set in tidy rows beside the map."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple, Self

from yhdysverkko.graph.records import Ref

Position = tuple[float, float]

MARGIN = 26.0


class Block(NamedTuple):
    """A group with the box around it: places from the box's top left corner, its width and height."""

    places: Mapping[Ref, Position]
    width: float
    height: float

    @classmethod
    def around(cls, places: Mapping[Ref, Position], radii: Mapping[Ref, float]) -> Self:
        left = min(x - radii[ref] for ref, (x, _) in places.items())
        top = min(y - radii[ref] for ref, (_, y) in places.items())
        right = max(x + radii[ref] for ref, (x, _) in places.items())
        bottom = max(y + radii[ref] for ref, (_, y) in places.items())
        return cls({ref: (x - left, y - top) for ref, (x, y) in places.items()}, right - left, bottom - top)


def stack(blocks: Sequence[Block], *, left: float, top: float) -> dict[Ref, Position]:
    """Places of all blocks, in rows about as wide as they are high together, from the corner (left, top)."""
    area = sum((block.width + MARGIN) * (block.height + MARGIN) for block in blocks)
    row_width = max([sqrt(area), *(block.width for block in blocks)])
    places: dict[Ref, Position] = {}
    x, y, row_height = 0.0, 0.0, 0.0
    for block in blocks:
        if x and x + block.width > row_width:
            x, y, row_height = 0.0, y + row_height + MARGIN, 0.0
        places |= {ref: (left + x + dx, top + y + dy) for ref, (dx, dy) in block.places.items()}
        x += block.width + MARGIN
        row_height = max(row_height, block.height)
    return places
