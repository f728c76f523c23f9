"""Questions about plans and about series that should go on, on graphs whose right answer stands in the test."""

from datetime import date
from typing import Any

from tests.graph.sources import node, person, relation
from tests.queries.conftest import HANKASALMI, KESKI_SUOMI, LAUKAA, PERTUNMAA, Ask, pick
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.records import Record, Ref

PAJA = Ref("Event", "paja")
SERIES = Ref("EventSeries", "tapaamiset")


def plan(name: str, **properties: Any) -> Record:
    return node("Plan", name, **properties)


PLANS: list[Record] = [
    node("Event", "paja", date="2018-04-10"),
    relation("HELD_IN", PAJA, HANKASALMI),
    plan("idea", status="idea"),
    relation("PRODUCED", PAJA, Ref("Plan", "idea")),
    plan("tilat", status="under_way", valid_from=date(2019, 1, 1)),
    relation("FOR", Ref("Plan", "tilat"), PERTUNMAA),
    plan("hiljaa"),
    node("Area", "pohjoinen", type="workshop_area"),
    relation("PART_OF", LAUKAA, Ref("Area", "pohjoinen")),
    relation("FOR", Ref("Plan", "hiljaa"), Ref("Area", "pohjoinen")),
    plan("maakunta", status="planned", valid_from=date(2020, 1, 1)),
    relation("FOR", Ref("Plan", "maakunta"), KESKI_SUOMI),
]


def test_plans_are_told_by_place_with_status_and_age(answers: Ask) -> None:
    columns = ("place", "plan", "status", "since", "months")

    assert pick(answers("cooperation-plans", PLANS, as_of="2020-04-10"), *columns) == [
        ("Hankasalmi", "Idea", "idea", "2018-04-10", 24),
        ("Keski-Suomi", "Maakunta", "planned", "2020-01-01", 3),
        ("Laukaa", "Hiljaa", None, None, None),
        ("Pertunmaa", "Tilat", "under_way", "2019-01-01", 15),
    ]
    assert pick(answers("cooperation-plans", PLANS, as_of="2026-01-01", region="10"), *columns) == [
        ("Mäntyharju", "Tilat", "under_way", "2019-01-01", 84),
    ]
    [row, *_] = answers("cooperation-plans", PLANS, as_of="2020-04-10")
    assert row["origins"] == [{"kind": "Event", "id": "paja", "name": "Paja"}]


def test_plans_without_progress_are_old_ideas_and_those_of_which_nothing_is_known(answers: Ask) -> None:
    columns = ("place", "plan", "age", "months")

    assert pick(answers("plans-without-progress", PLANS, as_of="2020-04-10"), *columns) == [
        ("Hankasalmi", "Idea", "old", 24),
        ("Laukaa", "Hiljaa", "age_unknown", None),
    ]
    assert pick(answers("plans-without-progress", PLANS, as_of="2020-04-10", months="3", region="13"), *columns) == [
        ("Hankasalmi", "Idea", "old", 24),
        ("Keski-Suomi", "Maakunta", "old", 3),
        ("Laukaa", "Hiljaa", "age_unknown", None),
    ]


def meeting(name: str, day: str | None, **properties: Any) -> list[Record]:
    dated: dict[str, Any] = {"date": day} if day else {}
    return [node("Event", name, **dated, **properties), relation("PART_OF_SERIES", Ref("Event", name), SERIES)]


TWICE_A_YEAR: list[Record] = [
    node("EventSeries", "tapaamiset", per_year=2.0),
    relation("FOR", SERIES, KESKI_SUOMI),
    person("kalle", visibility="internal"),
    relation("ORGANISES", Ref("Person", "kalle"), SERIES),
    *meeting("kevat", "2019-03"),
    *meeting("syksy", "2019-10-01", status="cancelled"),
    *meeting("tuleva", "2020-05-05", status="planned"),
]


def test_a_series_is_overdue_when_its_rhythm_has_passed_since_its_last_event(answers: Ask) -> None:
    # Twice a year is every 183 days; March 2019 may mean its last day, 31.3., so the next was due on 30.9.2019.
    [row] = answers("series-overdue", TWICE_A_YEAR, as_of="2019-10-10")

    assert pick([row], "status", "last", "last_event", "due", "days", "next") == [
        ("overdue", date(2019, 3, 31), "Kevat", date(2019, 9, 30), 10, "2020-05-05"),
    ]
    assert row["organisers"] == [{"kind": "Person", "id": None, "name": HIDDEN_NAME}]
    assert row["sources"] == ["facts"]
    assert answers("series-overdue", TWICE_A_YEAR, as_of="2019-09-30") == []
    assert answers("series-overdue", TWICE_A_YEAR, as_of="2019-10-10", region="10") == []


def test_a_series_whose_events_have_no_year_or_that_has_none_is_told_apart(answers: Ask) -> None:
    facts = [
        node("EventSeries", "tapaamiset", per_year=2.0),
        *meeting("kevat", "--03-08"),
        node("EventSeries", "uusi", per_year=1.0),
        node("EventSeries", "loppunut", per_year=1.0, valid_to=date(2019, 1, 1)),
        node("EventSeries", "vapaa"),
    ]

    rows = answers("series-overdue", facts, as_of="2020-01-01")

    assert pick(rows, "series", "status", "last_event", "days") == [
        ("Tapaamiset", "undated", "Kevat", None),
        ("Uusi", "never", None, None),
    ]
