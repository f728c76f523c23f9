"""What breaks when something goes, on graphs small enough to see it."""

from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.graph.sources import MadeSource, municipality, node, relation
from tests.queries.networks import made, ref_of
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries import model, read_network
from yhdysverkko.queries.measures import measure_values
from yhdysverkko.queries.whatif import ProjectEnd, Shape, person_dependency, projects_by_end, read_ends, what_if

# Municipalities a and b and association c meet in project x; b and c are tied to project y too, a to nothing else.
PROJECTS = made([("m:a", "j:x"), ("m:b", "j:x"), ("a:c", "j:x"), ("m:b", "j:y"), ("a:c", "j:y")])


def test_a_project_that_ends_cuts_off_those_who_have_nothing_else() -> None:
    found = what_if(PROJECTS, [ref_of("j:x")])

    [alone] = found.cut_off
    assert (alone.ref, alone.lost) == (ref_of("m:a"), (ref_of("j:x"),))
    assert found.removed == (ref_of("j:x"),)


def test_the_shape_is_that_of_the_nodes_that_remain() -> None:
    found = what_if(PROJECTS, [ref_of("j:x")])

    # Before: a, b, c are two steps apart through x; y is one step from b and c, three from a: 2+2+2+1+1+3 over six.
    assert found.before == Shape(1, 4, 1.0, 11 / 6)
    # After: b, c and y are three of six pairs, 1, 1 and 2 steps apart.
    assert found.after == Shape(2, 3, 0.5, 4 / 3)
    assert not found.estimated


def test_a_large_network_is_measured_from_a_sample_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = [(f"a:y{number}", f"j:x{place}") for number in range(90) for place in (number % 7, (number * 3 + 1) % 7)]
    exact = what_if(made(ties), [ref_of("j:x3")])
    monkeypatch.setattr(model, "EXACT_MEAN", 50)
    monkeypatch.setattr(model, "MEAN_PIVOTS", 40)
    sampled = what_if(made(ties), [ref_of("j:x3")])

    assert (exact.estimated, sampled.estimated) == (False, True)
    assert sampled.cut_off == exact.cut_off
    for one, other in ((exact.before, sampled.before), (exact.after, sampled.after)):
        assert other[:3] == one[:3]
        assert other.mean_distance == pytest.approx(one.mean_distance, rel=0.05)


def test_replacements_are_named_with_the_partners_in_common() -> None:
    [alone] = what_if(PROJECTS, [ref_of("j:x")]).cut_off

    assert [(found.ref, found.shared) for found in alone.partners] == [(ref_of("a:c"), ("X",)), (ref_of("m:b"), ("X",))]
    assert [(found.ref, found.shared) for found in alone.alternatives] == [(ref_of("j:y"), ("C", "B"))]


def test_several_things_at_once_cut_off_more_than_each_alone() -> None:
    found = what_if(PROJECTS, [ref_of("j:x"), ref_of("j:y")])

    assert [alone.ref for alone in found.cut_off] == [ref_of("a:c"), ref_of("m:a"), ref_of("m:b")]
    assert found.after == Shape(3, 1, 0.0, None)
    assert found.cut_off[0].partners == found.cut_off[0].alternatives == ()


def test_an_event_series_takes_its_events_with_it() -> None:
    network = made(
        [
            ("e:spring", "s:tour", "PART_OF_SERIES"),
            ("e:other", "s:tour", "COOPERATES_WITH"),
            ("m:a", "e:spring"),
            ("m:b", "e:spring"),
            ("m:b", "e:other"),
        ]
    )
    found = what_if(network, [ref_of("s:tour")])

    assert found.removed == (ref_of("e:spring"), ref_of("s:tour"))
    assert [alone.ref for alone in found.cut_off] == [ref_of("m:a")]


def test_what_is_not_in_the_network_is_not_found() -> None:
    with pytest.raises(NotFound, match="project:nowhere"):
        what_if(PROJECTS, [ref_of("j:nowhere")])


