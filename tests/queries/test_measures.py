"""Measures on graphs small enough to work out by hand, and against NetworkX on random ones."""

import random
from datetime import date
from math import isnan
from typing import Any

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
from yhdysverkko.queries import Network, brandes, read_network, to_networkx
from yhdysverkko.queries.cuts import Bridge, find_cuts
from yhdysverkko.queries.groups import communities, components
from yhdysverkko.queries.measures import MEASURES, Change, Hub, betweenness, change, closeness, hubs, measure_values
from yhdysverkko.queries.words import sentence

# a – b – c – d, and e apart; numbers in that order.
PATH = made([("a:a", "a:b"), ("a:b", "a:c"), ("a:c", "a:d")], "a:e")

# Two triangles joined by one tie: a, b, c and d, e, f; c–d is the bridge.
BOW = made(
    [("a:a", "a:b"), ("a:a", "a:c"), ("a:b", "a:c"), ("a:c", "a:d"), ("a:d", "a:e"), ("a:d", "a:f"), ("a:e", "a:f")]
)


def values(network: Network, measure: str) -> list[float | None]:
    return list(measure_values(network, measure))


def test_degree_counts_partners() -> None:
    assert values(PATH, "degree") == [1, 2, 2, 1, 0]


def test_parallel_ties_count_once_except_in_the_weighted_degree() -> None:
    double = made([("p:a", "m:b", "WORKS_FOR"), ("p:a", "m:b", "LIAISON_FOR"), ("a:c", "m:b")])
    single = made([("p:a", "m:b"), ("a:c", "m:b")])

    assert values(double, "weighted_degree") == [1, 3, 2]
    for measure in MEASURES.keys() - {"weighted_degree"}:
        assert values(double, measure) == values(single, measure)


def test_betweenness_counts_the_pairs_that_a_node_is_between() -> None:
    # b lies between a and c, a and d; c between a and d, b and d.
    assert values(PATH, "betweenness") == [0, 2, 2, 0, 0]


def test_betweenness_shares_a_pair_among_its_shortest_paths() -> None:
    square = made([("a:a", "a:b"), ("a:b", "a:c"), ("a:c", "a:d"), ("a:a", "a:d")])

    assert values(square, "betweenness") == [0.5] * 4


def test_closeness_is_the_mean_of_one_over_distance_with_zero_where_no_path_is() -> None:
    # a is 1, 2 and 3 steps from b, c and d, and has no path to e: (1 + 1/2 + 1/3) / 4.
    assert values(PATH, "closeness") == pytest.approx([11 / 24, 5 / 8, 5 / 8, 11 / 24, 0])


def test_cores() -> None:
    assert values(BOW, "core") == [2] * 6
    assert values(PATH, "core") == [1, 1, 1, 1, 0]


def test_constraint_is_low_for_a_broker_and_unknown_without_ties() -> None:
    # a invests half in b alone; b half in each of two who do not know each other: 1/4 + 1/4.
    assert values(PATH, "constraint") == [1, 0.5, 0.5, 1, None]
    # In the bow, a has b and c, who know each other: b through c (degree 3) 1/2 + 1/2 · 1/3, c through b 1/2 + 1/2².
    assert values(BOW, "constraint")[0] == pytest.approx((1 / 2 + 1 / 6) ** 2 + (1 / 2 + 1 / 4) ** 2)


def test_effective_size_takes_off_partners_who_know_each_other() -> None:
    # c has three partners with one tie among them: 3 - 2 · 1/3.
    assert values(BOW, "effective_size")[2] == pytest.approx(3 - 2 / 3)
    assert values(PATH, "effective_size") == [1, 2, 2, 1, None]


def test_an_articulation_point_is_worth_the_pairs_that_it_alone_connects() -> None:
    # Without c, a and b have no way to d, e and f: six pairs; likewise without d.
    assert values(BOW, "articulation") == [0, 0, 6, 6, 0, 0]
    # Without b, a is apart from c and d.
    assert values(PATH, "articulation") == [0, 2, 2, 0, 0]
    star = made([("m:hub", f"a:{letter}") for letter in "abcd"])
    assert values(star, "articulation") == [0, 0, 0, 0, 6]


def test_bridges_are_ties_without_a_way_around() -> None:
    assert find_cuts(BOW).bridges == (Bridge(2, 3, 9),)
    assert find_cuts(PATH).bridges == (Bridge(0, 1, 3), Bridge(1, 2, 4), Bridge(2, 3, 3))
    assert values(BOW, "bridges") == [0, 0, 1, 1, 0, 0]


def test_components_and_communities_are_numbered_from_their_smallest_member() -> None:
    assert components(PATH) == (0, 0, 0, 0, 1)
    assert communities(BOW) == (0, 0, 0, 1, 1, 1)


def test_communities_are_the_same_again_and_leave_the_users_chance_alone() -> None:
    chance = random.Random(5)
    network = made((f"a:{chance.randrange(60)}", f"m:{chance.randrange(60)}") for _ in range(150))
    random.seed(1)
    expected = random.random()
    random.seed(1)

    assert communities(network) == communities(network)
    assert random.random() == expected


def test_hubs_rank_ties_alike_and_tell_their_share() -> None:
    network = made([("m:hub", "a:a"), ("m:hub", "a:b"), ("m:hub", "p:c")])

    assert hubs(network, "degree", limit=2) == [
        Hub(ref_of("m:hub"), "Hub", 3, 1, 0.5),
        Hub(ref_of("a:a"), "A", 1, 2, 1 / 6),
    ]
    assert [hub.rank for hub in hubs(network, "degree")] == [1, 2, 2, 2]
    assert [hub.ref for hub in hubs(network, "degree", kind="Person")] == [ref_of("p:c")]
    assert hubs(network, "constraint")[0].ref == ref_of("m:hub")
    assert [hub.name for hub in hubs(PATH, "constraint")] == ["B", "C", "A", "D"]


