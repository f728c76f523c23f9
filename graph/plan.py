"""Planning a load: what a source states now, against what it stated before and what the graph holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from yhdysverkko.graph.apply import Group, Statement, evidence_text, group_of, statement_of
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Claim, Source, read_claims
from yhdysverkko.graph.records import MASK, Expected, Node, Place, Record, Ref, Rejection, Relation, digest_of
from yhdysverkko.graph.store import Store

BATCH = 5_000
"""Statements of one group written by one query."""


class SourceReader(Protocol):
    """What a loader gives: a source and the facts that it states, nodes before the relations between them.

    `records` may be called again. `notices` are sentences for the user, complete once the records have been read.
    """

    @property
    def source(self) -> Source: ...

    @property
    def notices(self) -> list[str]: ...

    def records(self) -> Iterator[Record | Rejection | Expected]: ...


@dataclass
class Counts:
    """How a source differs from what it stated before, in facts; and how many of its rows were rejected."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retracted: int = 0
    rejected: int = 0

    @property
    def facts(self) -> int:
        """How many facts the source states."""
        return self.new + self.changed + self.unchanged


class Digest(NamedTuple):
    """What a claim says, condensed: two claims with equal digests are the same (`records.digest_of`)."""

    facts: int
    evidence: int


NONE = "{}"
"""The evidence of a statement that takes a fact back."""

MENTION = digest_of({})
"""The digest of stating nothing: a source that only names an entity as the end of a relation."""


class Batch(NamedTuple):
    """Statements of one group, ready to be applied."""

    group: Group
    statements: list[Statement]