def test_a_municipality_depends_on_the_person_who_alone_reaches_others() -> None:
    # Town reaches x through anna alone, y through anna and ben, z itself and through ben, w through ben alone.
    network = made(
        [
            ("p:anna", "m:town"), ("p:ben", "m:town"), ("a:z", "m:town"),
            ("p:anna", "a:x"), ("p:anna", "j:y"), ("p:ben", "j:y"), ("p:ben", "a:z"), ("p:ben", "e:w"),
            ("p:anna", "e:v"), ("p:carl", "m:village"), ("a:direct", "m:direct"),
        ]
    )  # fmt: skip
    town, direct, village = person_dependency(network)

    assert (town.name, town.person, town.reached, town.share) == ("Town", ref_of("p:anna"), 5, 2 / 5)
    assert town.cut_off == (ref_of("a:x"), ref_of("e:v"))
    assert (direct.name, direct.person, direct.share) == ("Direct", None, 0.0)
    assert (village.name, village.person, village.share) == ("Village", None, None)


def test_projects_by_end_tell_what_each_would_cut_off(store: Store, vocabulary: Ontology) -> None:
    first, second, third = (Ref("Project", name) for name in ("hanke-a", "hanke-b", "hanke-c"))
    hankasalmi, kylat, over = Ref("Municipality", "077"), Ref("Association", "kylät"), Ref("Project", "ohi")
    load(
        store,
        vocabulary,
        MadeSource(
            "list",
            [
                municipality("077", "Hankasalmi"),
                node("Association", "kylät"),
                node("Project", "hanke-a"),
                node("Project", "hanke-b", valid_to=date(2028, 1, 1)),
                node("Project", "hanke-c", valid_to=date(2027, 1, 1)),
                node("Project", "ohi", valid_to=date(2020, 1, 1)),
                relation("PARTICIPATES_IN", hankasalmi, second),
                relation("PARTICIPATES_IN", kylat, second),
                relation("PARTICIPATES_IN", hankasalmi, third),
                relation("PARTICIPATES_IN", kylat, over),
            ],
        ),
    )

    network = read_network(store, as_of=date(2026, 6, 1))

    assert projects_by_end(network, read_ends(store)) == [
        ProjectEnd(third, "Hanke-C", date(2027, 1, 1), (), 0),
        # Without hanke-b, kylät has nothing, and no way to Hankasalmi and hanke-c.
        ProjectEnd(second, "Hanke-B", date(2028, 1, 1), (kylat,), 2),
        ProjectEnd(first, "Hanke-A", None, (), 0),
    ]


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=25), st.integers(0, 11))
def test_removing_one_node_separates_the_pairs_that_it_alone_connects(ties: list[tuple[int, int]], gone: int) -> None:
    names = [f"a:{number:02}" for number in range(12)]
    network = made([(names[start], names[end]) for start, end in ties if start != end], *names)
    found = what_if(network, [ref_of(names[gone])])

    pairs = 11 * 10 / 2
    assert found.before.reachability is not None
    assert found.after.reachability is not None
    lost = (found.before.reachability - found.after.reachability) * pairs
    assert lost == pytest.approx(measure_values(network, "articulation")[gone])


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=16),
    st.sets(st.integers(0, 9), min_size=1, max_size=3),
)
def test_mean_distances_are_those_of_the_pairs_that_stay(ties: list[tuple[int, int]], gone: set[int]) -> None:
    names = [f"a:{number:02}" for number in range(10)]
    network = made([(names[start], names[end]) for start, end in ties if start != end], *names)
    found = what_if(network, [ref_of(names[number]) for number in sorted(gone)])

    staying = set(range(10)) - gone
    whole = nx.Graph(network.edges)
    whole.add_nodes_from(range(10))
    for shape, walked in ((found.before, whole), (found.after, whole.subgraph(staying))):
        steps = [
            distance
            for start in staying
            for end, distance in nx.single_source_shortest_path_length(walked, start).items()
            if distance and end in staying
        ]
        assert shape.mean_distance == (pytest.approx(sum(steps) / len(steps)) if steps else None)
