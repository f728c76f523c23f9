"""Guides: what a layout says of its places, as lines and soft shapes that the page and the pictures draw alike."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from yhdysverkko.viz.arrangement import Arrangement, Position
from yhdysverkko.viz.scene import Backdrop, Guide, Mark

REGION_COLOUR = "#7B8794"
CIRCLE = 72
"""Corners of a ring."""

CLEARANCE = 18.0
"""Map pixels between a mark and the edge of the shape behind it."""

CORNERS = 12


def guides(arrangement: Arrangement) -> tuple[Guide, ...]:
    """The lines of a layout with their labels."""
    return (
        *(
            Guide(band.label, _box(band.left, band.top, band.right, band.bottom), (band.left, band.top))
            for band in arrangement.bands
        ),
        *(
            Guide(ring.label, _circle(ring.x, ring.y, ring.radius), (ring.x, ring.y - ring.radius))
            for ring in arrangement.rings
        ),
        *(
            Guide(tick.label, ((tick.x, tick.top), (tick.x, tick.bottom)), (tick.x, tick.top))
            for tick in arrangement.ticks
        ),
        *(Guide("", ((span.left, span.y), (span.right, span.y)), (span.left, span.y)) for span in arrangement.spans),
        *(Guide(caption.label, (), (caption.x, caption.y)) for caption in arrangement.captions),
    )


def backdrops(arrangement: Arrangement) -> tuple[Backdrop, ...]:
    """The soft shapes of regions and counties; a county of the same shape as a region is not drawn over it."""
    shapes: dict[tuple[tuple[Position, ...], ...], Backdrop] = {}
    for shape in sorted(arrangement.outlines, key=lambda shape: shape.ref):
        shapes.setdefault(shape.rings, Backdrop(shape.label, shape.rings, (shape.x, shape.y), REGION_COLOUR))
    return tuple(shapes.values())


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Position, ...]:
    return (left, top), (right, top), (right, bottom), (left, bottom), (left, top)


def _circle(x: float, y: float, radius: float, corners: int = CIRCLE) -> tuple[Position, ...]:
    turn = 2 * pi / corners
    return tuple(
        (round(x + radius * cos(turn * number), 1), round(y + radius * sin(turn * number), 1))
        for number in range(corners + 1)
    )


def shape_behind(marks: Sequence[Mark]) -> tuple[tuple[tuple[Position, ...], ...], Position]:
    """A soft shape around marks, as closed lines, and the middle of its top; no lines for fewer than three marks.

    Those far from the rest would make it cover half of the map, so that the farthest fifth is left out.
    """
    if len(marks) < 3:
        return (), (0.0, 0.0)
    xs, ys = (sorted(each) for each in zip(*(mark.spot for mark in marks), strict=True))
    middle = xs[len(xs) // 2], ys[len(ys) // 2]
    near = sorted(marks, key=lambda mark: (hypot(mark.spot[0] - middle[0], mark.spot[1] - middle[1]), mark.ref))
    kept = near[: max(3, len(near) * 4 // 5)]
    points = [spot for mark in kept for spot in _circle(*mark.spot, mark.radius + CLEARANCE, CORNERS)]
    outline = _hull(points)
    return (outline,), min(outline, key=lambda spot: (spot[1], spot[0]))


def _hull(points: Sequence[Position]) -> tuple[Position, ...]:
    """The convex hull by Andrew's monotone chain, in order, the first point not repeated."""
    ordered = sorted(set(points))
    halves = []
    for line in (ordered, ordered[::-1]):
        half: list[Position] = []
        for point in line:
            while len(half) > 1 and _turns_right(half[-2], half[-1], point):
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return tuple(halves[0] + halves[1])


def _turns_right(one: Position, two: Position, three: Position) -> bool:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0]) <= 0
