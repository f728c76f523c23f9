"""Names on the plate: of backdrops and guides, the signs of tones, and of marks, none of them over another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.pictures.font import shorten, width
from yhdysverkko.viz.pictures.ink import Box, clean, element, lettering, number, token, words
from yhdysverkko.viz.pictures.labels import Boxes, Placed, Wish, mark_box, nearest, place_labels, text_box
from yhdysverkko.viz.pictures.plate import Plate
from yhdysverkko.viz.pictures.shapes import RING
from yhdysverkko.viz.scene import Mark, Scene, Spot, Tone

LABEL, REGION = 7.0, 8.5
"""Sizes of text in points, of marks and of backdrops; nothing on paper is smaller than LABEL."""

LONGEST, SHORTER = 150.0, 90.0
"""Points that the name of a mark may take, and where that has no room."""

MOST_COVERED = 9
"""How many marks the name of a numbered finding may cover; that of a municipality with ties may cover one."""

NEAR, FAR = (0.0, 4.0), (0.0, 4.0, 10.0, 18.0, 28.0, 40.0)
"""How many points farther off than usual those two names may stand; from the third on, a stroke leads to them."""

MOST_ENDS = 24
"""How many lines of a mark its name tries to keep clear of; a hub has them all around it."""

NUDGES = tuple((right, down) for down in (0, -14, 14, -28, 28) for right in (0, -30, 30))
"""Where the name of a backdrop may move to, in points, nearest first."""


class Note(NamedTuple):
    """A text with its place; `colour` and `size` say how it is drawn."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool
    box: Box


def draw_names(plate: Plate, scene: Scene, tones: Mapping[str, Tone], numbers: Mapping[Ref, int]) -> list[str]:
    """All that is written on the plate, as SVG; `numbers` are those of the findings."""
    marks = scene.marks
    boxes = [mark_box(*plate.at(mark.spot), plate.radius(mark)) for mark in marks]
    signs = list(_signs(plate, marks, tones))
    notes = [*signs, *_notes(plate, scene, boxes, [sign.box for sign in signs])]
    ends = _other_ends(plate, scene)
    tied = frozenset(ends)
    wishes = [_wish(plate, mark, ends.get(mark.ref, ()), numbers) for mark in _by_importance(marks, tied, numbers)]
    placed = place_labels(wishes, LABEL, plate.frame, boxes, [note.box for note in notes])
    quiet = {plate.at(mark.spot) for mark in marks if mark.ref.kind == "Municipality" and mark.ref not in tied}
    return [*_draw_notes(notes), *_draw_labels(placed, quiet)]


def _other_ends(plate: Plate, scene: Scene) -> dict[Ref, tuple[Spot, ...]]:
    """Where the lines of each mark lead; a mark without any is not in it."""
    spots = {mark.ref: plate.at(mark.spot) for mark in scene.marks}
    found: dict[Ref, dict[Spot, None]] = {}
    for line in scene.lines:
        for here, there in ((line.start, line.end), (line.end, line.start)):
            found.setdefault(here, {})[spots[there]] = None
    return {ref: tuple(ends)[:MOST_ENDS] for ref, ends in found.items()}


def _by_importance(marks: Iterable[Mark], tied: frozenset[Ref], numbers: Mapping[Ref, int]) -> list[Mark]:
    """Who the findings are about first, then municipalities with ties, then by rank."""

    def key(mark: Mark) -> tuple[bool, bool, float, bool, Ref]:
        municipality = mark.ref.kind == "Municipality"
        return mark.ref not in numbers, not (municipality and mark.ref in tied), -mark.rank, not municipality, mark.ref

    return sorted(marks, key=key)


def _wish(plate: Plate, mark: Mark, ends: tuple[Spot, ...], numbers: Mapping[Ref, int]) -> Wish:
    finding = numbers.get(mark.ref)
    bold = bool(ends) and mark.ref.kind == "Municipality"
    x, y = plate.at(mark.spot)
    before = f"{finding}. " if finding else ""
    after = f" ({sum(mark.members.values())})" if mark.members else ""
    name = clean(mark.name)
    around = width(before + after, LABEL, bold)
    texts = [before + shorten(name, LABEL, most - around, bold) + after for most in (LONGEST, SHORTER)]
    if after:
        texts.append(after.strip())
    radius = plate.radius(mark) + (2 * RING if mark.tone else 0)
    texts = list(dict.fromkeys(texts))
    if finding:
        return Wish(tuple(texts), x, y, radius, bold, MOST_COVERED, ends, FAR)
    return Wish(tuple(texts), x, y, radius, bold, int(bold), ends, NEAR if bold else (0.0,))


