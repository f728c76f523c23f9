"""What is read out of a document: entities and relations with their evidence, gaps, plans, and counts of contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text at characters [start, end)."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact is said: characters, the whole sentence, the rule that read it, and how sure it is (0 to 1)."""

    start: int
    end: int
    sentence: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the document; `attrs` may hold code, date, time, place, valid_from, valid_to, status, former, and
    participants (with participants_approximate) of an event."""

    id: str
    type: str
    name: str
    mentions: tuple[Mention, ...]
    attrs: Mapping[str, str] = field(default_factory=_empty)

    @property
    def confidence(self) -> float:
        """That of its surest mention."""
        return max((m.confidence for m in self.mentions), default=0.0)


@dataclass(frozen=True, slots=True)
class Relation:
    """`head` and `tail` are ids of entities; attrs may hold title, former, valid_from, valid_to, precision, count."""

    type: str
    head: str
    tail: str
    attrs: Mapping[str, str]
    evidence: tuple[Evidence, ...]

    @property
    def confidence(self) -> float:
        """That of its best evidence."""
        return max((e.confidence for e in self.evidence), default=0.0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Evidence that something is missing: `kind` is "no liaison" or "liaison not settled", `subject` an entity's id."""

    kind: str
    subject: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Plan:
    """Something meant to happen, said by a sentence; `subjects` are ids of the entities it is about."""

    subjects: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Series:
    """The event with the id `event` is one of `name`, which are held `per_year` times a year."""

    event: str
    name: str
    per_year: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number or e-mail address (`kind` "phone" or "email") of a person, read only when asked for."""

    person: str
    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many phone numbers and e-mail addresses the text has, kept or not."""

    phones: int = 0
    emails: int = 0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that was read out of one document; `date` is its day of publication or "".

    `kept_contacts` is empty unless they were asked for."""

    doc: str
    date: str
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    gaps: tuple[Gap, ...] = ()
    plans: tuple[Plan, ...] = ()
    contacts: ContactCount = ContactCount()
    series: tuple[Series, ...] = ()
    kept_contacts: tuple[Contact, ...] = ()
