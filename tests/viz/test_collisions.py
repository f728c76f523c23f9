"""Collisions: nothing on top of anything, and nothing moved that need not be."""

from itertools import combinations
from math import hypot

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.collisions import GAP, SLACK, loosen, separate


def refs(size: int) -> list[Ref]:
    return [Ref("Association", f"{number:03}") for number in range(size)]


def test_a_heap_comes_apart_around_what_is_fixed() -> None:
    heap = refs(80)
    sizes = {ref: 6.0 + number % 5 for number, ref in enumerate(heap)}
    places = separate(dict.fromkeys(heap, (100.0, 50.0)), sizes, fixed=frozenset(heap[:1]))
    assert places[heap[0]] == (100.0, 50.0)
    for one, other in combinations(heap, 2):
        between = hypot(places[one][0] - places[other][0], places[one][1] - places[other][1])
        assert between >= sizes[one] + sizes[other] + GAP - SLACK
    # 80 discs of 8 and their gaps, at most half of the ground free between them.
    assert max(hypot(x - 100, y - 50) for x, y in places.values()) < 2**0.5 * 80**0.5 * (8 + GAP)


def test_what_has_room_stays_where_it_is() -> None:
    row = {ref: (40.0 * number, 0.0) for number, ref in enumerate(refs(10))}
    assert separate(row, dict.fromkeys(row, 10.0), fixed=frozenset()) == row


def test_two_that_touch_give_way_alike() -> None:
    one, other = refs(2)
    places = separate({one: (0.0, 0.0), other: (10.0, 0.0)}, {one: 8.0, other: 8.0}, fixed=frozenset())
    assert round(places[one][0] + places[other][0], 6) == 10
    assert places[other][0] - places[one][0] >= 16 + GAP - SLACK


def test_loosening_is_gentle() -> None:
    spots = [(0.0, 0.0), (10.0, 0.0)]
    [one], [other] = ([spot] for spot in loosen(spots, [8.0, 8.0], rounds=1, stride=0.5))
    # They lack 13; each goes half of its half.
    assert (one, other) == ((-3.25, 0.0), (13.25, 0.0))