def _signs(plate: Plate, marks: Sequence[Mark], tones: Mapping[str, Tone]) -> Iterator[Note]:
    """The sign of each toned mark at one of its corners, where it covers the least of the others."""
    taken = Boxes(mark_box(*plate.at(mark.spot), plate.radius(mark)) for mark in marks)
    for mark in marks:
        tone = tones.get(mark.tone)
        if not tone or not tone.sign:
            continue
        sign = clean(tone.sign)
        x, y = plate.at(mark.spot)
        wide = width(sign, LABEL, True)
        away = 0.8 * plate.radius(mark) + 1.2
        corners = ((x + right, y + down) for down in (-away + 1, away + 0.7 * LABEL) for right in (away, -away - wide))
        notes = [Note(sign, *spot, LABEL, tone.colour, True, text_box(*spot, wide, LABEL)) for spot in corners]
        best = min(notes, key=lambda note: len(taken.meeting(note.box)))
        taken.add(best.box)
        yield best


def _notes(plate: Plate, scene: Scene, marks: Sequence[Box], signs: Sequence[Box]) -> Iterator[Note]:
    """The names of guides, which stay where they are, and of backdrops, which move a little to cover less."""
    taken, obstacles = Boxes(signs), Boxes(marks)
    for guide in scene.guides:
        note = _note(plate, guide.label, guide.label_spot, LABEL, bold=False)
        if note and not taken.meeting(note.box):
            taken.add(note.box)
            yield note
    for backdrop in scene.backdrops:
        note = _note(plate, backdrop.name, backdrop.label, REGION, bold=True)
        free = [moved for moved in _nudged(note, plate.frame) if not taken.meeting(moved.box)] if note else []
        if free:
            best = min(free, key=lambda moved: len(obstacles.meeting(moved.box)))
            taken.add(best.box)
            yield best


def _note(plate: Plate, text: str, spot: Spot, size: float, *, bold: bool) -> Note | None:
    """A text around a spot, moved into the frame where it would stick out; none where there is nothing to say."""
    shown = shorten(clean(text), size, plate.frame.width / 2, bold)
    if not clean(text):
        return None
    wide = width(shown, size, bold)
    x, y = plate.at(spot)
    x = min(max(x - wide / 2, plate.frame.left + 2), plate.frame.right - wide - 2)
    y = min(max(y + 0.3 * size, plate.frame.top + size), plate.frame.bottom - 0.3 * size)
    return Note(shown, x, y, size, token("text-quiet"), bold, text_box(x, y, wide, size))


def _nudged(note: Note, frame: Box) -> Iterator[Note]:
    for right, down in NUDGES:
        x, y = note.x + right, note.y + down
        box = text_box(x, y, width(note.text, note.size, note.bold), note.size)
        if frame.left <= box.left and box.right <= frame.right and frame.top <= box.top and box.bottom <= frame.bottom:
            yield note._replace(x=x, y=y, box=box)


def _draw_notes(notes: Sequence[Note]) -> Iterator[str]:
    looks = sorted({(note.size, note.colour, note.bold) for note in notes})
    for size, colour, bold in looks:
        drawn = [
            words(note.text, note.x, note.y, size, bold=bold)
            for note in notes
            if (note.size, note.colour, note.bold) == (size, colour, bold)
        ]
        yield lettering(size, colour, *drawn, bold=bold, class_="notes", **HALO)


HALO: dict[str, object] = {
    "stroke": "#fff",
    "stroke_width": 1.8,
    "stroke_linejoin": "round",
    "paint_order": "stroke",
}
"""White around letters, so that they can be read over lines."""


def _draw_labels(labels: Sequence[Placed], quiet: set[Spot]) -> Iterator[str]:
    """Names in three looks: municipalities with ties, those without, and all others; strokes lead to those far off."""
    far = [label for label in labels if label.offset > NEAR[-1]]
    strokes = "".join(map(_stroke, far))
    if strokes:
        yield element("path", d=strokes, fill="none", stroke=token("text"), stroke_width=0.5, class_="leaders")
    bold = [label for label in labels if label.wish.bold]
    faint = [label for label in labels if not label.wish.bold and (label.wish.x, label.wish.y) in quiet]
    plain = [label for label in labels if not label.wish.bold and (label.wish.x, label.wish.y) not in quiet]
    for group, colour, heavy in ((faint, "text-quiet", False), (plain, "text", False), (bold, "text", True)):
        drawn = [words(label.text, label.x, label.y, LABEL, bold=heavy) for label in group]
        yield lettering(LABEL, token(colour), *drawn, bold=heavy, class_="labels", **HALO)


def _stroke(label: Placed) -> str:
    """From the edge of a mark to the nearest edge of its label."""
    wish = label.wish
    x, y = nearest(wish.x, wish.y, label.box)
    edge = wish.radius / (hypot(x - wish.x, y - wish.y) or 1)
    start = (wish.x + edge * (x - wish.x), wish.y + edge * (y - wish.y))
    return f"M{number(start[0])} {number(start[1])}L{number(x)} {number(y)}"
