"""What is around an entity, how two are connected, and whom one should meet."""

from dataclasses import replace
from math import log

import pytest

from tests.queries.networks import made, ref_of
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.records import MASK
from yhdysverkko.queries.paths import (
    Reached,
    bipartite,
    describe_path,
    ego,
    ego_network,
    find_paths,
    introductions,
    overlap,
    similar,
)

# a and b share association x and, through a's anna, event y; b and c share event y.
TOWNS = made(
    [
        ("m:a", "a:x"), ("m:b", "a:x"), ("p:anna", "m:a", "LIAISON_FOR"), ("p:anna", "e:y", "PARTICIPATES_IN"),
        ("m:b", "e:y"), ("m:c", "e:y"), ("m:c", "j:z"),
    ],
    "m:alone",
)  # fmt: skip


def test_what_is_around_comes_by_steps_and_kind() -> None:
    assert ego(TOWNS, ref_of("m:a")) == [
        Reached(ref_of("m:a"), "A", 0),
        Reached(ref_of("a:x"), "X", 1),
        Reached(ref_of("p:anna"), "Anna", 1),
    ]
    assert [row.ref for row in ego(TOWNS, ref_of("m:a"), steps=3, kinds=["Municipality"])] == [
        ref_of("m:a"), ref_of("m:b"), ref_of("m:c"),
    ]  # fmt: skip
    assert ego_network(TOWNS, ref_of("m:a"), steps=2).refs == tuple(
        ref_of(each) for each in ("a:x", "e:y", "m:a", "m:b", "p:anna")
    )


def test_paths_come_shortest_first_with_the_ties_along_them() -> None:
    first, second = find_paths(TOWNS, ref_of("m:a"), ref_of("e:y"), count=5)

    assert [step.name for step in first] == ["A", "Anna", "Y"]
    assert [step.ties for step in first] == [("LIAISON_FOR",), ("PARTICIPATES_IN",), ()]
    assert [step.name for step in second] == ["A", "X", "B", "Y"]
    assert describe_path(first, "en") == "A – [association liaison for] – Anna – [participates in] – Y"


def test_no_path_is_an_answer_and_an_unknown_end_is_not() -> None:
    assert find_paths(TOWNS, ref_of("m:a"), ref_of("m:alone")) == []
    assert [step.name for step in find_paths(TOWNS, ref_of("m:a"), ref_of("m:a"))[0]] == ["A"]
    with pytest.raises(NotFound):
        find_paths(TOWNS, ref_of("m:a"), ref_of("m:nowhere"))


def test_overlap_counts_what_people_bring() -> None:
    found = overlap(TOWNS, ref_of("m:a"), ref_of("m:b"))

    assert found.shared == (ref_of("a:x"), ref_of("e:y"))
    assert found.only_first == (ref_of("p:anna"),)
    assert found.only_second == ()
    assert found.jaccard == 2 / 3
    assert overlap(TOWNS, ref_of("m:alone"), ref_of("m:a")).jaccard == 0
    assert overlap(made([], "m:a", "m:b"), ref_of("m:a"), ref_of("m:b")).jaccard is None


def test_similar_municipalities_share_partners() -> None:
    # b has x and y, a has x, y and anna, c has y and z.
    assert [(row.ref, row.jaccard) for row in similar(TOWNS, ref_of("m:b"))] == [
        (ref_of("m:a"), 2 / 3),
        (ref_of("m:c"), 1 / 3),
    ]


def test_introductions_name_the_partners_in_common_and_weigh_rare_ones_more() -> None:
    # x is b's and a's alone (1/ln 2); y is shared by anna, b and c (1/ln 3).
    rows = introductions(TOWNS, ref_of("m:b"))

    assert [(row.ref, row.shared) for row in rows] == [
        (ref_of("m:a"), ("X",)), (ref_of("m:c"), ("Y",)), (ref_of("p:anna"), ("Y",)),
    ]  # fmt: skip
    assert [row.score for row in rows] == pytest.approx([1 / log(2), 1 / log(3), 1 / log(3)])
    assert [row.ref for row in introductions(TOWNS, ref_of("m:b"), kind="Person")] == [ref_of("p:anna")]


def test_people_who_are_not_shown_are_not_introduced() -> None:
    hidden = replace(TOWNS, names=tuple(MASK if name == "Anna" else name for name in TOWNS.names))

    assert ref_of("p:anna") not in [row.ref for row in introductions(hidden, ref_of("m:b"))]


def test_a_bipartite_projection_counts_the_shared() -> None:
    network = made([("a:x", "m:a"), ("a:x", "m:b"), ("e:y", "m:a"), ("e:y", "m:b"), ("e:y", "m:c"), ("p:d", "m:c")])
    towns = bipartite(network, "Municipality", through=("Association", "Event"))

    assert towns.refs == (ref_of("m:a"), ref_of("m:b"), ref_of("m:c"))
    assert towns.edges == ((0, 1), (0, 2), (1, 2))
    assert towns.weights == (2.0, 1.0, 1.0)
    assert towns.edge_kinds == (("Association", "Event"), ("Event",), ("Event",))
    assert bipartite(network, "Municipality", through=("Person",)).edges == ()
