"""Loads too large for one transaction: staged in the database first, then applied chunk by chunk.

While batches are staged, nothing of them can be read as fact. Once all are staged the load is *applying*: each chunk
is applied and removed in one transaction, so any process can go on where another died. Until the last one is done the
graph counts as unfinished: `status` shows it and readers refuse it (`ledger.settled`).
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import orjson

from yhdysverkko.graph.apply import Group, Ranks, Statement, apply_batch, count_facts
from yhdysverkko.graph.lease import Lease
from yhdysverkko.graph.plan import Batch
from yhdysverkko.graph.provenance import dumps, untag
from yhdysverkko.graph.store import Store

STAGING, APPLYING, IMPORTING = "staging", "applying", "importing"

Item = TypeVar("Item")
OnChunk = Callable[[int, int], None]
"""Called with (chunks done, chunks in all)."""


class Unfinished(NamedTuple):
    """A load or import that has begun and not ended. While it is staging, nothing of it is in the graph."""

    title: str
    state: str
    chunks_left: int


class Staged(NamedTuple):
    """A load that is wholly staged: the source it states, as its node will be stored, and the ranks in force."""

    source: Mapping[str, Any]
    ranks: Ranks


def unfinished(store: Store) -> Unfinished | None:
    """The load that is under way or was interrupted, if any."""
    rows = store.read(
        "MATCH (l:Load) RETURN l.title AS title, l.state AS state, COUNT { (:LoadChunk) } AS chunks",
    )
    return next((Unfinished(row["title"], row["state"], row["chunks"]) for row in rows), None)


def mark_unfinished(store: Store, title: str, state: str) -> None:
    """Say in the database that something has begun; it counts as unfinished until the mark is taken away."""
    store.write("CREATE (:Load {id: 'load', title: $title, state: $state})", title=title, state=state)


def stage(store: Store, lease: Lease, title: str, batches: Iterable[Batch]) -> None:
    """Write the batches into the database without making them part of the graph."""
    mark_unfinished(store, title, STAGING)

    def write(numbered: tuple[int, bytes]) -> None:
        lease.beat()
        number, data = numbered
        store.write("CREATE (:LoadChunk {number: $number, data: $data})", number=number, data=data)

    overlap(((number, _pack(batch)) for number, batch in enumerate(batches)), write)


def seal(store: Store, staged: Staged) -> None:
    """Mark the staged load as complete: from here on it is finished, never undone."""
    store.write(
        "MATCH (l:Load) SET l.state = $applying, l.source = $source, l.ranks = $ranks",
        applying=APPLYING,
        source=dumps(staged.source).decode(),
        ranks=orjson.dumps(staged.ranks).decode(),
    )


def discard(store: Store) -> None:
    """Undo a load that was not sealed."""
    store.run_alone("MATCH (c:LoadChunk) CALL (c) { DELETE c } IN TRANSACTIONS OF 20 ROWS")
    store.write("MATCH (l:Load) DELETE l")


def apply_staged(store: Store, lease: Lease, on_chunk: OnChunk | None = None) -> Staged:
    """Apply what is left of the sealed load; returns it, for its source to be stored and `close` to be called."""
    row = store.read("MATCH (l:Load) RETURN l.source AS source, l.ranks AS ranks")[0]
    staged = Staged(untag(orjson.loads(row["source"])), orjson.loads(row["ranks"]))
    numbers = [row["n"] for row in store.read("MATCH (c:LoadChunk) RETURN c.number AS n ORDER BY n")]
    apply = _Application(store, lease, staged, len(numbers), on_chunk)
    overlap(_read_chunks(store, numbers), apply.chunk)
    return staged


class _Application:
    """Applies chunk after chunk, remembering which kinds were not in the graph when their first chunk came."""

    def __init__(self, store: Store, lease: Lease, staged: Staged, total: int, on_chunk: OnChunk | None) -> None:
        self._store = store
        self._lease = lease
        self._staged = staged
        self._total = total
        self._on_chunk = on_chunk
        self._done = 0
        self._new_kinds: dict[str, bool] = {}

    def chunk(self, numbered: tuple[int, Batch]) -> None:
        number, (group, statements) = numbered
        self._lease.beat()
        with self._store.writing() as transaction:
            if group.kind not in self._new_kinds:
                self._new_kinds[group.kind] = count_facts(transaction, group) == 0
            apply_batch(
                transaction,
                group,
                self._staged.source["id"],
                self._staged.ranks,
                statements,
                known_empty=self._new_kinds[group.kind],
            )
            transaction.run("MATCH (c:LoadChunk {number: $number}) DELETE c", number=number)
        self._done += 1
        if self._on_chunk:
            self._on_chunk(self._done, self._total)


def _read_chunks(store: Store, numbers: Iterable[int]) -> Iterator[tuple[int, Batch]]:
    for number in numbers:
        row = store.read("MATCH (c:LoadChunk {number: $number}) RETURN c.data AS data", number=number)[0]
        yield number, _unpack(row["data"])


def _pack(batch: Batch) -> bytes:
    return zlib.compress(dumps([tuple(batch.group), [tuple(statement) for statement in batch.statements]]), level=1)


def _unpack(data: bytes) -> Batch:
    group, rows = orjson.loads(zlib.decompress(data))
    return Batch(
        Group(*group),
        [
            Statement(fact, start, end, None if properties is None else untag(properties), evidence)
            for fact, start, end, properties, evidence in rows
        ],
    )


def overlap(items: Iterable[Item], work: Callable[[Item], None]) -> None:
    """Do `work` on each item in turn, in another thread, while the next item is being made."""
    with ThreadPoolExecutor(1) as pool:
        pending: Future[None] | None = None
        for item in items:
            if pending:
                pending.result()
            pending = pool.submit(work, item)
        if pending:
            pending.result()
