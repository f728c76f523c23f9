"""Erasing a person: out of the graph and of all loads to come, in one transaction, while the posts they held stay."""

import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote_plus

from yhdysverkko.graph.decisions import ACCEPT, pack_records, unpack_records
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ledger import REVIEW
from yhdysverkko.graph.marks import ERASE, Mark, Marks, read_marks, save_mark, stem_length
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Record, Ref
from yhdysverkko.graph.redaction import Redaction, mark_source, people_in
from yhdysverkko.graph.rewriting import Fact, Rewriting, find_facts, read_person, read_sources, read_ties
from yhdysverkko.graph.rights import names_of, new_mark, turn
from yhdysverkko.graph.store import Store, Transaction

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
    with turn(store):
        person = read_person(store, ref)
        if person is None:
            return Erasure(_erased(store, ref), before=True)
        if person.stored.get("erased"):
            return Erasure(ref, before=True)
        mark = new_mark(store, ERASE, person, reason, day, f"erased-{secrets.token_hex(4)}")
        marks = read_marks(store, mark)
        if marks.names(reason, any_case=True):
            raise WrongUse("person.reason_names")
        return _erase(store, vocabulary, person, mark, marks)


def _erase(store: Store, vocabulary: Ontology, person: Fact, mark: Mark, marks: Marks) -> Erasure:
    sources = read_sources(store)
    redactions = {source.id: Redaction(vocabulary, marks, source) for source in sources}
    ref, own = Ref("Person", person.stored["id"]), read_ties(store, Ref("Person", person.stored["id"]))
    known = {fact.stored["id"] for fact in (person, *own)}
    others = [
        fact
        for fact in find_facts(store, vocabulary, needles(person, by_name=bool(mark.patterns)))
        if fact.stored["id"] not in known
    ]

    def change(record: Record, source: str) -> Record | None:
        return redactions[source].redact(record)

    rewriting, texts = Rewriting([person, *own], change), Rewriting(others, change)
    decided = list(_decided(store, marks, redactions.get(REVIEW)))
    saved = list(_saved_about(store, vocabulary, marks, ref.id))
    superseded = [old.id for old in (marks.restriction(ref.id), marks.expiry(ref.id)) if old]

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


def _erased(store: Store, ref: Ref) -> Ref:
    """The holder of the place of somebody who has been erased."""
    mark = read_marks(store).erasure(ref.id)
    if mark is None:
        raise NotFound("person.unknown")
    return mark.holder


def needles(person: Fact, *, by_name: bool) -> list[str]:
    """What stands in every text that can be about a person, in small letters: the id, the longest stem of a name."""
    longest = (max(re.findall(r"\w+", name), key=len, default="").lower() for name in names_of(person))
    stems = {word[: stem_length(word)] for word in longest if word} if by_name else set()
    return sorted(stems | {f'"{person.stored["id"]}"'})


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
    for kind in saved_kinds(vocabulary):
        for row in store.read(f"MATCH (n:{kind}) RETURN elementId(n) AS element, properties(n) AS stored"):
            if is_about(marks, person_id, row["stored"].values()):
                yield row["element"]


def saved_kinds(vocabulary: Ontology) -> list[str]:
    """The kinds of what users save under names: views, queries."""
    return [kind.name for kind in vocabulary.kinds.values() if kind.meta and kind.name not in KEPT_FOR]


def is_about(marks: Marks, person_id: str, values: Iterable[object]) -> bool:
    """Whether one of the texts among some values names somebody whom the marks know, or the person with this id."""
    names_id = re.compile(rf"(?<![\w-]){re.escape(person_id)}(?![\w-])")
    texts = [unquote_plus(value) for value in values if isinstance(value, str)]
    return any(marks.names(text) or names_id.search(text) for text in texts)


def _count_left(marks: Marks, facts: list[Fact], sources: list[Source]) -> int:
    """How many things and files are called by the name of the person."""
    names: list[str] = [str(fact.stored.get("name", "")) for fact in facts if fact.kind not in ("Plan", "Person")]
    return sum(map(marks.names, names)) + sum(marks.names(source.id, any_case=True) for source in sources)
