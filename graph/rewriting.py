"""Rewriting: stored facts stated anew, as the marks on people want them, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from yhdysverkko.graph.apply import Group, Statement, apply_batch, statement_of
from yhdysverkko.graph.marks import Mark, read_marks, save_mark
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.plan import NONE
from yhdysverkko.graph.provenance import Claim, Source, read_claims
from yhdysverkko.graph.records import Node, Record, Ref, Relation, digest_of
from yhdysverkko.graph.redaction import Redaction
from yhdysverkko.graph.store import Row, Store, Transaction

STATE_NODES, STATE_TIES, RETRACT_TIES, RETRACT_NODES = range(4)
"""The order in which statements can be applied: ties need their ends, and go before these do."""

Change = Callable[[Record, str], Record | None]
"""From what a source (its id) states to what it is to state: the same object for no change, None for nothing."""


class Fact(NamedTuple):
    """A stored node, or a relation with its ends."""

    kind: str
    stored: Row
    start: Ref | None = None
    end: Ref | None = None

    def record(self, claim: Claim) -> Record:
        """What one source states of it."""
        evidence, digest = orjson.loads(claim.evidence), digest_of(claim.properties)
        if self.start is None or self.end is None:
            return Node(Ref(self.kind, self.stored["id"]), claim.properties, evidence, digest)
        return Relation(self.kind, self.start, self.end, self.stored["id"], claim.properties, evidence, digest)


class Rewriting:
    """The statements that change facts; `changed` counts the facts by kind."""

    def __init__(self, facts: Iterable[Fact], change: Change) -> None:
        self._statements: dict[tuple[int, str, Group], list[Statement]] = defaultdict(list)
        self.changed: dict[str, int] = defaultdict(int)
        for fact in facts:
            changes = [self._restate(fact, claim, change) for claim in read_claims(fact.stored)]
            self.changed[fact.kind] += any(changes)

    def apply(self, transaction: Transaction, sources: Sequence[Source]) -> None:
        """Write what changes."""
        ranks = {source.id: source.rank for source in sources}
        for phase, source, group in sorted(self._statements):
            apply_batch(transaction, group, source, ranks, self._statements[phase, source, group])

    def _restate(self, fact: Fact, claim: Claim, change: Change) -> bool:
        old = fact.record(claim)
        new = change(old, claim.source)
        if new is old:
            return False
        if new is None or _key(new) != _key(old):
            self._add(old, claim.source, retract=True)
        if new is not None:
            self._add(new, claim.source)
        return True

    def _add(self, record: Record, source: str, *, retract: bool = False) -> None:
        statement = statement_of(record)
        if isinstance(record, Relation):
            group = Group(record.kind, record.start.kind, record.end.kind)
            phase = RETRACT_TIES if retract else STATE_TIES
        else:
            group, phase = Group(record.ref.kind), RETRACT_NODES if retract else STATE_NODES
        if retract:
            statement = statement._replace(properties=None, evidence=NONE)
        self._statements[phase, source, group].append(statement)


def _key(record: Record) -> object:
    return record.ref if isinstance(record, Node) else (record.id, record.start, record.end)


def rewrite_people(store: Store, vocabulary: Ontology, people: list[Fact], marks: list[Mark]) -> None:
    """Set marks on people and make what the graph holds of them obey, in one transaction."""
    sources = read_sources(store)
    known = read_marks(store, *marks)
    redactions = {source.id: Redaction(vocabulary, known, source) for source in sources}
    rewriting = Rewriting(people, lambda record, source: redactions[source].redact(record))

    def write(transaction: Transaction) -> None:
        for mark in marks:
            save_mark(transaction, mark)
        rewriting.apply(transaction, sources)

    store.transact(write)


def read_sources(store: Store) -> list[Source]:
    """All loaded sources."""
    rows = store.read("MATCH (s:Source) RETURN properties(s) AS source ORDER BY s.id")
    return [Source.model_validate(row["source"]) for row in rows]


def read_person(store: Store, ref: Ref) -> Fact | None:
    """The node of a person."""
    rows = store.read("MATCH (p:Person {id: $id}) RETURN properties(p) AS stored", id=ref.id)
    return Fact("Person", rows[0]["stored"]) if rows else None


def read_ties(store: Store, ref: Ref) -> list[Fact]:
    """The ties of a person."""
    rows = store.read(
        f"MATCH (:Person {{id: $id}})-[f]-() WITH DISTINCT f {_TIE} ORDER BY kind, f.id",
        id=ref.id,
    )
    return [_tie(row) for row in rows]


def find_facts(store: Store, vocabulary: Ontology, needles: Sequence[str]) -> list[Fact]:
    """The facts in whose texts or evidence one of the needles (in small letters) stands."""
    found: list[Fact] = []
    for kind in vocabulary.kinds.values():
        rows = store.read(
            f"MATCH (f:{kind.name}) WHERE f.claims IS NOT NULL AND {_holds_needle(kind.properties)} "
            "RETURN properties(f) AS stored ORDER BY f.id",
            needles=needles,
        )
        found += [Fact(kind.name, row["stored"]) for row in rows]
    for relation in vocabulary.relations.values():
        rows = store.read(
            f"MATCH ()-[f:{relation.name}]->() WHERE {_holds_needle(relation.properties)} WITH f {_TIE} ORDER BY f.id",
            needles=needles,
        )
        found += [_tie(row) for row in rows]
    return found


_TIE = (
    "RETURN type(f) AS kind, properties(f) AS stored, labels(startNode(f))[0] AS start_kind, "
    "startNode(f).id AS start, labels(endNode(f))[0] AS end_kind, endNode(f).id AS end"
)


def _tie(row: Row) -> Fact:
    return Fact(row["kind"], row["stored"], Ref(row["start_kind"], row["start"]), Ref(row["end_kind"], row["end"]))


def _holds_needle(properties: Mapping[str, Any]) -> str:
    texts = [f"coalesce(f.{name}, '')" for name, item in properties.items() if item.type == "string" and not item.enum]
    held = "any(needle IN $needles WHERE toLower(text) CONTAINS needle)"
    return f"any(text IN f.claims + [{', '.join(texts)}] WHERE {held})"
