"""The plate: where the map lies on the page, and at what scale."""

from dataclasses import dataclass
from itertools import chain

from yhdysverkko.viz.pictures.ink import Box
from yhdysverkko.viz.scene import Mark, Scene, Spot

SIDE, ROOF = 30.0, 14.0
"""Room for names between the outermost marks and the frame, in points."""

CLOSEST = 1.0
"""Points for a map pixel, at most: a handful of marks does not grow to fill the page."""

SMALLEST_RADIUS = 1.7
"""Points; below this the shapes of the kinds cannot be told apart in print."""


@dataclass(frozen=True)
class Plate:
    """A scale, and a place on the page: `origin` is where the map's own origin lies, in points."""

    frame: Box
    scale: float
    origin: Spot

    def at(self, spot: Spot) -> Spot:
        """A spot of the map on the page."""
        return self.origin[0] + spot[0] * self.scale, self.origin[1] + spot[1] * self.scale

    def radius(self, mark: Mark) -> float:
        """The radius of a mark on the page."""
        return max(mark.radius * self.scale, SMALLEST_RADIUS)


def extent(scene: Scene) -> Box:
    """All that a scene has to show, in map pixels; a small square where that is nothing."""
    reach = (
        (x + sign * mark.radius, y + sign * mark.radius)
        for mark in scene.marks
        for x, y in [mark.spot]
        for sign in (-1, 1)
    )
    outlines = (outline for backdrop in scene.backdrops for outline in backdrop.outline)
    guides = (guide.points for guide in scene.guides)
    spots = [*reach, *chain.from_iterable(outlines), *chain.from_iterable(guides)]
    if not spots:
        return Box(-1, -1, 1, 1)
    xs, ys = zip(*spots, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def scale_for(content: Box, width: float, height: float) -> float:
    """Points for a map pixel when the content has this much room, with names around it; at most CLOSEST."""
    across = (width - 2 * SIDE) / max(content.width, 1)
    down = (height - 2 * ROOF) / max(content.height, 1)
    return min(CLOSEST, across, down)


def make_plate(content: Box, frame: Box) -> Plate:
    """The content in the middle of the frame."""
    scale = scale_for(content, frame.width, frame.height)
    x = (frame.left + frame.right) / 2 - scale * (content.left + content.right) / 2
    y = (frame.top + frame.bottom) / 2 - scale * (content.top + content.bottom) / 2
    return Plate(frame, scale, (x, y))
