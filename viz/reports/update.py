"""Updates: what the calls of a file gave is replaced by what they give now; everything else stays as it was edited."""

from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import speaking
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.viz.reports.answering import Answerer
from yhdysverkko.viz.reports.calls import Call, read_call
from yhdysverkko.viz.reports.html import write_field, write_generated
from yhdysverkko.viz.reports.tree import Field, Generated
from yhdysverkko.viz.reports.word import WordWriter, open_word, save_word

Answer = Callable[[Call], Generated | Field]


class Updated(NamedTuple):
    """A file brought up to date, and how many of its parts were asked anew."""

    content: bytes
    parts: int


def update_report(store: Store, file: Path, day: date, questions: Catalogue) -> Updated:
    """A report in HTML or Word with all that its calls gave asked again, as of a day.

    Raises LoadFailed for a Word file that is none, and WrongUse for what the calls ask in vain.
    """
    answerer = Answerer(store, questions, day)

    def answer(call: Call) -> Generated | Field:
        with speaking(call.language):
            return answerer.answer(call)

    with settled(store):
        if file.suffix.lower() == ".docx":
            return _update_word(open_word(file), answer)
        return _update_html(file.read_bytes().decode("utf-8"), answer)


class _Part(NamedTuple):
    """An element that keeps a call: its content is text[start:end]."""

    call: Call
    start: int
    end: int


class _Finder(HTMLParser):
    """Finds the elements that keep calls; those within one are its content."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Part] = []
        self._open: tuple[Call, str, int] | None = None
        self._depth = 0
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open:
            self._depth += tag == self._open[1]
            return
        call = read_call(dict(attrs).get("data-call") or "")
        if call:
            start = self._offset() + len(self.get_starttag_text() or "")
            self._open, self._depth = (call, tag, start), 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element closed at once has nothing in it."""

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[1]:
            self._depth -= 1
            if not self._depth:
                call, _, start = self._open
                self.found.append(_Part(call, start, self._offset()))
                self._open = None


def _update_html(text: str, answer: Answer) -> Updated:
    parts = _Finder(text).found
    written, at = [], 0
    for part in parts:
        found = answer(part.call)
        fresh = write_field(found) if isinstance(found, Field) else f"\n{write_generated(found)}\n"
        written += [text[at : part.start], fresh]
        at = part.end
    return Updated("".join([*written, text[at:]]).encode(), len(parts))


def _update_word(document: WordDocument, answer: Answer) -> Updated:
    count = 0
    writer = WordWriter(document)
    for control, call in list(_controls(document)):
        count += 1
        inside = control.find(qn("w:sdtContent"))
        found = answer(call)
        if isinstance(found, Field):
            _replace_words(inside, found.text)
            continue
        pictures = _pictures(inside)
        for old in list(inside):
            inside.remove(old)
        inside.extend(list(writer.detached(found)))
        for unused in pictures - _pictures(document.element):
            document.part.drop_rel(unused)
    return Updated(save_word(document), count)


def _controls(document: WordDocument) -> Iterator[tuple[Any, Call]]:
    """The content controls that keep calls, in order; those within one are its content."""
    kept = {each.get(qn("w:name")): each.get(qn("w:val")) for each in document.settings.element.iter(qn("w:docVar"))}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        call = read_call(kept.get(tag.get(qn("w:val"))) or "") if tag is not None else None
        inside_other = any(parent.tag == qn("w:sdtContent") for parent in control.iterancestors())
        if call and not inside_other:
            yield control, call


def _replace_words(inside: Any, text: str) -> None:
    """New words in the first run, which keeps its look; Word may have split the old ones into several."""
    first, *rest = inside.iter(qn("w:t"))
    first.text = text
    for other in rest:
        other.text = ""


def _pictures(element: Any) -> set[str]:
    """The relationships of the pictures in an element."""
    return {found.get(qn("r:embed")) for found in element.iter(qn("a:blip"))}
