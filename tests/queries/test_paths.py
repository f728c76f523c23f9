"""Ways through small networks whose right answers stand in the tests."""

from math import log

import pytest

from tests.queries.networks import made, ref_of
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.paths import common, connections, ego, introductions, similar, tied_through

# Two municipalities share an association and an event; the third knows them only through a person.
TOWNS = made(
    [
        ("m:a", "a:kyt"), ("m:b", "a:kyt"),
        ("m:a", "e:paja"), ("m:b", "e:paja"),
        ("m:b", "p:maija"), ("m:c", "p:maija"),
    ],
    "m:alone",
)  # fmt: skip


def numbers(network: Network, *texts: str) -> list[int]:
    return [network.number(ref_of(text)) for text in texts]


def names(network: Network, found: tuple[int, ...]) -> list[str]:
    return [network.refs[number].id for number in found]


def test_an_ego_network_lists_who_is_how_far_and_through_whom() -> None:
    [centre] = numbers(TOWNS, "m:a")

    found = [(TOWNS.refs[near.number].id, near.steps, names(TOWNS, near.through)) for near in ego(TOWNS, centre, 3)]

    assert found == [
        ("kyt", 1, ["a"]),
        ("paja", 1, ["a"]),
        ("b", 2, ["kyt", "paja"]),
        ("maija", 3, ["b"]),
    ]


def test_an_ego_network_goes_on_only_through_what_it_may() -> None:
    [centre] = numbers(TOWNS, "m:b")

    found = ego(TOWNS, centre, 2, through=lambda number: TOWNS.refs[number].kind == "Person")

    assert [TOWNS.refs[near.number].id for near in found if near.steps == 2] == ["c"]


def test_connections_are_the_shortest_ways_in_order() -> None:
    start, end = numbers(TOWNS, "m:a", "m:c")

    found = connections(TOWNS, start, end, 5)

    assert [names(TOWNS, path) for path in found] == [
        ["a", "kyt", "b", "maija", "c"],
        ["a", "paja", "b", "maija", "c"],
    ]
    assert connections(TOWNS, start, end, 1) == found[:1]


def test_there_is_no_connection_to_the_unconnected() -> None:
    start, alone = numbers(TOWNS, "m:a", "m:alone")

    assert connections(TOWNS, start, alone, 3) == []


def test_overlap_is_what_is_shared_of_all_partners() -> None:
    first, second, alone = numbers(TOWNS, "m:a", "m:b", "m:alone")

    shared = common(TOWNS, first, second)

    assert names(TOWNS, shared.partners) == ["kyt", "paja"]
    assert shared.overlap == pytest.approx(2 / 3)  # kyt and paja of kyt, paja and maija
    assert common(TOWNS, alone, alone).overlap is None


def test_the_most_alike_comes_first() -> None:
    [number] = numbers(TOWNS, "m:b")

    found = similar(TOWNS, number)

    assert [TOWNS.refs[shared.second].id for shared in found] == ["a", "c"]
    assert [shared.overlap for shared in found] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]


def test_introductions_weigh_partners_of_few_more() -> None:
    [number] = numbers(TOWNS, "m:b")

    found = introductions(TOWNS, [number], frozenset({"Municipality"}))

    assert [(TOWNS.refs[each.first].id, TOWNS.refs[each.second].id, names(TOWNS, each.partners)) for each in found] == [
        ("a", "b", ["kyt", "paja"]),
        ("b", "c", ["maija"]),
    ]
    assert [each.score for each in found] == [pytest.approx(2 / log(2)), pytest.approx(1 / log(2))]


def test_those_who_are_tied_already_need_no_introduction() -> None:
    network = made([("m:a", "a:x"), ("m:b", "a:x"), ("m:a", "m:b")])

    assert introductions(network, numbers(network, "m:a"), frozenset({"Municipality"})) == []


def test_a_pair_of_two_who_are_asked_about_comes_once() -> None:
    found = introductions(TOWNS, numbers(TOWNS, "m:a", "m:b", "m:c"), frozenset({"Municipality"}))

    assert [(TOWNS.refs[each.first].id, TOWNS.refs[each.second].id) for each in found] == [("a", "b"), ("b", "c")]


def test_a_projection_ties_municipalities_through_associations_and_events() -> None:
    found = list(tied_through(TOWNS, "Municipality", ["Association", "Event"]))

    assert [(TOWNS.refs[each.first].id, TOWNS.refs[each.second].id, names(TOWNS, each.partners)) for each in found] == [
        ("a", "b", ["kyt", "paja"])
    ]
    assert found[0].overlap == 1.0  # the person is no partner of these kinds