@dataclass
class Plan:
    """The batches that make the graph hold what `reader` states. Iterate `batches` once; `counts` is then complete."""

    store: Store
    vocabulary: Ontology
    reader: SourceReader
    rank_changed: bool = False
    on_rejection: Callable[[Rejection], None] = lambda _: None
    counts: Counts = field(default_factory=Counts)
    _seen: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Kind -> fact id -> digest of what the source states of it."""
    _prior: dict[str, dict[str, Digest]] = field(default_factory=dict)
    _mentions: dict[Ref, str] = field(default_factory=dict)
    _expected: Set[Ref] = frozenset()
    _owners: dict[tuple[str, str], dict[object, str]] = field(default_factory=lambda: defaultdict(dict))

    def batches(self) -> Iterator[Batch]:
        """Batches in the order in which they can be applied: nodes, relations, mentions, then what is retracted."""
        source = self.reader.source.id
        self._prior = read_prior(self.store, source, stated_kinds(self.store, source))
        yield from self._stated()
        yield from self._mentioned()
        yield from self._retracted()

    def stated_kinds(self) -> list[str]:
        """The kinds of fact that the source states, entities that it only mentions included; once planned."""
        return sorted(kind for kind, facts in self._seen.items() if facts)

    def _stated(self) -> Iterator[Batch]:
        pending: dict[Group, list[Record]] = defaultdict(list)
        for item in self.reader.records():
            if isinstance(item, Rejection):
                self._reject(item)
                continue
            if isinstance(item, Expected):
                self._expected = item.refs
                continue
            group = group_of(item)
            waiting = pending[group]
            waiting.append(item)
            if len(waiting) == BATCH:
                # Relations need the nodes stated before them, so those go first.
                if group.is_relation:
                    yield from self._flush_nodes(pending)
                yield from self._flush(group, pending.pop(group))
        yield from self._flush_nodes(pending)
        for group, records in pending.items():
            yield from self._flush(group, records)

    def _flush_nodes(self, pending: dict[Group, list[Record]]) -> Iterator[Batch]:
        for group in [group for group in pending if not group.is_relation]:
            yield from self._flush(group, pending.pop(group))

    def _flush(self, group: Group, records: list[Record]) -> Iterator[Batch]:
        fit = self._connected(group, records) if group.is_relation else self._unique(group, records)
        statements = [statement for record in fit if (statement := self._needed(group, record))]
        if statements:
            yield Batch(group, statements)

    def _needed(self, group: Group, record: Record) -> Statement | None:
        """The statement to write for a record, or None when the graph holds it already."""
        statement = statement_of(record)
        seen = self._seen[group.kind]
        if (twin := seen.get(statement.id)) is not None:
            if twin != record.digest:
                self._reject(_rejection(record, "load.stated_twice", name=self._shown(record)))
            return None
        seen[statement.id] = record.digest
        before = self._prior.get(group.kind, {}).get(statement.id)
        if before is None or (before.facts == MENTION and not group.is_relation):
            self.counts.new += 1
        elif before.facts == record.digest:
            self.counts.unchanged += 1
        else:
            self.counts.changed += 1
        if before and not self.rank_changed and before == Digest(record.digest, hash(statement.evidence)):
            return None
        return statement

    def _connected(self, group: Group, records: list[Record]) -> list[Record]:
        """The relations whose both ends exist; ends that only others state are noted as mentioned by this source."""
        relations = [record for record in records if isinstance(record, Relation)]
        starts, ends = self._seen.get(group.start, {}), self._seen.get(group.end, {})
        outside = {record.start for record in relations if record.start.id not in starts}
        outside |= {record.end for record in relations if record.end.id not in ends}
        if not outside:
            return records
        known = existing(self.store, outside) | (outside & self._expected)
        fit: list[Record] = []
        for record in relations:
            others = [end for end in (record.start, record.end) if end in outside]
            missing = next((end for end in others if end not in known), None)
            if missing:
                self._reject(_rejection(record, "load.unknown_end", value=self._named(missing)))
                continue
            for end in others:
                if end not in self._mentions:
                    self._mentions[end] = evidence_text(record)
            fit.append(record)
        return fit

    def _unique(self, group: Group, records: list[Record]) -> list[Record]:
        """The nodes whose official numbers no other entity of the kind has."""
        names = [item.name for item in self.vocabulary.kinds[group.kind].properties.values() if item.unique]
        # What this source gave out before counts too: those batches may not be in the graph yet.
        owners = {name: self._owners[group.kind, name] for name in names}
        for name, given in owners.items():
            numbers = [record.properties.get(name) for record in records]
            found = number_owners(self.store, group.kind, name, numbers)
            given.update((number, owner) for number, owner in found.items() if number not in given)
        fit: list[Record] = []
        for record in records:
            assert isinstance(record, Node)  # noqa: S101 - a node group holds nodes
            clash = next(
                (
                    (name, number, owner)
                    for name in names
                    if (number := record.properties.get(name)) is not None
                    and (owner := owners[name].setdefault(number, record.ref.id)) != record.ref.id
                ),
                None,
            )
            if clash is None:
                fit.append(record)
            else:
                name, number, owner = clash
                self._reject(_rejection(record, "load.number_taken", column=name, value=str(number), owner=owner))
        return fit

    def _mentioned(self) -> Iterator[Batch]:
        by_group: dict[Group, list[Statement]] = defaultdict(list)
        for ref, evidence in self._mentions.items():
            if ref.id in self._seen.get(ref.kind, {}):
                continue
            self._seen[ref.kind][ref.id] = MENTION
            before = self._prior.get(ref.kind, {}).get(ref.id)
            if before != Digest(MENTION, hash(evidence)) or self.rank_changed:
                by_group[Group(ref.kind)].append(Statement(ref.id, "", "", {}, evidence))
        yield from _batched(by_group)

    def _retracted(self) -> Iterator[Batch]:
        leftover = {
            kind: gone
            for kind, before in self._prior.items()
            if (gone := {fact_id for fact_id in before if fact_id not in self._seen.get(kind, {})})
        }
        self.counts.retracted = sum(
            kind in self.vocabulary.relations or self._prior[kind][fact_id].facts != MENTION
            for kind, ids in leftover.items()
            for fact_id in ids
        )
        yield from read_retractions(self.store, self.vocabulary, leftover)

    def _reject(self, rejection: Rejection) -> None:
        self.counts.rejected += 1
        self.on_rejection(rejection)

    def _named(self, ref: Ref) -> str:
        kind = self.vocabulary.kinds[ref.kind]
        return f"{kind.prefix}:{MASK if kind.id.personal else ref.id}"

    def _shown(self, record: Record) -> str:
        if isinstance(record, Node):
            return self._named(record.ref)
        return f"{self._named(record.start)} {record.kind} {self._named(record.end)}"


def read_prior(store: Store, source: str, kinds: Iterable[tuple[str, bool]]) -> dict[str, dict[str, Digest]]:
    """What a source states in the graph now of the given kinds (name, is relation): kind -> fact id -> digest."""
    prior: dict[str, dict[str, Digest]] = {}
    for kind, relation in kinds:
        pattern = f"()-[f:{kind}]->()" if relation else f"(f:{kind})"
        query = f"MATCH {pattern} WHERE $source IN f.sources RETURN properties(f) AS stored"
        with store.stream(query, source=source) as rows:
            prior[kind] = {stored["id"]: _digest(stored, source) for (stored,) in rows}
    return prior


def _digest(stored: Mapping[str, object], source: str) -> Digest:
    claim = claim_of(stored, source)
    return Digest(digest_of(claim.properties), hash(claim.evidence))


def claim_of(stored: Mapping[str, object], source: str) -> Claim:
    """What one source states of a stored fact."""
    return next(claim for claim in read_claims(stored) if claim.source == source)


def stated_kinds(store: Store, source: str) -> list[tuple[str, bool]]:
    """The kinds of fact that a loaded source states, and whether each is a relation; none for a source not loaded."""
    rows = store.read(
        "MATCH (s:Source {id: $id}) RETURN s.states_nodes AS nodes, s.states_relations AS ties", id=source
    )
    return [
        (kind, tie) for row in rows for tie, kinds in ((False, row["nodes"]), (True, row["ties"])) for kind in kinds
    ]


def read_retractions(store: Store, vocabulary: Ontology, leftover: Mapping[str, set[str]]) -> Iterator[Batch]:
    """The statements that take back facts (kind -> ids), relations before nodes."""
    by_group: dict[Group, list[Statement]] = defaultdict(list)
    for kind, ids in leftover.items():
        if kind not in vocabulary.relations:
            continue
        query = (
            f"MATCH (a)-[f:{kind}]->(b) WHERE f.id IN $ids RETURN f.id AS id, a.id AS start, b.id AS end, "
            "labels(a)[0] AS start_kind, labels(b)[0] AS end_kind"
        )
        with store.stream(query, ids=sorted(ids)) as rows:
            for fact_id, start, end, start_kind, end_kind in rows:
                by_group[Group(kind, start_kind, end_kind)].append(Statement(fact_id, start, end, None, NONE))
    for kind, ids in leftover.items():
        if kind in vocabulary.kinds:
            by_group[Group(kind)].extend(Statement(fact_id, "", "", None, NONE) for fact_id in sorted(ids))
    yield from _batched(by_group)


def existing(store: Store, refs: Iterable[Ref]) -> set[Ref]:
    """Those of `refs` that the graph holds."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    return {
        Ref(kind, row["id"])
        for kind, ids in by_kind.items()
        for row in store.read(f"UNWIND $ids AS id MATCH (n:{kind} {{id: id}}) RETURN n.id AS id", ids=ids)
    }


def number_owners(store: Store, kind: str, name: str, numbers: Iterable[object]) -> dict[object, str]:
    """Official number -> id of the entity of the kind that has it in the graph."""
    wanted = [number for number in numbers if number is not None]
    if not wanted:
        return {}
    query = f"UNWIND $numbers AS number MATCH (n:{kind} {{{name}: number}}) RETURN number, min(n.id) AS id"
    return {row["number"]: row["id"] for row in store.read(query, numbers=wanted)}


def _batched(by_group: Mapping[Group, list[Statement]]) -> Iterator[Batch]:
    for group, statements in by_group.items():
        for start in range(0, len(statements), BATCH):
            yield Batch(group, statements[start : start + BATCH])


def _rejection(record: Record, key: str, *, column: str = "", value: str = "", **params: str) -> Rejection:
    evidence = record.evidence
    line = evidence.get("line")
    place = Place(
        file=str(evidence.get("file", "")),
        sheet=str(evidence.get("sheet", "")),
        line=line if isinstance(line, int) else 0,
        column=column,
    )
    return Rejection(place, value, say(key, value=value, **params))
