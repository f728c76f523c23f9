"""Lines: ties in as few paths as there are ways to draw them, ties of the same two marks side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import hypot, log2
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.pictures.ink import element, number
from yhdysverkko.viz.scene import Line, RelationEntry, Scene, Spot, Tone

THIN, THICK = 0.75, 3.2
"""Thickness in points of the lightest line and of the heaviest."""

CROWD, FAINTEST = 300, 0.5
"""From how many lines on they are thinner and paler, so that marks and names stay readable, and how much at most."""

DASH = 0.5
"""Points for a map pixel of a dash."""

FADED_DASH = (2.4, 2.0)
"""How what has ended or is not certain is dashed, whatever its kind: longer than any gap of the kinds' own dashes."""

SOLID, FADED = 0.8, 0.5
"""Opacity of what holds, and of what has ended or is not certain."""

APART = 1.3
"""Points between two lines of the same marks."""


class Look(NamedTuple):
    """One way to draw lines; the rank says which are drawn over which."""

    rank: int
    colour: str
    dash: tuple[float, ...]
    thickness: float
    opacity: float


def draw_lines(
    scene: Scene, lines: Sequence[Line], tones: Mapping[str, Tone], at: Callable[[Spot], Spot]
) -> Iterator[str]:
    """The lines as SVG, the kinds that the legend has first on top, and above them what the overlay speaks of."""
    spots = {mark.ref: at(mark.spot) for mark in scene.marks}
    looks = _looks(scene, lines, tones)
    segments: dict[Look, list[str]] = defaultdict(list)
    for ends, together in _by_ends(lines).items():
        (x1, y1), (x2, y2) = (spots[ref] for ref in ends)
        length = hypot(x2 - x1, y2 - y1) or 1
        side, up = (y1 - y2) / length, (x2 - x1) / length
        ways = sorted({looks[line.id] for line in together})
        for place, look in enumerate(ways):
            off = APART * (place - (len(ways) - 1) / 2)
            start, end = (x1 + off * side, y1 + off * up), (x2 + off * side, y2 + off * up)
            segments[look].append(f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}")
    for look, pieces in sorted(segments.items()):
        yield stroke("".join(pieces), look)


def stroke(path: str, look: Look) -> str:
    """A path drawn in this way."""
    return element(
        "path",
        d=path,
        stroke=look.colour,
        stroke_width=f"{look.thickness:.2f}",
        stroke_opacity=f"{look.opacity:.2f}",
        stroke_dasharray=" ".join(map(number, look.dash)) or None,
    )


def kind_look(entry: RelationEntry) -> Look:
    """How the lines of a kind are drawn where they hold, as the legend shows it."""
    return Look(0, entry.colour, tuple(DASH * piece for piece in entry.dash), 1.4, SOLID)


def faded_look(colour: str) -> Look:
    """How what has ended or is not certain is drawn, as the legend shows it."""
    return Look(0, colour, FADED_DASH, 1.4, FADED)


def tone_look(tone: Tone) -> Look:
    """How a line that the overlay speaks of is drawn, as the legend shows it."""
    return Look(0, tone.colour, tuple(DASH * piece for piece in tone.dash), 1.8, 1)


def _looks(scene: Scene, lines: Sequence[Line], tones: Mapping[str, Tone]) -> dict[str, Look]:
    entries = {entry.name: (-rank, entry) for rank, entry in enumerate(scene.legend.relations)}
    strength = max(FAINTEST, min(1, (CROWD / max(len(lines), 1)) ** 0.5))
    found: dict[str, Look] = {}
    for line in lines:
        rank, entry = entries[line.kind]
        thickness = round(strength * min(THICK, THIN + 0.45 * log2(max(line.weight, 1))), 1)
        faded = scene.is_dashed(line)
        tone = tones.get(line.tone)
        if tone:
            dash = tone_look(tone).dash or (FADED_DASH if faded else ())
            found[line.id] = Look(1, tone.colour, dash, thickness + 0.6, 1)
        elif faded:
            found[line.id] = Look(rank, entry.colour, FADED_DASH, thickness, round(strength * FADED, 2))
        else:
            found[line.id] = Look(rank, entry.colour, kind_look(entry).dash, thickness, round(strength * SOLID, 2))
    return found


def _by_ends(lines: Sequence[Line]) -> dict[tuple[Ref, Ref], list[Line]]:
    found: dict[tuple[Ref, Ref], list[Line]] = defaultdict(list)
    for line in lines:
        found[min(line.start, line.end), max(line.start, line.end)].append(line)
    return found
