"""The legend and the findings beside or below the map: rows of a sample and words, in one column or several."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.pictures.font import width, wrap
from yhdysverkko.viz.pictures.ink import clean, element, lettering, token, words
from yhdysverkko.viz.pictures.lines import THICK, THIN, Look, faded_look, kind_look, stroke, tone_look
from yhdysverkko.viz.pictures.shapes import ring, shape
from yhdysverkko.viz.present import format_number
from yhdysverkko.viz.scene import RelationEntry, Scene, Tone

BODY = 7.5
LEADING = 9.2
"""Size of the text and distance of its lines, in points."""

SAMPLE, MIDDLE = 22.0, 9.0
"""Room for the samples to the left of the words, and where in it their middle is, in points."""

SPACE = 4.0
"""Points above a heading."""

COLUMN_GAP = 14.0
DEARER, HIGHER = 1.2, 16.0
"""How much higher columns of whole sections may be than columns broken anywhere: so many times, and points more."""

MOST_FINDINGS = 10


class Row(NamedTuple):
    """A line of the legend, or a heading where `bold`: a sample drawn around (0, 0), and its words in lines."""

    sample: str
    lines: tuple[str, ...]
    bold: bool = False

    @property
    def height(self) -> float:
        return LEADING * len(self.lines) + (SPACE + 2 if self.bold else 2)


Column = Sequence[Row]


def numbers_of(scene: Scene) -> dict[Ref, int]:
    """The numbers of the findings that are listed, by whom they are about."""
    found: dict[Ref, int] = {}
    for number, finding in enumerate(scene.findings[:MOST_FINDINGS], start=1):
        found.setdefault(finding.ref, number)
    return found


def legend_rows(scene: Scene, column: float) -> list[Row]:
    """All that the drawn marks and lines mean, for a column of this width; only what is drawn is in it."""
    room = column - SAMPLE
    sections = (
        (say("pictures.marks", language=scene.language), [*_kinds(scene, room), *_about_marks(scene, room)]),
        (say("pictures.lines", language=scene.language), [*_relations(scene, room), *_about_lines(scene, room)]),
        (say("pictures.tones", language=scene.language), _tones(scene, room)),
        (say("pictures.findings", language=scene.language), _findings(scene, room)),
    )
    rows: list[Row] = []
    for heading, section in sections:
        if section:
            rows += [_row("", heading, column, bold=True), *section]
    return rows


def flow(rows: Column, columns: int) -> list[Column]:
    """The rows in at most so many columns, as low as they can be, sections whole unless that costs much height."""
    whole, broken = _balance(_sections(rows), columns), _balance(_unbroken(rows), columns)
    return whole if height_of(whole) <= height_of(broken) * DEARER + HIGHER else broken


def _balance(blocks: Sequence[Column], columns: int) -> list[Column]:
    """The blocks in at most so many columns, as low as they can be."""
    heights = [sum(row.height for row in block) for block in blocks]
    low = max([*heights, sum(heights) / columns], default=0.0)
    while len(found := _fill(blocks, low)) > columns:
        low += 1
    return found


def column_width(width: float, count: int) -> float:
    """How wide each of so many columns is that fill a width."""
    return (width + COLUMN_GAP) / max(count, 1) - COLUMN_GAP


def height_of(columns: Sequence[Column]) -> float:
    """How high columns are, in points."""
    return max((sum(row.height for row in column) for column in columns), default=0.0)


def draw_columns(columns: Sequence[Column], left: float, top: float, column: float) -> list[str]:
    """Columns of this width from a corner on, as SVG."""
    samples: list[str] = []
    texts: dict[bool, list[str]] = {False: [], True: []}
    for number, rows in enumerate(columns):
        x, y = left + number * (column + COLUMN_GAP), top
        for row in rows:
            y += SPACE if row.bold else 0
            if row.sample:
                middle = f"translate({x + MIDDLE:.1f} {y + LEADING / 2:.1f})"
                samples.append(element("g", row.sample, transform=middle))
            start = x if row.bold else x + SAMPLE
            texts[row.bold] += [
                words(line, start, y + LEADING * place + 0.78 * LEADING, BODY, bold=row.bold)
                for place, line in enumerate(row.lines)
            ]
            y += row.height - (SPACE if row.bold else 0)
    return [
        element("g", *samples, fill="none", class_="samples"),
        lettering(BODY, token("text"), *texts[False], class_="legend"),
        lettering(BODY, token("text"), *texts[True], bold=True, class_="legend"),
    ]


def _row(sample: str, text: str, room: float, *, bold: bool = False) -> Row:
    return Row(sample, tuple(wrap(clean(text), BODY, room, bold)), bold)


def _kinds(scene: Scene, room: float) -> Iterator[Row]:
    counts: Counter[str] = Counter()
    for mark in scene.marks:
        counts.update(mark.members or {mark.group: 1})
    drawn = {mark.group for mark in scene.marks}
    for entry in scene.legend.kinds:
        if entry.name in drawn:
            sample = element("g", shape(entry.shape, 0, 0, 3.6), fill=entry.colour)
            yield _row(sample, _counted(entry.plural, counts[entry.name], scene), room)


def _counted(label: str, count: int, scene: Scene) -> str:
    return f"{label} ({format_number(count, scene.language)})" if count else label


def _about_marks(scene: Scene, room: float) -> Iterator[Row]:
    quiet = token("edge")
    if any(mark.members for mark in scene.marks):
        text = lettering(BODY, token("text"), words("(5)", -width("(5)", BODY) / 2, 2.6, BODY))
        yield _row(text, say("pictures.grouped", language=scene.language), room)
    if scene.legend.size and scene.marks:
        sample = element("circle", cx=-5, cy=0, r=1.8) + element("circle", cx=3, cy=0, r=4)
        yield _row(element("g", sample, fill=quiet), scene.legend.size, room)


def _relations(scene: Scene, room: float) -> Iterator[Row]:
    """One row for each way to draw a line, with all kinds of tie that are drawn so."""
    counts = Counter(line.kind for line in scene.lines)
    entries = [entry for entry in scene.legend.relations if counts[entry.name]]
    by_look: dict[Look, list[RelationEntry]] = {}
    for entry in entries:
        by_look.setdefault(kind_look(entry), []).append(entry)
    for look, alike in by_look.items():
        text = ", ".join(_counted(entry.label, counts[entry.name], scene) for entry in alike)
        yield _row(stroke("M-9 0H9", look), text, room)


def _about_lines(scene: Scene, room: float) -> Iterator[Row]:
    lines, quiet = scene.lines, token("text-quiet")
    if any(scene.is_dashed(line) for line in lines) and scene.legend.dashed:
        yield _row(stroke("M-9 0H9", faded_look(quiet)), scene.legend.dashed, room)
    if len({line.weight for line in lines}) > 1 and scene.legend.width:
        thin, thick = (Look(0, quiet, (), thickness, 1) for thickness in (THIN, THICK))
        yield _row(stroke("M-9 -2.5H9", thin) + stroke("M-9 2H9", thick), scene.legend.width, room)


def _tones(scene: Scene, room: float) -> list[Row]:
    on_marks = {mark.tone for mark in scene.marks}
    return [
        _row(
            _ring_sample(tone) if tone.name in on_marks else stroke("M-9 0H9", tone_look(tone)),
            f"{tone.label} ({format_number(count, scene.language)})",
            room,
        )
        for tone, count in scene.legend.tones
    ]


def _ring_sample(tone: Tone) -> str:
    sign = clean(tone.sign)
    drawn = element("circle", cx=-3, cy=0, r=2, fill=token("edge")) + ring(tone, -3, 0, 1.8)
    if not sign:
        return drawn
    return drawn + lettering(BODY, tone.colour, words(sign, 3, 1, BODY, bold=True), bold=True)


def _findings(scene: Scene, room: float) -> list[Row]:
    found = []
    for number, finding in enumerate(scene.findings[:MOST_FINDINGS], start=1):
        text = f"{finding.name}: {finding.text}" if finding.text else finding.name
        figure = f"{number}."
        start = SAMPLE - 4 - MIDDLE - width(figure, BODY, True)
        sample = lettering(BODY, token("text"), words(figure, start, 2.6, BODY, bold=True), bold=True)
        found.append(_row(sample, text, room))
    if len(scene.findings) > MOST_FINDINGS:
        rest = format_number(len(scene.findings) - MOST_FINDINGS, scene.language)
        found.append(_row("", say("pictures.more", language=scene.language, count=rest), room))
    return found


def _sections(rows: Column) -> list[list[Row]]:
    """Each heading with all rows up to the next."""
    sections: list[list[Row]] = []
    for row in rows:
        if row.bold:
            sections.append([])
        sections[-1].append(row)
    return sections


def _unbroken(rows: Column) -> list[list[Row]]:
    """Each row by itself, a heading with the first row after it."""
    blocks: list[list[Row]] = []
    for row in rows:
        if blocks and blocks[-1][-1].bold:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _fill(blocks: Sequence[Column], height: float) -> list[Column]:
    columns: list[list[Row]] = [[]]
    used = 0.0
    for block in blocks:
        needed = sum(row.height for row in block)
        if used + needed > height + 0.01 and columns[-1]:
            columns.append([])
            used = 0.0
        columns[-1] += block
        used += needed
    return list(columns)
