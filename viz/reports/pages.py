"""A report as PDF: pages to print and to send, tagged so that a screen reader can read them."""

import json
from collections.abc import Iterable
from datetime import date

from yhdysverkko.viz.pictures.font import FAMILY, font
from yhdysverkko.viz.pictures.ink import clean
from yhdysverkko.viz.pictures.svg import draw_svg
from yhdysverkko.viz.pictures.typesetting import typeset
from yhdysverkko.viz.reports.html import caption_text
from yhdysverkko.viz.reports.tree import (
    Block,
    Caption,
    Code,
    Drawing,
    Field,
    Generated,
    Grid,
    Heading,
    Items,
    Paragraph,
    Report,
    Text,
    words_of,
)

_PAGE = """#set document(title: {title}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set page(paper: "a4", margin: (x: 25mm, y: 22mm), numbering: "1")
#set text(font: "{font}", size: 10pt, lang: "{language}", fallback: true)
#set par(leading: 0.62em, spacing: 0.9em)
#set table(stroke: (x, y) => (bottom: if y == 0 {{ 1pt }} else {{ 0.4pt }} + rgb("#b8c2cc")), inset: (x: 3pt, y: 3.5pt))
#show table: set text(size: 8.5pt)
#show table: set par(justify: false)
#show heading: set block(above: 1.5em, below: 0.7em)
#show heading.where(level: 1): set text(size: 19pt)
#show heading.where(level: 2): set text(size: 13.5pt)
#show heading.where(level: 3): set text(size: 11pt)
#show emph: set text(fill: rgb("#30475e"))
#let quiet(body) = text(size: 7.5pt, fill: rgb("#4a5866"), body)
#let listing(body) = block(width: 100%, fill: rgb("#f3f5f8"), inset: 6pt, text(size: 6.5pt, body))
#let caption(body) = block(sticky: true, above: 1.2em, below: 0.6em, text(size: 9.5pt, weight: "bold", body))
#let under(body) = block(above: 0.5em, below: 0.6em, text(size: 9.5pt, weight: "bold", body))
"""


def write_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1; the text of data is in strings, where nothing is markup."""
    day: date = report.day
    head = _PAGE.format(title=_string(words_of(report.title)), day=day, font=FAMILY, language=report.language)
    writer = _Writer()
    body = writer.blocks((Heading(1, report.title), *report.blocks))
    return typeset(head + body, writer.pictures, form="pdf")


class _Writer:
    """Writes blocks as Typst; the pictures are its inputs."""

    def __init__(self) -> None:
        self.pictures: dict[str, str] = {}

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"#heading(level: {min(block.level, 6)})[{_text(block.text)}]"
            case Paragraph():
                return f"#quiet[{_text(block.text)}]" if block.quiet else _text(block.text)
            case Items():
                name = "enum" if block.ordered else "list"
                return f"#{name}({', '.join(f'[{self.blocks(item)}]' for item in block.items)})"
            case Code():
                lines = " #linebreak() ".join(f"#{_string(line, indented=True)};" for line in block.text.split("\n"))
                return f"#listing[{lines}]"
            case Grid():
                return _grid(block)
            case Drawing():
                return self._drawing(block)
            case Generated():
                inside = self.blocks(block.blocks)
                return f"{_caption(block.caption, inside)}" if block.caption else inside

    def _drawing(self, drawing: Drawing) -> str:
        name = f"picture{len(self.pictures)}"
        self.pictures[name] = draw_svg(drawing.scene, width_mm=160, captioned=False)
        alt = _string(drawing.scene.alt)
        return f'#image(bytes(sys.inputs.{name}), format: "svg", width: 100%, alt: {alt})'


def _caption(caption: Caption, inside: str) -> str:
    said = f"[#{_string(caption_text(caption))};]"
    return f"#caption{said}\n\n{inside}" if caption.kind == "table" else f"{inside}\n\n#under{said}"


def _grid(grid: Grid) -> str:
    widths = ", ".join(f"{column.share:.3f}fr" for column in grid.columns)
    aligned = ", ".join("right" if column.numeric else "left" for column in grid.columns)
    head = ", ".join(f"[*#{_string(column.label)};*]" for column in grid.columns)
    rows = "".join(f"  {', '.join(f'[#{_string(cell)};]' for cell in row)},\n" for row in grid.rows)
    return f"#table(columns: ({widths},), align: ({aligned},),\n  table.header({head}),\n{rows})"


def _text(text: Text) -> str:
    written = []
    for part in text:
        inside = f"#{_string(part.text)};"
        if part.strong:
            inside = f"#strong[{inside}]"
        if not isinstance(part, Field):
            inside = f"#emph[{inside}]" if part.emphasis else inside
            inside = f"#link({_string(part.href)})[{inside}]" if part.href else inside
        written.append(inside)
    return "".join(written)


def _string(text: str, *, indented: bool = False) -> str:
    """A string literal of Typst, whose escapes are those of JSON for what `clean` leaves."""
    head = "\u00a0" * (len(text) - len(text.lstrip())) if indented else " " * text.startswith(" ")
    tail = " " * (text.endswith(" ") and bool(text.strip()))
    return json.dumps("".join(map(_drawable, head + clean(text) + tail)), ensure_ascii=False)


def _drawable(letter: str) -> str:
    """A letter that the font has: PDF/UA allows no other, and a name may have any."""
    return letter if ord(letter) in font(False).advances else _INSTEAD.get(letter, "?")


_INSTEAD = {"←": "<", "→": ">"}
