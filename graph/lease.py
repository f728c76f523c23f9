"""One writer at a time: a lease on the graph, held while a source is planned and written, given up by its death.

Something small that stands apart from the facts (a saved view, a decision) is written without it, by `write_small`: a
person does not wait for a load. A backup holds the lease, and keeps small writes out for the moment in which it reads
what they change.
"""

import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil

from yhdysverkko.graph.errors import LoadInProgress, StoreUnavailable
from yhdysverkko.graph.store import Row, Store, Transaction

STALE_S = 120
"""A holder on another machine that has given no sign of life for this long is taken for dead."""

BEAT_S = 5.0
WAIT_S = 20.0

LOCK = "MATCH (g:Graph {id: 'graph'}) SET g.lock = true REMOVE g.lock"
"""Whoever else runs this waits until the transaction in which it was run has ended. What decides whether something is
written is matched by the next query of the transaction: one query would match first, wait, and then write although
what it matched is no longer so."""

TAKE = """
MATCH (g:Graph {id: 'graph'})
WHERE g.writer IS NULL OR g.writer IN $dead OR g.writer_beat < datetime() - duration({seconds: $stale})
SET g.writer = $me, g.writer_beat = datetime()
RETURN g.writer AS writer
"""
BEAT = "MATCH (g:Graph {id: 'graph', writer: $me}) SET g.writer_beat = datetime() RETURN g.writer AS writer"
FREE = "MATCH (g:Graph {id: 'graph', writer: $me}) REMOVE g.writer, g.writer_beat"
HOLDER = "MATCH (g:Graph {id: 'graph'}) RETURN g.writer AS writer"


_held: set[str] = set()
"""The leases of this process; one that it could not give back because the server was gone is not among them."""


class Lease:
    """The right to write. `beat` must be called now and then during long work; it costs a query at most every 5 s."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self._last_beat = time.monotonic()

    def beat(self) -> None:
        """Say that the holder lives. Raises LoadInProgress when another writer has taken over."""
        if time.monotonic() - self._last_beat < BEAT_S:
            return
        if not write_small(self._store, BEAT, me=self._name):
            raise LoadInProgress("lease.lost")
        self._last_beat = time.monotonic()


@contextmanager
def writing_turn(store: Store, wait_s: float = WAIT_S) -> Iterator[Lease]:
    """Hold the lease for the block. Raises LoadInProgress when another writer keeps it for `wait_s` seconds."""
    name = f"{socket.gethostname()}|{os.getpid()}|{psutil.Process().create_time():.0f}|{uuid.uuid4().hex}"
    # It is known as held before it is: another thread that saw it in between would take its holder for dead.
    _held.add(name)
    try:
        _take(store, name, wait_s)
        yield Lease(store, name)
    finally:
        try:
            # Where the server is gone, the lease goes with this process, and what went wrong has been said already.
            with suppress(StoreUnavailable):
                write_small(store, FREE, me=name)
        finally:
            _held.discard(name)


def _take(store: Store, name: str, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while not write_small(store, TAKE, me=name, dead=_dead_holders(store), stale=STALE_S):
        if time.monotonic() > deadline:
            raise LoadInProgress("lease.held")
        time.sleep(0.2)


def write_small(store: Store, query: str, /, **parameters: Any) -> list[Row]:
    """Write something small that stands apart from the facts, at a moment in which no other such write is under way and
    no backup reads. Returns the query's rows."""
    rows: list[Row] = []

    def work(transaction: Transaction) -> None:
        lock_small_writes(transaction)
        rows[:] = transaction.run(query, **parameters)

    store.transact(work)
    return rows


def lock_small_writes(transaction: Transaction) -> None:
    """Let no small write begin until the transaction ends; those that have begun are waited for."""
    transaction.run(LOCK)


def is_writing(store: Store) -> bool:
    """Whether a living writer holds the lease."""
    holder = _holder(store)
    return holder is not None and not _is_dead(holder)


def _holder(store: Store) -> str | None:
    rows = store.read(HOLDER)
    return rows[0]["writer"] if rows else None


def _dead_holders(store: Store) -> list[str]:
    holder = _holder(store)
    return [holder] if holder and _is_dead(holder) else []


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that lives no more, or one of ours that is over."""
    host, pid, created, _ = holder.split("|")
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return holder not in _held
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(created)) > 2
    except psutil.NoSuchProcess:
        return True
