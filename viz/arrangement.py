"""Arrangement: where a layout puts everything, and the guides that say what its places mean.

All in map pixels: x to the right (east), y down (south). Labels are texts in the language that was asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from yhdysverkko.graph.records import Ref

Position = tuple[float, float]
Places = dict[Ref, Position]


class Tick(NamedTuple):
    """A moment on the axis of time: an upright line at x, with its label at the top."""

    label: str
    x: float
    top: float
    bottom: float


class Ring(NamedTuple):
    """Everything at one distance from the middle (x, y): a circle at the outer edge of where it stands."""

    label: str
    x: float
    y: float
    radius: float


class Band(NamedTuple):
    """A box around what belongs together: a swim lane, a column, or the place of what has no date or no tie.

    `kind` is the kind of entity in a lane, empty where there are several. `known` is False for the place of those
    whose date or tie is not known; draw it as something missing.
    """

    label: str
    left: float
    top: float
    right: float
    bottom: float
    kind: str = ""
    known: bool = True


class Span(NamedTuple):
    """How long an entity holds, or in which days its one day lies: a level line at the height of its mark.

    There is none where an end is not known.
    """

    ref: Ref
    left: float
    right: float
    y: float


class Caption(NamedTuple):
    """Words about the things around (x, y), centred there: a sector's kind or a community's best known members."""

    label: str
    x: float
    y: float


class Outline(NamedTuple):
    """The soft shape of a region or wellbeing county behind its municipalities; the label is centred on (x, y).

    `rings` are closed lines, the first point not repeated; a shape can be in parts, and a part can have holes: fill
    with the even-odd rule.
    """

    ref: Ref
    label: str
    rings: tuple[tuple[Position, ...], ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Places of entities and the guides of one layout; an entity that the layout does not show has no place."""

    places: Mapping[Ref, Position]
    ticks: tuple[Tick, ...] = ()
    rings: tuple[Ring, ...] = ()
    bands: tuple[Band, ...] = ()
    spans: tuple[Span, ...] = ()
    captions: tuple[Caption, ...] = ()
    outlines: tuple[Outline, ...] = ()
