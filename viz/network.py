"""The network layout: communities as islands apart from each other, those with ties between them nearer.

What is not connected to the largest part stands in rows below it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, ceil, cos, floor, hypot, sin, sqrt

from yhdysverkko.graph.projection import HIDDEN_NAME, Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement, Caption, Places, Position
from yhdysverkko.viz.clusters import cluster, spread, tied_pairs
from yhdysverkko.viz.collisions import loosen, separate
from yhdysverkko.viz.communities import gather
from yhdysverkko.viz.forces import hashed
from yhdysverkko.viz.present import display_name
from yhdysverkko.viz.shelves import Block, groups, stack
from yhdysverkko.viz.ties import Neighbours, cooperation, neighbours

SHORE = 40.0
"""Map pixels of free water around an island."""

EXTENT = 1.6
"""How far an island reaches, in terms of how far its members are from its middle (root mean square)."""

ROUNDS, STRIDE = 10, 0.5
"""How often, and how far each time, islands that touch are pushed apart; few small steps keep the map still."""

ABROAD = 0.01
"""How strongly a tie between two communities pulls, where one within a community pulls with 1."""

EDGE = 100.0
"""What stands below the islands begins at a multiple of this many map pixels, to hold still as they grow."""

STEADY = 0.25
"""Against turning: an island with ties to all sides does not turn because of one more."""

CAPTIONED = 5
"""Members from which on an island is named."""


def network(projection: Projection, radii: Mapping[Ref, float], language: str) -> Arrangement:
    """Places by who works with whom; geography does not count. A caption names the best tied member of an island."""
    near = neighbours(cooperation(projection))
    parts = groups((entity.ref for entity in projection.entities), near)
    if not parts:
        return Arrangement({})
    islands = _islands(parts[0], near, radii)
    places = separate({ref: spot for island in islands for ref, spot in island.items()}, radii, fixed=frozenset())
    names = {entity.ref: display_name(entity, language) for entity in projection.entities if entity.name != HIDDEN_NAME}
    captions = [_caption({ref: places[ref] for ref in island}, near, names, radii) for island in islands]
    blocks = [Block.around(cluster(part, near, radii), radii) for part in parts[1:]]
    left = floor(min(x for x, _ in places.values()) / EDGE) * EDGE
    top = ceil(max(y for _, y in places.values()) / EDGE + 1) * EDGE
    places |= stack(blocks, left=left, top=top)
    return Arrangement(
        {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in sorted(places.items())},
        captions=tuple(caption for caption in captions if caption),
    )


def _islands(refs: Sequence[Ref], near: Neighbours, radii: Mapping[Ref, float]) -> list[Places]:
    """The communities of a connected part, each laid out in itself, turned to those it is tied to and set apart."""
    parts = gather(refs, near)
    inner = [_centred(cluster(part, near, radii)) for part in parts]
    home = {ref: number for number, part in enumerate(parts) for ref in part}
    centres = _set_apart(_pulled(refs, home, near), [_extent(island) for island in inner])
    return [_turned(island, centre, centres, home, near) for island, centre in zip(inner, centres, strict=True)]


def _centred(places: Places) -> Places:
    x, y = _middle(list(places.values()))
    return {ref: (at_x - x, at_y - y) for ref, (at_x, at_y) in places.items()}


def _middle(spots: Sequence[Position]) -> Position:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _extent(island: Places) -> float:
    return EXTENT * sqrt(sum(x * x + y * y for x, y in island.values()) / len(island)) + SHORE


def _pulled(refs: Sequence[Ref], home: Mapping[Ref, int], near: Neighbours) -> list[Position]:
    """The middle of each community where all ties pull, those between communities weakly.

    It is the mean over many entities, so one more entity or tie moves it little, even if it splits a community.
    """
    pairs = tied_pairs(refs, near)
    weights = [1.0 if home[refs[one]] == home[refs[other]] else ABROAD for one, other in pairs]
    spots: dict[int, list[Position]] = defaultdict(list)
    for ref, spot in zip(refs, spread(refs, pairs, weights), strict=True):
        spots[home[ref]].append(spot)
    return [_middle(spots[number]) for number in range(len(spots))]


def _set_apart(centres: Sequence[Position], extents: Sequence[float]) -> list[Position]:
    """The middles so far apart that islands hardly touch; their members clear each other later."""
    breadth = sqrt(2 * sum(x * x + y * y for x, y in centres) / len(centres)) or 1.0
    scale = sqrt(sum(extent * extent for extent in extents)) / breadth
    wide = [(x * scale, y * scale) for x, y in centres]
    return loosen(wide, extents, rounds=ROUNDS, stride=STRIDE)


def _turned(
    island: Places, centre: Position, centres: Sequence[Position], home: Mapping[Ref, int], near: Neighbours
) -> Places:
    """The island about its middle, turned so that members with ties elsewhere stand on that side."""
    along, across, weight = 0.0, 0.0, 0.0
    for ref, (x, y) in island.items():
        for other in near.get(ref, ()):
            away = centres[home[other]][0] - centre[0], centres[home[other]][1] - centre[1]
            if length := hypot(*away):
                along += (x * away[0] + y * away[1]) / length
                across += (x * away[1] - y * away[0]) / length
                weight += hypot(x, y)
    angle = atan2(across, along + STEADY * weight)
    turn = cos(angle), sin(angle)
    return {
        ref: (centre[0] + x * turn[0] - y * turn[1], centre[1] + x * turn[1] + y * turn[0])
        for ref, (x, y) in island.items()
    }


def _caption(places: Places, near: Neighbours, names: Mapping[Ref, str], radii: Mapping[Ref, float]) -> Caption | None:
    """The name of the member with most ties within, over the island."""
    ties = Counter({ref: sum(other in places for other in near.get(ref, ())) for ref in places if ref in names})
    if len(places) < CAPTIONED or not ties:
        return None
    chief = max(ties, key=lambda ref: (ties[ref], hashed(ref)))
    middle = (min(x for x, _ in places.values()) + max(x for x, _ in places.values())) / 2
    top = min(y - radii[ref] for ref, (_, y) in places.items())
    return Caption(names[chief], round(middle, 1), round(top - SHORE / 2, 1))
