"""Work in a process of its own: what it sends, how it ends, and that nothing of it stays."""

import logging
import multiprocessing
import time
from collections.abc import Iterator

import psutil
import pytest

from yhdysverkko.api import apart
from yhdysverkko.api.apart import Broken, work_apart
from yhdysverkko.graph.errors import NotFound, QueryRefused


def count(most: int) -> Iterator[bytes]:
    for number in range(most):
        yield str(number).encode()


def large(size: int) -> Iterator[bytes]:
    yield b"x" * size


def fail(name: str) -> Iterator[bytes]:
    yield b"begun"
    raise NotFound("source.unknown", id=name, known="–")


def stumble(name: str) -> Iterator[bytes]:
    yield from ()
    raise ValueError(name)


def grow(step: int) -> Iterator[bytes]:
    kept = bytearray()
    while True:
        kept += b"x" * step
    yield bytes(kept)


def dawdle(seconds: float) -> Iterator[bytes]:
    yield b"begun"
    time.sleep(seconds)


def children() -> set[int]:
    """The processes that stem from this one."""
    return {each.pid for each in psutil.Process().children(recursive=True)}


@pytest.fixture
def left() -> Iterator[None]:
    """Nothing stays when a test is over."""
    list(work_apart(count, 1, seconds=60))  # the process that the others are made from
    before = children()
    yield
    assert children() <= before
    assert not multiprocessing.active_children()


def test_pieces_arrive_in_their_order_however_large(left: None) -> None:
    assert list(work_apart(count, 3, seconds=60)) == [b"0", b"1", b"2"]
    assert b"".join(work_apart(large, 3 * apart.PIECE + 1, seconds=60)) == b"x" * (3 * apart.PIECE + 1)


def test_an_error_of_ours_is_raised_here_with_what_it_says(left: None) -> None:
    pieces = work_apart(fail, "lista", seconds=60)

    assert next(pieces) == b"begun"
    with pytest.raises(NotFound) as raised:
        next(pieces)
    assert raised.value.params["id"] == "lista"


def test_an_error_nobody_foresaw_is_logged_without_what_it_says(left: None, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Broken):
        list(work_apart(stumble, "Maija Meikäläinen", seconds=60))

    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.told["error"] == "ValueError"  # type: ignore[attr-defined]
    assert "test_apart.py" in record.told["where"][-1]  # type: ignore[attr-defined]
    assert "Meikäläinen" not in caplog.text + str(vars(record))


def test_what_grows_too_large_is_ended(left: None) -> None:
    with pytest.raises(QueryRefused) as refused:
        list(work_apart(grow, 10 * 2**20, seconds=60))

    assert refused.value.key == "console.too_much"


def test_what_takes_too_long_is_ended(left: None) -> None:
    with pytest.raises(QueryRefused) as refused:
        list(work_apart(dawdle, 60, seconds=1))

    assert refused.value.key == "store.time_limit"


def test_whoever_takes_no_more_ends_it(left: None) -> None:
    pieces = work_apart(dawdle, 60, seconds=60)
    assert next(pieces) == b"begun"
    pieces.close()


def test_a_process_that_the_system_ends_is_told_of(left: None) -> None:
    pieces = work_apart(dawdle, 60, seconds=60)
    next(pieces)
    [process] = multiprocessing.active_children()
    process.kill()

    with pytest.raises(QueryRefused) as refused:
        next(pieces)
    assert refused.value.key == "console.too_much"
