"""People's rights: erasing, restricting, and lifting a restriction, each in one transaction.

What is decided is kept as a mark (graph/marks.py), so that every load to come obeys it; what the graph holds already is
rewritten as those loads would write it (graph/redaction.py).
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

import orjson

from yhdysverkko.graph.commit import recover_now
from yhdysverkko.graph.decisions import ACCEPT, REVIEW, pack_records, read_decisions, unpack_records
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import list_sources
from yhdysverkko.graph.marks import ERASE, RESTRICT, Mark, Marks, list_marks, name_key, read_marks, save_mark
from yhdysverkko.graph.merging import follow
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source, read_claims
from yhdysverkko.graph.records import Node, Record, Ref, digest_of
from yhdysverkko.graph.redaction import Redaction, mark_source, people_in
from yhdysverkko.graph.rewriting import Fact, Rewriting, find_facts, read_person, read_ties
from yhdysverkko.graph.store import Store, Transaction
from yhdysverkko.graph.values import slug

NAMES = ("name", "name_sv", "name_en")
"""Properties of a person that name them."""

KEPT_FOR = ("Source", "Candidate", "Decision", "Analysis", "PersonMark")
"""Meta kinds that are seen to by themselves; the others are what users saved, and go when they name the person."""


class Erasure(NamedTuple):
    """What an erasure did, in numbers: ties that have lost their person, other facts that have lost a text, what was
    taken away whole, and what still holds the name because it is called so (things and files)."""

    holder: Ref
    ties: int = 0
    texts: int = 0
    candidates: int = 0
    decisions: int = 0
    saved: int = 0
    left: int = 0
    before: bool = False
    """Whether the person had been erased already."""


class Decided(NamedTuple):
    """A decision whose words or records are about an erased person, and the records that it is left with."""

    id: str
    records: str | None


def erase(store: Store, vocabulary: Ontology, ref: Ref, reason: str, day: date) -> Erasure:
    """Take a person out of the graph and of all loads to come; the posts that they held stay, without them.

    Done already, it does nothing. Raises NotFound for somebody whom the graph does not know, and WrongUse for a reason
    that names the person.
    """
    with _turn(store):
        person = read_person(store, ref)
        if person is None:
            return Erasure(_erased(store, ref), before=True)
        if person.stored.get("erased"):
            return Erasure(ref, before=True)
        mark = _new_mark(store, ERASE, person, reason, day, f"erased-{secrets.token_hex(4)}")
        marks = read_marks(store, mark)
        if marks.names(reason, any_case=True):
            raise WrongUse("person.reason_names")
        return _erase(store, vocabulary, person, mark, marks)


def _erase(store: Store, vocabulary: Ontology, person: Fact, mark: Mark, marks: Marks) -> Erasure:
    sources = [each.source for each in list_sources(store)]
    redactions = {source.id: Redaction(vocabulary, marks, source) for source in sources}
    ref, own = Ref("Person", person.stored["id"]), read_ties(store, Ref("Person", person.stored["id"]))
    known = {fact.stored["id"] for fact in (person, *own)}
    others = [fact for fact in find_facts(store, vocabulary, _needles(person, mark)) if fact.stored["id"] not in known]

    def change(record: Record, source: str) -> Record | None:
        return redactions[source].redact(record)

    rewriting, texts = Rewriting([person, *own], change), Rewriting(others, change)
    decided = list(_decided(store, marks, redactions.get(REVIEW)))
    saved = list(_saved_about(store, vocabulary, marks, ref.id))
    superseded = [old.id for old in list_marks(store) if old.id in _marks_of(marks, ref.id)]

    def write(transaction: Transaction) -> None:
        save_mark(transaction, mark)
        rewriting.apply(transaction, sources)
        texts.apply(transaction, sources)
        _replace_decisions(transaction, decided)
        _mark_sources(transaction, marks, sources)
        transaction.run("MATCH (n:PersonMark) WHERE n.id IN $ids DELETE n", ids=superseded)
        transaction.run("MATCH (n) WHERE elementId(n) IN $ids DELETE n", ids=saved)

    store.transact(write)
    candidates = texts.changed.pop("Candidate", 0)
    return Erasure(
        mark.holder,
        ties=sum(rewriting.changed.values()) - 1,
        texts=sum(texts.changed.values()),
        candidates=candidates,
        decisions=len(decided),
        saved=len(saved),
        left=_count_left(marks, others, sources),
    )


def restrict(store: Store, vocabulary: Ontology, ref: Ref, reason: str, day: date) -> bool:
    """Restrict the processing of a person's data: no contacts, and internal in every way out, until it is lifted.

    False when it is in force already. Raises NotFound for somebody whom the graph does not know.
    """
    with _turn(store):
        person = _known(store, ref)
        if read_marks(store).restriction(ref.id):
            return False
        before = {claim.source: claim.properties.get("visibility") for claim in read_claims(person.stored)}
        mark = _new_mark(store, RESTRICT, person, reason, day, f"restrict-{secrets.token_hex(4)}")
        mark = mark._replace(before=orjson.dumps(before).decode(), patterns="")
        rewrite_people(store, vocabulary, [person], [mark])
    return True


def lift(store: Store, ref: Ref) -> list[str]:
    """Lift a restriction: the person is as visible as before. Contacts come back when their sources are loaded again;
    returns the ids of these. Raises NotFound for somebody who is not restricted."""
    with _turn(store):
        person = _known(store, ref)
        mark = read_marks(store).restriction(ref.id)
        if mark is None:
            raise NotFound("person.not_restricted")
        before: Mapping[str, str | None] = orjson.loads(mark.before)
        sources = [each.source for each in list_sources(store)]
        stating = sorted(person.stored["sources"])
        rewriting = Rewriting([person], lambda record, source: _seen_as(record, before.get(source)))

        def write(transaction: Transaction) -> None:
            transaction.run("MATCH (m:PersonMark {id: $id}) DELETE m", id=mark.id)
            rewriting.apply(transaction, sources)
            # Another version, so that loading an unchanged source compares it with what is stated now.
            transaction.run("MATCH (s:Source) WHERE s.id IN $ids SET s.version = s.version + ' lifted'", ids=stating)

        store.transact(write)
    return stating


def rewrite_people(store: Store, vocabulary: Ontology, people: list[Fact], marks: list[Mark]) -> None:
    """Set marks on people and make what the graph holds of them obey, in one transaction."""
    sources = [each.source for each in list_sources(store)]
    known = read_marks(store, *marks)
    redactions = {source.id: Redaction(vocabulary, known, source) for source in sources}
    rewriting = Rewriting(people, lambda record, source: redactions[source].redact(record))

    def write(transaction: Transaction) -> None:
        for mark in marks:
            save_mark(transaction, mark)
        rewriting.apply(transaction, sources)

    store.transact(write)


@contextmanager
def _turn(store: Store) -> Iterator[None]:
    with writing_turn(store) as lease:
        recover_now(store, lease)
        yield


def _known(store: Store, ref: Ref) -> Fact:
    if (person := read_person(store, ref)) is None:
        raise NotFound("person.unknown")
    return person


def _erased(store: Store, ref: Ref) -> Ref:
    """The holder of the place of somebody who has been erased."""
    mark = read_marks(store).erasure(ref.id)
    if mark is None:
        raise NotFound("person.unknown")
    return mark.holder


def names_of(person: Fact) -> list[str]:
    """Every name that a source gives to a person."""
    stated = [claim.properties for claim in read_claims(person.stored)]
    return sorted({str(properties[name]) for properties in stated for name in NAMES if name in properties})


def _new_mark(store: Store, action: str, person: Fact, reason: str, day: date, mark_id: str) -> Mark:
    """A mark on a person, known by every id that is theirs, and by name unless somebody else has it."""
    ref, names = Ref("Person", person.stored["id"]), names_of(person)
    merged = read_decisions(store).merged
    ids = [ref.id, *(other.id for other in merged if follow(merged, other) == ref)]
    made = [made for name in names if (made := slug(name))]
    shared = store.read(
        "MATCH (p:Person) WHERE p.id <> $id AND (p.name IN $names OR p.id IN $made) RETURN p.id LIMIT 1",
        id=ref.id,
        names=names,
        made=made,
    )
    marks = read_marks(store)
    return Mark(
        id=mark_id,
        action=action,
        identities=marks.identities_of(ids if shared else [*ids, *made, *map(name_key, names)]),
        patterns="" if shared else marks.patterns_of(names),
        before="{}",
        reason=reason,
        date=day.isoformat(),
    )


def _needles(person: Fact, mark: Mark) -> list[str]:
    """What stands in every text that can be about the person, in small letters: the longest stem of a name, the id."""
    longest = (max(re.findall(r"\w+", name), key=len, default="").lower() for name in names_of(person))
    stems = {word[: max(2, (len(word) + 1) // 2)] for word in longest if word} if mark.patterns else set()
    return sorted(stems | {f'"{person.stored["id"]}"'})


def _marks_of(marks: Marks, person_id: str) -> set[str]:
    """The ids of marks on a person that an erasure makes needless."""
    found = (marks.restriction(person_id), marks.expiry(person_id))
    return {mark.id for mark in found if mark}


def _decided(store: Store, marks: Marks, redaction: Redaction | None) -> Iterator[Decided]:
    """The decisions about erased people. Only accepted facts are left, redacted; they are stated by the review."""
    for row in store.read(
        "MATCH (d:Decision) RETURN d.id AS id, d.verdict AS verdict, coalesce(d.statement, '') AS statement, "
        "coalesce(d.records, '{}') AS records ORDER BY id"
    ):
        people = set(people_in(row["records"]))
        if not (marks.names(row["statement"]) or marks.names(row["records"]) or any(map(marks.erasure, people))):
            continue
        kept: list[Record] = []
        if row["verdict"] == ACCEPT and redaction is not None:
            made = map(redaction.redact, unpack_records(row["records"]))
            kept = [record for record in made if record is not None]
        yield Decided(row["id"], pack_records(kept) if kept else None)


def _replace_decisions(transaction: Transaction, decided: list[Decided]) -> None:
    """Take decisions away; those that leave records get another id, because theirs is made of their words."""
    transaction.run("MATCH (d:Decision) WHERE d.id IN $ids DELETE d", ids=[each.id for each in decided])
    rows = [[f"erased-{secrets.token_hex(8)}", each.records] for each in decided if each.records]
    transaction.run(
        "UNWIND $rows AS row CREATE (:Decision {id: row[0], verdict: $accept, records: row[1]})",
        rows=rows,
        accept=ACCEPT,
    )


def _mark_sources(transaction: Transaction, marks: Marks, sources: list[Source]) -> None:
    for source in sources:
        marked = mark_source(marks, source)
        if marked != source:
            transaction.run(
                "MATCH (s:Source {id: $id}) SET s.title = $title, s.uri = $uri",
                id=source.id,
                title=marked.title,
                uri=marked.uri,
            )


def _saved_about(store: Store, vocabulary: Ontology, marks: Marks, person_id: str) -> Iterator[str]:
    """The nodes, by element id, that users saved and that name the person."""
    names_id = re.compile(rf"(?<![\w-]){re.escape(person_id)}(?![\w-])")
    for kind in vocabulary.kinds.values():
        if kind.meta and kind.name not in KEPT_FOR:
            for row in store.read(f"MATCH (n:{kind.name}) RETURN elementId(n) AS element, properties(n) AS stored"):
                texts = [unquote_plus(text) for text in row["stored"].values() if isinstance(text, str)]
                if any(marks.names(text) or names_id.search(text) for text in texts):
                    yield row["element"]


def _count_left(marks: Marks, facts: list[Fact], sources: list[Source]) -> int:
    """How many things and files are called by the name of the person."""
    names: list[str] = [str(fact.stored.get("name", "")) for fact in facts if fact.kind not in ("Plan", "Person")]
    return sum(map(marks.names, names)) + sum(marks.names(source.id, any_case=True) for source in sources)


def _seen_as(record: Record, visibility: str | None) -> Record:
    if not isinstance(record, Node) or not record.properties:
        return record
    seen: dict[str, Any] = {**record.properties, "visibility": visibility}
    properties = {name: value for name, value in seen.items() if value is not None}
    return Node(record.ref, properties, record.evidence, digest_of(properties))