def test_an_unknown_measure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="betweenness"):
        hubs(PATH, "betwenness")


def test_a_hub_in_one_sentence() -> None:
    hub = Hub(ref_of("m:077"), "Hankasalmi", 1234.0, 1, None)

    assert sentence(hub, "articulation", "fi") == "Hankasalmi on 1\N{NO-BREAK SPACE}234 parin ainoa yhdysside (sija 1)."
    assert sentence(hub._replace(value=0.0125), "pagerank", "sv").startswith(
        "Hankasalmi: den som följer band på måfå är här 1,25"
    )
    for measure in MEASURES:
        assert "Hankasalmi" in sentence(hub, measure, "en")


def test_every_measure_takes_an_empty_network_and_one_node() -> None:
    for measure in MEASURES:
        assert values(made([]), measure) == []
        assert len(values(made([], "a:a"), measure)) == 1


def test_sampled_betweenness_with_every_node_is_exact_and_with_some_is_seeded() -> None:
    network = random_network(random.Random(3), 80, 160)

    assert betweenness(network, pivots=80) == pytest.approx(betweenness(network))
    assert betweenness(network, pivots=20) == betweenness(network, pivots=20)
    assert closeness(network, pivots=79)[0] == pytest.approx(closeness(network)[0], rel=0.05)


def test_betweenness_is_the_same_on_one_core_and_several(monkeypatch: pytest.MonkeyPatch) -> None:
    network = random_network(random.Random(4), 60, 120)
    alone = betweenness(network)
    monkeypatch.setattr(brandes, "ALONE", 0)
    monkeypatch.setattr(brandes, "_cores", lambda: 3)

    assert betweenness(network) == pytest.approx(alone)


def random_network(chance: random.Random, nodes: int, ties: int) -> Network:
    names = [f"a:{number:03}" for number in range(nodes)]
    return made([(start, end) for start, end in (chance.sample(names, 2) for _ in range(ties))], *names)


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 25), st.integers(0, 60))
def test_measures_equal_networkx(chance: random.Random, nodes: int, ties: int) -> None:
    network = random_network(chance, nodes, ties)
    graph = to_networkx(network)

    def same(measure: str, expected: dict[str, Any]) -> None:
        theirs = [None if isnan(expected[name]) else expected[name] for name in graph]
        ours = values(network, measure)
        assert [value is None for value in ours] == [value is None for value in theirs]
        assert [value or 0 for value in ours] == pytest.approx([value or 0 for value in theirs], abs=1e-5)

    same("degree", dict(graph.degree()))
    same("pagerank", nx.pagerank(graph, weight=None, tol=1e-12, max_iter=1000))
    same("betweenness", nx.betweenness_centrality(graph, normalized=False))
    same("closeness", {name: value / (nodes - 1) for name, value in nx.harmonic_centrality(graph).items()})
    same("core", nx.core_number(graph))
    same("constraint", nx.constraint(graph))
    same("effective_size", nx.effective_size(graph))
    connected = sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(graph))
    for name, ours in zip(graph, values(network, "articulation"), strict=True):
        rest = graph.subgraph(set(graph) - {name})
        own = len(nx.node_connected_component(graph, name)) - 1
        assert ours == connected - own - sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(rest))
    assert {edge[:2] for edge in find_cuts(network).bridges} == {
        (min(pair), max(pair)) for pair in (tuple(map(list(graph).index, edge)) for edge in nx.bridges(graph))
    }


def liaisons(store: Store, vocabulary: Ontology) -> None:
    hankasalmi, project = Ref("Municipality", "077"), Ref("Project", "hanke")
    load(
        store,
        vocabulary,
        MadeSource(
            "list",
            [
                municipality("077", "Hankasalmi"),
                node("Project", "hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
                node("Association", "kylät"),
                relation("PARTICIPATES_IN", hankasalmi, project),
                relation("COOPERATES_WITH", hankasalmi, Ref("Association", "kylät"), valid_from=date(2020, 1, 1)),
            ],
        ),
    )


def test_a_change_tells_what_a_node_gained_and_what_came_or_went(store: Store, vocabulary: Ontology) -> None:
    liaisons(store, vocabulary)

    before, after = (read_network(store, as_of=date(year, 1, 1)) for year in (2019, 2022))

    rows = change(before, after, "degree")

    assert rows == [
        Change(Ref("Association", "kylät"), "Kylät", 0, 1, 1),
        Change(Ref("Municipality", "077"), "Hankasalmi", 1, 1, 0),
        Change(Ref("Project", "hanke"), "Hanke", 1, None, None),
    ]


@hypothesis_settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(3, 20), st.integers(1, 50))
def test_results_do_not_depend_on_the_order_of_ties(chance: random.Random, nodes: int, ties: int) -> None:
    names = [f"a:{number:03}" for number in range(nodes)]
    edges: list[tuple[str, str]] = [(start, end) for start, end in (chance.sample(names, 2) for _ in range(ties))]
    network = made(edges, *names)
    shuffled = [(end, start) if chance.random() < 0.5 else (start, end) for start, end in edges * 2]
    chance.shuffle(shuffled)
    again = made(shuffled, *chance.sample(names, nodes))

    assert again == network
    assert communities(again) == communities(network)
    for measure in MEASURES:
        assert values(again, measure) == values(network, measure)
