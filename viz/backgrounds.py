"""Backgrounds: regions and wellbeing counties as soft shapes around their municipalities.

A shape reaches as far from its municipalities as it must to hold together, but never nearer to a municipality of
another than to its own: it claims nothing that is not its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import hypot, inf

import numpy as np

from yhdysverkko.graph.projection import Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Outline, Position
from yhdysverkko.viz.collisions import Floats
from yhdysverkko.viz.contours import Field, contours, round_off
from yhdysverkko.viz.present import display_name

KINDS = ("Region", "WellbeingCounty")
REACH = 90.0
"""Map pixels from a municipality to the edge of its region, at least where no other is near."""

HOLD = 0.62
"""What part of the widest gap between neighbours within the region it is else, so that the shape is in one part."""

STRAIT = 4.0
"""Map pixels from the edge to the middle between two regions."""

GRAIN = 14.0
"""Map pixels between the points at which a shape is looked at."""


def outlines(projection: Projection, places: Mapping[Ref, Position], language: str) -> tuple[Outline, ...]:
    """The shapes of the regions and counties that have municipalities in the projection, by kind and id.

    `places` are those of the geographic layout. What a municipality belonged to before does not count, nor does one
    that has merged into another.
    """
    found: list[Outline] = []
    merged = {tie.start for tie in projection.ties if tie.kind == "MERGED_INTO"}
    everywhere = {ref: spot for ref, spot in places.items() if ref.kind == "Municipality" and ref not in merged}
    for kind in KINDS:
        home = _homes(projection.ties, kind)
        names = {item.ref: display_name(item, language) for item in projection.entities if item.ref.kind == kind}
        members: dict[Ref, list[Position]] = defaultdict(list)
        for ref, spot in sorted(everywhere.items()):
            if ref in home:
                members[home[ref]].append(spot)
        for whole, spots in sorted(members.items()):
            others = [spot for ref, spot in sorted(everywhere.items()) if home.get(ref) != whole]
            found.append(_outline(whole, names[whole], spots, others))
    return tuple(found)


def _homes(ties: Iterable[Tie], kind: str) -> dict[Ref, Ref]:
    """What each municipality belongs to now, or belonged to last."""
    best: dict[Ref, tuple[bool, date, Ref]] = {}
    for tie in ties:
        if tie.kind == "PART_OF" and tie.start.kind == "Municipality" and tie.end.kind == kind:
            start = tie.properties.get("valid_from")
            holds = "valid_to" not in tie.properties and not tie.properties.get("ended")
            rank = (holds, start if isinstance(start, date) else date.min, tie.end)
            best[tie.start] = max(best.get(tie.start, rank), rank)
    return {ref: rank[2] for ref, rank in best.items()}


def _outline(ref: Ref, label: str, spots: Sequence[Position], others: Sequence[Position]) -> Outline:
    field = _field(spots, others)
    rings = tuple(
        tuple((round(x, 1), round(y, 1)) for x, y in round_off(round_off(ring)))
        for ring in contours(field)
        if len(ring) > 3
    )
    x, y = _label_spot(field, spots)
    return Outline(ref, label, rings, x, y)


def _widest_gap(spots: Sequence[Position]) -> float:
    """The longest way that has to be gone between neighbours to get to all (Prim's tree)."""
    away = dict.fromkeys(spots, inf) | {spots[0]: 0.0}
    widest = 0.0
    while away:
        spot = min(away, key=lambda spot: (away[spot], spot))
        widest = max(widest, away.pop(spot))
        away = {other: min(way, hypot(other[0] - spot[0], other[1] - spot[1])) for other, way in away.items()}
    return widest


def _field(spots: Sequence[Position], others: Sequence[Position]) -> Field:
    """How far inside the shape each point of a grid around it is, in map pixels; negative outside."""
    reach = max(REACH, HOLD * _widest_gap(spots))
    low = np.floor((np.min(spots, axis=0) - reach) / GRAIN) - 1
    high = np.ceil((np.max(spots, axis=0) + reach) / GRAIN) + 1
    xs, ys = (np.arange(first, last + 1) * GRAIN for first, last in zip(low, high, strict=True))
    own = _nearest(xs, ys, spots)
    near = [(x, y) for x, y in others if xs[0] - reach < x < xs[-1] + reach and ys[0] - reach < y < ys[-1] + reach]
    border = (_nearest(xs, ys, near) - own) / 2 - STRAIT
    return Field(xs, ys, np.minimum(reach - own, border))


def _nearest(xs: Floats, ys: Floats, spots: Iterable[Position]) -> Floats:
    """How far each point of a grid is from the nearest of the spots."""
    nearest = np.full((len(ys), len(xs)), np.inf)
    for x, y in spots:
        np.minimum(nearest, np.add.outer(np.square(ys - y), np.square(xs - x)), out=nearest)
    return np.asarray(np.sqrt(nearest))


def _label_spot(field: Field, spots: Sequence[Position]) -> Position:
    """The point inside that is nearest to the middle of the municipalities."""
    x = sum(x for x, _ in spots) / len(spots)
    y = sum(y for _, y in spots) / len(spots)
    away = np.add.outer(np.square(field.ys - y), np.square(field.xs - x))
    row, column = divmod(int(np.where(field.values > 0, away, np.inf).argmin()), len(field.xs))
    return float(field.xs[column]), float(field.ys[row])
