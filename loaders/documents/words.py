"""A word as the dictionary reads it: lemmas, kinds, cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: lower-cased lemma, kind, case, number and, for verb forms, the verb itself."""

    lemma: str
    kind: str
    case: str = ""
    plural: bool = False
    verb: str = ""
    participle: str = ""
    mood: str = ""
    person: str = ""
    past: bool = False
    possessive: bool = False


@dataclass(frozen=True)
class Word:
    """A distinct written form and everything Voikko knows of it; made once per form."""

    form: str
    readings: tuple[Reading, ...]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Lemmas of all readings, verbs of participles included."""
        return frozenset(r.lemma for r in self.readings) | self.verbs

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Verbs that this form may be a form of (finite, infinitive or participle)."""
        return frozenset(r.verb for r in self.readings if r.verb)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds of all readings, by the values of `KINDS`."""
        return frozenset(r.kind for r in self.readings)

    @cached_property
    def cases(self) -> frozenset[str]:
        """Cases of all nominal readings, by the values of `CASES`."""
        return frozenset(r.case for r in self.readings if r.case)

    @cached_property
    def finite(self) -> bool:
        """Whether the form can only be a verb (or the negation verb)."""
        return bool(self.readings) and self.kinds <= {"verb", "negation"}

    @cached_property
    def nominal(self) -> tuple[Reading, ...]:
        """Readings that carry a case."""
        return tuple(r for r in self.readings if r.case)
