"""Questions about years and changes, on graphs whose right answer stands in the test."""

from datetime import date

from tests.graph.sources import node, person, relation
from tests.queries.conftest import HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask, pick
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.records import Record, Ref

MAIJA, KALLE = Ref("Person", "maija"), Ref("Person", "kalle")
I01 = Ref("Indicator", "i01")


def test_the_number_of_liaisons_has_doubled_in_the_years_that_are_counted(answers: Ask) -> None:
    facts = [
        person("maija"),
        person("kalle"),
        node("Indicator", "i01"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2017, 5, 1)),
        relation("LIAISON_FOR", KALLE, HANKASALMI, valid_from=date(2018, 5, 1), deputy=True),
        relation("LIAISON_FOR", KALLE, PERTUNMAA, valid_from=date(2019, 1, 1), valid_to=date(2020, 6, 1)),
        relation("LIAISON_FOR", MAIJA, LAUKAA),  # since when is unknown; a survey of 2018 found one there
        relation("SCORES", LAUKAA, I01, value=2.0, date="2018"),
    ]

    rows = answers("liaison-growth", facts, as_of="2020-12-31")

    assert pick(rows, "year", "count", "of", "ratio", "start_unknown") == [
        (2017, 1, 4, 1.0, 1),
        (2018, 2, 4, 2.0, 0),
        (2019, 2, 4, 2.0, 1),
        (2020, 1, 4, 1.0, 1),
    ]
    assert [[place["name"] for place in row["new"]] for row in rows] == [["Hankasalmi"], ["Laukaa"], ["Pertunmaa"], []]
    assert rows[1]["sources"] == ["facts"]
    later = answers("liaison-growth", facts, as_of="2026-01-01", region="10")
    assert pick(later, "year", "count", "of")[:2] == [(2019, 1, 1), (2020, 0, 1)]
    assert later[0]["new"] == [{"id": "507", "name": "Mäntyharju"}]


def test_events_are_counted_by_year_and_unknown_participants_are_not_none(answers: Ask) -> None:
    facts = [
        node("Event", "eka", date="2018-04-10", participants=30),
        node("Event", "toka", date="2018", participants=12),
        node("Event", "kolmas", date="2019-05"),
        node("Event", "peruttu", date="2019-06-01", status="cancelled"),
        node("Event", "vuodeton", date="--08-29"),
        node("Event", "tuleva", date="2021-01-01"),
        relation("HELD_IN", Ref("Event", "eka"), HANKASALMI),
        relation("PARTICIPATES_IN", LAUKAA, Ref("Event", "eka")),
        relation("FOR", Ref("Event", "kolmas"), Ref("Region", "10")),
    ]

    columns = ("year", "count", "municipality_count", "participants", "participants_known")
    assert pick(answers("events-per-year", facts, as_of="2020-01-01"), *columns) == [
        (2018, 2, 2, 42, 2),
        (2019, 1, 0, None, 0),
        (None, 1, 0, None, 0),
    ]
    assert pick(answers("events-per-year", facts, as_of="2020-01-01", region="13"), *columns) == [(2018, 1, 2, 30, 1)]


CHANGES: list[Record] = [
    person("maija"),
    person("kalle", visibility="internal"),
    node("Indicator", "i01"),
    node("Project", "silta", valid_from=date(2018, 3, 1), valid_to=date(2020, 1, 1)),
    relation("FOR", Ref("Project", "silta"), LAUKAA),
    relation("LIAISON_FOR", MAIJA, HANKASALMI, spell="1", basis="leisure", valid_to=date(2019, 1, 1)),
    relation("LIAISON_FOR", MAIJA, HANKASALMI, spell="2", basis="named", valid_from=date(2019, 1, 1)),
    relation("LIAISON_FOR", KALLE, LAUKAA, valid_from=date(2017, 1, 1), valid_to=date(2019, 6, 1)),
    node("Event", "talkoot", date="2019-05-05"),
    relation("HELD_IN", Ref("Event", "talkoot"), MANTYHARJU),
    relation("SCORES", LAUKAA, I01, value=0.0, date="2018-01"),
    relation("SCORES", LAUKAA, I01, value=2.0, date="2019-12"),
]


def test_changes_are_what_appeared_ended_and_changed_after_one_day_and_up_to_another(answers: Ask) -> None:
    rows = answers("changes", CHANGES, from_date="2018-06-01", as_of="2020-01-01")

    assert pick(rows, "date", "change", "fact", "subject", "object", "before", "after") == [
        ("2019-01-01", "changed", "LIAISON_FOR", "Maija", "Hankasalmi", "leisure", "named"),
        ("2019-05-05", "appeared", "Event", "Talkoot", "Mäntyharju", None, None),
        ("2019-06-01", "ended", "LIAISON_FOR", HIDDEN_NAME, "Laukaa", None, None),
        ("2019-12", "changed", "SCORES", "Laukaa", "I01", "0.0", "2.0"),
        ("2020-01-01", "ended", "Project", "Silta", None, None, None),
    ]
    assert all(row["sources"] == ["facts"] for row in rows)
    assert answers("changes", CHANGES, from_date="2020-01-01", as_of="2020-01-01") == []


def test_changes_of_a_region_are_those_tied_to_it(answers: Ask) -> None:
    rows = answers("changes", CHANGES, from_date="2019-02-01", as_of="2025-01-01", region="10")

    assert pick(rows, "date", "change", "fact", "subject") == [
        ("2019-05-05", "appeared", "Event", "Talkoot"),
        ("2025-01-01", "changed", "MERGED_INTO", "Pertunmaa"),
        ("2025-01-01", "ended", "Municipality", "Pertunmaa"),
        ("2025-01-01", "ended", "PART_OF", "Pertunmaa"),
    ]
