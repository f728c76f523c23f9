"""Shelves: groups of entities that belong to no place, set in tidy rows beside or below the rest."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, log, sqrt
from typing import NamedTuple, Self

import igraph

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Places, Position
from yhdysverkko.viz.ties import Neighbours

MARGIN = 26.0
STEP = 1.25
"""Rows are as wide as a power of this, so that one entity more seldom breaks them anew."""


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


def stack(blocks: Sequence[Block], *, left: float, top: float) -> Places:
    """Places of all blocks, in rows about as wide as they are high together, from the corner (left, top)."""
    area = sum((block.width + MARGIN) * (block.height + MARGIN) for block in blocks)
    row_width = max([round_up(sqrt(area)), *(block.width for block in blocks)])
    places: Places = {}
    x, y, row_height = 0.0, 0.0, 0.0
    for block in blocks:
        if x and x + block.width > row_width:
            x, y, row_height = 0.0, y + row_height + MARGIN, 0.0
        places |= {ref: (left + x + dx, top + y + dy) for ref, (dx, dy) in block.places.items()}
        x += block.width + MARGIN
        row_height = max(row_height, block.height)
    return places


def round_up(size: float, step: float = STEP) -> float:
    """The next power of `step`; zero stays."""
    return step ** ceil(round(log(size, step), 9)) if size else 0.0


def groups(refs: Iterable[Ref], near: Neighbours) -> list[list[Ref]]:
    """What is connected by ties among `refs`: the largest group first, each in order."""
    order = sorted(refs)
    index = {ref: number for number, ref in enumerate(order)}
    pairs = [
        (index[ref], index[other]) for ref in order for other in near.get(ref, ()) if ref < other and other in index
    ]
    parts = igraph.Graph(len(order), pairs).connected_components()
    return sorted((sorted(order[number] for number in part) for part in parts), key=lambda part: (-len(part), part))
