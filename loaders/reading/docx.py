"""Word documents (.docx): checked before they are opened, then read part by part."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.archives import refuse_bomb
from yhdysverkko.loaders.reading.document import Content
from yhdysverkko.loaders.reading.lines import single_spaced, without_gaps
from yhdysverkko.loaders.reading.safexml import BROKEN_XML, elements, local_name
from yhdysverkko.loaders.reading.stamps import read_stamp
from yhdysverkko.loaders.reading.wordtext import Numbering, Styles, WordText, attribute

MAX_PART = 1 << 27
"""Bytes of one part that is read; a report of a thousand pages takes some 20 million."""

MAIN = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

# What zipfile and the XML parser raise for damaged input; NotImplementedError, for compression they do not know, is a
# RuntimeError, and KeyError, for a missing part, a LookupError.
_BROKEN = (zipfile.BadZipFile, zlib.error, BROKEN_XML, LookupError, ValueError, RuntimeError, EOFError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_docx(path: Path) -> Content:
    """The text of a document with its tables, lists and notes. Raises LoadFailed for one that must not be opened."""
    _refuse_encrypted(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path.name)
            return _Package(archive, path.name).read()
    except _BROKEN as error:
        raise LoadFailed("reading.docx_broken", file=path.name) from error


def _refuse_encrypted(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            protected = _ENCRYPTED in file.read()
            raise LoadFailed("reading.protected" if protected else "reading.old_word", file=path.name)


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    refuse_bomb(archive, name, "reading.zip_bomb")
    read = [part.file_size for part in archive.infolist() if part.filename.endswith(".xml")]
    if max(read, default=0) > MAX_PART:
        raise LoadFailed("reading.zip_bomb", file=name)


class _Package:
    """The parts of an open document."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = set(archive.namelist())

    def read(self) -> Content:
        writer = WordText(Styles(self._children("word/styles.xml", "styles")), self._numbering())
        for element in self._required(MAIN, "body"):
            writer.add(element)
        for part in NOTES:
            for note in self._children(part, "footnotes", "endnotes"):
                if attribute(note, "type") is None:  # the others are separators
                    writer.add_note(note)
        properties = {
            local_name(item): (item.text or "") for item in self._children("docProps/core.xml", "coreProperties")
        }
        title = writer.title or single_spaced(properties.get("title", "")) or writer.heading
        return Content(without_gaps("\n".join(writer.lines)), title, modified=_modified(properties))

    def _numbering(self) -> Numbering:
        return Numbering(self._children("word/numbering.xml", "numbering"))

    def _children(self, part: str, *parents: str) -> Iterator[Element]:
        if part in self._parts:
            yield from self._required(part, *parents)

    def _required(self, part: str, *parents: str) -> Iterator[Element]:
        with self._archive.open(part) as stream:
            yield from elements(stream, parents, file=self._name)


def _modified(properties: dict[str, str]) -> date | None:
    return read_stamp(properties.get("modified", "")) or read_stamp(properties.get("created", ""))
