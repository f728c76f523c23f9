"""Committing a change of one source: whole or not at all, whatever dies meanwhile.

What fits goes in one transaction. A source that the graph does not know yet is written batch by batch under an
*unfinished* mark: interrupted, it is undone by taking its claims out again. A large change of a known source is staged
first (graph/staging.py), because what it overwrites could not be brought back: interrupted, it is undone while staging
and finished once that is complete.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from yhdysverkko.graph import exchange, restoration, staging
from yhdysverkko.graph.apply import Ranks, apply_batch
from yhdysverkko.graph.errors import StoreUnavailable
from yhdysverkko.graph.lease import Lease
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import Batch, read_prior, read_retractions
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.staging import OnChunk, SourceNode, Staged, Writer, overlap, phase_of, unfinished
from yhdysverkko.graph.store import Store, Transaction

TRANSACTION_LIMIT = 50_000
"""Statements that one transaction takes: 200 MB of transaction state in the server, with room to spare."""

STANDING = ("Source", "Decision")
"""Kinds of node that no source states."""

SAVE_SOURCE = "MERGE (s:Source {id: $source.id}) SET s = $source, s.loaded = datetime($now)"
TIES, NODES = "MATCH ()-[f]->() WHERE true", f"MATCH (f) WHERE NOT f:{'|'.join(STANDING)}"
"""The facts that sources state."""

DELETE = "CALL (f) { DELETE f } IN TRANSACTIONS OF 5000 ROWS"


@dataclass
class Change:
    """The batches that a source's change is made of. `node`, asked when all are made, is the source as its node is
    stored, or None for one that is taken out. `fresh` says that the graph holds no claim of the source."""

    store: Store
    lease: Lease
    source: Source
    batches: Iterator[Batch]
    node: Callable[[], SourceNode | None]
    fresh: bool = False
    on_chunk: OnChunk | None = None


def commit(change: Change) -> None:
    """Write the change, whole or not at all."""
    first: list[Batch] = []
    for batch in change.batches:
        first.append(batch)
        change.lease.beat()
        if sum(len(made.statements) for made in first) > TRANSACTION_LIMIT:
            change.batches = chain(first, change.batches)
            if change.fresh:
                _write_directly(change)
            else:
                _write_staged(change)
            return
    ranks = _ranks(change.store, change.source)

    def write(transaction: Transaction) -> None:
        for group, statements in first:
            apply_batch(transaction, group, change.source.id, ranks, statements)
        _save(transaction, change.source.id, change.node())

    change.store.transact(write)


def recover_now(store: Store, lease: Lease) -> None:
    """Finish or undo what an interrupted process left behind."""
    found = unfinished(store)
    if found is None:
        return
    match found.state:
        case staging.APPLYING:
            _finish_staged(store, lease, None)
        case staging.IMPORTING:
            exchange.discard_import(store)
        case staging.RESTORING:
            restoration.finish(store, lease)
        case staging.WRITING:
            _take_back(store, lease, found.source)
        case _:
            staging.discard(store)


def _write_directly(change: Change) -> None:
    store, source = change.store, change.source
    staging.mark_unfinished(store, source.title, staging.WRITING, source.id)
    writer = Writer(store, change.lease, source.id, _ranks(store, source), change.on_chunk)
    try:
        overlap(change.batches, writer.write, phase=phase_of)
    except StoreUnavailable:
        raise  # there is nothing to take back from; the next command does
    except BaseException:
        _take_back(store, change.lease, source.id)
        raise
    _finish(store, source.id, change.node())


def _take_back(store: Store, lease: Lease, source: str) -> None:
    """Take out every claim of a source whose first load did not end. It can itself be interrupted and begun again."""
    vocabulary = ontology()
    # Most is stated by this source alone: the server takes that out by itself, in a fifth of the time.
    for pattern in TIES, NODES:
        store.run_alone(f"{pattern} AND f.sources = [$source] {DELETE}", source=source)
        lease.beat()
    kinds = [
        (row["kind"], pattern == TIES)
        for pattern, kind in ((NODES, "labels(f)[0]"), (TIES, "type(f)"))
        for row in store.read(f"{pattern} AND $source IN f.sources RETURN DISTINCT {kind} AS kind", source=source)
    ]
    prior = read_prior(store, source, kinds)
    writer = Writer(store, lease, source, _ranks(store))
    for batch in read_retractions(store, vocabulary, {kind: set(facts) for kind, facts in prior.items()}):
        writer.write(batch)
    staging.discard(store)


def _write_staged(change: Change) -> None:
    store = change.store
    try:
        staging.stage(store, change.lease, change.source.title, map(staging.pack, change.batches))
        staging.seal(store, Staged(change.source.id, change.node(), _ranks(store, change.source)))
    except StoreUnavailable:
        raise
    except BaseException:
        staging.discard(store)
        raise
    _finish_staged(store, change.lease, change.on_chunk)


def _finish_staged(store: Store, lease: Lease, on_chunk: OnChunk | None) -> None:
    staged = staging.apply_staged(store, lease, on_chunk)
    _finish(store, staged.id, staged.node)


def _finish(store: Store, source: str, node: SourceNode | None) -> None:
    """Make what was written fact: the source is stored and the mark taken away in one transaction."""

    def write(transaction: Transaction) -> None:
        _save(transaction, source, node)
        transaction.run("MATCH (l:Load) DELETE l")

    store.transact(write)


def _save(transaction: Transaction, source: str, node: SourceNode | None) -> None:
    if node is None:
        transaction.run("MATCH (s:Source {id: $id}) DELETE s", id=source)
    else:
        transaction.run(SAVE_SOURCE, source=node, now=datetime.now(UTC).isoformat())


def _ranks(store: Store, *more: Source) -> Ranks:
    """The rank of every stored source and of those given, by id."""
    stored = store.read("MATCH (s:Source) RETURN properties(s) AS source")
    return {source.id: source.rank for source in (*(Source.model_validate(row["source"]) for row in stored), *more)}
