"""Work in processes of their own: what they send, how they end, and which of them are kept for more work."""

import logging
import multiprocessing
import os
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from threading import Event
from typing import Any

import pytest

from yhdysverkko.api import apart
from yhdysverkko.api.apart import Broken, Work, Workers
from yhdysverkko.graph.errors import NotFound, QueryRefused


def count(_: None, most: int) -> Iterator[bytes]:
    for number in range(most):
        yield str(number).encode()


def large(_: None, size: int) -> Iterator[bytes]:
    yield b"x" * size


def tell(tool: str, what: str) -> Iterator[bytes]:
    """The number of the process, what it works with, and what it was given."""
    yield f"{os.getpid()} {tool} {what}".encode()


def fail(_: None, name: str) -> Iterator[bytes]:
    """Its process, then an error of ours."""
    yield str(os.getpid()).encode()
    raise NotFound("source.unknown", id=name, known="–")


def stumble(_: None, name: str) -> Iterator[bytes]:
    yield str(os.getpid()).encode()
    raise ValueError(name)


def grow(_: None, step: int) -> Iterator[bytes]:
    kept = bytearray()
    while True:
        kept += b"x" * step
    yield bytes(kept)


def keep(tool: list[bytes], size: int) -> Iterator[bytes]:
    """Its process, which holds so many bytes more from then on."""
    tool.append(b"x" * size)
    yield str(os.getpid()).encode()


def dawdle(_: None, seconds: float) -> Iterator[bytes]:
    yield str(os.getpid()).encode()
    time.sleep(seconds)


def processes() -> set[BaseProcess]:
    return set(multiprocessing.active_children())


@pytest.fixture
def others() -> set[BaseProcess]:
    """The processes of other tests."""
    return processes()


@pytest.fixture
def workers(others: set[BaseProcess]) -> Iterator[Any]:
    """Workers for a function; nothing of them stays when the test is over."""
    made: list[Workers[Any, Any]] = []

    def make(work: Work[Any, Any], tool: object = None) -> Workers[Any, Any]:
        made.append(Workers(work, tool))
        return made[-1]

    yield make
    for each in made:
        each.close()
    assert processes() <= others


def do(workers: Workers[Any, Any], given: object) -> str:
    """What a piece of work says in one piece."""
    [said] = workers.do(given, seconds=60)
    return said.decode()


def test_pieces_arrive_in_their_order_however_large(workers: Any) -> None:
    assert list(workers(count).do(3, seconds=60)) == [b"0", b"1", b"2"]
    assert b"".join(workers(large).do(3 * apart.PIECE + 1, seconds=60)) == b"x" * (3 * apart.PIECE + 1)


def test_one_process_does_one_piece_after_the_other(workers: Any) -> None:
    telling = workers(tell, "tool")
    process, *said = do(telling, "one").split()

    assert said == ["tool", "one"]
    assert do(telling, "two").split() == [process, "tool", "two"]


def test_pieces_of_work_at_the_same_time_have_a_process_each(workers: Any) -> None:
    slow = workers(dawdle)
    one, other = slow.do(0.1, seconds=60), slow.do(0.1, seconds=60)
    first, second = next(one), next(other)

    assert first != second
    assert list(one) == list(other) == []
    assert next(slow.do(0, seconds=60)) in {first, second}


def test_an_error_of_ours_is_raised_here_with_what_it_says_and_its_process_goes_on(workers: Any) -> None:
    failing = workers(fail)
    seen = set()
    for name in ("lista", "toinen"):
        pieces = failing.do(name, seconds=60)
        seen.add(next(pieces))
        with pytest.raises(NotFound) as raised:
            next(pieces)
        assert raised.value.params["id"] == name
    assert len(seen) == 1


def test_an_error_nobody_foresaw_ends_its_process_and_is_logged_without_what_it_says(
    workers: Any, others: set[BaseProcess], caplog: pytest.LogCaptureFixture
) -> None:
    stumbling = workers(stumble)
    with pytest.raises(Broken):
        list(stumbling.do("Maija Meikäläinen", seconds=60))

    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.told["error"] == "ValueError"  # type: ignore[attr-defined]
    assert "test_apart.py" in record.told["where"][-1]  # type: ignore[attr-defined]
    assert "Meikäläinen" not in caplog.text + str(vars(record))
    assert processes() <= others


def test_what_grows_too_large_is_ended(workers: Any, others: set[BaseProcess]) -> None:
    with pytest.raises(QueryRefused) as refused:
        list(workers(grow).do(10 * 2**20, seconds=60))

    assert refused.value.key == "console.too_much"
    assert processes() <= others


def test_a_process_that_stays_large_does_no_more(workers: Any, others: set[BaseProcess]) -> None:
    keeping = workers(keep, [])

    assert do(keeping, 1) == do(keeping, apart.IDLE_MEMORY)
    assert processes() <= others


def test_what_takes_too_long_is_ended(workers: Any, others: set[BaseProcess]) -> None:
    with pytest.raises(QueryRefused) as refused:
        list(workers(dawdle).do(60, seconds=1))

    assert refused.value.key == "store.time_limit"
    assert processes() <= others


def test_whoever_takes_no_more_ends_it(workers: Any, others: set[BaseProcess]) -> None:
    pieces = workers(dawdle).do(60, seconds=60)
    assert next(pieces)
    pieces.close()

    assert processes() <= others


def test_a_process_that_the_system_ends_is_told_of(workers: Any, others: set[BaseProcess]) -> None:
    pieces = workers(dawdle).do(60, seconds=60)
    next(pieces)
    [process] = processes() - others
    process.kill()

    with pytest.raises(QueryRefused) as refused:
        next(pieces)
    assert refused.value.key == "console.too_much"


def test_one_that_ended_while_it_waited_is_not_given_work(workers: Any, others: set[BaseProcess]) -> None:
    telling = workers(tell)
    first = do(telling, "one")
    [process] = processes() - others
    process.kill()
    process.join()

    assert do(telling, "one") != first


def test_one_that_has_waited_for_long_is_not_given_work(workers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = workers(tell)
    first = do(telling, "one")
    monkeypatch.setattr(apart, "IDLE_S", 0.0)

    assert do(telling, "one") != first


def test_work_that_nobody_waits_for_any_more_is_ended_whatever_it_does(workers: Any, others: set[BaseProcess]) -> None:
    left = Event()
    pieces = workers(dawdle).do(600, left, seconds=60)
    next(pieces)
    left.set()

    assert list(pieces) == []
    assert processes() <= others


def test_work_that_nobody_waits_for_from_the_start_sends_nothing(workers: Any, others: set[BaseProcess]) -> None:
    left = Event()
    left.set()

    assert list(workers(dawdle).do(600, left, seconds=60)) == []
    assert processes() <= others
