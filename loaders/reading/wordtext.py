"""Elements of WordprocessingML (ISO/IEC 29500-1, 17) as lines of text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from yhdysverkko.loaders.reading.lines import row_text, single_spaced
from yhdysverkko.loaders.reading.safexml import local_name

SHORT = 80
"""Characters of a paragraph that may be a line of a block, such as of an address: no blank lines are put around it."""

_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Text that was moved away, text for programs that cannot show the shape before it, and properties.
_SKIPPED = frozenset(["moveFrom", "Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr"])
_BLOCKS = frozenset(["p", "tbl", "sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent"])


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace: strict and transitional documents differ in it."""
    if element is None:
        return None
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child so named, and its, along `names`."""
    for name in names:
        element = next((item for item in element if local_name(item) == name), None) if element is not None else None
    return element


class Styles:
    """Which paragraph styles are headings; their English names are the same in every language of Word."""

    def __init__(self, styles: Iterable[Element]) -> None:
        self._names: dict[str, str] = {}
        self._lists: dict[str, Element] = {}
        for style in styles:
            key = attribute(style, "styleId")
            if local_name(style) == "style" and key:
                self._names[key] = (attribute(child(style, "name"), "val") or "").casefold()
                if (numbering := child(style, "pPr", "numPr")) is not None:
                    self._lists[key] = numbering

    def is_title(self, style: str) -> bool:
        return self._names.get(style) == "title"

    def is_heading(self, style: str) -> bool:
        return self._names.get(style, "").startswith(("heading", "title", "subtitle"))

    def numbering(self, style: str) -> Element | None:
        return self._lists.get(style)


class Numbering:
    """The marks of list items: "- ", or "1. " counted through each list."""

    def __init__(self, definitions: Iterable[Element]) -> None:
        self._counted: set[tuple[str, str]] = set()
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        for item in definitions:
            if local_name(item) == "num":
                self._abstract[attribute(item, "numId") or ""] = attribute(child(item, "abstractNumId"), "val") or ""
                continue
            for level in item:
                if attribute(child(level, "numFmt"), "val") == "decimal":
                    key = (attribute(item, "abstractNumId") or "", attribute(level, "ilvl") or "0")
                    self._counted.add(key)

    def mark(self, properties: Element) -> str:
        """The mark before a paragraph with these `numPr`; empty where they take it out of its list (numId 0)."""
        number = attribute(child(properties, "numId"), "val") or "0"
        level = attribute(child(properties, "ilvl"), "val") or "0"
        if number == "0":
            return ""
        indent = "  " * min(int(level), 8) if level.isdigit() else ""
        if (self._abstract.get(number, ""), level) not in self._counted:
            return f"{indent}- "
        self._counts[number, level] += 1
        return f"{indent}{self._counts[number, level]}. "


class WordText:
    """Lines of a document as its parts are added; `title` is the paragraph styled so, `heading` the first heading."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.title = ""
        self.heading = ""
        self._styles = styles
        self._numbering = numbering

    def add(self, element: Element) -> None:
        """A paragraph, a table, or what wraps them."""
        name = local_name(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self.lines += ["", *self._rows(element), ""]
        elif name in _BLOCKS:
            for item in element:
                self.add(item)

    def add_note(self, note: Element) -> None:
        for item in note:
            self.add(item)

    def _paragraph(self, element: Element) -> None:
        style = attribute(child(element, "pPr", "pStyle"), "val") or ""
        text = "".join(_pieces(element)).strip()
        if not text:
            self.lines.append("")
        else:
            self._write(text, style, child(element, "pPr", "numPr"))
        for box in _boxes(element):
            self.add(box)

    def _write(self, text: str, style: str, stated: Element | None) -> None:
        if self._styles.is_heading(style):
            title = single_spaced(text)
            self.title = self.title or (title if self._styles.is_title(style) else "")
            self.heading = self.heading or title
            self.lines += ["", title, ""]
            return
        numbering = stated if stated is not None else self._styles.numbering(style)
        mark = self._numbering.mark(numbering) if numbering is not None else ""
        if mark:
            self.lines.append(mark + single_spaced(text))
        elif len(text) <= SHORT and not text.endswith((".", "!", "?")):
            self.lines.append(text)
        else:
            self.lines += ["", text, ""]

    def _rows(self, table: Element) -> Iterator[str]:
        """A line a row; rows whose cells hold several paragraphs are layout, and their cells follow each other."""
        for row in _below(table, "tr"):
            cells = [self._cell(cell) for cell in _below(row, "tc")]
            if any("\n" in cell for cell in cells):
                yield from (line for cell in cells for line in ("", cell, ""))
            elif any(cells):
                yield row_text(cells)

    def _cell(self, cell: Element) -> str:
        inner = WordText(self._styles, self._numbering)
        for item in cell:
            inner.add(item)
        return "\n".join(filter(None, inner.lines))


def _below(element: Element, name: str) -> Iterator[Element]:
    """Children so named, also those that a content control wraps."""
    for item in element:
        if local_name(item) == name:
            yield item
        elif local_name(item) in _BLOCKS - {"p", "tbl"}:
            yield from _below(item, name)


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph; text boxes in it are apart."""
    for item in element:
        name = local_name(item)
        if name == "t":
            yield item.text or ""
        elif name in _PLAIN:
            yield _PLAIN[name]
        elif name not in _SKIPPED and name != "txbxContent":
            yield from _pieces(item)


def _boxes(element: Element) -> Iterator[Element]:
    for item in element:
        if local_name(item) == "txbxContent":
            yield item
        elif local_name(item) not in _SKIPPED:
            yield from _boxes(item)
