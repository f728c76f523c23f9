"""A scene: all that one view shows, placed, marked and worded. The page, the static pictures and the documents draw it.

Coordinates are map pixels, x to the east and y to the south. Texts are plain text in the scene's language; whoever
writes them into HTML, SVG or a document escapes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.choices import Overlay, View
from yhdysverkko.viz.period import ALWAYS, Period
from yhdysverkko.viz.present import Fact

Spot = tuple[float, float]


class Tone(NamedTuple):
    """What an overlay says of a mark or line, as a ring or line that does not rely on colour alone."""

    name: str
    label: str
    colour: str
    dash: tuple[int, ...] = ()
    sign: str = ""
    """One letter or sign drawn beside the mark; empty for none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity as it is drawn, or a group of them drawn as one; `members` tells how many by group of the legend."""

    ref: Ref
    name: str
    group: str
    """The entry of the legend that it belongs to: a kind, or "Kind.type"."""
    spot: Spot
    radius: float
    rank: float
    """How important its label is; greater is more."""
    period: Period = ALWAYS
    tone: str = ""
    """The name of its tone, empty for none."""
    sign: str = ""
    """What is drawn beside it instead of the sign of its tone: a hub's place among the hubs, say."""
    reasons: tuple[str, ...] = ()
    """What the overlay says of it, in words."""
    value: str = ""
    """Its measure in words, where the view shows one."""
    facts: tuple[Fact, ...] = ()
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)
    located: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as it is drawn, or all ties between two groups (`weight` tells how many)."""

    id: str
    kind: str
    start: Ref
    end: Ref
    period: Period = ALWAYS
    weight: float = 1.0
    candidate: bool = False
    tone: str = ""
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A soft shape behind the marks: a region, a county or a community, with its name at `label`."""

    name: str
    outline: tuple[tuple[Spot, ...], ...]
    """One closed polygon or several."""
    label: Spot
    colour: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A line of a layout that says what a place means: a year of the timeline, a ring, a lane."""

    label: str
    points: tuple[Spot, ...]
    label_spot: Spot


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A line of the legend for entities."""

    name: str
    label: str
    plural: str
    colour: str
    shape: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A line of the legend for ties."""

    name: str
    label: str
    colour: str
    dash: tuple[int, ...]
    symmetric: bool
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """All that the marks mean, in the scene's language."""

    kinds: tuple[KindEntry, ...]
    relations: tuple[RelationEntry, ...]
    tones: tuple[tuple[Tone, int], ...]
    """The tones of the overlay and how many marks or lines have each."""
    size: str
    """What the size of a mark says."""
    width: str
    """What the thickness of a line says."""
    dashed: str
    """What a dashed line says."""


class Finding(NamedTuple):
    """One line of what an overlay found; `ref` is whom it is about."""

    ref: Ref
    name: str
    text: str


@dataclass(frozen=True)
class Scene:
    """One view, ready to be drawn. Marks and lines are in a total order; both ends of every line are marks."""

    view: View
    language: str
    title: str
    subtitle: str
    """What day it shows and how much, in one line."""
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    legend: Legend
    caption: str
    """What the picture shows, of which day, by which sources: the line under it in a report."""
    alt: str
    """The picture in words and numbers, for those who do not see it."""
    backdrops: tuple[Backdrop, ...] = ()
    guides: tuple[Guide, ...] = ()
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    """Titles of the sources by id."""
    date_of_data: date | None = None
    """The day of the newest source."""
    span: tuple[date, date] | None = None
    """The first and the last day of which anything is known, for the time slider."""
    grouped: bool = False

    @property
    def shown_marks(self) -> Sequence[Mark]:
        """The marks that the legend has switched on and that hold on the view's day."""
        on = {entry.name for entry in self.legend.kinds if entry.shown}
        return [mark for mark in self.marks if mark.group in on and self._holds(mark.period)]

    @property
    def shown_lines(self) -> Sequence[Line]:
        """The lines that are switched on, hold on the view's day, and have both ends shown."""
        on = {entry.name for entry in self.legend.relations if entry.shown}
        ends = {mark.ref for mark in self.shown_marks}
        return [
            line
            for line in self.lines
            if line.kind in on and line.start in ends and line.end in ends and self._holds(line.period)
        ]

    def is_dashed(self, line: Line) -> bool:
        """Whether a line is drawn dashed: a candidate, or over by the day of the view (else of the data)."""
        day = self.view.as_of or self.date_of_data
        return line.candidate or not (line.period.holds(day) if day else not line.period.is_over)

    def _holds(self, period: Period) -> bool:
        """Whether something is part of the view: it holds on the day, or, where two days are compared, on either or in
        between."""
        if self.view.as_of is None:
            return True
        if self.view.overlay is Overlay.CHANGE and self.view.since:
            return period.meets(self.view.since, self.view.as_of)
        return period.holds(self.view.as_of)
