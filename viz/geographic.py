"""Layout: where each entity stands on the map. The same projection gives the same places, in any order of its parts.

Entities with a location stand there. The rest are drawn to what they are tied to, by igraph's Fruchterman–Reingold
with the located ones held fast; its repulsion is cut off at a short distance, so that a new entity moves its
neighbourhood and not the map. What is tied to nothing located stands in rows beside the map.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import cos, pi, radians, sin
from threading import Lock

import igraph

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point
from yhdysverkko.viz.collisions import separate
from yhdysverkko.viz.shelves import Block, stack

Position = tuple[float, float]
Places = dict[Ref, Position]

PIXELS_PER_DEGREE = 560.0
"""Map pixels per degree of latitude: the same for every map, so that a place stays where it was."""

MIDDLE_LATITUDE = 62.0
TIE_LENGTH = 46.0
"""Map pixels between two tied entities that nothing else pulls at."""

STEPS = 15
"""Rounds of pulling and pushing; more of them move half of the entities less than two map pixels."""

SWEEPS = 12

_igraph_random = Lock()


def place(projection: Projection, radii: Mapping[Ref, float]) -> Places:
    """Positions in map pixels (x to the east, y to the south), rounded to a tenth; no two entities overlap.

    `radii` holds the radius of every entity. Located entities move only to clear each other.
    """
    refs = sorted(entity.ref for entity in projection.entities)
    neighbours = _neighbours(projection)
    anchors = separate(_located(projection), radii, fixed=frozenset())
    drawn = _drawn_to_anchors(refs, anchors, neighbours)
    places = separate(_relax(drawn, frozenset(anchors), neighbours), radii, fixed=frozenset(anchors))
    rest = [ref for ref in refs if ref not in places]
    places |= _beside(places, rest, neighbours, radii)
    return {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in sorted(places.items())}


def project(point: Point) -> Position:
    """A point on Earth in map pixels; an equirectangular projection, true to scale in the middle of Finland."""
    x = point.lon * cos(radians(MIDDLE_LATITUDE)) * PIXELS_PER_DEGREE
    return x, -point.lat * PIXELS_PER_DEGREE


def _located(projection: Projection) -> Places:
    return {entity.ref: project(entity.location) for entity in projection.entities if entity.location}


def _neighbours(projection: Projection) -> dict[Ref, list[Ref]]:
    pairs = {(start, end) for tie in projection.ties for start, end in ((tie.start, tie.end), (tie.end, tie.start))}
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for start, end in sorted(pairs):
        found[start].append(end)
    return found


def _drawn_to_anchors(refs: Sequence[Ref], anchors: Places, neighbours: Mapping[Ref, list[Ref]]) -> Places:
    """Everything that is tied to an anchor, however far, at the middle of its neighbours and a little off it."""
    middles = dict(anchors)
    wave = list(anchors)
    reached: list[Ref] = []
    while wave := sorted({near for ref in wave for near in neighbours.get(ref, []) if near not in middles}):
        middles |= {ref: _middle(middles[near] for near in neighbours[ref] if near in middles) for ref in wave}
        reached += wave
    for _ in range(SWEEPS):
        for ref in reached:
            middles[ref] = _middle(middles[near] for near in neighbours[ref])
    return {ref: middles[ref] if ref in anchors else _aside(ref, middles[ref]) for ref in refs if ref in middles}


def _middle(positions: Iterable[Position]) -> Position:
    xs, ys = zip(*positions, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _aside(ref: Ref, position: Position) -> Position:
    """A place near `position` in a direction of its own, which other entities have no say in."""
    angle = int.from_bytes(blake2b("\x1f".join(ref).encode(), digest_size=4).digest(), "big") / 2**32 * 2 * pi
    return position[0] + TIE_LENGTH * cos(angle), position[1] + TIE_LENGTH * sin(angle)


def _relax(places: Places, fixed: frozenset[Ref], neighbours: Mapping[Ref, list[Ref]]) -> Places:
    """Pull ties to an even length and push entities apart, holding the fixed ones fast."""
    if len(places) == len(fixed):
        return places
    refs = list(places)
    index = {ref: number for number, ref in enumerate(refs)}
    # Ties between two fixed ends cannot move anything.
    pairs = [
        (index[ref], index[near])
        for ref in refs
        for near in neighbours.get(ref, [])
        if ref < near and near in index and not (ref in fixed and near in fixed)
    ]
    start = [(x / TIE_LENGTH, y / TIE_LENGTH) for x, y in places.values()]
    bounds = {
        "minx": [x if ref in fixed else -1e9 for ref, (x, _) in zip(refs, start, strict=True)],
        "maxx": [x if ref in fixed else 1e9 for ref, (x, _) in zip(refs, start, strict=True)],
        "miny": [y if ref in fixed else -1e9 for ref, (_, y) in zip(refs, start, strict=True)],
        "maxy": [y if ref in fixed else 1e9 for ref, (_, y) in zip(refs, start, strict=True)],
    }
    moved = _force_directed(igraph.Graph(len(refs), pairs), start, bounds)
    return {ref: places[ref] if ref in fixed else spot for ref, spot in zip(refs, moved, strict=True)}


def _force_directed(
    graph: igraph.Graph, start: Sequence[Position], bounds: Mapping[str, Sequence[float]]
) -> list[Position]:
    with _igraph_random:  # igraph draws its tiny nudges from one source of random numbers for the whole process
        igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - the same places every time
        layout = graph.layout_fruchterman_reingold(seed=list(start), niter=STEPS, start_temp=0.6, grid="grid", **bounds)
    return [(x * TIE_LENGTH, y * TIE_LENGTH) for x, y in layout]


def _beside(
    places: Places, rest: Sequence[Ref], neighbours: Mapping[Ref, list[Ref]], radii: Mapping[Ref, float]
) -> Places:
    """Places for what is tied to nothing located: connected groups first, the largest on top, then loose entities."""
    groups = sorted(_groups(rest, neighbours), key=lambda group: (-len(group), group))
    blocks = [Block.around(_spread(group, neighbours, radii), radii) for group in groups]
    left = max((x for x, _ in places.values()), default=0.0)
    top = min((y for _, y in places.values()), default=0.0)
    return stack(blocks, left=left + (3 * TIE_LENGTH if places else 0.0), top=top)


def _groups(refs: Sequence[Ref], neighbours: Mapping[Ref, list[Ref]]) -> list[list[Ref]]:
    index = {ref: number for number, ref in enumerate(refs)}
    pairs = [(index[ref], index[near]) for ref in refs for near in neighbours.get(ref, []) if ref < near]
    return [sorted(refs[number] for number in part) for part in igraph.Graph(len(refs), pairs).connected_components()]


def _spread(group: Sequence[Ref], neighbours: Mapping[Ref, list[Ref]], radii: Mapping[Ref, float]) -> Places:
    """A connected group without any location, laid out about the origin."""
    if len(group) == 1:
        return {group[0]: (0.0, 0.0)}
    turn = 2 * pi / len(group)
    size = TIE_LENGTH * max(1.0, len(group) / 6)
    circle = {ref: (size * cos(turn * number), size * sin(turn * number)) for number, ref in enumerate(group)}
    return separate(_relax(circle, frozenset(), neighbours), radii, fixed=frozenset())
