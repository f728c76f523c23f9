"""Lines of pages as paragraphs: wrapped lines joined, hyphens at line ends resolved, running heads left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from yhdysverkko.loaders.reading.lines import row_text, without_gaps
from yhdysverkko.loaders.reading.pagelines import Line

WRAPPED = 30
"""Characters from which a line can be one that goes on; shorter ones do so only before a small letter."""

PARAGRAPH_GAP = 1.2
"""Distance between lines, in that of most lines of the text, from which a new paragraph begins."""

USUAL_SHARE = 0.15
"""Share of all lines that stand at a distance, from which it can be that of the lines of a paragraph."""

WIDEST_SPACING = 2.2
"""Distance of lines, in their height, up to which it can be that of the lines of a paragraph."""

HEADING_HEIGHT = 1.2
"""Height of letters, in that of the page's usual ones, from which a line is a heading."""

SECOND_WIDTH = 0.85
"""Width of a column's second widest line, in that of its widest, from which both are taken to fill the column."""

RUNNING_LINES = 3
"""Lines at the head and foot of a page that may repeat on others."""

_ITEM = re.compile(r"(?:[-–]|\d{1,2}[.)]|[a-zåäö]\))\s")
_SENTENCE_END = re.compile(r"[.!?…:][”\"’)\]]*$")
_DIVIDED = re.compile(r"\w-$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:sivu|sida|page|s\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?\s*(?:[(/]\s*\d{1,4}\s*\)?)?", re.IGNORECASE
)
# "sosiaali- ja terveyspalvelut": the hyphen stands for a shared part and is no division of the word.
_SHARED_PART = re.compile(r"(?:ja|tai|sekä|eli|och|eller|samt|and|or)\b")

