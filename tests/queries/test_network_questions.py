"""Questions about the network, asked of the real graph; the right answers stand in the tests."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, node, person, relation
from tests.queries.conftest import BASE, HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue

PROJECT, KYT, MAIJA, WORKSHOP = (
    Ref("Project", "hanke"),
    Ref("Association", "kyt"),
    Ref("Person", "maija"),
    Ref("Event", "paja"),
)

FACTS: list[Record] = [
    node("Project", "hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
    node("Association", "kyt"),
    node("Event", "paja", date="2019-05-01"),
    person("maija"),
    relation("RUNS", KYT, PROJECT),
    relation("PARTICIPATES_IN", HANKASALMI, PROJECT),
    relation("PARTICIPATES_IN", LAUKAA, PROJECT),
    relation("PARTICIPATES_IN", HANKASALMI, WORKSHOP),
    relation("HELD_IN", WORKSHOP, HANKASALMI),
    relation("PARTICIPATES_IN", PERTUNMAA, WORKSHOP),
    relation("WORKS_FOR", MAIJA, HANKASALMI, title="sihteeri"),
    relation("WORKS_FOR", MAIJA, HANKASALMI, title="vastaava"),
    relation("MEMBER_OF", MAIJA, Ref("Association", "marjat")),
    node("Association", "marjat"),
]
"""A project that ends with 2020 joins Hankasalmi, Laukaa and KYT; Maija alone ties Hankasalmi to one association."""


def test_the_hub_of_a_day_is_told_in_a_sentence(answers: Ask) -> None:
    rows = answers("hubs", FACTS, as_of="2019-06-01", measure="degree", limit=2)

    assert [(row["hub"], row["value"], row["rank"]) for row in rows] == [("Hankasalmi", 3, 1), ("Hanke", 3, 1)]
    assert rows[0]["sentence"] == "Hankasalmi on suoraan yhteydessä näin moneen toimijaan: 3 (sija 1)."


def test_two_posts_at_one_employer_are_one_tie(answers: Ask) -> None:
    [row] = answers("hubs", FACTS, as_of="2019-06-01", measure="degree", kind="person")

    assert row["value"] == 2


def test_what_breaks_when_the_project_ends(answers: Ask) -> None:
    rows = answers("what-if", FACTS, as_of="2019-06-01", removed="project:hanke")
    alone = [row for row in rows if row["finding"] == "cut_off"]

    assert [(row["who"], [each["name"] for each in row["lost"]]) for row in alone] == [
        ("Kyt", ["Hanke"]),
        ("Laukaa", ["Hanke"]),
    ]
    assert alone[1]["replacements"] == ["Hankasalmi (Hanke)"]
    assert alone[1]["sources"] == ["facts"]


def test_the_whole_before_and_after(answers: Ask) -> None:
    figures = {
        row["finding"]: (row["before"], row["after"])
        for row in answers("what-if", FACTS, as_of="2019-06-01", removed="project:hanke, Maija")
    }

    # Hankasalmi, Laukaa, Mäntyharju, Pertunmaa, KYT, the workshop and Marjat stay.
    assert figures["components"] == (2, 5)
    assert figures["largest"] == (6, 3)


def test_what_has_ended_cannot_be_removed_and_the_message_says_so(answers: Ask) -> None:
    with pytest.raises(NotFound, match="project:hanke"):
        answers("what-if", FACTS, as_of="2026-01-01", removed="project:hanke")


def test_projects_come_by_their_end_with_what_they_alone_tie(answers: Ask) -> None:
    more = [*FACTS, node("Project", "avoin"), relation("PARTICIPATES_IN", HANKASALMI, Ref("Project", "avoin"))]

    rows = answers("project-endings", more, as_of="2019-06-01")

    assert [(row["project"], row["ends"], [cut["name"] for cut in row["cut"]]) for row in rows] == [
        ("Hanke", date(2021, 1, 1), ["Kyt", "Laukaa"]),
        ("Avoin", None, []),
    ]


def test_a_municipality_that_hangs_on_one_person(answers: Ask) -> None:
    [row] = answers("single-person-dependency", FACTS, as_of="2019-06-01")

    # Hankasalmi reaches the project, the workshop, and Marjat through Maija alone: 1 of 3.
    assert (row["municipality"], row["person"], row["reaches"]) == ("Hankasalmi", "Maija", 3)
    assert row["share"] == pytest.approx(1 / 3)
    assert [each["name"] for each in row["cut"]] == ["Marjat"]


def test_how_two_are_connected(answers: Ask) -> None:
    [row] = answers("how-connected", FACTS, as_of="2019-06-01", entity="Laukaa", other="Pertunmaa")

    assert [each["name"] for each in row["way"]] == ["Laukaa", "Hanke", "Hankasalmi", "Paja", "Pertunmaa"]
    assert row["ties"] == ["osallistuu", "osallistuu", "pidettiin + osallistuu", "osallistuu"]


def test_ties_of_a_merged_municipality_are_its_successors(answers: Ask) -> None:
    before = answers("municipalities-through-partners", FACTS, as_of="2024-12-31")
    after = answers("municipalities-through-partners", FACTS, as_of="2025-01-01")

    assert [(row["one"], row["other"]) for row in before] == [("Hankasalmi", "Pertunmaa")]
    assert [(row["one"], row["other"], row["other_id"]) for row in after] == [
        ("Hankasalmi", "Mäntyharju", MANTYHARJU.id)
    ]


def test_who_should_meet_is_explained_by_whom_they_share(answers: Ask) -> None:
    rows = answers("suggested-introductions", FACTS, as_of="2019-06-01")

    assert [(row["one"], row["other"], row["shared"]) for row in rows] == [
        ("Hankasalmi", "Pertunmaa", ["Paja"]),
        ("Hankasalmi", "Laukaa", ["Hanke"]),
    ]


def test_an_ego_network_and_what_two_share(answers: Ask) -> None:
    around = answers("ego-network", FACTS, as_of="2019-06-01", entity="Laukaa", steps=2)
    overlap = answers(
        "network-overlap", FACTS, as_of="2019-06-01", municipality="Hankasalmi", other="Laukaa"
    )  # fmt: skip

    assert [(row["other"], row["steps"]) for row in around] == [("Hanke", 1), ("Kyt", 2), ("Hankasalmi", 2)]
    assert [(row["partner"], row["whose"]) for row in overlap] == [
        ("Hanke", "shared"),
        ("Marjat", "first_only"),  # through Maija, who is of Hankasalmi
        ("Paja", "first_only"),
        ("Maija", "first_only"),
    ]


def test_how_the_place_of_somebody_changed(answers: Ask) -> None:
    rows = answers("hub-changes", FACTS, from_date="2017-01-01", as_of="2019-06-01", kind="municipality")

    assert [(row["hub"], row["before"], row["after"], row["difference"]) for row in rows] == [
        ("Hankasalmi", 1, 3, 2),
        ("Laukaa", 0, 1, 1),
        ("Pertunmaa", 0, 1, 1),
    ]
    assert rows[0]["sentence"] == "Hankasalmi: kumppaneita muuttui: ennen 1, jälkeen 3."
    assert rows[0]["sources"] == ["facts"]


def test_the_first_day_of_a_change_comes_first(answers: Ask) -> None:
    with pytest.raises(WrongUse, match="2019-06-01"):
        answers("hub-changes", FACTS, from_date="2019-06-01", as_of="2017-01-01")


def test_a_person_who_is_internal_is_in_the_network_without_a_name(answers: Ask) -> None:
    facts = [*FACTS, person("salla", visibility="internal"), relation("WORKS_FOR", Ref("Person", "salla"), LAUKAA)]

    [row, *_] = answers("ego-network", facts, as_of="2022-06-01", entity="Laukaa")

    assert row["other"] == "•••"
    assert "salla" not in str(row)


def test_similar_municipalities_can_be_sought_among_neighbours(answers: Ask) -> None:
    everybody = answers("similar-municipalities", FACTS, as_of="2019-06-01", municipality="Hankasalmi")
    neighbours = answers(
        "similar-municipalities", FACTS, as_of="2019-06-01", municipality="Hankasalmi", group="neighbours"
    )

    # Hankasalmi has the project, the workshop, Maija and, through her, Marjat; each of the others one of these.
    assert [(row["other"], row["overlap"]) for row in everybody] == [("Laukaa", 1 / 4), ("Pertunmaa", 1 / 4)]
    assert [(row["other"], row["overlap"]) for row in neighbours] == [("Laukaa", 1 / 4)]


def test_an_answer_about_the_network_names_the_sources_of_the_ties_it_rests_on(
    store: Store, vocabulary: Ontology, questions: Catalogue
) -> None:
    """Hankasalmi meets Laukaa in the project by the register and the minutes, Pertunmaa in the workshop by a letter."""
    load(store, vocabulary, MadeSource("base", list(BASE), kind="reference"))
    ends: list[Record] = [node("Project", "hanke"), node("Event", "paja")]
    met: dict[str, list[Record]] = {
        "register": [relation("PARTICIPATES_IN", HANKASALMI, PROJECT), relation("PARTICIPATES_IN", LAUKAA, PROJECT)],
        "minutes": [relation("PARTICIPATES_IN", LAUKAA, PROJECT)],
        "letter": [relation("PARTICIPATES_IN", HANKASALMI, WORKSHOP), relation("PARTICIPATES_IN", PERTUNMAA, WORKSHOP)],
        "list": [relation("WORKS_FOR", MAIJA, PERTUNMAA), person("maija", visibility="internal")],
    }
    for name, facts in met.items():
        load(store, vocabulary, MadeSource(name, [*ends, *facts]))

    def sources(name: str, at: int = 0, **given: str) -> list[str]:
        found = ask(store, questions[name], {"as_of": "2019-06-01", **given})
        told: list[str] = found.rows[at][found.fields.index("sources")]
        return told

    assert sources("how-connected", entity="Hankasalmi", other="Laukaa") == ["minutes", "register"]
    assert sources("how-connected", entity="Laukaa", other="Pertunmaa") == ["letter", "minutes", "register"]
    assert sources("hubs", kind="project") == ["minutes", "register"]
    assert sources("suggested-introductions") == ["minutes", "register"]
    assert sources("suggested-introductions", at=1) == ["letter"]
    assert sources("network-overlap", municipality="Hankasalmi", other="Laukaa") == ["minutes", "register"]
    assert sources("similar-municipalities", municipality="Laukaa") == ["minutes", "register"]
    assert sources("municipalities-through-partners") == ["minutes", "register"]
    assert sources("ego-network", entity="Pertunmaa") == ["letter"]
    assert sources("key-ties", at=-1) == ["list"]
    assert sources("project-endings") == ["minutes", "register"]
    assert "letter" in sources("communities")
    # As of 2026 the ties of Pertunmaa are those of Mäntyharju, with the same sources.
    assert sources("how-connected", entity="Hankasalmi", other="Mäntyharju", as_of="2026-01-01") == ["letter"]
