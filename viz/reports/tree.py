"""The tree of a report: what every format writes. Texts are plain; each writer escapes them in its own way."""

from dataclasses import dataclass
from datetime import date

from yhdysverkko.viz.reports.calls import Call
from yhdysverkko.viz.scene import Scene


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one look; `href` is an address on the web or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Words within a text that a call gave."""

    call: Call
    text: str
    strong: bool = False


Text = tuple[Run | Field, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest below the title."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a quiet one says where the thing above it comes from."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is made of blocks."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A listing, set as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `share` is its part of the width, from 0 to 1."""

    label: str
    numeric: bool
    share: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Every row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, which each format draws in its own way."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Caption:
    """The heading of a table or the line of a figure: "Taulukko 1. …"; `kind` is "table" or "figure"."""

    kind: str
    label: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Generated:
    """What a call gave. The caption stands outside of it: its words are the editor's."""

    call: Call
    blocks: tuple["Block", ...]
    caption: Caption | None = None


Block = Heading | Paragraph | Items | Code | Grid | Drawing | Generated


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be written."""

    title: Text
    language: str
    day: date
    blocks: tuple[Block, ...]


def plain(text: str) -> Text:
    """A text without any look of its own."""
    return (Run(text),)


def words_of(text: Text) -> str:
    """A text without its looks."""
    return "".join(part.text for part in text)
