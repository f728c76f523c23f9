"""Candidates and decisions: what documents may state, and what somebody decided of it, once and for all loads to come.

A candidate is a node of its own that its document's source states, so it comes and goes with the document. A decision
is no source's: it stays when documents are loaded again, and accepted facts are the claims of one source, `review`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.lease import write_small
from yhdysverkko.graph.ledger import REVIEW, list_sources, load
from yhdysverkko.graph.merging import MergedSource, redirect
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source, dumps, untag
from yhdysverkko.graph.records import Node, Record, Ref, Rejection, Relation, digest_of
from yhdysverkko.graph.store import Store

ACCEPT, REJECT, MERGE = "accept", "reject", "merge"


class Candidate(NamedTuple):
    """A fact that a document may state: words for people, and the records that accepting it would load.

    A doubtful link has no records but the two entities that may be one, as "same" in `records`.
    """

    id: str
    statement: str
    sentence: str
    rule: str
    confidence: float
    records: str
    sources: tuple[str, ...]

    @property
    def is_link(self) -> bool:
        """Whether it asks if two entities are one."""
        return "same" in orjson.loads(self.records)


class Decided(NamedTuple):
    """A decision in words; `verdict` is ACCEPT, REJECT or MERGE."""

    id: str
    verdict: str
    statement: str


@dataclass(frozen=True)
class Decisions:
    """What has been decided: candidate id -> verdict, and entities that are another one: from -> into."""

    verdicts: Mapping[str, str]
    merged: Mapping[Ref, Ref]

    @property
    def digest(self) -> str:
        """Changes with every decision that changes how documents are read."""
        text = repr((sorted(self.verdicts.items()), sorted(self.merged.items())))
        return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def candidate_id(*parts: str) -> str:
    """The id of a candidate, the same every time its document is read."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def list_candidates(store: Store) -> list[Candidate]:
    """Candidates that nobody has decided on, in order of value: those most likely to become facts first."""
    rows = store.read(
        "MATCH (c:Candidate) WHERE NOT EXISTS { MATCH (d:Decision) WHERE d.id = c.id } "
        "RETURN c.id AS id, c.statement AS statement, coalesce(c.sentence, '') AS sentence, "
        "coalesce(c.rule, '') AS rule, c.confidence AS confidence, c.records AS records, c.sources AS sources "
        "ORDER BY confidence DESC, statement, id"
    )
    return [Candidate(**{**row, "sources": tuple(row["sources"])}) for row in rows]


def list_decided(store: Store, limit: int) -> list[Decided]:
    """The latest decisions, newest first."""
    rows = store.read(
        "MATCH (d:Decision) WITH d ORDER BY coalesce(d.decided, '') DESC, d.id LIMIT $limit "
        "RETURN d.id AS id, d.verdict AS verdict, coalesce(d.statement, '') AS statement",
        limit=limit,
    )
    return [Decided(**row) for row in rows]


def read_decisions(store: Store) -> Decisions:
    """All decisions."""
    verdicts: dict[str, str] = {}
    merged: dict[Ref, Ref] = {}
    for row in store.read(
        "MATCH (d:Decision) RETURN d.id AS id, d.verdict AS verdict, d.records AS records ORDER BY id"
    ):
        verdicts[row["id"]] = row["verdict"]
        if row["verdict"] == MERGE:
            first, second = orjson.loads(row["records"])["same"]
            merged[Ref(*first)] = Ref(*second)
    return Decisions(verdicts, merged)


def decide(store: Store, vocabulary: Ontology, verdicts: Mapping[str, str]) -> None:
    """Store decisions (candidate id -> verdict) and make the graph follow them at once: accepted facts come in, and
    accepted links make one entity of two.

    A decision may be taken again with another verdict; two that were made one come apart when their document is loaded.
    Raises NotFound for an id that is neither a candidate nor decided already.
    """
    known = {row["id"] for row in store.read("MATCH (n:Candidate|Decision) RETURN DISTINCT n.id AS id")}
    if unknown := sorted(set(verdicts) - known):
        raise NotFound("review.unknown", id=unknown[0])
    write_small(
        store,
        "UNWIND $rows AS row MERGE (d:Decision {id: row[0]}) SET d.verdict = row[1], d.decided = $now "
        "WITH d MATCH (c:Candidate {id: d.id}) SET d.statement = c.statement, d.records = c.records, "
        "d.verdict = CASE WHEN d.verdict = $accept AND c.rule = $merge THEN $merge ELSE d.verdict END",
        accept=ACCEPT,
        merge=MERGE,
        now=datetime.now(UTC).isoformat(timespec="seconds"),
        rows=[[candidate, verdict] for candidate, verdict in sorted(verdicts.items())],
    )
    load(store, vocabulary, _Accepted(store, vocabulary))
    _merge(store, vocabulary, verdicts)


def _merge(store: Store, vocabulary: Ontology, verdicts: Mapping[str, str]) -> None:
    """State anew the documents that asked about a link which is now accepted."""
    merged = read_decisions(store).merged
    rows = store.read(
        "MATCH (d:Decision {verdict: $merge}) WHERE d.id IN $ids MATCH (c:Candidate {id: d.id}) "
        "UNWIND c.sources AS source RETURN DISTINCT source",
        ids=sorted(verdicts),
        merge=MERGE,
    )
    asked = {row["source"] for row in rows}
    for stored in list_sources(store):
        if stored.source.id in asked:
            load(store, vocabulary, MergedSource(store, vocabulary, stored.source, merged))


class _Accepted:
    """The facts that somebody accepted, as one source."""

    notices: list[str] = []  # noqa: RUF012 - there is never one

    def __init__(self, store: Store, vocabulary: Ontology) -> None:
        rows = store.read(
            "MATCH (d:Decision {verdict: $accept}) RETURN d.records AS records ORDER BY d.id", accept=ACCEPT
        )
        self._texts: list[str] = [row["records"] for row in rows]
        self._vocabulary = vocabulary
        self._merged = read_decisions(store).merged

    @property
    def source(self) -> Source:
        content = "\n".join([*self._texts, repr(sorted(self._merged.items()))])
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        return Source(id=REVIEW, kind="review", title=say("review.source"), sha256=sha256, loader=REVIEW, version="1")

    def records(self) -> Iterator[Record | Rejection]:
        records = [
            redirect(self._vocabulary, self._merged, record) for text in self._texts for record in unpack_records(text)
        ]
        seen: set[object] = set()
        for wanted in (Node, Relation):
            for record in records:
                key = record.ref if isinstance(record, Node) else record.id
                if isinstance(record, wanted) and key not in seen:
                    seen.add(key)
                    yield record


def pack_records(records: list[Record]) -> str:
    """Records as the text that a candidate keeps, without their digests, which hold within one run."""
    return dumps({"records": [[type(record).__name__, *map(_plain, record[:-1])] for record in records]}).decode()


def _plain(field: object) -> object:
    return list(field) if isinstance(field, Ref) else field


def unpack_records(text: str) -> list[Record]:
    """The records of a candidate; none for a doubtful link."""
    unpacked: list[Record] = []
    for name, *fields in orjson.loads(text).get("records", []):
        if name == "Node":
            ref, properties, evidence = fields
            stated = untag(properties)
            unpacked.append(Node(Ref(*ref), stated, evidence, digest_of(stated)))
        else:
            kind, start, end, relation_id, properties, evidence = fields
            stated = untag(properties)
            unpacked.append(Relation(kind, Ref(*start), Ref(*end), relation_id, stated, evidence, digest_of(stated)))
    return unpacked
