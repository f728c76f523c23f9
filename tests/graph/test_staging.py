"""Making batches in one thread while another writes them."""

from collections.abc import Iterator

import pytest

from yhdysverkko.graph.staging import AHEAD, overlap


def test_items_are_worked_on_in_order_and_not_after_a_failure() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == AHEAD:
            raise ValueError(number)
        done.append(number)

    with pytest.raises(ValueError, match=str(AHEAD)):
        overlap(range(3 * AHEAD), work)
    assert done == list(range(AHEAD))


def test_a_failure_to_make_an_item_is_raised_after_the_items_before_it() -> None:
    done: list[int] = []

    def items() -> Iterator[int]:
        yield from range(3)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        overlap(items(), done.append)
    assert done == [0, 1, 2]
