"""A file, a folder of files or a feed as documents; what cannot be read is named, and the rest goes on."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.values import slug
from yhdysverkko.loaders.reading.decoding import read_text
from yhdysverkko.loaders.reading.document import Content, Document, Unreadable
from yhdysverkko.loaders.reading.docx import read_docx
from yhdysverkko.loaders.reading.feeds import is_feed, read_feed
from yhdysverkko.loaders.reading.html import read_html
from yhdysverkko.loaders.reading.language import guess_language
from yhdysverkko.loaders.reading.lines import clean, first_line, single_spaced
from yhdysverkko.loaders.reading.markdown import read_markdown
from yhdysverkko.loaders.reading.pdfprocess import read_apart
from yhdysverkko.loaders.text import is_garbled, repair, sha256
from yhdysverkko.loaders.workbooks import WORKBOOK_SUFFIXES

MAX_FILE = 1 << 28
"""Bytes of a PDF or Word file, which are mostly pictures."""

MAX_TEXT = 1 << 26
"""Bytes of a file of plain text or Markdown; in memory it takes up to four times as much."""

MAX_MARKUP = 1 << 25
"""Bytes of a page or feed, whose tree takes some thirty times as much in memory."""

Reader = Callable[[Path], Content]


def read_plain(path: Path) -> Content:
    """A file of plain text, its lines as they are."""
    text, notices = read_text(path)
    return Content(text, notices=notices)


_READERS: dict[str, tuple[Reader, int]] = {
    ".txt": (read_plain, MAX_TEXT),
    ".md": (read_markdown, MAX_TEXT),
    ".markdown": (read_markdown, MAX_TEXT),
    ".html": (read_html, MAX_MARKUP),
    ".htm": (read_html, MAX_MARKUP),
    ".xhtml": (read_html, MAX_MARKUP),
    ".docx": (read_docx, MAX_FILE),
    ".pdf": (read_apart, MAX_FILE),
}
FEED_SUFFIXES = (".rss", ".atom", ".xml")
DOCUMENT_SUFFIXES = (*_READERS, *FEED_SUFFIXES)

# Of a folder, others read these: tables, and files that describe the source or its columns.
_NOT_OURS = (".csv", ".tsv", *WORKBOOK_SUFFIXES, ".yml", ".yaml")

_LOST = "\ufffd"


def open_documents(path: Path) -> Iterator[Document | Unreadable]:
    """The documents of a file, of a feed, or of a folder and those in it, in the order of their names.

    Ids are unique within one call: slugs of file names (under the folder), of guids in feeds. Raises LoadFailed when
    there is no such path.
    """
    if not path.exists():
        raise LoadFailed("loaders.no_such_file", file=path)
    taken: set[str] = set()
    files = _files(path) if path.is_dir() else [(path, path.name)]
    for file, name in files:
        try:
            yield from _open(file, name, taken)
        except LoadFailed as error:
            yield Unreadable(name, str(error))
        except OSError as error:
            reason = say("loaders.unreadable", file=name, reason=error.strerror or error)
            yield Unreadable(name, reason)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files of a folder with their names relative to it, without hidden ones and those that others read."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        if path.is_file() and not hidden and path.suffix.casefold() not in _NOT_OURS:
            yield path, relative.as_posix()


def _open(path: Path, name: str, taken: set[str]) -> Iterator[Document | Unreadable]:
    suffix = path.suffix.casefold()
    if suffix in FEED_SUFFIXES:
        _check_size(path, MAX_MARKUP)
        yield from _open_feed(path, name, taken)
    elif suffix in _READERS:
        read, limit = _READERS[suffix]
        _check_size(path, limit)
        stem = name[: -len(path.suffix)]
        identity = _unique(taken, slug(stem) or "document", slug(name))
        yield _document(identity, name, read(path), sha256(path))
    else:
        raise LoadFailed("reading.unknown_type", file=path.name, suffixes=", ".join(DOCUMENT_SUFFIXES))


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if not size:
        raise LoadFailed("reading.empty", file=path.name)
    if size > limit:
        raise LoadFailed("reading.too_large", file=path.name)


def _open_feed(path: Path, name: str, taken: set[str]) -> Iterator[Document | Unreadable]:
    if not is_feed(path):
        raise LoadFailed("reading.not_a_feed", file=path.name)
    count = 0
    for count, entry in enumerate(read_feed(path), start=1):
        try:
            if isinstance(entry.content, LoadFailed):
                raise entry.content
            if not entry.content.text:
                raise LoadFailed("reading.entry_empty", file=name, entry=entry.name)
            identity = _unique(taken, entry.id, f"{entry.id}-{count}")
            checksum = hashlib.sha256(entry.content.text.encode()).hexdigest()
            yield _document(identity, name, entry.content, checksum)
        except LoadFailed as error:
            yield Unreadable(f"{name} – {entry.name}", str(error))
    if not count:
        raise LoadFailed("reading.no_entries", file=path.name)


def _unique(taken: set[str], *wishes: str) -> str:
    """The first wish that is free, else the last with a number."""
    numbered = (f"{wishes[-1]}-{number}" for number in range(2, len(taken) + 3))
    found = next(wish for wish in (*wishes, *numbered) if wish not in taken)
    taken.add(found)
    return found


def _document(identity: str, name: str, content: Content, checksum: str) -> Document:
    """What a reader found, its letters in order, with what every document has. Raises LoadFailed without text."""
    text, repaired = _mended(content.text)
    if not any(map(str.isalnum, text)):
        raise LoadFailed("reading.no_text", file=name)
    notices = [*content.notices, *([say("loaders.repaired", file=name)] if repaired else [])]
    if lost := text.count(_LOST):
        notices.append(say("reading.lost_letters", file=name, count=lost))
    language = guess_language(text)
    if language not in ("", "fi"):
        notices.append(say("reading.not_finnish", file=name, spoken=say(f"reading.language.{language}")))
    return Document(
        id=identity,
        file=name,
        title=single_spaced(_mended(content.title)[0]) or first_line(text) or Path(name).stem,
        uri=content.uri,
        published=content.published,
        modified=content.modified,
        language=language,
        text=text,
        sha256=checksum,
        notices=tuple(notices),
    )


def _mended(text: str) -> tuple[str, bool]:
    """Clean text, garbled letters repaired line by line; whether there were any that could be."""
    if not is_garbled(text):
        return clean(text), False
    mended = "\n".join(clean(repair(line)) for line in text.split("\n"))
    return mended, mended != text
