"""The ledger of sources: loading, reloading, retracting, and recovering what was interrupted.

A load is atomic per source. What fits goes in one transaction; a larger one is staged (graph/staging.py), so that it
is finished or undone by the next command when this process dies at any moment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from yhdysverkko.graph import exchange, staging
from yhdysverkko.graph.apply import Ranks, apply_batch
from yhdysverkko.graph.errors import LoadInProgress, NotFound
from yhdysverkko.graph.lease import Lease, is_writing, writing_turn
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.plan import Batch, Counts, Plan, SourceReader, read_prior, read_retractions
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Rejection
from yhdysverkko.graph.staging import OnChunk, Staged, Unfinished, apply_staged, discard, seal, stage, unfinished
from yhdysverkko.graph.store import Store, Transaction

TRANSACTION_LIMIT = 50_000
"""Statements that one transaction takes: 60 MB of transaction state in the server, with room to spare."""

SAVE_SOURCE = """
MERGE (s:Source {id: $source.id}) SET s = $source, s.loaded = datetime($now)
"""


@dataclass
class LoadReport:
    """What a load did, or with `dry_run` would do."""

    source: Source
    counts: Counts
    unchanged: bool = False
    dry_run: bool = False
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StoredSource:
    """A loaded source and how many facts it states."""

    source: Source
    facts: int
    loaded: datetime


def load(
    store: Store,
    vocabulary: Ontology,
    reader: SourceReader,
    *,
    dry_run: bool = False,
    on_rejection: Callable[[Rejection], None] = lambda _: None,
    on_chunk: OnChunk | None = None,
) -> LoadReport:
    """Make the graph hold exactly what the source states now, leaving what other sources state as it is.

    Good rows load; each bad one goes to `on_rejection`. A source that is loaded already, unchanged, is left alone.
    Raises LoadInProgress while another load is being written.
    """
    before = _stored(store, reader.source.id)
    if before and before.source == reader.source:
        return LoadReport(reader.source, Counts(unchanged=before.facts), unchanged=True, dry_run=dry_run)
    rank_changed = before is not None and before.source.rank != reader.source.rank
    plan = Plan(store, vocabulary, reader, rank_changed=rank_changed, on_rejection=on_rejection)
    if dry_run:
        for _ in plan.batches():
            pass
    else:
        with writing_turn(store) as lease:
            _recover(store, lease)
            _write(store, lease, plan, on_chunk)
    return LoadReport(reader.source, plan.counts, dry_run=dry_run, notices=list(reader.notices))


def retract(store: Store, vocabulary: Ontology, source_id: str, on_chunk: OnChunk | None = None) -> int:
    """Take a source out whole; facts that others state too remain. Returns how many of its facts were taken back.

    Raises NotFound, naming those that there are, for a source that is not loaded.
    """
    stored = _stored(store, source_id)
    if stored is None:
        known = ", ".join(item.source.id for item in list_sources(store)) or "–"
        raise NotFound("source.unknown", id=source_id, known=known)
    with writing_turn(store) as lease:
        _recover(store, lease)
        leftover = {kind: set(facts) for kind, facts in read_prior(store, source_id).items()}
        batches = read_retractions(store, vocabulary, leftover)
        _commit(store, lease, batches, lambda: {"id": source_id, "retracted": True}, stored.source.title, on_chunk)
    return stored.facts


def recover(store: Store) -> Unfinished | None:
    """Finish or undo what an interrupted command left behind; returns what it was. A living writer is left alone."""
    found = unfinished(store)
    if found is None or is_writing(store):
        return None
    with writing_turn(store) as lease:
        _recover(store, lease)
    return found


@contextmanager
def settled(store: Store) -> Iterator[None]:
    """Guard a reading: raises LoadInProgress if what was read in the block may be part of an unfinished load."""
    _refuse_unfinished(store)
    yield
    _refuse_unfinished(store)


def list_sources(store: Store) -> list[StoredSource]:
    """All loaded sources, by id."""
    return [
        _as_stored(row["source"]) for row in store.read("MATCH (s:Source) RETURN properties(s) AS source ORDER BY s.id")
    ]


def _refuse_unfinished(store: Store) -> None:
    found = unfinished(store)
    if found and found.state != staging.STAGING:
        raise LoadInProgress("load.in_progress", title=found.title, left=found.chunks_left)


def _write(store: Store, lease: Lease, plan: Plan, on_chunk: OnChunk | None) -> None:
    def source_node() -> dict[str, Any]:
        return _source_node(plan)

    _commit(store, lease, plan.batches(), source_node, plan.reader.source.title, on_chunk)


def _commit(
    store: Store,
    lease: Lease,
    batches: Iterator[Batch],
    source_node: Callable[[], dict[str, Any]],
    title: str,
    on_chunk: OnChunk | None,
) -> None:
    """Apply the batches in one transaction if they fit, else by staging. `source_node` is asked when all are made."""
    first: list[Batch] = []
    for batch in batches:
        first.append(batch)
        lease.beat()
        if sum(len(made.statements) for made in first) > TRANSACTION_LIMIT:
            _stage(store, lease, title, chain(first, batches), source_node)
            _finish(store, lease, on_chunk)
            return
    node = source_node()
    ranks = _ranks(store, node)
    with store.writing() as transaction:
        for group, statements in first:
            apply_batch(transaction, group, node["id"], ranks, statements)
        _save_source(transaction, node)


def _stage(
    store: Store, lease: Lease, title: str, batches: Iterator[Batch], source_node: Callable[[], dict[str, Any]]
) -> None:
    try:
        stage(store, lease, title, batches)
        node = source_node()
        seal(store, Staged(node, _ranks(store, node)))
    except BaseException:
        discard(store)
        raise


def _recover(store: Store, lease: Lease) -> None:
    match unfinished(store):
        case Unfinished(state=staging.APPLYING):
            _finish(store, lease, None)
        case Unfinished(state=staging.IMPORTING):
            exchange.discard_import(store)
        case Unfinished():
            discard(store)


def _finish(store: Store, lease: Lease, on_chunk: OnChunk | None) -> None:
    staged = apply_staged(store, lease, on_chunk)
    with store.writing() as transaction:
        _save_source(transaction, dict(staged.source))
        transaction.run("MATCH (l:Load) DELETE l")


def _save_source(transaction: Transaction, node: dict[str, Any]) -> None:
    if node.get("retracted"):
        transaction.run("MATCH (s:Source {id: $id}) DELETE s", id=node["id"])
    else:
        transaction.run(SAVE_SOURCE, source=node, now=datetime.now(UTC).isoformat())


def _source_node(plan: Plan) -> dict[str, Any]:
    """The source as its node is stored: its description, how much it states and of which kinds."""
    described = {key: value for key, value in plan.reader.source.model_dump().items() if value is not None}
    kinds = plan.stated_kinds()
    return described | {
        "facts": plan.counts.facts,
        "states_nodes": [kind for kind in kinds if kind in plan.vocabulary.kinds],
        "states_relations": [kind for kind in kinds if kind in plan.vocabulary.relations],
    }


def _ranks(store: Store, node: dict[str, Any]) -> Ranks:
    ranks = {item.source.id: item.source.rank for item in list_sources(store)}
    return ranks if node.get("retracted") else ranks | {node["id"]: Source.model_validate(node).rank}


def _stored(store: Store, source_id: str) -> StoredSource | None:
    rows = store.read("MATCH (s:Source {id: $id}) RETURN properties(s) AS source", id=source_id)
    return _as_stored(rows[0]["source"]) if rows else None


def _as_stored(node: dict[str, Any]) -> StoredSource:
    return StoredSource(Source.model_validate(node), node["facts"], node["loaded"])
