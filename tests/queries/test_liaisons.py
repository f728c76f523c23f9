"""Questions about liaisons, on graphs whose right answer stands in the test."""

from datetime import date

from tests.graph.sources import node, person, relation
from tests.queries.conftest import HANKASALMI, LAUKAA, PERTUNMAA, Ask
from yhdysverkko.graph.records import Ref

MAIJA = Ref("Person", "maija")


def test_a_municipality_without_a_liaison_is_vacant_or_none_or_unknown(answers: Ask) -> None:
    facts = [
        person("maija"),
        node("Indicator", "i01"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2018, 1, 1), valid_to=date(2020, 1, 1)),
        relation("SCORES", LAUKAA, Ref("Indicator", "i01"), value=0.0, date="2019-05"),
    ]

    rows = answers("missing-liaison", facts, as_of="2021-01-01")

    assert [(row["municipality"], row["status"], row["since"]) for row in rows] == [
        ("Hankasalmi", "vacant", "2020-01-01"),
        ("Laukaa", "none", "2019-05"),
        ("Mäntyharju", "unknown", None),
        ("Pertunmaa", "unknown", None),
    ]
    assert [row["sources"] for row in rows] == [["facts"], ["facts"], [], []]


def test_a_liaison_counts_while_the_post_is_held_and_a_deputy_alone_does_not(answers: Ask) -> None:
    facts = [
        person("maija"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2018, 1, 1), valid_to=date(2020, 1, 1)),
        relation("LIAISON_FOR", MAIJA, LAUKAA, deputy=True),
    ]

    assert named(answers("missing-liaison", facts, region="13", as_of="2019-12-31")) == ["Laukaa"]
    assert named(answers("missing-liaison", facts, region="Keski-Suomi", as_of="2020-01-01")) == [
        "Hankasalmi",
        "Laukaa",
    ]


def test_what_was_said_of_a_merged_municipality_counts_for_its_successor(answers: Ask) -> None:
    facts = [person("maija"), relation("LIAISON_FOR", MAIJA, PERTUNMAA, valid_from=date(2018, 1, 1))]

    assert "Mäntyharju" in named(answers("missing-liaison", facts, as_of="2024-12-31"))
    assert "Pertunmaa" not in named(answers("missing-liaison", facts, as_of="2024-12-31"))
    assert named(answers("missing-liaison", facts, as_of="2025-01-01")) == ["Hankasalmi", "Laukaa"]


def named(rows: list[dict[str, object]]) -> list[object]:
    return [row["municipality"] for row in rows]
