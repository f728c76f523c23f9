"""What reading gives: documents, and files that could not be read with their reasons."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class Document:
    """One document as text: a line each for headings, list items ("- …") and table rows ("a | b", "key: value").

    `file` is relative to the folder that was opened. `published` is set only where the document itself says when it
    was published; `modified` comes from the properties inside the file, never from the file system, whose times change
    with every copy. `language` is a guess ("fi", "sv", …), empty when the text tells too little. `sha256` is that of
    the file, for an entry of a feed that of its text.
    """

    id: str
    file: str
    title: str
    uri: str
    published: date | None
    modified: date | None
    language: str
    text: str
    sha256: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unreadable:
    """A file, or an entry of a feed, that gives no document; `reason` is a sentence in the chosen language."""

    file: str
    reason: str


class Content(NamedTuple):
    """What the reader of one format found; what every format has in common is added in `opening`."""

    text: str
    title: str = ""
    uri: str = ""
    published: date | None = None
    modified: date | None = None
    notices: tuple[str, ...] = ()
