"""The sheet: title, map, legend and caption on one page, arranged so that the map is as large as it can be."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yhdysverkko.graph.messages import say
from yhdysverkko.viz.pictures.font import width, wrap
from yhdysverkko.viz.pictures.ink import Box, clean, element, lettering, token, words
from yhdysverkko.viz.pictures.layers import draw_layers
from yhdysverkko.viz.pictures.legend import (
    COLUMN_GAP,
    Column,
    column_width,
    draw_columns,
    flow,
    height_of,
    legend_rows,
    numbers_of,
)
from yhdysverkko.viz.pictures.plate import ROOF, extent, make_plate, scale_for
from yhdysverkko.viz.scene import Scene

POINTS = 72 / 25.4
"""Points for a millimetre."""

SHORT, LONG = 210 * POINTS, 297 * POINTS
"""The sides of an A4 page, in points."""

TITLE, SUBTITLE, CAPTION = 15.0, 9.0, 7.5
"""Sizes of text in points."""

LEADING = 1.28
"""Distance of lines in parts of the size."""

GAP = 8.0
"""Points between the parts of a sheet."""

COLUMN = 148.0
"""Width of a column of the legend in points; below a map it is stretched to fill the line."""

LOWEST = 0.5
"""Height of a map in parts of its width that a long legend leaves it, however high the sheet becomes."""


LEAST = 60.0
"""The least height of a map in points."""


class Paper(NamedTuple):
    """What a sheet may fill, in points: so wide, at most so high, with this much white around."""

    width: float
    height: float
    margin: float

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin


class Passage(NamedTuple):
    """Lines of one size."""

    size: float
    lines: Sequence[str]
    bold: bool = False
    colour: str = "text"

    @property
    def height(self) -> float:
        return self.size * LEADING * len(self.lines)


class Arrangement(NamedTuple):
    """One way to lay out a scene on paper."""

    scale: float
    paper: Paper
    head: Sequence[Passage]
    foot: Sequence[Passage]
    frame: Box
    """Of the map."""
    columns: Sequence[Column]
    legend: Box
    """Where the columns are; each is as wide as their number leaves it."""

    @property
    def bottom(self) -> float:
        """Where map and legend end."""
        return max(self.frame.bottom, self.legend.bottom)

    @property
    def height(self) -> float:
        """Of the whole sheet."""
        return self.bottom + _height(self.foot) + self.paper.margin


class Sheet(NamedTuple):
    """A drawn sheet: its size in points, and its content as SVG."""

    width: float
    height: float
    content: list[str]


A4 = (Paper(LONG, SHORT, 10 * POINTS), Paper(SHORT, LONG, 10 * POINTS))
"""Lying and upright."""


def column_of(width_mm: float) -> Paper:
    """Paper for a column of a document: a third higher than wide, at most as high as A4."""
    return Paper(width_mm * POINTS, min(width_mm * POINTS * 4 / 3, LONG), POINTS)


def lay_out(scene: Scene, papers: Sequence[Paper], *, captioned: bool) -> Sheet:
    """The scene on the paper, and in the arrangement, that show its map largest; all its marks and lines are drawn."""
    options = [option for paper in papers for option in _options(scene, paper, captioned=captioned)]
    best = max(options, key=lambda option: (round(option.scale, 3), -option.height))
    return Sheet(best.paper.width, best.height, list(_draw(scene, best)))


def _options(scene: Scene, paper: Paper, *, captioned: bool) -> Iterator[Arrangement]:
    """The legend beside the map, in one column or two, where that has room, and below it, which always has."""
    head, foot = (_head(scene, paper), _foot(scene, paper)) if captioned else ([], [])
    top = paper.margin + _height(head)
    room = paper.height - paper.margin - _height(foot) - top
    content = extent(scene)
    for count in (1, 2):
        beside = count * (COLUMN + COLUMN_GAP) - COLUMN_GAP
        columns = flow(legend_rows(scene, COLUMN), count)
        across = paper.inner - beside - COLUMN_GAP
        needed = height_of(columns)
        if len(columns) == count and needed <= room and across > COLUMN:
            scale = scale_for(content, across, room)
            frame = _frame(paper, top, across, min(room, max(_needed(content, scale), needed)))
            legend = Box(frame.right + COLUMN_GAP, top, paper.width - paper.margin, top + needed)
            yield Arrangement(scale, paper, head, foot, frame, columns, legend)
    count = max(1, int((paper.inner + COLUMN_GAP) // (COLUMN + COLUMN_GAP)))
    columns = flow(legend_rows(scene, column_width(paper.inner, count)), count)
    needed = height_of(columns)
    room = max(room - needed - GAP, LOWEST * paper.inner)
    scale = scale_for(content, paper.inner, room)
    frame = _frame(paper, top, paper.inner, min(room, _needed(content, scale)))
    below = frame.bottom + GAP
    legend = Box(paper.margin, below, paper.width - paper.margin, below + needed)
    yield Arrangement(scale, paper, head, foot, frame, columns, legend)


def _frame(paper: Paper, top: float, across: float, down: float) -> Box:
    return Box(paper.margin, top, paper.margin + across, top + down)


def _needed(content: Box, scale: float) -> float:
    return max(content.height * scale + 2 * ROOF, LEAST)


def _head(scene: Scene, paper: Paper) -> list[Passage]:
    title = wrap(clean(scene.title), TITLE, paper.inner, True)
    subtitle = wrap(clean(scene.subtitle), SUBTITLE, paper.inner)
    return [Passage(TITLE, title, bold=True), Passage(SUBTITLE, subtitle, colour="text-quiet")]


def _foot(scene: Scene, paper: Paper) -> list[Passage]:
    return [Passage(CAPTION, wrap(clean(scene.caption), CAPTION, paper.inner), colour="text-quiet")]


def _height(passages: Sequence[Passage]) -> float:
    """Of the passages and the gap between them and the map."""
    return sum(passage.height for passage in passages) + (GAP if passages else 0)


def _draw(scene: Scene, chosen: Arrangement) -> Iterator[str]:
    paper, frame = chosen.paper, chosen.frame
    yield element("rect", width=paper.width, height=chosen.height, fill=token("surface"))
    yield from _draw_passages(chosen.head, paper.margin, paper.margin)
    border = {"rx": 3, "fill": "none", "stroke": token("rule"), "stroke_width": 0.6}
    yield element("rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height, **border)
    if scene.marks:
        yield from draw_layers(make_plate(extent(scene), frame), scene, numbers_of(scene))
    else:
        yield from _draw_emptiness(scene, frame)
    column = column_width(chosen.legend.width, len(chosen.columns))
    yield from draw_columns(chosen.columns, chosen.legend.left, chosen.legend.top, column)
    yield from _draw_passages(chosen.foot, paper.margin, chosen.bottom + GAP)


def _draw_passages(passages: Sequence[Passage], left: float, top: float) -> Iterator[str]:
    for passage in passages:
        lines = [
            words(line, left, top + passage.size * (1 + LEADING * number), passage.size, bold=passage.bold)
            for number, line in enumerate(passage.lines)
        ]
        yield lettering(passage.size, token(passage.colour), *lines, bold=passage.bold)
        top += passage.height


def _draw_emptiness(scene: Scene, frame: Box) -> Iterator[str]:
    """What stands in the frame of a view that shows nothing."""
    text = say("pictures.empty", language=scene.language)
    x = (frame.left + frame.right - width(text, SUBTITLE)) / 2
    yield lettering(SUBTITLE, token("text-quiet"), words(text, x, (frame.top + frame.bottom) / 2, SUBTITLE))
