"""The network as it is pulled from the store: what is in it, on which day, and that nothing inflates it."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import MASK, Record, Ref, Rejection
from yhdysverkko.graph.schema import mark_version
from yhdysverkko.graph.store import Store
from yhdysverkko.queries import Network, read_network, to_frames, to_igraph, to_networkx

PERTUNMAA, MANTYHARJU = Ref("Municipality", "588"), Ref("Municipality", "507")
HANKASALMI = Ref("Municipality", "077")
ASSOCIATION, PROJECT = Ref("Association", "kylät"), Ref("Project", "hanke")
MEETING, MAIJA, SALLA = Ref("Event", "tapaaminen"), Ref("Person", "maija"), Ref("Person", "salla")


def read(store: Store, vocabulary: Ontology, *facts: Record | Rejection, as_of: date | None = None) -> Network:
    load(store, vocabulary, MadeSource("list", list(facts)))
    return read_network(store, as_of=as_of)


def edges(network: Network) -> set[tuple[Ref, Ref]]:
    return {(network.refs[start], network.refs[end]) for start, end in network.edges}


def merger() -> list[Record | Rejection]:
    return [
        municipality("588", "Pertunmaa", valid_to=date(2025, 1, 1)),
        municipality("507", "Mäntyharju"),
        relation("MERGED_INTO", PERTUNMAA, MANTYHARJU, date=date(2025, 1, 1)),
        node("Association", "kylät"),
        relation("COOPERATES_WITH", PERTUNMAA, ASSOCIATION),
        relation("COOPERATES_WITH", PERTUNMAA, MANTYHARJU),
    ]


def test_parallel_ties_are_one_edge_that_weighs_its_kinds(store: Store, vocabulary: Ontology) -> None:
    network = read(
        store,
        vocabulary,
        municipality("077", "Hankasalmi"),
        person("maija"),
        relation("WORKS_FOR", MAIJA, HANKASALMI, title="hyvinvointikoordinaattori"),
        relation("WORKS_FOR", MAIJA, HANKASALMI, title="vapaa-aikasihteeri"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI),
    )

    assert network.refs == (HANKASALMI, MAIJA)
    assert network.edges == ((0, 1),)
    assert network.edge_kinds == (("LIAISON_FOR", "WORKS_FOR"),)
    assert network.weights == (2.0,)


def test_a_fact_of_several_sources_is_one_tie(store: Store, vocabulary: Ontology) -> None:
    facts: list[Record | Rejection] = [
        municipality("077", "Hankasalmi"),
        person("maija"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI),
    ]
    load(store, vocabulary, MadeSource("first", facts))
    load(store, vocabulary, MadeSource("second", facts))

    assert read_network(store).weights == (1.0,)


def test_weights_of_kinds_can_be_chosen(store: Store, vocabulary: Ontology) -> None:
    read(
        store,
        vocabulary,
        municipality("077", "Hankasalmi"),
        person("maija"),
        relation("WORKS_FOR", MAIJA, HANKASALMI),
        relation("LIAISON_FOR", MAIJA, HANKASALMI),
    )

    assert read_network(store, weights={"LIAISON_FOR": 3}).weights == (4.0,)


def test_ties_of_a_merged_municipality_are_its_own_before_and_its_successors_after(
    store: Store, vocabulary: Ontology
) -> None:
    read(store, vocabulary, *merger())

    before = read_network(store, as_of=date(2019, 6, 1))
    after = read_network(store, as_of=date(2026, 1, 1))

    assert edges(before) == {(ASSOCIATION, PERTUNMAA), (MANTYHARJU, PERTUNMAA)}
    assert after.refs == (ASSOCIATION, MANTYHARJU)
    assert edges(after) == {(ASSOCIATION, MANTYHARJU)}
    assert edges(read_network(store)) == edges(after)


def test_the_merger_holds_from_its_day_on(store: Store, vocabulary: Ontology) -> None:
    read(store, vocabulary, *merger())

    assert PERTUNMAA in read_network(store, as_of=date(2024, 12, 31)).refs
    assert PERTUNMAA not in read_network(store, as_of=date(2025, 1, 1)).refs


def test_a_merger_after_a_merger_is_followed(store: Store, vocabulary: Ontology) -> None:
    later = relation("MERGED_INTO", MANTYHARJU, HANKASALMI, date=date(2027, 1, 1))
    network = read(store, vocabulary, *merger(), municipality("077", "Hankasalmi"), later, as_of=date(2028, 1, 1))

    assert edges(network) == {(ASSOCIATION, HANKASALMI)}


def test_what_had_ended_or_not_begun_on_the_day_is_left_out(store: Store, vocabulary: Ontology) -> None:
    read(
        store,
        vocabulary,
        municipality("077", "Hankasalmi"),
        node("Project", "hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
        node("Event", "tapaaminen", date="2019-05"),
        person("maija"),
        relation("PARTICIPATES_IN", HANKASALMI, PROJECT),
        relation("PARTICIPATES_IN", HANKASALMI, MEETING),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, ended=True),
    )

    assert edges(read_network(store, as_of=date(2017, 12, 31))) == set()
    assert edges(read_network(store, as_of=date(2018, 1, 1))) == {(HANKASALMI, PROJECT)}
    assert edges(read_network(store, as_of=date(2019, 5, 1))) == {(HANKASALMI, PROJECT), (MEETING, HANKASALMI)}
    assert edges(read_network(store, as_of=date(2021, 1, 1))) == {(MEETING, HANKASALMI)}
    assert (HANKASALMI, MAIJA) in edges(read_network(store))


def test_geography_ties_nobody_unless_asked(store: Store, vocabulary: Ontology) -> None:
    region = Ref("Region", "13")
    read(
        store,
        vocabulary,
        node("Region", "13"),
        municipality("077", "Hankasalmi"),
        municipality("507", "Mäntyharju"),
        node("Association", "kylät"),
        relation("PART_OF", HANKASALMI, region),
        relation("BORDERS", HANKASALMI, MANTYHARJU),
        relation("LOCATED_IN", ASSOCIATION, HANKASALMI),
    )

    assert read_network(store).edges == ()
    asked = read_network(store, kinds=["Municipality", "Region"], relations=["PART_OF", "BORDERS"])
    assert edges(asked) == {(HANKASALMI, region), (HANKASALMI, MANTYHARJU)}


def test_a_regions_network_does_not_spread_through_other_municipalities(store: Store, vocabulary: Ontology) -> None:
    far, beyond = Ref("Association", "kaukana"), Ref("Event", "muualla")
    read(
        store,
        vocabulary,
        node("Region", "13"),
        municipality("077", "Hankasalmi"),
        municipality("507", "Mäntyharju"),
        node("Association", "kylät"),
        node("Association", "kaukana"),
        node("Event", "muualla"),
        relation("PART_OF", HANKASALMI, Ref("Region", "13")),
        relation("COOPERATES_WITH", ASSOCIATION, HANKASALMI),
        relation("COOPERATES_WITH", ASSOCIATION, MANTYHARJU),
        relation("COOPERATES_WITH", far, MANTYHARJU),
        relation("ORGANISES", ASSOCIATION, beyond),
    )

    assert set(read_network(store, region="13").refs) == {HANKASALMI, ASSOCIATION, beyond}
    with pytest.raises(NotFound):
        read_network(store, region="99")


def test_people_who_are_not_shown_are_nodes_without_a_name(store: Store, vocabulary: Ontology) -> None:
    load(
        store,
        vocabulary,
        MadeSource(
            "list",
            [
                municipality("077", "Hankasalmi"),
                person("salla", name="Salla Salainen", visibility="internal"),
                relation("WORKS_FOR", SALLA, HANKASALMI),
            ],
        ),
    )
    network = read_network(store, attributes=True)
    nodes, ties = to_frames(network)
    shown = f"{network}{to_networkx(network).nodes(data=True)}{to_igraph(network).vs['name']}{nodes}{ties}"

    assert network.edges == ((0, 1),)
    assert network.names == ("Hankasalmi", MASK)
    assert network.is_hidden(1)
    assert "salla" not in shown.casefold()


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(WrongUse, match="Kunta"):
        read_network(store, kinds=["Kunta"])


def test_notebooks_get_all_that_may_be_shown(store: Store, vocabulary: Ontology) -> None:
    load(
        store,
        vocabulary,
        MadeSource(
            "list",
            [
                municipality("077", "Hankasalmi", population=4600),
                person("maija", name="Maija Esimerkki", phone="040 0000000"),
                relation("WORKS_FOR", MAIJA, HANKASALMI, title="sihteeri", valid_from=date(2019, 1, 1)),
                relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2020, 1, 1), valid_to=date(2022, 1, 1)),
            ],
        ),
    )
    network = read_network(store, attributes=True)
    graph = to_networkx(network)
    nodes, ties = to_frames(network)

    assert graph.nodes["municipality:077"] == {
        "kind": "Municipality", "id": "077", "name": "Hankasalmi", "population": 4600,
    }  # fmt: skip
    assert graph.nodes["person:maija"] == {"kind": "Person", "id": "maija", "name": "Maija Esimerkki"}
    tie = graph.edges["municipality:077", "person:maija"]
    assert (tie["kinds"], tie["weight"]) == (["LIAISON_FOR", "WORKS_FOR"], 2.0)
    assert (tie["valid_from"], tie["valid_to"]) == (date(2019, 1, 1), None)
    assert tie["ties"][1] == {
        "relation": "WORKS_FOR", "start": "person:maija", "end": "municipality:077",
        "title": "sihteeri", "valid_from": date(2019, 1, 1),
    }  # fmt: skip
    assert nodes.loc["municipality:077", "population"] == 4600
    assert ties.loc[0, "kinds"] == ["LIAISON_FOR", "WORKS_FOR"]
    assert to_igraph(network).vs["label"] == ["Hankasalmi", "Maija Esimerkki"]


WORLD: list[Record | Rejection] = [
    *merger(),
    municipality("077", "Hankasalmi"),
    person("maija"),
    node("Event", "tapaaminen", date="2019-05-01"),
    relation("LIAISON_FOR", MAIJA, PERTUNMAA),
    relation("LIAISON_FOR", MAIJA, HANKASALMI),
    relation("PARTICIPATES_IN", HANKASALMI, MEETING),
    relation("PARTICIPATES_IN", PERTUNMAA, MEETING),
    relation("COOPERATES_WITH", ASSOCIATION, HANKASALMI),
]
"""Nodes first, so that any part of it may be loaded after its ends."""


@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the fixture empties the graph once; each example does so itself
@given(st.randoms(use_true_random=False), st.integers(1, 3), st.booleans())
def test_a_network_does_not_depend_on_order_repetition_or_files(
    store: Store, vocabulary: Ontology, chance: random.Random, files: int, repeated: bool
) -> None:
    store.write("MATCH (n) DETACH DELETE n")
    mark_version(store, vocabulary)
    nodes = [fact for fact in WORLD if not hasattr(fact, "start")]
    ties = [fact for fact in WORLD if hasattr(fact, "start")] * (2 if repeated else 1)
    chance.shuffle(nodes)
    chance.shuffle(ties)
    for number in range(files):
        load(store, vocabulary, MadeSource(f"file-{number}", [*nodes, *ties[number::files]]))
    network = read_network(store, as_of=date(2026, 1, 1))

    assert network.refs == (ASSOCIATION, MEETING, HANKASALMI, MANTYHARJU, MAIJA)
    assert network.edges == ((0, 2), (0, 3), (1, 2), (1, 3), (2, 4), (3, 4))
    assert network.weights == (1.0,) * 6
