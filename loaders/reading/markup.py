"""A tree of HTML as lines of text. The tree is walked without recursion, as pages nest as deep as they please."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from yhdysverkko.loaders.reading.lines import row_text, single_spaced, without_gaps

_SITE_TAGS = """script style template noscript svg math iframe object embed canvas audio video map head title
input select textarea button label datalist nav aside footer dialog menu"""
_BLOCK_TAGS = """address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1
h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"""
_SPACED_TAGS = """article blockquote dl figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul"""

DROPPED = frozenset(_SITE_TAGS.split())
DROPPED_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"])
COMMENTS = frozenset(["comments", "comment-list", "commentlist", "respond", "disqus_thread", "comments-area"])

_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACED = frozenset(_SPACED_TAGS.split())
_CELLS = frozenset(["td", "th"])


@dataclass
class _Item:
    """A list or list item that is open: its depth, its next number (0 for bullets)."""

    depth: int
    number: int


@dataclass
class _Row:
    """A table row that is open: its finished cells, and whether all are headers."""

    cells: list[str] = field(default_factory=list)
    is_header: bool = True


@dataclass
class _Writer:
    """The lines written so far. `line` collects the pieces of the current one; a mark opens a list item."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    mark: str = ""
    lists: list[_Item] = field(default_factory=list)
    tables: list[tuple["_Writer", _Row | None]] = field(default_factory=list)
    preformatted: int = 0

    def add(self, text: str) -> None:
        self.line.append(text)

    def end_line(self) -> None:
        text = "".join(self.line)
        text = text.strip("\n") if self.preformatted else single_spaced(text)
        self.line.clear()
        if text:
            self.lines.append(self.mark + text)
            self.mark = ""

    def blank(self) -> None:
        if self.lines and self.lines[-1] and not self.lists:
            self.lines.append("")


def tree_text(root: LexborNode) -> str:
    """The text that a reader of the page sees below `root`."""
    writers, rows = [_Writer()], list[_Row]()
    for node, entering in _walk(root):
        tag = node.tag or ""
        if tag == "-text":
            writers[-1].add(node.text_content or "")
        elif tag == "br":
            writers[-1].end_line()
        elif tag == "tr":
            _table_row(writers, rows, entering)
        elif tag in _CELLS and rows:
            _table_cell(writers, rows[-1], tag, entering)
        elif tag in _BLOCKS:
            _block(writers[-1], tag, entering)
    writers[-1].end_line()
    return without_gaps("\n".join(writers[0].lines))


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node at its beginning (True), each element that is kept at its end too (False)."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if entering and (node.tag == "-comment" or (node.mem_id != root.mem_id and is_dropped(node))):
            continue
        yield node, entering
        if not entering or node.tag == "-text":
            continue
        stack.append((node, False))
        child = node.last_child
        while child is not None:
            stack.append((child, True))
            child = child.prev


def is_dropped(node: LexborNode) -> bool:
    """Whether a part of the page belongs to the site or its scripts, not to the text."""
    if node.tag in DROPPED:
        return True
    if not node.is_element_node:
        return False
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") in DROPPED_ROLES:
        return True
    names = {*(attributes.get("class") or "").casefold().split(), (attributes.get("id") or "").casefold()}
    return not names.isdisjoint(COMMENTS)


def _block(writer: _Writer, tag: str, entering: bool) -> None:
    if tag == "dd" and entering and writer.line:
        return _definition(writer)
    if tag == "dt" and not entering:
        return None  # the line goes on with what is said of it
    writer.end_line()
    if tag in ("ul", "ol"):
        _list(writer, tag, entering)
    elif tag == "li":
        writer.mark = _mark(writer) if entering else ""
    elif tag == "pre":
        writer.preformatted += 1 if entering else -1
    if tag in _SPACED:
        writer.blank()
    return None


def _definition(writer: _Writer) -> None:
    """ "Paikka" and "Kulttuuritalo" of a definition list become "Paikka: Kulttuuritalo"."""
    term = single_spaced("".join(writer.line)).rstrip(" :")
    writer.line[:] = [f"{term}: " if term else ""]


def _list(writer: _Writer, tag: str, entering: bool) -> None:
    if entering:
        writer.lists.append(_Item(len(writer.lists), 1 if tag == "ol" else 0))
    elif writer.lists:
        writer.lists.pop()


def _mark(writer: _Writer) -> str:
    if not writer.lists:
        return "- "
    item = writer.lists[-1]
    if not item.number:
        return "  " * item.depth + "- "
    item.number += 1
    return f"{'  ' * item.depth}{item.number - 1}. "


def _table_row(writers: list[_Writer], rows: list[_Row], entering: bool) -> None:
    """A row of short cells is one line; one whose cells hold several lines is layout, and they follow each other."""
    if entering:
        writers[-1].end_line()
        rows.append(_Row())
        return
    row, writer = rows.pop(), writers[-1]
    if any("\n" in cell for cell in row.cells):
        writer.lines += [line for cell in row.cells for line in ("", *cell.split("\n"), "")]
        return
    writer.add(" | ".join(filter(None, row.cells)) if row.is_header else row_text(row.cells))
    writer.end_line()


def _table_cell(writers: list[_Writer], row: _Row, tag: str, entering: bool) -> None:
    if entering:
        row.is_header = row.is_header and tag == "th"
        writers.append(_Writer())
        return
    cell = writers.pop()
    cell.end_line()
    row.cells.append(without_gaps("\n".join(cell.lines)))
