"""Lines of a PDF page with their places, cells of tables told apart by the width of the gaps."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import PdfTextPage, raw

from yhdysverkko.loaders.reading.lines import clean

CELL_GAP = 2.5
"""Gap between words, in heights of the line, that always parts cells; words of justified text come closer."""

CELL_GAP_BESIDE = 0.9
"""Gap that parts cells where the other words of the line stand much closer together."""

JUSTIFIED = 1.3
"""The widest gap of a line, in its narrowest, up to which its words are spread evenly to fill the column."""

HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line; it leaves out the line break after it."""

_BULLETS = "•·▪●◦‣○■□➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf02d*"


# "3.", "2)", "4.1", and so also the time or day before a point of a programme.
_NUMBER = re.compile(r"\d{1,4}[.)]|\d{1,4}(?:\.\d{1,4})+[.)]?|[a-zåäö]\)")


class Line(NamedTuple):
    """A line of text: its cells, its edges in points (y grows upwards), the height of its letters and the width of
    its first word."""

    cells: tuple[str, ...]
    left: float
    right: float
    bottom: float
    height: float
    first_word: float
    hyphenated: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.cells)


class _Glyph(NamedTuple):
    sign: str
    left: float
    right: float
    bottom: float
    top: float


def page_lines(page: PdfTextPage) -> Iterator[Line]:
    """The lines of a page in the order of its content, which columns follow."""
    glyphs: list[_Glyph] = []
    for glyph in _glyphs(page):
        if glyph.sign not in "\r\n" and glyph.sign != HYPHEN:
            glyphs.append(glyph)
            continue
        if line := _line(glyphs, hyphenated=glyph.sign == HYPHEN):
            yield line
        glyphs = []
    if line := _line(glyphs, hyphenated=False):
        yield line


def _glyphs(page: PdfTextPage) -> Iterator[_Glyph]:
    for at in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, at)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        sign = chr(code)
        if sign in "\r\n \t\x02":
            yield _Glyph(sign, 0, 0, 0, 0)
        else:
            left, bottom, right, top = page.get_charbox(at, loose=True)
            yield _Glyph(sign, left, right, bottom, top)


def _line(glyphs: list[_Glyph], *, hyphenated: bool) -> Line | None:
    words = list(_words(glyphs))
    if not words:
        return None
    shown = [glyph for word in words for glyph in word]
    heights = sorted(glyph.top - glyph.bottom for glyph in shown)
    height = heights[len(heights) // 2] or 1.0
    cells = tuple(_cells(words, height))
    left, right = min(glyph.left for glyph in shown), max(glyph.right for glyph in shown)
    bottoms = sorted(glyph.bottom for glyph in shown)
    first = words[0][-1].right - words[0][0].left
    return Line(cells, left, right, bottoms[len(bottoms) // 2], height, first, hyphenated)


def _words(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    word: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.sign not in " \t\u00a0":
            word.append(glyph)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _cells(words: list[list[_Glyph]], height: float) -> Iterator[str]:
    gaps = [after[0].left - before[-1].right for before, after in pairwise(words)]
    usual = min((gap for gap in gaps if gap > 0), default=0.0)
    if len(gaps) > 1 and max(gaps) < JUSTIFIED * usual:
        gaps = [0.0] * len(gaps)
    cell: list[str] = []
    for at, word in enumerate(words):
        gap = gaps[at - 1] / height if at else 0.0
        apart = gap > CELL_GAP or (gap > CELL_GAP_BESIDE and gap * height > 2.5 * usual)
        if apart and not _is_mark(cell):
            yield clean(" ".join(cell))
            cell = []
        cell.append("".join(glyph.sign for glyph in word))
    if _is_mark(cell[:1]) and cell[0] in _BULLETS:
        cell[0] = "-"
    yield clean(" ".join(cell))


def _is_mark(cell: list[str]) -> bool:
    """Whether the words so far are only the mark of a list item, which stands apart from its text."""
    return len(cell) == 1 and (cell[0] in _BULLETS or cell[0] in "-–" or _NUMBER.fullmatch(cell[0]) is not None)