Page = list[Line]


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers, and heads and feet repeated on most of them, kept where they first stand."""
    if len(pages) < 2:
        return list(pages)
    counts = Counter(text for page in pages for text in {_pattern(line) for line in _edges(page)})
    repeated = {text for text, count in counts.items() if count >= 2 and 2 * count >= len(pages)}
    seen: set[str] = set()
    return [_bare(page, repeated, seen) for page in pages]


def _pattern(line: Line) -> str:
    return _NUMBER.sub("#", line.text)


def _edges(page: Page) -> list[Line]:
    return page if len(page) <= 2 * RUNNING_LINES else [*page[:RUNNING_LINES], *page[-RUNNING_LINES:]]


def _bare(page: Page, repeated: set[str], seen: set[str]) -> Page:
    edges = set(map(id, _edges(page)))
    kept = []
    for line in page:
        pattern = _pattern(line)
        if id(line) in edges and (_PAGE_NUMBER.fullmatch(line.text) or (pattern in repeated and pattern in seen)):
            continue
        seen.add(pattern)
        kept.append(line)
    return kept


def flow(pages: Sequence[Page]) -> str:
    """The text of the pages, paragraphs parted by blank lines."""
    measure = _Measure(_usual_height(pages), _usual_spacing(pages))
    written: list[str] = []
    before: _Step | None = None
    for page in pages:
        for step in _steps(page, measure):
            _write(written, before, step)
            before = step
    return without_gaps("\n".join(written))


class _Step(NamedTuple):
    """A line and how it follows the one before. `gap`: a distance that parts paragraphs; `fits`: its first word had
    had room there; `sure`: the edge of the column is that of several lines."""

    line: Line
    heading: bool
    gap: bool
    fits: bool
    sure: bool
    in_table: bool


class _Measure(NamedTuple):
    """The height of the letters of the text, in points, and the distance of its lines, in their height."""

    height: float
    spacing: float


def _usual_height(pages: Sequence[Page]) -> float:
    """The height of letters that most of the text has, to a tenth of a point."""
    heights: Counter[int] = Counter()
    for page in pages:
        for line in page:
            heights[round(line.height * 10)] += len(line.text)
    return heights.most_common(1)[0][0] / 10 if heights else 0.0


def _usual_spacing(pages: Sequence[Page]) -> float:
    """The distance of the lines of a paragraph, in their height: the smallest that is common enough."""
    steps: Counter[float] = Counter()
    for page in pages:
        for before, line in pairwise(page):
            ratio = (before.bottom - line.bottom) / line.height
            if 0.5 < ratio < WIDEST_SPACING:
                steps[round(ratio * 20) / 20] += 1
    common = [ratio for ratio, count in steps.items() if count >= USUAL_SHARE * steps.total()]
    return min(common, default=WIDEST_SPACING / 2)


def _steps(page: Page, measure: _Measure) -> Iterator[_Step]:
    columns = _columns(page)
    before: Line | None = None
    for line, column in zip(page, columns, strict=True):
        heading = line.height > measure.height * HEADING_HEIGHT and len(line.cells) == 1 and len(line.text) < 200
        gap = fits = False
        if before is not None:
            usual = measure.spacing * max(before.height, line.height)
            gap = before.bottom - line.bottom > PARAGRAPH_GAP * usual
            fits = before.right + before.height * 0.3 + line.first_word <= column.right
        yield _Step(line, heading, gap, fits, column.sure, len(line.cells) > 1)
        before = line


class _Column(NamedTuple):
    """The right edge of the lines around a line; `sure` when the widest of them is not alone in its width."""

    right: float
    sure: bool


def _columns(page: Page) -> list[_Column]:
    """For each line its column: the lines around it until the text jumps up or aside."""
    columns: list[_Column] = []
    start = 0
    for at in range(1, len(page) + 1):
        if at == len(page) or page[at].bottom > page[at - 1].bottom + page[at].height:
            columns += [_column(page[start:at])] * (at - start)
            start = at
    return columns


def _column(lines: Page) -> _Column:
    left = min(line.left for line in lines)
    *_, second, right = [left, *sorted(line.right for line in lines)]
    return _Column(right, second - left >= SECOND_WIDTH * (right - left))


def _write(written: list[str], before: "_Step | None", step: _Step) -> None:
    line = step.line
    text = row_text(line.cells) if step.in_table else line.text
    if before is None:
        written.append(text)
    elif before.line.hyphenated and not step.heading:
        written[-1] = _without_hyphen(written[-1], text)
    elif step.heading or before.heading:
        _write_heading(written, before, step, text)
    elif _goes_on(before, step):
        written[-1] = _joined(written[-1], text)
    else:
        written += [text] if _same_block(before, step, written[-1]) else ["", text]


def _write_heading(written: list[str], before: _Step, step: _Step, text: str) -> None:
    same = before.heading and step.heading and abs(before.line.height - step.line.height) < 0.5
    if same and not step.gap and not step.fits:
        written[-1] = _joined(written[-1], text)
    else:
        written += ["", text]


def _same_block(before: _Step, step: _Step, paragraph: str) -> bool:
    """Whether a line that begins anew belongs to the same table, list or block of short lines as the `paragraph` that
    the line before ends."""
    if (before.in_table and step.in_table) or (_ITEM.match(step.line.text) and _ITEM.match(paragraph)):
        return True
    return not (
        step.gap or before.in_table or step.in_table or _turned(before, step) or _SENTENCE_END.search(before.line.text)
    )


def _turned(before: _Step, step: _Step) -> bool:
    """Whether a line begins a column or page."""
    return step.line.bottom > before.line.bottom


def _goes_on(before: _Step, step: _Step) -> bool:
    """Whether a line only wraps: its first word had no room on the line before, and nothing marks a beginning."""
    if step.gap or step.in_table or before.in_table or _ITEM.match(step.line.text):
        return False
    small = step.line.text[0].islower()
    if _turned(before, step):
        return small and not _SENTENCE_END.search(before.line.text)
    if step.line.text[0].isalnum() and _DIVIDED.search(before.line.text):
        return True
    return not step.fits and (small or (step.sure and len(before.line.text) >= WRAPPED))


def _joined(text: str, more: str) -> str:
    return _without_hyphen(text[:-1], more) if _DIVIDED.search(text) else f"{text} {more}"


def _without_hyphen(text: str, more: str) -> str:
    """Two halves of a word; the hyphen stays before a capital or number and where it stands for a shared part."""
    if _SHARED_PART.match(more):
        return f"{text}- {more}"
    return f"{text}{more}" if more[0].islower() and text[-1:].isalpha() else f"{text}-{more}"
