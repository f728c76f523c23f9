"""Forces: ties pull, everything else pushes, by the algorithm of Fruchterman and Reingold as igraph has it."""

from collections.abc import Sequence
from hashlib import blake2b
from math import cos, inf, pi, sin, sqrt

import igraph

from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.groups import repeatable_chance
from yhdysverkko.viz.arrangement import Position

TIE_LENGTH = 46.0
"""Map pixels between two tied entities that nothing else pulls at."""


def relax(
    start: Sequence[Position],
    pairs: Sequence[tuple[int, int]],
    weights: Sequence[float] | None = None,
    *,
    steps: int,
    heat: float,
    local: bool,
    held: Sequence[bool] | None = None,
) -> list[Position]:
    """Where entities end up from their `start` (map pixels) after some steps; `pairs` are those that are tied, all
    as strongly (1) unless `weights` says otherwise.

    In the first step nothing goes further than `heat` lengths of a tie, later less and less. With `local`, only what
    is near pushes: faster, but it does not unfold a crowd. Those `held` stay where they are.
    """
    held = held or [False] * len(start)
    scaled = [(x / TIE_LENGTH, y / TIE_LENGTH) for x, y in start]
    # Bounds also keep igraph from turning and mirroring the whole, which one more entity could bring about.
    bounds = {}
    for axis, name in enumerate("xy"):
        bounds[f"min{name}"] = [spot[axis] if stays else -inf for spot, stays in zip(scaled, held, strict=True)]
        bounds[f"max{name}"] = [spot[axis] if stays else inf for spot, stays in zip(scaled, held, strict=True)]
    with repeatable_chance():  # igraph nudges apart what starts in one place
        layout = igraph.Graph(len(start), pairs).layout_fruchterman_reingold(
            seed=scaled, weights=weights, niter=steps, start_temp=heat, grid="grid" if local else "nogrid", **bounds
        )
    return [(x * TIE_LENGTH, y * TIE_LENGTH) for x, y in layout]


def aside(ref: Ref, position: Position, room: float | None = None) -> Position:
    """A place off `position` that other entities have no say in: at the length of a tie, or in a disc of radius `room`.

    Places in the disc are spread evenly.
    """
    digest = hashed(ref)
    angle, part = (int.from_bytes(half, "big") / 2**32 for half in (digest[:4], digest[4:]))
    distance = TIE_LENGTH if room is None else room * sqrt(part)
    return position[0] + distance * cos(2 * pi * angle), position[1] + distance * sin(2 * pi * angle)


def hashed(ref: Ref) -> bytes:
    """Eight bytes that depend on nothing but the entity's kind and id: an order that has no meaning."""
    return blake2b("\x1f".join(ref).encode(), digest_size=8).digest()
