"""Work in a process of its own, which is ended where it grows too large: one row of an answer can be as large as its
text likes, and the driver takes a row in whole."""

import logging
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import psutil

from yhdysverkko.api.operation.logs import describe_error
from yhdysverkko.graph.errors import QueryRefused, YhdysverkkoError
from yhdysverkko.graph.settings import MIB

MOST_MEMORY = 768 * MIB
"""Bytes of a process, about 170 MiB of them shared by all: the program."""

LOOK_S = 0.02
"""How often a process is looked at that sends nothing; it can take in some hundred megabytes a second."""

IDLE_MEMORY = 256 * MIB
"""Bytes of a process that is kept for the next piece of work."""

IDLE_S = 60.0
"""How long a process waits for work; then it ends by itself."""

PIECE = MIB
"""Bytes that are sent at a time."""

MODULES = ["__main__", "yhdysverkko.api.running"]
"""What a process finds loaded: starting Python anew would keep every text waiting for a second."""

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

log = logging.getLogger(__name__)

_processes = cast("SpawnContext", multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver"))
_processes.set_forkserver_preload(MODULES)

Tool = TypeVar("Tool")
Given = TypeVar("Given")

Work = Callable[[Tool, Given], Iterator[bytes]]


class Broken(Exception):
    """Work that ended in an error that nobody foresaw; what is known of it is in the log."""


def prepare() -> None:
    """Load, in the background, what the processes need; without this the first of them waits for it."""
    if sys.platform != "win32":
        forkserver.ensure_running()


class Workers(Generic[Tool, Given]):
    """Processes that do one piece of work after the other; there are as many as have been at work at the same time.

    `work` is a function of a module, `tool` what it does all its work with; both can be pickled.
    """

    def __init__(self, work: Work[Tool, Given], tool: Tool) -> None:
        self._start = partial(_Worker, work, tool)
        self._idle: list[_Worker] = []

    def do(self, given: Given, left: Event | None = None, *, seconds: float) -> Generator[bytes]:
        """The bytes that `work(tool, given)` yields. Whoever closes the generator ends the work, or sets `left`.

        To end it is to end its process, whatever that is doing; a server that it waits for sees the connection close.

        Raises what the work raises of our errors, and QueryRefused when it takes more than MOST_MEMORY or longer than
        `seconds`.
        """
        worker = self._take(given)
        try:
            yield from worker.pieces(time.monotonic() + seconds, left or Event())
        finally:
            if worker.is_done and worker.rest():
                self._idle.append(worker)
            else:
                worker.end()

    def close(self) -> None:
        """End those that wait for work."""
        while self._idle:
            self._idle.pop().end()

    def _take(self, given: Given) -> "_Worker":
        """A process that has begun with the work."""
        with suppress(IndexError):
            while True:
                worker = self._idle.pop()
                with suppress(OSError):  # it may end in this very moment
                    if worker.is_fresh():
                        worker.begin(given)
                        return worker
                worker.end()
        worker = self._start()
        worker.begin(given)
        return worker


class _Worker:
    """One process, as it is seen from here."""

    def __init__(self, work: Work[Any, Any], tool: object) -> None:
        self._connection, theirs = _processes.Pipe()
        self._process: BaseProcess = _processes.Process(target=_serve, args=(work, tool, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._measured = psutil.Process(self._process.pid)
        self._rests_since = time.monotonic()
        self.is_done = True

    def begin(self, given: object) -> None:
        self.is_done = False
        self._connection.send(given)

    def pieces(self, end: float, left: Event) -> Iterator[bytes]:
        while not left.is_set():
            self._check(end)
            if not self._connection.poll(LOOK_S):
                continue
            match self._receive():
                case bytes(piece):
                    yield piece
                case YhdysverkkoError() as error:
                    self.is_done = True
                    raise error
                case dict(told):
                    log.error("work apart failed", extra={"told": told})
                    raise Broken
                case None:
                    self.is_done = True
                    return

    def rest(self) -> bool:
        """Let it wait for more work; whether it is small enough for that."""
        self._rests_since = time.monotonic()
        return self._size() <= IDLE_MEMORY

    def is_fresh(self) -> bool:
        """Whether it still waits for work, and will for a moment."""
        return time.monotonic() - self._rests_since < IDLE_S / 2 and self._process.is_alive()

    def end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _receive(self) -> Any:
        try:
            return self._connection.recv()
        except (EOFError, OSError) as error:
            # The system ended it, which it does for want of memory.
            raise QueryRefused("console.too_much") from error

    def _check(self, end: float) -> None:
        if time.monotonic() > end:
            raise QueryRefused("store.time_limit")
        if self._size() > MOST_MEMORY:
            raise QueryRefused("console.too_much")

    def _size(self) -> int:
        """Bytes that it holds; none of one that has ended, though what it has sent may still be to be read."""
        try:
            return int(self._measured.memory_info().rss)
        except psutil.NoSuchProcess:
            return 0


def _serve(work: Work[Any, Any], tool: object, connection: Connection) -> None:
    """In the other process: do what is given, piece by piece, and say last of each how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the server ends this process as well
    with suppress(EOFError, OSError):  # nobody is there any more
        while connection.poll(IDLE_S):
            connection.send(_outcome(work, tool, connection))


def _outcome(work: Work[Any, Any], tool: object, connection: Connection) -> YhdysverkkoError | dict[str, Any] | None:
    """How the next piece of work ended, when all it made has been sent."""
    given = connection.recv()
    try:
        for whole in work(tool, given):
            for at in range(0, len(whole), PIECE):
                connection.send(whole[at : at + PIECE])
    except YhdysverkkoError as error:
        return error
    except Exception as error:  # whatever it is, the other process has the log
        return describe_error(error)
    return None
