"""Loads too large for one transaction: the mark that one is unfinished, and staging.

A staged load lies in the database as compressed chunks that nothing reads as fact. Once all are there it is *applying*:
each chunk is applied and removed in one transaction, so any process can go on where another died. While a load is in
any state but staging, part of it may be in the graph: `status` shows it and readers refuse it (`ledger.settled`).
"""

import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from threading import Event, Lock
from typing import Any, NamedTuple, TypeVar

import orjson

from yhdysverkko.graph.apply import Group, Ranks, Statement, apply_batch, count_facts
from yhdysverkko.graph.lease import Lease
from yhdysverkko.graph.plan import Batch
from yhdysverkko.graph.provenance import dumps, untag
from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.store import Store, Transaction

STAGING, APPLYING, WRITING, IMPORTING, RESTORING = "staging", "applying", "writing", "importing", "restoring"

SWITCH_S = 0.0002
"""How long one thread keeps the other waiting while a load overlaps with the server. Each piece of a message that is
sent or received must wait its turn; at the usual 5 ms the server waits for us instead of writing."""

WRITERS = 2
"""Batches written at once: the server takes one while it commits another, and waits less for us."""

AHEAD = 16
"""Batches made before the server has taken them: entities are made slower than written and ties faster, so a store of
some evens them out. Each holds about 4 MB."""

Item = TypeVar("Item")
SourceNode = Mapping[str, Any]
"""A source as its node is stored."""

OnChunk = Callable[[int], None]
"""Called with the number of statements written so far."""


class Unfinished(NamedTuple):
    """A load or import that has begun and not ended. While it is staging, nothing of it is in the graph."""

    title: str
    state: str
    source: str


class Staged(NamedTuple):
    """A load that is wholly staged: its source, the node it will have (None: taken out), and the ranks in force."""

    id: str
    node: SourceNode | None
    ranks: Ranks


class Writer:
    """Writes batches of one source, remembering which kinds the graph did not hold before. Threads may share it."""

    def __init__(self, store: Store, lease: Lease, source: str, ranks: Ranks, on_chunk: OnChunk | None = None) -> None:
        self._store = store
        self._lease = lease
        self._source = source
        self._ranks = ranks
        self._on_chunk = on_chunk
        self._new_kinds: dict[str, bool] = {}
        self._written = 0
        self._counting = Lock()

    def write(self, batch: Batch, also: Callable[[Transaction], object] = lambda _: None) -> None:
        """Apply the batch in one transaction, in which `also` is done too."""

        def work(transaction: Transaction) -> None:
            self._apply(transaction, batch)
            also(transaction)

        self._lease.beat()
        self._store.transact(work)
        with self._counting:
            self._written += len(batch.statements)
            if self._on_chunk:
                self._on_chunk(self._written)

    def _apply(self, transaction: Transaction, batch: Batch) -> None:
        group, statements = batch
        if group.kind not in self._new_kinds:
            # Where another thread counts too and finds what this one wrote, facts are looked for, which is only slower.
            self._new_kinds[group.kind] = count_facts(transaction, group) == 0
        known_empty = self._new_kinds[group.kind]
        apply_batch(transaction, group, self._source, self._ranks, statements, known_empty=known_empty)


UNFINISHED = Remembered(
    "MATCH (l:Load) RETURN l.title AS title, l.state AS state, l.source AS source",
    lambda rows: next((Unfinished(row["title"], row["state"], row["source"]) for row in rows), None),
)


def unfinished(store: Store) -> Unfinished | None:
    """The load that is under way or was interrupted, if any."""
    return UNFINISHED.read(store).value


def mark_unfinished(store: Store, title: str, state: str, source: str = "") -> None:
    """Say in the database that something has begun; it counts as unfinished until the mark is taken away."""
    store.write(
        "CREATE (:Load {id: 'load', title: $title, state: $state, source: $source})",
        title=title,
        state=state,
        source=source,
    )


