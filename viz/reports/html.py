"""A report as one HTML file that needs nothing else: to read, to print and to edit."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from yhdysverkko.viz.pictures.ink import clean
from yhdysverkko.viz.pictures.svg import draw_svg
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

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""A report loads nothing and runs nothing, whatever an editor pastes into it."""


def write_html(report: Report) -> bytes:
    """The report as a page with its own style, in its language."""
    style = (files("yhdysverkko.viz.reports") / "static" / "report.css").read_text(encoding="utf-8")
    title = _escape(words_of(report.title))
    page = f"""<!DOCTYPE html>
<html lang="{report.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="date" content="{report.day.isoformat()}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{_text(report.title)}</h1>
{write_blocks(report.blocks)}
</main>
</body>
</html>
"""
    return page.encode()


def write_blocks(blocks: Iterable[Block]) -> str:
    """Blocks as HTML, a line or more for each."""
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            level = min(block.level, 6)
            return f"<h{level}>{_text(block.text)}</h{level}>"
        case Paragraph():
            look = ' class="quiet"' if block.quiet else ""
            return f"<p{look}>{_text(block.text)}</p>"
        case Items():
            name = "ol" if block.ordered else "ul"
            items = "\n".join(f"<li>{_item(item)}</li>" for item in block.items)
            return f"<{name}>\n{items}\n</{name}>"
        case Code():
            return f"<pre><code>{_escape(block.text, lines=True)}</code></pre>"
        case Grid():
            return _grid(block)
        case Drawing():
            return draw_svg(block.scene, width_mm=160, captioned=False)
        case Generated():
            return _generated(block)


def _item(blocks: tuple[Block, ...]) -> str:
    match blocks:
        case (Paragraph(text),):
            return _text(text)
    return write_blocks(blocks)


def _generated(block: Generated) -> str:
    call = block.call
    inside = f'<div data-call="{_escape(call.text)}">\n{write_generated(block)}\n</div>'
    if block.caption is None:
        return inside
    caption = f'<figcaption id="{call.key}">{_escape(caption_text(block.caption))}</figcaption>'
    parts = (caption, inside) if block.caption.kind == "table" else (inside, caption)
    return "\n".join((f'<figure class="{block.caption.kind}">', *parts, "</figure>"))


def write_generated(block: Generated) -> str:
    """What stands inside of the element that keeps the call; its table is named by the caption beside it."""
    written = write_blocks(block.blocks)
    return written.replace("<table>", f'<table aria-labelledby="{block.call.key}">', 1) if block.caption else written


def write_field(field: Field) -> str:
    """What stands inside of the element that keeps the call of a number."""
    return _escape(field.text)


def caption_text(caption: Caption) -> str:
    """ "Taulukko 1. Jäsenet"; without a text of its own just its number."""
    return f"{caption.label} {caption.number}. {caption.text}".rstrip()


def _grid(grid: Grid) -> str:
    kinds = [' class="number"' if column.numeric else "" for column in grid.columns]
    heads = "".join(
        f'<th scope="col"{kind} style="width:{100 * column.share:.1f}%">{_escape(column.label)}</th>'
        for column, kind in zip(grid.columns, kinds, strict=True)
    )
    rows = [
        "".join(f"<td{kind}>{_escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) for row in grid.rows
    ]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _text(text: Text) -> str:
    written = []
    for part in text:
        if isinstance(part, Field):
            inside = f'<span data-call="{_escape(part.call.text)}">{write_field(part)}</span>'
            written.append(f"<strong>{inside}</strong>" if part.strong else inside)
            continue
        inside = _escape(part.text)
        for name, on in (("code", part.code), ("em", part.emphasis), ("strong", part.strong)):
            inside = f"<{name}>{inside}</{name}>" if on else inside
        written.append(f'<a href="{_escape(part.href)}">{inside}</a>' if part.href else inside)
    return "".join(written)


def _escape(text: str, *, lines: bool = False) -> str:
    if lines:
        return "\n".join(
            escape("".join(letter for letter in line if letter.isprintable())) for line in text.split("\n")
        )
    # Spaces at the ends part a run from the next one; `clean` would take them.
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return escape(f"{' ' if head else ''}{clean(text)}{' ' if tail and text.strip() else ''}")


def _escape_line(line: str) -> str:
    return escape("".join(letter for letter in line if letter.isprintable()))
