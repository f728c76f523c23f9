"""Making batches in one thread while others write them."""

from collections.abc import Iterator
from threading import Barrier

import pytest

from yhdysverkko.graph.staging import AHEAD, WRITERS, overlap


def test_items_after_a_failure_are_not_begun() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == AHEAD:
            raise ValueError(number)
        done.append(number)

    with pytest.raises(ValueError, match=str(AHEAD)):
        overlap(range(3 * AHEAD), work, phase=int)  # each a phase of its own: in order
    assert done == list(range(AHEAD))


def test_items_of_one_phase_are_worked_on_at_once_and_a_phase_waits_for_the_one_before() -> None:
    both = Barrier(WRITERS, timeout=10)
    done: list[int] = []

    def work(number: int) -> None:
        both.wait()
        done.append(number)

    overlap(range(4 * WRITERS), work, phase=lambda number: number // WRITERS)

    assert [sorted(done[at : at + WRITERS]) for at in range(0, len(done), WRITERS)] == [
        list(range(at, at + WRITERS)) for at in range(0, 4 * WRITERS, WRITERS)
    ]


def test_a_failure_to_make_an_item_is_raised_after_the_items_before_it() -> None:
    done: list[int] = []

    def items() -> Iterator[int]:
        yield from range(3)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        overlap(items(), done.append, phase=int)
    assert done == [0, 1, 2]
