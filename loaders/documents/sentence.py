"""The working unit of the pipeline: a sentence with what has been found in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from yhdysverkko.loaders.documents.dates import DateMention
from yhdysverkko.loaders.documents.layout import Block
from yhdysverkko.loaders.documents.text import Token


@dataclass(slots=True)
class Found:
    """A name found at tokens [first, last] of a sentence, not yet tied to an entity.

    `name` is the base form, `cases` those in which it may stand, `entity` the number of its entity once linked;
    `more` are further entities that a word such as "hankkeet" stands for;
    `quiet` ones (pronoun-like words such as "hanke") take part in patterns but are no mentions."""

    kind: str
    first: int
    last: int
    name: str
    rule: str
    confidence: float = 0.9
    cases: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    attrs: dict[str, str] = field(default_factory=dict)
    entity: int = -1
    quiet: bool = False
    more: tuple[int, ...] = ()


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence (or of one line of a list), its block, its dates and the names found in it."""

    tokens: list[Token]
    block: Block
    index: int
    dates: list[DateMention] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Place of its first character in the document."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.tokens[-1].end

    def span(self, found: Found) -> tuple[int, int]:
        """Characters of a name found in it."""
        return self.tokens[found.first].start, self.tokens[found.last].end

    def surface(self, text: str, found: Found) -> str:
        """A name as it stands in the text."""
        start, end = self.span(found)
        return text[start:end]

    def taken(self) -> set[int]:
        """Indexes of tokens that belong to names already found."""
        return {i for f in self.found if not f.quiet for i in range(f.first, f.last + 1)}