def stage(store: Store, lease: Lease, title: str, chunks: Iterable[bytes]) -> None:
    """Write the chunks into the database without making them part of the graph."""
    mark_unfinished(store, title, STAGING)

    def write(numbered: tuple[int, bytes]) -> None:
        lease.beat()
        number, data = numbered
        store.write("CREATE (:LoadChunk {number: $number, data: $data})", number=number, data=data)

    overlap(enumerate(chunks), write, phase=lambda _: None)


def seal(store: Store, staged: Staged) -> None:
    """Mark the staged load as complete: from here on it is finished, never undone."""
    store.write(
        "MATCH (l:Load) SET l.state = $applying, l.source = $source, l.node = $node, l.ranks = $ranks",
        applying=APPLYING,
        source=staged.id,
        node=dumps(staged.node).decode(),
        ranks=orjson.dumps(staged.ranks).decode(),
    )


def discard(store: Store) -> None:
    """Take away the mark and whatever is staged."""
    store.run_alone("MATCH (c:LoadChunk) CALL (c) { DELETE c } IN TRANSACTIONS OF 20 ROWS")
    store.write("MATCH (l:Load) DELETE l")


def apply_staged(store: Store, lease: Lease, on_chunk: OnChunk | None = None) -> Staged:
    """Apply what is left of the sealed load; returns it, for its source to be stored and the mark taken away."""
    row = store.read("MATCH (l:Load) RETURN l.source AS source, l.node AS node, l.ranks AS ranks")[0]
    node = orjson.loads(row["node"])
    staged = Staged(row["source"], None if node is None else untag(node), orjson.loads(row["ranks"]))
    writer = Writer(store, lease, staged.id, staged.ranks, on_chunk)

    def apply(numbered: tuple[int, Batch]) -> None:
        number, batch = numbered
        writer.write(batch, lambda transaction: drop_chunk(transaction, number))

    chunks = ((number, _unpack(data)) for number, data in read_chunks(store))
    overlap(chunks, apply, phase=lambda numbered: phase_of(numbered[1]))
    return staged


def read_chunks(store: Store) -> Iterator[tuple[int, bytes]]:
    """The chunks that are left, with their numbers, in order."""
    for numbered in store.read("MATCH (c:LoadChunk) RETURN c.number AS number ORDER BY number"):
        row = store.read("MATCH (c:LoadChunk {number: $number}) RETURN c.data AS data", number=numbered["number"])[0]
        yield numbered["number"], row["data"]


def drop_chunk(transaction: Transaction, number: int) -> None:
    """Delete a chunk in the transaction in which it becomes part of the graph."""
    transaction.run("MATCH (c:LoadChunk {number: $number}) DELETE c", number=number)


def pack(batch: Batch) -> bytes:
    """A batch as a chunk."""
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


def phase_of(batch: Batch) -> bool:
    """Batches of one phase may be written in any order: ties need their ends, and go before these do."""
    return batch.group.is_relation


def overlap(items: Iterable[Item], work: Callable[[Item], None], *, phase: Callable[[Item], object]) -> None:
    """Do `work` on the items in threads of their own, while the next items are being made.

    Items that follow each other and have an equal phase may be worked on at once; the others wait for those before.
    Once it has failed for one item, it is not begun on those after it; what it raised is raised here.
    """
    failed = Event()

    def do(item: Item) -> None:
        if failed.is_set():
            return
        try:
            work(item)
        except BaseException:
            failed.set()
            raise

    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        with ThreadPoolExecutor(WRITERS) as pool:
            pending: deque[Future[None]] = deque()
            for _, together in groupby(items, phase):
                for item in together:
                    if len(pending) == AHEAD:
                        pending.popleft().result()
                    pending.append(pool.submit(do, item))
                while pending:
                    pending.popleft().result()
    finally:
        sys.setswitchinterval(usual)
