"""Work in a process of its own, which is ended where it grows too large: one row of an answer can be as large as its
text likes, and the driver takes a row in whole."""

import logging
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar, cast

import psutil

from yhdysverkko.api.operation.logs import describe_error
from yhdysverkko.graph.errors import QueryRefused, YhdysverkkoError
from yhdysverkko.graph.settings import MIB

MOST_MEMORY = 768 * MIB
"""Bytes of a process, about 170 MiB of them shared by all: the program."""

LOOK_S = 0.02
"""How often a process is looked at that sends nothing; it can take in some hundred megabytes a second."""

PIECE = MIB
"""Bytes that are sent at a time."""

MODULES = ["__main__", "yhdysverkko.api.running"]
"""What a process finds loaded: starting Python anew would keep every text waiting for a second."""

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

log = logging.getLogger(__name__)

_processes = cast("SpawnContext", multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver"))
_processes.set_forkserver_preload(MODULES)

_Given = TypeVar("_Given")


class Broken(Exception):
    """Work that ended in an error that nobody foresaw; what is known of it is in the log."""


def prepare() -> None:
    """Load, in the background, what the processes need; without this the first of them waits for it."""
    if sys.platform != "win32":
        forkserver.ensure_running()


def work_apart(work: Callable[[_Given], Iterator[bytes]], given: _Given, *, seconds: float) -> Generator[bytes]:
    """The bytes that `work(given)` yields, from another process; it ends with this generator.

    `work` is a function of a module, `given` can be pickled. Raises what it raises of our errors, and QueryRefused when
    it takes more than MOST_MEMORY or longer than `seconds`.
    """
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_work, args=(work, given, sender), daemon=True)
    process.start()
    sender.close()
    try:
        yield from _received(receiver, process, time.monotonic() + seconds)
    finally:
        receiver.close()
        process.kill()
        process.join()
        process.close()


def _received(receiver: Connection, process: BaseProcess, end: float) -> Iterator[bytes]:
    while True:
        _check(process, end)
        if not receiver.poll(LOOK_S):
            continue
        match _receive(receiver):
            case bytes(piece):
                yield piece
            case YhdysverkkoError() as error:
                raise error
            case dict(told):
                log.error("work apart failed", extra={"told": told})
                raise Broken
            case None:
                return


def _receive(receiver: Connection) -> Any:
    try:
        return receiver.recv()
    except (EOFError, OSError):
        # The system ended it, which it does for want of memory.
        return QueryRefused("console.too_much")


def _check(process: BaseProcess, end: float) -> None:
    if time.monotonic() > end:
        raise QueryRefused("store.time_limit")
    try:
        size = psutil.Process(process.pid).memory_info().rss
    except psutil.NoSuchProcess:
        return  # what it has sent is still to be read
    if size > MOST_MEMORY:
        raise QueryRefused("console.too_much")


def _work(work: Callable[[_Given], Iterator[bytes]], given: _Given, sender: Connection) -> None:
    """In the other process: send the pieces, and last how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the server ends this process as well
    try:
        for whole in work(given):
            for at in range(0, len(whole), PIECE):
                sender.send(whole[at : at + PIECE])
    except YhdysverkkoError as error:
        sender.send(error)
    except Exception as error:  # whatever it is, the other process has the log
        sender.send(describe_error(error))
    else:
        sender.send(None)
