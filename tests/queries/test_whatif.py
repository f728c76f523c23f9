"""What if, on networks whose right answers stand in the tests."""

import pytest

from tests.queries.networks import made, ref_of
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.whatif import Cohesion, person_dependency, what_if

# A project joins three municipalities; a and b also share an association, c has nothing else, d an association.
PROJECT = made(
    [
        ("m:a", "j:hanke"), ("m:b", "j:hanke"), ("m:c", "j:hanke"),
        ("m:a", "a:x"), ("m:b", "a:x"),
        ("m:d", "a:y"),
    ]
)  # fmt: skip


def ids(network: Network, found: tuple[int, ...]) -> list[str]:
    return [network.refs[number].id for number in found]


def test_who_loses_the_only_tie_comes_first_with_what_could_replace_it() -> None:
    found = what_if(PROJECT, [ref_of("j:hanke")])

    assert [(loss.ref.id, loss.lost, loss.left, loss.only, loss.apart) for loss in found.losses] == [
        ("c", 1, 0, True, True),
        ("a", 1, 1, False, False),
        ("b", 1, 1, False, False),
    ]
    assert [(each.ref.id, each.shared) for each in found.losses[0].replacements] == [
        ("a", ("Hanke",)),
        ("b", ("Hanke",)),
    ]


def test_how_the_rest_hangs_together_before_and_after() -> None:
    found = what_if(PROJECT, [ref_of("j:hanke")])

    # Six stay: a, b, c and x are connected before, with 12 of 30 ordered pairs, and d with y, 2 of 30.
    # Distances before: a–x, b–x 1; a–b 2 (also by x); a–c, b–c 2; c–x 3; d–y 1.
    assert tuple(found.before) == pytest.approx((6, 2, 4, 14 / 30, (1 + 1 + 2 + 2 + 2 + 3 + 1) / 7))
    # After: a, b and x are connected, 6 pairs, d and y 2; c is alone. Distances: 1, 1, 2 and 1.
    assert tuple(found.after) == pytest.approx((6, 3, 3, 8 / 30, 5 / 4))


def test_a_series_takes_its_events_along() -> None:
    network = made(
        [("e:paja", "s:kiertue", "PART_OF_SERIES"), ("m:a", "e:paja"), ("a:x", "e:paja"), ("e:muu", "s:kiertue")]
    )

    found = what_if(network, [ref_of("s:kiertue")])

    assert [ref.id for ref in found.removed] == ["paja", "kiertue"]
    assert [loss.ref.id for loss in found.losses if loss.only] == ["x", "a"]


def test_several_go_at_once() -> None:
    found = what_if(PROJECT, [ref_of("j:hanke"), ref_of("a:x")])

    assert [loss.ref.id for loss in found.losses if loss.only] == ["a", "b", "c"]
    assert found.after.components == 4


def test_those_in_a_lesser_piece_are_told_though_they_lose_no_tie_of_their_own() -> None:
    network = made([("m:a", "a:x"), ("a:x", "p:maija"), ("p:maija", "a:y"), ("a:y", "m:b"), ("a:y", "m:c")])

    found = what_if(network, [ref_of("p:maija")])

    assert {loss.ref.id for loss in found.losses if loss.apart} == {"a", "x"}


def test_what_is_not_in_the_network_is_named() -> None:
    with pytest.raises(NotFound, match="project:muu"):
        what_if(PROJECT, [ref_of("j:muu")])


def test_nothing_left_is_nothing_to_measure() -> None:
    network = made([("m:a", "a:x")])

    assert what_if(network, [ref_of("m:a"), ref_of("a:x")]).after == Cohesion(0, 0, 0, None, None)


def test_a_municipality_depends_on_the_person_through_whom_alone_it_reaches_others() -> None:
    # a reaches maija, and x and y through her; y also by itself; z only by itself: 2 of 4 run through maija alone.
    network = made(
        [("m:a", "p:maija"), ("p:maija", "a:x"), ("p:maija", "a:y"), ("m:a", "a:y"), ("m:a", "a:z"), ("m:b", "a:z")]
    )

    [found] = person_dependency(network, network.of_kind("Municipality"))

    assert network.refs[found.municipality].id == "a"
    assert network.refs[found.person].id == "maija"
    assert (found.reached, ids(network, found.through), found.share) == (4, ["x", "maija"], 0.5)


def test_two_people_who_reach_the_same_stand_in_for_each_other() -> None:
    network = made([("m:a", "p:maija"), ("m:a", "p:kalle"), ("p:maija", "a:x"), ("p:kalle", "a:x")])

    found = person_dependency(network, network.of_kind("Municipality"))

    assert [ids(network, each.through) for each in found] == [["kalle"], ["maija"]]
