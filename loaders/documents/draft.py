"""The state that the steps of the pipeline pass on: what is known of a document so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from yhdysverkko.loaders.documents.dates import Anchor
from yhdysverkko.loaders.documents.layout import Block
from yhdysverkko.loaders.documents.model import Gap, Plan
from yhdysverkko.loaders.documents.register import Place
from yhdysverkko.loaders.documents.sentence import Found, Sentence

GROUPS = frozenset({"Association", "Organisation"})
PROJECTS = frozenset({"Project", "Programme"})


@dataclass(slots=True)
class DraftEntity:
    """A thing of the document in the making; `seen` are (sentence, place in it) of its mentions, in order."""

    number: int
    kind: str
    name: str
    aliases: set[str] = field(default_factory=set)
    spans: list[tuple[int, int, str, float]] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[int, int]] = field(default_factory=list)
    place: Place | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class DraftRelation:
    """A relation between entities by number, with the characters and the rule that it rests on."""

    kind: str
    head: int
    tail: int
    rule: str
    confidence: float
    start: int
    end: int
    attrs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSeries:
    """An event is one of a series that is held `per_year` times a year, as characters [start, end) say."""

    event: int
    name: str
    per_year: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftContact:
    """A phone number or e-mail address (`kind`) of a person at characters [start, end)."""

    person: int
    kind: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """One document, or one section of a long one, on its way through the pipeline.

    `starts` are the places where the sentences begin, in order. Entities by number, -1 for none: `publisher` is the
    body whose page it is, `author` who says "I", `voice` the body behind "we", `main_event` what it reports."""

    text: str
    anchor: Anchor
    blocks: list[Block] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    entities: list[DraftEntity] = field(default_factory=list)
    relations: list[DraftRelation] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    series: list[DraftSeries] = field(default_factory=list)
    contacts: list[DraftContact] = field(default_factory=list)
    keep_contacts: bool = False
    phones: int = 0
    emails: int = 0
    publisher: int = -1
    author: int = -1
    voice: int = -1
    main_event: int = -1

    def of_kind(self, *kinds: str) -> list[DraftEntity]:
        """Entities of the given kinds that are still kept."""
        return [e for e in self.entities if e.kept and e.kind in kinds]

    def content(self, block: Block) -> str:
        """The text of a block."""
        return self.text[block.start : block.end]

    def entity(self, found: Found) -> DraftEntity | None:
        """The entity that a found name stands for."""
        return self.entities[found.entity] if found.entity >= 0 and self.entities[found.entity].kept else None

    def relate(self, relation: DraftRelation) -> None:
        """Add a relation between two different entities that are kept."""
        if relation.head != relation.tail and self.entities[relation.head].kept and self.entities[relation.tail].kept:
            self.relations.append(relation)
