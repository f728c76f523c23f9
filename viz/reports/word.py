"""A report as a Word document: its styles or those of the user's own template, real tables, pictures with their words.

What a call gave stands in a content control. Its tag is the key of the call, and a variable of the document with the
name of the tag holds the call itself: Word keeps both when the text around is edited.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.viz.pictures.ink import clean
from yhdysverkko.viz.pictures.png import draw_png
from yhdysverkko.viz.reports.calls import Call
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
    Run,
    Text,
    words_of,
)

WIDTH_MM = 160.0
SOURCE, CELL, HEAD = "Yhdysverkko Source", "Yhdysverkko Cell", "Yhdysverkko Head"
"""Styles of our own, which a user's template may hold with other looks: what a thing rests on, and cells of tables."""

_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that XML forbids."""


def write_word(report: Report, template: Path | None = None) -> bytes:
    """The report as DOCX, in the styles of `template`. Raises LoadFailed for a template that is no Word document."""
    document = open_word(template) if template else Document()
    title, language = clean(words_of(report.title)), _LANGUAGES[report.language]
    properties = document.core_properties
    properties.title, properties.language, properties.author, properties.comments = title, language, "Yhdysverkko", ""
    made = datetime(report.day.year, report.day.month, report.day.day)
    properties.created = properties.modified = made
    _speak(document, language)
    if not template:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(10.5)
    writer = WordWriter(document)
    writer.heading(0, report.title)
    writer.blocks(report.blocks)
    return save_word(document)


def open_word(file: Path) -> WordDocument:
    """A Word document. Raises LoadFailed for another file."""
    try:
        return Document(str(file))
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise LoadFailed("report.bad_word_file", path=file) from error


def save_word(document: WordDocument) -> bytes:
    """The document as bytes, the same whenever it is saved: without the hour in each part of the package."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            target.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _add_styles(document: WordDocument) -> None:
    known = {style.name for style in document.styles}
    for name, size, bold, after in ((SOURCE, 8.5, False, 8), (CELL, 9, False, 1), (HEAD, 9, True, 1)):
        if name not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"] if "Normal" in known else None
            style.font.size, style.font.bold = Pt(size), bold
            style.paragraph_format.space_before = Pt(3 if name == SOURCE else 1)
            style.paragraph_format.space_after = Pt(after)


