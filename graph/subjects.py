"""What the graph holds of one person: the answer to somebody who asks for their own data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from yhdysverkko.graph.decisions import Candidate, list_candidates
from yhdysverkko.graph.erasure import is_about, needles, saved_kinds
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ledger import StoredSource, list_sources
from yhdysverkko.graph.marks import Mark, Marks, list_marks, name_key, read_marks
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.retention import Dates, read_dates
from yhdysverkko.graph.rewriting import Fact, find_facts, read_person, read_ties
from yhdysverkko.graph.rights import names_of
from yhdysverkko.graph.store import Row, Store
from yhdysverkko.graph.values import Value, slug, tidy


class Stated(NamedTuple):
    """What one source states, and where in it that stands."""

    source: str
    states: Mapping[str, Value]
    evidence: Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A fact of a person or one that names them: `other` is what it ties them to, or what it is about."""

    kind: str
    other: str
    properties: Mapping[str, Value]
    claims: tuple[Stated, ...]


@dataclass(frozen=True)
class Subject:
    """All that is held of one person, contacts and internal details included."""

    ref: Ref
    reference: str
    name: str
    person: Held
    ties: tuple[Held, ...]
    mentions: tuple[Held, ...]
    candidates: tuple[Candidate, ...]
    decisions: tuple[Row, ...]
    saved: tuple[Row, ...]
    marks: tuple[Mark, ...]
    dates: Dates | None
    sources: tuple[StoredSource, ...]


def find_person(store: Store, vocabulary: Ontology, text: str) -> Ref:
    """The person whom a reference, an id or a name means.

    Raises WrongUse, listing their references, where a name is that of several, and NotFound where it is nobody's.
    """
    bare = tidy(text).removeprefix("person:")
    rows = store.read(
        "MATCH (p:Person) WHERE p.id = $id OR ($by_name AND (toLower(p.name) = toLower($name) "
        "OR p.id = $slug OR p.id STARTS WITH $slug + '-')) RETURN p.id AS id ORDER BY id",
        id=bare,
        by_name=bare == tidy(text),
        name=bare,
        slug=slug(bare),
    )
    found = [Ref("Person", row["id"]) for row in rows]
    if len(found) > 1:
        raise WrongUse("person.several", references=", ".join(format_reference(vocabulary, ref) for ref in found))
    if found:
        return found[0]
    if mark := read_marks(store).erasure(bare, slug(bare), name_key(bare)):
        return mark.holder
    raise NotFound("person.unknown")


def read_subject(store: Store, vocabulary: Ontology, ref: Ref) -> Subject:
    """All that is held of a person. Raises NotFound for somebody whom the graph does not know."""
    person = read_person(store, ref)
    if person is None:
        raise NotFound("person.unknown")
    marks = read_marks(store)
    # The person as a mark would know them, so that those texts are found which an erasure would clean.
    named = marks.alone(marks.patterns_of(names_of(person)))
    ties = read_ties(store, ref)
    facts = _mentions(store, vocabulary, named, person, ties)
    held = [person, *ties, *facts]
    stating = {source for fact in held for source in fact.stored["sources"]}
    return Subject(
        ref=ref,
        reference=format_reference(vocabulary, ref),
        name=str(person.stored.get("name", ref.id)),
        person=_held(vocabulary, person, ref),
        ties=tuple(_held(vocabulary, fact, ref) for fact in ties),
        mentions=tuple(_held(vocabulary, fact, ref) for fact in facts),
        candidates=tuple(each for each in list_candidates(store) if is_about(named, ref.id, each)),
        decisions=tuple(_about(store, "Decision", named, ref)),
        saved=tuple(row for kind in saved_kinds(vocabulary) for row in _about(store, kind, named, ref)),
        marks=tuple(mark for mark in list_marks(store) if ref.id == mark.id or marks.is_on(mark, ref.id)),
        dates=read_dates(store, vocabulary, ref),
        sources=tuple(each for each in list_sources(store) if each.source.id in stating),
    )


def to_json(subject: Subject) -> dict[str, Any]:
    """The subject as JSON takes it."""
    return {
        "reference": subject.reference,
        "name": subject.name,
        "properties": subject.person.properties,
        "claims": [each._asdict() for each in subject.person.claims],
        "ties": [_fact_json(fact) for fact in subject.ties],
        "mentions": [_fact_json(fact) for fact in subject.mentions],
        "candidates": [
            {"id": each.id, "statement": each.statement, "sentence": each.sentence, "sources": list(each.sources)}
            for each in subject.candidates
        ],
        "decisions": list(subject.decisions),
        "saved": list(subject.saved),
        "marks": [{"action": mark.action, "date": mark.date, "reason": mark.reason} for mark in subject.marks],
        "review_due": subject.dates.review_due if subject.dates else None,
        "retention_until": subject.dates.retention_until if subject.dates else None,
        "sources": [
            {**each.source.model_dump(include={"id", "kind", "title", "uri", "published", "retrieved", "licence"}),
             "loaded": each.loaded}
            for each in subject.sources
        ],
    }  # fmt: skip


def _fact_json(fact: Held) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "other": fact.other,
        "properties": fact.properties,
        "claims": [each._asdict() for each in fact.claims],
    }


def _mentions(store: Store, vocabulary: Ontology, named: Marks, person: Fact, ties: list[Fact]) -> list[Fact]:
    """Facts that are not the person's own and whose texts or evidence name them."""
    known = {fact.stored["id"] for fact in (person, *ties)}
    return [
        fact
        for fact in find_facts(store, vocabulary, needles(person, by_name=True))
        if fact.kind != "Candidate" and fact.stored["id"] not in known and named.names(_words(fact))
    ]


def _words(fact: Fact) -> str:
    return "\n".join([*fact.stored["claims"], *(text for text in fact.stored.values() if isinstance(text, str))])


def _held(vocabulary: Ontology, fact: Fact, ref: Ref) -> Held:
    about = Ref(fact.kind, fact.stored["id"])
    if fact.start and fact.end:
        about = fact.end if fact.start == ref else fact.start
    of = vocabulary.kinds.get(fact.kind) or vocabulary.relations[fact.kind]
    return Held(
        fact.kind,
        format_reference(vocabulary, about),
        {name: fact.stored[name] for name in of.properties if name in fact.stored},
        tuple(
            Stated(claim.source, claim.properties, orjson.loads(claim.evidence)) for claim in read_claims(fact.stored)
        ),
    )


def _about(store: Store, kind: str, named: Marks, ref: Ref) -> Iterator[Row]:
    """The nodes of a kind, as they are stored, whose texts name the person."""
    for row in store.read(f"MATCH (n:{kind}) RETURN properties(n) AS stored ORDER BY n.id"):
        if is_about(named, ref.id, row["stored"].values()):
            yield {"kind": kind, **row["stored"]}
