"""The bipartite layout: two columns and the ties between them, each column in the order that makes few ties cross."""

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement, Band, Places
from yhdysverkko.viz.collisions import GAP
from yhdysverkko.viz.ties import Neighbours, cooperation, neighbours

ACROSS = 800.0
"""Map pixels between the columns."""

LONGEST = 60
"""Entities one above the other; a longer column is several deep."""

LOOSE_ROWS = 12
CELL, FEW = 120.0, 60
"""Map pixels across for each of those that have no tie to the other side, while there are few of them."""

APART = 60.0
"""Map pixels between a column and those of it that have no tie to the other side."""

LINE = 12.0
"""Map pixels for a line of text under a mark."""

PADDING = 36.0
SWEEPS = 12

Sides = tuple[frozenset[str], frozenset[str]]
Column = list[Ref]


class Rows(NamedTuple):
    """How a column is set: map pixels from mark to mark down and across, how many are side by side, and which way."""

    step: float
    across: float
    depth: int
    way: int

    def spot(self, number: int, y: float) -> tuple[float, float]:
        """The place of the entity of this number in the column, at this height."""
        return self.way * (ACROSS / 2 + number % self.depth * self.across), y


def bipartite(
    projection: Projection, radii: Mapping[Ref, float], language: str, left: Collection[str], right: Collection[str]
) -> Arrangement:
    """Places of the kinds `left` (by default municipalities) and `right` (by default all others), and of no other.

    Those without a tie to the other side stand at the foot of their column. Raises WrongUse for a kind that the
    ontology does not have or that is on both sides.
    """
    sides = _sides(left, right)
    near = neighbours(cooperation(projection))
    refs = sorted(entity.ref for entity in projection.entities)
    columns = [[ref for ref in refs if ref.kind in side] for side in sides]
    tied = [_tied(columns[0], sides[1], near), _tied(columns[1], sides[0], near)]
    rows = [_rows(column, radii, way) for column, way in zip(columns, (-1, 1), strict=True)]
    heights = _heights(_uncross(tied, near), rows, near)
    places: Places = {}
    bands: list[Band] = []
    bottom = max((y for column in heights for y in column.values()), default=0.0) + PADDING
    for column, high, setting, side in zip(columns, heights, rows, sides, strict=True):
        places |= {ref: setting.spot(number, y) for number, (ref, y) in enumerate(high.items())}
        bands.append(_band(_title(side, language), setting, -PADDING, bottom))
        loose = [ref for ref in column if ref not in high]
        if loose:
            across = CELL if len(loose) <= FEW else setting.step
            deep = setting._replace(across=across, depth=max(setting.depth, ceil(len(loose) / LOOSE_ROWS)))
            top = bottom + APART
            last = top + (len(loose) - 1) // deep.depth * deep.step
            places |= {
                ref: deep.spot(number, top + number // deep.depth * deep.step) for number, ref in enumerate(loose)
            }
            label = say("layout.no_tie_across", language=language)
            bands.append(_band(label, deep, top - PADDING, last + PADDING)._replace(known=False))
    return Arrangement({ref: (round(x, 1), round(y, 1)) for ref, (x, y) in sorted(places.items())}, bands=tuple(bands))


def _sides(left: Collection[str], right: Collection[str]) -> Sides:
    kinds = frozenset(ontology().domain_kinds)
    if unknown := {*left, *right} - kinds:
        raise WrongUse("network.unknown_kind", name=min(unknown), known=", ".join(sorted(kinds)))
    if both := {*left} & {*right}:
        raise WrongUse("layout.both_sides", name=min(both))
    first = frozenset(left) or frozenset({"Municipality"}) - frozenset(right) or kinds - frozenset(right)
    return first, frozenset(right) or kinds - first


def _tied(column: Column, other: frozenset[str], near: Neighbours) -> Column:
    return [ref for ref in column if any(end.kind in other for end in near.get(ref, ()))]


def _rows(column: Column, radii: Mapping[Ref, float], way: int) -> Rows:
    step = 2 * max((radii[ref] for ref in column), default=0.0) + GAP + LINE
    return Rows(step, step, ceil(len(column) / LONGEST) or 1, way)


def _uncross(columns: Sequence[Column], near: Neighbours) -> list[Column]:
    """Both columns, each ordered by the mean place of those that its entities are tied to, in turn."""
    ordered = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        moving, still = sweep % 2, 1 - sweep % 2
        place = {ref: number / len(ordered[still]) for number, ref in enumerate(ordered[still])}
        wanted = {ref: _mean([place[end] for end in near[ref] if end in place]) for ref in ordered[moving]}
        ordered[moving].sort(key=lambda ref: (wanted[ref], ref))
    return ordered


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _heights(columns: Sequence[Column], rows: Sequence[Rows], near: Neighbours) -> list[dict[Ref, float]]:
    """How high each entity stands: the longer column is full, in the shorter one each is level with its partners."""
    apart = [setting.step / setting.depth for setting in rows]
    long = max((0, 1), key=lambda side: (len(columns[side]) * apart[side], side))
    full = {ref: number * apart[long] for number, ref in enumerate(columns[long])}
    short = columns[1 - long]
    wanted = [_mean([full[end] for end in near[ref] if end in full]) for ref in short]
    level = dict(zip(short, spaced(wanted, apart[1 - long], (len(full) - 1) * apart[long]), strict=True))
    return [full, level] if long == 0 else [level, full]


def spaced(wanted: Sequence[float], apart: float, length: float) -> list[float]:
    """Places from 0 to `length` in the order given, `apart` or more from each other, as near as can be to the wanted.

    The least squares of an isotonic regression: those who would stand too close share the mean of what they want.
    """
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        total, size = place - number * apart, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / size:
            before, count = pools.pop()
            total, size = total + before, size + count
        pools.append((total, size))
    free = max(length - (len(wanted) - 1) * apart, 0.0)
    level = [min(max(total / size, 0.0), free) for total, size in pools for _ in range(size)]
    return [place + number * apart for number, place in enumerate(level)]


def _title(side: frozenset[str], language: str) -> str:
    """The kinds of a column in the ontology's order; of many, that there are several."""
    names = [kind.plural[language] for name, kind in ontology().domain_kinds.items() if name in side]
    return ", ".join(names) if len(names) <= 3 else say("layout.other_kinds", language=language)


def _band(label: str, setting: Rows, top: float, bottom: float) -> Band:
    inner = setting.way * (ACROSS / 2 - PADDING)
    outer = setting.way * (ACROSS / 2 + (setting.depth - 1) * setting.across + PADDING)
    left, right = sorted((inner, outer))
    return Band(label, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
