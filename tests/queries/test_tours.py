"""Questions about tours of workshops: where they have been, and where they should go next."""

from datetime import date
from typing import Any

from tests.graph.sources import municipality, node, relation
from tests.queries.conftest import HANKASALMI, KESKI_SUOMI, LAUKAA, PERTUNMAA, Ask, pick
from yhdysverkko.graph.records import Record, Ref

TOUR = Ref("EventSeries", "kiertue")
POHJOINEN = Ref("Area", "pohjoinen")


def event(name: str, day: str | None, where: Ref, **properties: Any) -> list[Record]:
    dated: dict[str, Any] = {"date": day} if day else {}
    ref = Ref("Event", name)
    return [
        node("Event", name, **dated, **properties),
        relation("FOR" if where.kind == "Area" else "HELD_IN", ref, where),
        relation("PART_OF_SERIES", ref, TOUR),
    ]


TOUR_FACTS: list[Record] = [
    node("EventSeries", "kiertue", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
    relation("FOR", TOUR, KESKI_SUOMI),
    *(node("Area", name, type="workshop_area") for name in ("pohjoinen", "etela", "lansi")),
    *(relation("PART_OF", Ref("Area", name), KESKI_SUOMI) for name in ("pohjoinen", "etela", "lansi")),
    relation("PART_OF", HANKASALMI, POHJOINEN),
    relation("PART_OF", LAUKAA, POHJOINEN),
    *event("paja-2018", "2018-04-10", POHJOINEN),
    relation("PARTICIPATES_IN", HANKASALMI, Ref("Event", "paja-2018")),
    *event("paja-2019", "2019-04", POHJOINEN, status="cancelled"),
    *event("paja-2020", "2020-09-01", POHJOINEN),
    *event("paja-etela", "--05-02", Ref("Area", "etela")),
]


def test_coverage_of_a_tour_tells_areas_reached_missed_and_met_once(answers: Ask) -> None:
    rows = answers("workshop-tour-coverage", TOUR_FACTS, event_series="kiertue", as_of="2026-01-01")

    assert pick(rows, "place_id", "year", "status", "times", "overall") == [
        ("etela", 2018, "undated", 1, "once"),
        ("etela", 2019, "undated", 1, "once"),
        ("etela", 2020, "undated", 1, "once"),
        ("lansi", 2018, "missed", 0, "never"),
        ("lansi", 2019, "missed", 0, "never"),
        ("lansi", 2020, "missed", 0, "never"),
        ("pohjoinen", 2018, "reached", 2, "repeatedly"),
        ("pohjoinen", 2019, "cancelled", 2, "repeatedly"),
        ("pohjoinen", 2020, "reached", 2, "repeatedly"),
    ]
    assert rows[6]["reached"] == [{"id": "077", "name": "Hankasalmi"}]
    assert rows[6]["not_reached"] == [{"id": "410", "name": "Laukaa"}]

    early = answers("workshop-tour-coverage", TOUR_FACTS, event_series="Kiertue", as_of="2018-12-31")
    assert pick(early, "place_id", "year", "times") == [("etela", 2018, 1), ("lansi", 2018, 0), ("pohjoinen", 2018, 1)]


def test_a_year_of_the_tour_may_be_a_series_of_its_own(answers: Ask) -> None:
    year = Ref("EventSeries", "kiertue-2019")
    facts = [
        *TOUR_FACTS,
        node("EventSeries", "kiertue-2019", valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1)),
        relation("PART_OF", year, TOUR),
        relation("FOR", year, Ref("Area", "lansi")),
        node("Event", "ilta"),
        relation("PART_OF_SERIES", Ref("Event", "ilta"), year),
        relation("FOR", Ref("Event", "ilta"), Ref("Area", "etela")),
    ]

    rows = answers("workshop-tour-coverage", facts, event_series="kiertue", as_of="2026-01-01")

    assert pick(rows, "place_id", "year", "status", "times")[:6] == [
        ("etela", 2018, "undated", 2),
        ("etela", 2019, "reached", 2),
        ("etela", 2020, "undated", 2),
        ("lansi", 2018, "missed", 1),
        ("lansi", 2019, "reached", 1),
        ("lansi", 2020, "missed", 1),
    ]


def test_a_tour_of_municipalities_without_areas_is_covered_by_municipality(answers: Ask) -> None:
    etela_savo = Ref("Region", "10")
    facts = [
        node("EventSeries", "kiertue"),
        relation("FOR", TOUR, etela_savo),
        *event("paja", "2019-05-01", PERTUNMAA),
    ]

    columns = ("place", "year", "status")
    assert pick(answers("workshop-tour-coverage", facts, event_series="kiertue", as_of="2020-01-01"), *columns) == [
        ("Mäntyharju", 2019, "missed"),
        ("Mäntyharju", 2020, "missed"),
        ("Pertunmaa", 2019, "reached"),
        ("Pertunmaa", 2020, "missed"),
    ]
    late = answers("workshop-tour-coverage", facts, event_series="kiertue", as_of="2026-01-01")
    assert pick(late, *columns)[0] == ("Mäntyharju", 2019, "reached")


def test_the_next_stops_are_those_never_met_then_those_longest_ago(answers: Ask) -> None:
    facts = [
        node("EventSeries", "kiertue"),
        relation("FOR", TOUR, KESKI_SUOMI),
        *(municipality(code, name) for code, name in (("275", "Konnevesi"), ("172", "Joutsa"), ("850", "Toivakka"))),
        *(relation("PART_OF", Ref("Municipality", code), KESKI_SUOMI) for code in ("275", "172", "850")),
        relation("BORDERS", HANKASALMI, Ref("Municipality", "275"), border="land"),
        *event("vanha", "2018-04", LAUKAA),
        *event("uusi", "2019-04-01", HANKASALMI),
        *event("toinen", "2019-09-01", HANKASALMI),
        relation("PARTICIPATES_IN", Ref("Municipality", "172"), TOUR),
    ]

    rows = answers("next-stops", facts, event_series="kiertue", as_of="2020-01-01")

    assert pick(rows, "municipality", "status", "times", "last", "neighbours_met") == [
        ("Konnevesi", "never", 0, None, 1),  # its neighbour has been met, so there is somebody to come with
        ("Toivakka", "never", 0, None, 0),
        ("Joutsa", "series_only", 0, None, 0),
        ("Laukaa", "once", 1, "2018-04", 1),
        ("Hankasalmi", "repeatedly", 2, "2019-09-01", 1),
    ]
    other = answers("next-stops", facts, event_series="kiertue", as_of="2026-01-01", region="10")
    assert pick(other, "municipality", "status") == [("Mäntyharju", "never")]
