"""Items of a sentence: names with their titles and cases, and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from yhdysverkko.loaders.documents.text import Token

CODES = {
    "Person": "P",
    "Association": "A",
    "Organisation": "O",
    "Municipality": "M",
    "Region": "R",
    "WellbeingCounty": "W",
    "Project": "J",
    "Programme": "G",
    "Event": "E",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A post in its base form; `former` when it is no longer held; `plural` when it is said of several persons."""

    text: str
    former: bool = False
    plural: bool = False


class Row(list["Item"]):
    """The items of a sentence; keeps what has been worked out from them, as several steps ask for the same."""

    __slots__ = ("memory",)

    def __init__(self, items: Iterable[Item] = ()) -> None:
        super().__init__(items)
        self.memory: object = None


@dataclass(slots=True)
class Item:
    """A name (or a list of names) or a word of a sentence; `members` are numbers of entities, one per name.

    `titles` has for every member the titles that stand with it; `town` tells that a municipality is called one;
    `quiet` that the word only stands for what was named."""

    code: str
    first: int
    last: int
    cases: frozenset[str] = frozenset()
    members: list[int] = field(default_factory=list)
    titles: list[tuple[Title, ...]] = field(default_factory=list)
    token: Token | None = None
    town: bool = False
    quiet: bool = False

    @property
    def text(self) -> str:
        """What is written, for a word or mark; "" for names."""
        return self.token.text if self.token is not None else ""

    @property
    def is_name(self) -> bool:
        """Whether it stands for entities."""
        return bool(self.members)
