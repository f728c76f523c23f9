"""The timeline: entities from left to right by the day they begin, in swim lanes by kind.

A day, month or year stands at its first day; a line shows how long it lasts, or how long what is dated holds. What has
no date stands in a place of its own on the left, at no guessed date.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement, Band, Places, Span, Tick
from yhdysverkko.viz.collisions import GAP
from yhdysverkko.viz.dates import Period, periods
from yhdysverkko.viz.present import format_partial_date
from yhdysverkko.viz.shelves import round_up

ORIGIN = date(2000, 1, 1)
"""The day that stands at x = 0 on every timeline."""

YEAR = 365.25
SCALES = (2400.0, 1200.0, 600.0, 300.0, 150.0, 75.0, 37.5, 18.75, 9.375)
"""Map pixels of a year, from which the first is taken that keeps the whole time below WIDTH, else the last."""

WIDTH = 3000.0
TICK_GAP = 80.0
"""Map pixels between two ticks, at least."""

MONTHS = (1, 3, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one tick to the next, from which the first is taken that leaves TICK_GAP."""

LINE = 12.0
"""Map pixels for a line of text under a mark."""

CELL = 110.0
UNDATED = 550.0
"""Map pixels of the place of what has no date, and of one of its cells while there are few of them."""

FEW = 60
NAMES = 230.0
"""Map pixels for the names of the lanes."""

HEAD = 34.0
"""Map pixels above the lanes, where ticks and the place of what has no date have their names."""

MARGIN = 50.0
COARSE = 1.25
"""Lanes are as high as a power of this in rows, so that one entity more seldom moves the lanes below."""


class Axis(NamedTuple):
    """The axis of time: map pixels of a day, and where the first and the last year of it begin and end."""

    scale: float
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        return (day - ORIGIN).days * self.scale


def timeline(projection: Projection, radii: Mapping[Ref, float], language: str) -> Arrangement:
    """Places by date, with ticks, a lane for each kind and spans."""
    known = periods(projection)
    axis = _axis(list(known.values()))
    by_kind: dict[str, list[Ref]] = defaultdict(list)
    for ref in sorted(entity.ref for entity in projection.entities):
        by_kind[ref.kind].append(ref)
    places: Places = {}
    lanes: list[Band] = []
    top = HEAD
    for kind in ontology().domain_kinds:
        if refs := by_kind[kind]:
            spots, height = _place_lane(refs, known, axis, radii)
            places |= {ref: (x, top + y) for ref, (x, y) in spots.items()}
            label = ontology().kinds[kind].plural[language]
            left = axis.left - MARGIN - UNDATED - NAMES
            lanes.append(
                Band(label, round(left, 1), round(top, 1), round(axis.right + MARGIN, 1), round(top + height, 1), kind)
            )
            top += height
    places = {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in sorted(places.items())}
    return Arrangement(
        places,
        ticks=tuple(_ticks(axis, top, language)) if known else (),
        bands=(*lanes, *([_undated(axis, top, language)] if len(known) < len(places) else [])),
        spans=tuple(_spans(known, places, axis)),
    )


def _axis(known: Collection[Period]) -> Axis:
    first = min((each.start for each in known), default=ORIGIN).year
    last = max((each.end or each.start for each in known), default=ORIGIN).year + 1
    scale = next((scale for scale in SCALES if (last - first) * scale <= WIDTH), SCALES[-1]) / YEAR
    axis = Axis(scale, 0.0, 0.0)
    return Axis(scale, axis.x(date(first, 1, 1)), axis.x(date(last, 1, 1)))


def _place_lane(
    refs: Sequence[Ref], known: Mapping[Ref, Period], axis: Axis, radii: Mapping[Ref, float]
) -> tuple[Places, float]:
    """Places of the entities of one kind in a lane whose top is at 0, and the height of the lane."""
    size = 2 * max(radii[ref] for ref in refs) + GAP
    step = size + LINE
    dated = sorted((ref for ref in refs if ref in known), key=lambda ref: (known[ref].start, ref))
    undated = [ref for ref in refs if ref not in known]
    rows = _rows(dated, known, axis, radii)
    cell = CELL if len(undated) <= FEW else size
    across = int(UNDATED / cell)
    depth = max(max(rows.values(), default=-1) + 1, ceil(len(undated) / across))
    left = axis.left - MARGIN - UNDATED + cell / 2
    places = {ref: (axis.x(known[ref].start), (row + 0.5) * step) for ref, row in rows.items()}
    places |= {
        ref: (left + number % across * cell, (number // across + 0.5) * step) for number, ref in enumerate(undated)
    }
    return places, ceil(round_up(depth, COARSE)) * step


def _rows(dated: Sequence[Ref], known: Mapping[Ref, Period], axis: Axis, radii: Mapping[Ref, float]) -> dict[Ref, int]:
    """The row of each entity: the first in which neither its mark nor its span meets those before it."""
    ends: list[float] = []
    rows: dict[Ref, int] = {}
    for ref in dated:
        x, end = axis.x(known[ref].start), known[ref].end
        row = next((row for row, taken in enumerate(ends) if taken + GAP <= x - radii[ref]), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = max(x + radii[ref], axis.x(end) if end else x)
        rows[ref] = row
    return rows


def _ticks(axis: Axis, bottom: float, language: str) -> Iterator[Tick]:
    """A tick at the beginning of each year, or of some months or every few years, as there is room."""
    step = next((step for step in MONTHS if step * YEAR / 12 * axis.scale >= TICK_GAP), MONTHS[-1])
    first, last = (round(x / axis.scale / YEAR * 12) for x in (axis.left, axis.right))
    for month in range(-(-first // step) * step, last + 1, step):
        year, number = divmod(ORIGIN.year * 12 + month, 12)
        day = date(year, number + 1, 1)
        text = f"{day:%Y}" if number == 0 else f"{day:%Y-%m}"
        yield Tick(format_partial_date(text, language), round(axis.x(day), 1), 0.0, round(bottom, 1))


def _spans(known: Mapping[Ref, Period], places: Places, axis: Axis) -> Iterator[Span]:
    """A line for everything that lasts longer than its mark needs to be seen."""
    for ref, (start, end) in sorted(known.items()):
        if ref in places and end and (end - start).days > 1:
            yield Span(ref, round(axis.x(start), 1), round(axis.x(end), 1), places[ref][1])


def _undated(axis: Axis, bottom: float, language: str) -> Band:
    left, right = axis.left - MARGIN - UNDATED, axis.left - MARGIN
    return Band(
        say("layout.undated", language=language), round(left, 1), 0.0, round(right, 1), round(bottom, 1), known=False
    )
