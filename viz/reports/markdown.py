"""Markdown as the tree of a report, its marks replaced by what they stand for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from yhdysverkko.viz.present import is_web_address
from yhdysverkko.viz.reports.calls import Call, make_call
from yhdysverkko.viz.reports.template import MARK, Filled
from yhdysverkko.viz.reports.tree import (
    Block,
    Code,
    Column,
    Field,
    Generated,
    Grid,
    Heading,
    Items,
    Paragraph,
    Run,
    Text,
    words_of,
)

Answer = Callable[[Call], Generated | Field]


def read_markdown(filled: Filled, answer: Answer) -> tuple[Text, tuple[Block, ...]]:
    """The title, which is the first heading of level 1 (else empty), and the blocks below it.

    `answer` gives what a call stands for. A paragraph with numbers is followed by what they rest on.
    """
    # Without HTML: a template's raw tags would be inert in one format and work in another.
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(filled.markdown))
    blocks = list(_Reader(filled, answer).blocks(tree.children))
    match blocks:
        case [Heading(1, title), *rest]:
            return title, tuple(rest)
    return (), tuple(blocks)


class _Reader:
    def __init__(self, filled: Filled, answer: Answer) -> None:
        self._parts = filled.parts
        self._answer = answer

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            match node.type:
                case "heading":
                    yield Heading(int(node.tag[1]), self._text(node))
                case "paragraph":
                    yield from self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                    yield Items(items, ordered=node.type == "ordered_list")
                case "blockquote":
                    inside = self.blocks(node.children)
                    yield from (replace(each, quiet=True) if isinstance(each, Paragraph) else each for each in inside)
                case "fence" | "code_block":
                    yield Code(self._bare(node.content).rstrip("\n"))
                case "table":
                    yield self._grid(node)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """A paragraph; the calls in it that give blocks stand on their own. Under figures and numbers stands what they
        rest on."""
        text: list[Run | Field] = []
        for part in self._inline(node.children[0].children):
            if isinstance(part, Generated):
                yield from self._said(text)
                text = []
                yield part
                if part.call.name == "figure":
                    yield from self._notes([part.call])
            else:
                text.append(part)
        yield from self._said(text)

    def _said(self, text: list[Run | Field]) -> Iterator[Block]:
        if words_of(tuple(text)).strip():
            yield Paragraph(tuple(text))
            yield from self._notes([part.call for part in text if isinstance(part, Field)])

    def _notes(self, calls: Sequence[Call]) -> Iterator[Generated]:
        if calls:
            texts = list(dict.fromkeys(call.text for call in calls))
            notes = self._answer(make_call("notes", calls[0].language, {"calls": texts}))
            if isinstance(notes, Generated):
                yield notes

    def _text(self, node: SyntaxTreeNode) -> Text:
        parts = self._inline(node.children[0].children) if node.children else ()
        return tuple(part for part in parts if not isinstance(part, Generated))

    def _inline(self, nodes: Sequence[SyntaxTreeNode], look: Run | None = None) -> Iterator[Run | Field | Generated]:
        look = look or Run("")
        for node in nodes:
            match node.type:
                case "text":
                    yield from self._marked(node.content, look)
                case "code_inline":
                    yield replace(look, text=self._bare(node.content), code=True)
                case "softbreak" | "hardbreak":
                    yield replace(look, text=" ")
                case "strong":
                    yield from self._inline(node.children, replace(look, strong=True))
                case "em":
                    yield from self._inline(node.children, replace(look, emphasis=True))
                case "link":
                    href = str(node.attrs.get("href", ""))
                    yield from self._inline(node.children, replace(look, href=href if is_web_address(href) else ""))

    def _marked(self, text: str, look: Run) -> Iterator[Run | Field | Generated]:
        for at, piece in enumerate(MARK.split(text)):
            if at % 2:
                part = self._parts[int(piece)]
                found = self._answer(part) if isinstance(part, Call) else replace(look, text=part)
                yield replace(found, strong=look.strong) if isinstance(found, Field) else found
            elif piece:
                yield replace(look, text=piece)

    def _bare(self, text: str) -> str:
        """A text in which nothing has a look of its own; calls have no place in it."""
        return MARK.sub(lambda found: "" if isinstance(part := self._parts[int(found[1])], Call) else part, text)

    def _grid(self, node: SyntaxTreeNode) -> Grid:
        lines = [row for part in node.children for row in part.children]
        head, *rows = [tuple(words_of(self._text(cell)) for cell in line.children) for line in lines]
        return Grid(tuple(Column(label, numeric=False, share=1 / len(head)) for label in head), tuple(rows))
