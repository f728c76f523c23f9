"""Labels: where each name goes so that no two of them overlap. The important ones choose first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yhdysverkko.viz.pictures.font import width
from yhdysverkko.viz.pictures.ink import Box

CELL = 24.0
GAP = 1.2
"""Points between a mark and its label, and around every label."""

COVERS, CROSSES, AWAY, SHORTENED = 10.0, 2.0, 0.5, 3.0
"""What a place costs: for each mark it covers, each line of its mark it crosses, each point it is off, a text cut."""

ABOVE, BELOW = 0.82, 0.24
"""How far a line of text reaches above and below where it stands, in parts of its size; accents reach a little more."""


class Wish(NamedTuple):
    """A label that would like a place beside its mark: what to say, then what to say where that has no room."""

    texts: tuple[str, ...]
    x: float
    y: float
    radius: float
    bold: bool = False
    may_cover: int = 0
    """How many marks it may cover rather than be left out; never another label."""
    toward: tuple[tuple[float, float], ...] = ()
    """The other ends of the mark's lines, from where it would rather stay away."""
    offsets: tuple[float, ...] = (0.0,)
    """How many points farther off it may stand, nearest first."""


class Placed(NamedTuple):
    """A label with its place: where it begins, the line it stands on, and all that it covers."""

    wish: Wish
    text: str
    x: float
    y: float
    box: Box
    offset: float


class Boxes:
    """Boxes in the cells of a grid, so that asking what is in the way stays cheap."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def meeting(self, box: Box) -> set[Box]:
        """The boxes that overlap this one."""
        left, top, right, bottom = box
        return {
            other
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
            if other[0] < right and left < other[2] and other[1] < bottom and top < other[3]
        }


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row


def place_labels(
    wishes: Sequence[Wish], size: float, frame: Box, marks: Sequence[Box], taken: Iterable[Box] = ()
) -> list[Placed]:
    """Places for the labels, in the order of `wishes`; those without room are left out.

    No label leaves the frame, or overlaps another one or a box of `taken`. Each covers as few marks as it can.
    """
    placed: list[Placed] = []
    labels, obstacles = Boxes(taken), Boxes(marks)
    for wish in wishes:
        found = _best(wish, size, frame, labels, obstacles)
        if found:
            placed.append(found)
            labels.add(found.box)
    return placed


def _best(wish: Wish, size: float, frame: Box, labels: Boxes, marks: Boxes) -> Placed | None:
    own = mark_box(wish.x, wish.y, wish.radius)
    best: Placed | None = None
    least = float("inf")
    for cut, text in enumerate(wish.texts):
        for candidate in _candidates(wish, text, size):
            box = candidate.box
            cost = SHORTENED * cut + AWAY * candidate.offset
            if cost >= least:
                break
            if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3] or labels.meeting(box):
                continue
            covered = len(marks.meeting(box) - {own})
            if covered > wish.may_cover:
                continue
            covered += _between(wish, box, marks, own) if candidate.offset else 0
            cost += COVERS * covered + CROSSES * sum(_crosses(box, wish.x, wish.y, *end) for end in wish.toward)
            if cost < least:
                best, least = candidate, cost
    return best


def _between(wish: Wish, box: Box, marks: Boxes, own: Box) -> int:
    """How many marks lie between a mark and its label, which could seem to be theirs."""
    x, y = nearest(wish.x, wish.y, box)
    way = Box(min(wish.x, x), min(wish.y, y), max(wish.x, x), max(wish.y, y))
    return sum(_crosses(mark, wish.x, wish.y, x, y) for mark in marks.meeting(way) - {own})


def nearest(x: float, y: float, box: Box) -> tuple[float, float]:
    """The spot of a box that is nearest to another spot."""
    return min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)


def _crosses(box: Box, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Whether a line from one spot to another passes through a box (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    for from_, along, low, high in ((x1, x2 - x1, box[0], box[2]), (y1, y2 - y1, box[1], box[3])):
        if not along:
            if not low <= from_ <= high:
                return False
            continue
        first, last = sorted(((low - from_) / along, (high - from_) / along))
        enter, leave = max(enter, first), min(leave, last)
    return enter <= leave


def _candidates(wish: Wish, text: str, size: float) -> Iterator[Placed]:
    """The label to the right, left, below and above its mark, then at its corners, then the same farther off."""
    wide = width(text, size, wish.bold)
    for offset in wish.offsets:
        for x, y in _starts(wish, wide, size, offset):
            yield Placed(wish, text, x, y, text_box(x, y, wide, size), offset)


def _starts(wish: Wish, wide: float, size: float, offset: float) -> tuple[tuple[float, float], ...]:
    away = wish.radius + GAP + offset
    corner = 0.75 * wish.radius + 0.5 + offset
    middle = wish.y + 0.5 * (ABOVE - BELOW) * size
    over, under = wish.y - away - BELOW * size, wish.y + away + ABOVE * size
    right, left, centre = wish.x + away, wish.x - away - wide, wish.x - wide / 2
    return (
        (right, middle),
        (left, middle),
        (centre, under),
        (centre, over),
        (wish.x + corner, over + away - corner),
        (wish.x + corner, under - away + corner),
        (wish.x - corner - wide, over + away - corner),
        (wish.x - corner - wide, under - away + corner),
    )


def mark_box(x: float, y: float, radius: float) -> Box:
    """What a mark covers, whatever its shape."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def text_box(x: float, y: float, wide: float, size: float) -> Box:
    """All that a line of text beginning at x and standing on y covers, with a little air around it."""
    return Box(x - GAP / 2, y - ABOVE * size - GAP / 4, x + wide + GAP / 2, y + BELOW * size + GAP / 4)
