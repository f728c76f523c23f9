"""The geographic layout: where each entity stands on the map; the same projection gives the same places.

Entities with a location stand there. The rest are drawn to what they are tied to, by igraph's Fruchterman–Reingold
with the located ones held fast; its repulsion is cut off at a short distance, so that a new entity moves its
neighbourhood and not the map. What is tied to nothing located stands in rows beside the map.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians, sqrt

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point
from yhdysverkko.viz.arrangement import Places, Position
from yhdysverkko.viz.clusters import cluster
from yhdysverkko.viz.collisions import separate
from yhdysverkko.viz.forces import TIE_LENGTH, aside, relax
from yhdysverkko.viz.shelves import Block, groups, stack
from yhdysverkko.viz.ties import Neighbours, neighbours

PIXELS_PER_DEGREE = 560.0
"""Map pixels per degree of latitude: the same for every map, so that a place stays where it was."""

MIDDLE_LATITUDE = 62.0
STEPS = 6
"""Rounds of pulling and pushing; after more of them, somebody who joins moves the others farther (`bench.layouts`)."""

HEAT = 0.6
SWEEPS = 4

CROWD = 30
"""Entities tied to the same one and to nothing else, from which on they stand around it in a disc."""

ROOM = 15.0
"""Radius of that disc in map pixels, for each square root of their number."""


def place(projection: Projection, radii: Mapping[Ref, float]) -> Places:
    """Positions in map pixels (x to the east, y to the south), rounded to a tenth; no two entities overlap.

    `radii` holds the radius of every entity. Located entities move only to clear each other.
    """
    refs = sorted(entity.ref for entity in projection.entities)
    near = neighbours(projection.ties)
    anchors = separate(_located(projection), radii, fixed=frozenset())
    crowd = _crowd(refs, near, anchors)
    drawn = _drawn_to_anchors([ref for ref in refs if ref not in crowd], anchors, near)
    places = _relax(drawn, frozenset(anchors), near)
    places |= {ref: aside(ref, places[near[ref][0]], room) for ref, room in crowd.items() if near[ref][0] in places}
    places = separate(places, radii, fixed=frozenset(anchors))
    rest = [ref for ref in refs if ref not in places]
    places |= _beside(places, rest, near, radii)
    return {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in sorted(places.items())}


def project(point: Point) -> Position:
    """A point on Earth in map pixels; an equirectangular projection, true to scale in the middle of Finland."""
    x = point.lon * cos(radians(MIDDLE_LATITUDE)) * PIXELS_PER_DEGREE
    return x, -point.lat * PIXELS_PER_DEGREE


def _located(projection: Projection) -> Places:
    return {entity.ref: project(entity.location) for entity in projection.entities if entity.location}


def _crowd(refs: Sequence[Ref], near: Neighbours, anchors: Places) -> dict[Ref, float]:
    """Those tied to one entity alone that has CROWD or more of them, and the radius of the disc that they need."""
    only = {ref: near[ref][0] for ref in refs if len(near.get(ref, ())) == 1 and ref not in anchors}
    counts = Counter(only.values())
    return {ref: ROOM * sqrt(counts[other]) for ref, other in only.items() if counts[other] >= CROWD}


def _drawn_to_anchors(refs: Sequence[Ref], anchors: Places, near: Neighbours) -> Places:
    """Everything that is tied to an anchor, however far, at the middle of its neighbours and a little off it."""
    middles = dict(anchors)
    wave = list(anchors)
    reached: list[Ref] = []
    while wave := sorted({other for ref in wave for other in near.get(ref, ()) if other not in middles}):
        middles |= {ref: _middle(middles[other] for other in near[ref] if other in middles) for ref in wave}
        reached += wave
    for _ in range(SWEEPS):
        for ref in reached:
            middles[ref] = _middle(middles[other] for other in near[ref])
    return {ref: middles[ref] if ref in anchors else aside(ref, middles[ref]) for ref in refs if ref in middles}


def _middle(positions: Iterable[Position]) -> Position:
    count, right, down = 0, 0.0, 0.0
    for x, y in positions:
        count, right, down = count + 1, right + x, down + y
    return right / count, down / count


def _relax(places: Places, fixed: frozenset[Ref], near: Neighbours) -> Places:
    """Pull ties to an even length and push entities apart, holding the fixed ones fast."""
    if len(places) == len(fixed):
        return places
    refs = list(places)
    index = {ref: number for number, ref in enumerate(refs)}
    # Ties between two fixed ends cannot move anything.
    pairs = [
        (index[ref], index[other])
        for ref in refs
        for other in near.get(ref, ())
        if ref < other and other in index and not (ref in fixed and other in fixed)
    ]
    held = [ref in fixed for ref in refs]
    moved = relax(list(places.values()), pairs, steps=STEPS, heat=HEAT, local=True, held=held)
    return {ref: places[ref] if ref in fixed else spot for ref, spot in zip(refs, moved, strict=True)}


def _beside(places: Places, rest: Sequence[Ref], near: Neighbours, radii: Mapping[Ref, float]) -> Places:
    """Places for what is tied to nothing located: connected groups first, the largest on top, then loose entities."""
    blocks = [Block.around(cluster(group, near, radii), radii) for group in groups(rest, near)]
    left = max((x for x, _ in places.values()), default=0.0)
    top = min((y for _, y in places.values()), default=0.0)
    return stack(blocks, left=left + (3 * TIE_LENGTH if places else 0.0), top=top)