def _speak(document: WordDocument, language: str) -> None:
    """Make the language that of all text, for spelling and for those who listen."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(_element("w:lang", val=language, eastAsia=language))


def _element(tag: str, /, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class WordWriter:
    """Writes blocks at the end of a document."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        _add_styles(document)
        self._body = document.element.body

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block.level - 1, block.text)
            case Paragraph():
                self._runs(self._paragraph(SOURCE if block.quiet else "Normal"), block.text)
            case Items():
                for item in block.items:
                    self._item(item, "List Number" if block.ordered else "List Bullet")
            case Code():
                self._listing(block.text)
            case Grid():
                self._grid(block)
            case Drawing():
                self._drawing(block)
            case Generated():
                self._generated(block)

    def heading(self, level: int, text: Text) -> None:
        """A heading; level 0 is the title of the document."""
        self._runs(self._paragraph("Title" if level < 1 else f"Heading {min(level, 9)}"), text)

    def _paragraph(self, style: str) -> WordParagraph:
        known = {each.name for each in self._document.styles}
        return self._document.add_paragraph(style=style if style in known else None)

    def _item(self, blocks: tuple[Block, ...], style: str) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._runs(self._paragraph(style), block.text)
            else:
                self._block(block)

    def _runs(self, paragraph: WordParagraph, text: Text) -> None:
        for part in text:
            if isinstance(part, Field):
                run = paragraph.add_run(_told(part.text))
                run.bold = part.strong or None
                self._control(part.call, [run._r])
            elif part.href:
                self._link(paragraph, part)
            else:
                run = paragraph.add_run(_told(part.text))
                run.bold, run.italic = part.strong or None, part.emphasis or None
                if part.code:
                    run.font.name = "Consolas"

    def _link(self, paragraph: WordParagraph, part: Run) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._document.part.relate_to(part.href, _HYPERLINK, is_external=True))
        run = paragraph.add_run(_told(part.text))
        run.font.underline = True
        link.append(run._r)
        paragraph._p.append(link)

    def _listing(self, text: str) -> None:
        paragraph = self._paragraph("Normal")
        for at, line in enumerate(text.split("\n")):
            run = paragraph.add_run(_told(line))
            run.font.name, run.font.size = "Consolas", Pt(7.5)
            if at < text.count("\n"):
                run.add_break()

    def _grid(self, grid: Grid) -> None:
        table = self._document.add_table(rows=1, cols=len(grid.columns))
        if "Table Grid" in {style.name for style in self._document.styles}:
            table.style = "Table Grid"
        table.autofit = False
        self._row(table, [column.label for column in grid.columns], grid, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for row in grid.rows:
            table.add_row()
            self._row(table, row, grid)
        for row in table.rows:
            row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))
        for at, column in enumerate(grid.columns):
            table.columns[at].width = Mm(WIDTH_MM * column.share)

    def _row(self, table: Table, texts: Iterable[str], grid: Grid, *, bold: bool = False) -> None:
        """Fill the last row of a table."""
        # The cells of a row are asked for once: looking each up anew makes long tables slow.
        for cell, text, column in zip(table.rows[-1].cells, texts, grid.columns, strict=True):
            cell.width = Mm(WIDTH_MM * column.share)
            paragraph = cell.paragraphs[0]
            paragraph.style = self._document.styles[HEAD if bold else CELL]
            paragraph.add_run(_told(text))
            if column.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _drawing(self, drawing: Drawing) -> None:
        picture = BytesIO(draw_png(drawing.scene, dpi=200, width_mm=WIDTH_MM, captioned=False))
        inline = self._paragraph("Normal").add_run().add_picture(picture, width=Mm(WIDTH_MM))._inline
        inline.docPr.set("descr", clean(drawing.scene.alt))
        inline.docPr.set("title", clean(drawing.scene.title))

    def _generated(self, block: Generated) -> None:
        if block.caption and block.caption.kind == "table":
            self._caption(block.caption)
        self._control(block.call, list(self.detached(block)))
        if block.caption and block.caption.kind == "figure":
            self._caption(block.caption)

    def detached(self, block: Generated) -> Iterator[Any]:
        """The elements of what a call gave, written at the end of the document, ready to be moved elsewhere."""
        before = len(self._body)
        self.blocks(block.blocks)
        # The last element of a body is its section; what is new stands before it.
        yield from list(self._body)[before - 1 : -1]

    def _caption(self, caption: Caption) -> None:
        """A caption whose number Word counts anew when its fields are updated."""
        paragraph = self._paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = caption.kind == "table"
        paragraph.add_run(f"{caption.label} ")
        number = _element("w:fldSimple", instr=f" SEQ {caption.label} \\* ARABIC ")
        number.append(paragraph.add_run(str(caption.number))._r)
        paragraph._p.append(number)
        rest = caption_text(caption).removeprefix(f"{caption.label} {caption.number}")
        paragraph.add_run(_told(rest))

    def _control(self, call: Call, content: list[Any]) -> None:
        """Put elements into a content control that keeps their call."""
        control, properties, inside = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
        properties.append(_element("w:tag", val=call.key))
        control.extend([properties, inside])
        content[0].addprevious(control)
        inside.extend(content)
        _remember(self._document, call)


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _told(text: str) -> str:
    """A text as Word takes it: a tab or a line end in it is a space, like any other."""
    return _UNSEEN.sub("", re.sub(r"[\t\r\n]", " ", text))


def _remember(document: WordDocument, call: Call) -> None:
    """Keep a call as a variable of the document."""
    settings = document.settings.element
    known = settings.find(qn("w:docVars"))
    if known is None:
        known = _element("w:docVars")
        # Its place among the settings is fixed (ECMA-376, part 1, CT_Settings).
        after = next((each for each in settings if each.tag in _AFTER_VARIABLES), None)
        settings.append(known) if after is None else after.addprevious(known)
    if all(each.get(qn("w:name")) != call.key for each in known):
        known.append(_element("w:docVar", name=call.key, val=call.text))


_AFTER_VARIABLES = frozenset(
    map(qn, ("w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults",
             "w:decimalSymbol", "w:listSeparator"))
)  # fmt: skip
