"""Questions about gaps, on graphs whose right answer stands in the test."""

from datetime import date
from typing import Any

import pytest

from tests.graph.sources import node, person, relation
from tests.queries.conftest import HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask, pick
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.records import Record, Ref, Relation

MAIJA, KALLE = Ref("Person", "maija"), Ref("Person", "kalle")
KYLA = Ref("Association", "kyla")
TOUR = Ref("EventSeries", "kiertue")
POHJOINEN = Ref("Area", "pohjoinen")


def score(where: Ref, indicator: str, value: float, day: str) -> list[Record]:
    return [node("Indicator", indicator), relation("SCORES", where, Ref("Indicator", indicator), value=value, date=day)]


def structure(where: Ref, kind: str, **properties: Any) -> list[Record]:
    name = f"{kind}-{where.id}"
    own = {key: properties.pop(key) for key in ("per_year",) if key in properties}
    ref = Ref("CooperationStructure", name)
    return [node("CooperationStructure", name, type=kind, **own), relation("HAS_STRUCTURE", where, ref, **properties)]


def test_a_liaison_without_deputy_tells_a_denial_from_a_deputy_who_left_and_from_silence(answers: Ask) -> None:
    facts = [
        person("maija"),
        person("kalle"),
        *(relation("LIAISON_FOR", MAIJA, where) for where in (HANKASALMI, LAUKAA, MANTYHARJU)),
        relation("LIAISON_FOR", KALLE, HANKASALMI, deputy=True, valid_to=date(2020, 1, 1)),
        *score(LAUKAA, "i03", 0.0, "2019"),
    ]

    rows = answers("liaison-without-deputy", facts, as_of="2020-01-01")

    assert pick(rows, "municipality", "status", "since", "sources") == [
        ("Hankasalmi", "vacant", "2020-01-01", ["facts"]),
        ("Laukaa", "none", "2019", ["facts"]),
        ("Mäntyharju", "unknown", None, ["facts"]),
    ]
    assert rows[0]["liaisons"] == [{"id": "maija", "name": "Maija"}]
    assert pick(answers("liaison-without-deputy", facts, as_of="2019-12-31"), "municipality") == [
        ("Laukaa",),
        ("Mäntyharju",),
    ]


def test_a_deputy_of_a_merged_municipality_deputises_in_its_successor(answers: Ask) -> None:
    facts = [
        person("maija"),
        person("kalle"),
        relation("LIAISON_FOR", MAIJA, MANTYHARJU),
        relation("LIAISON_FOR", KALLE, PERTUNMAA, deputy=True),
    ]

    assert pick(answers("liaison-without-deputy", facts, as_of="2019-06-01"), "municipality") == [("Mäntyharju",)]
    assert answers("liaison-without-deputy", facts, as_of="2026-01-01") == []


def test_liaisons_never_checked_are_told_from_those_checked_too_long_ago(answers: Ask) -> None:
    facts = [
        person("maija", checked=date(2019, 5, 31)),
        person("kalle", visibility="internal"),
        person("liisa"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI),
        relation("LIAISON_FOR", KALLE, LAUKAA),
        relation("LIAISON_FOR", Ref("Person", "liisa"), PERTUNMAA, checked=date(2020, 2, 1)),
    ]

    rows = answers("unchecked-liaisons", facts, as_of="2020-06-01")

    assert pick(rows, "municipality", "liaison", "status", "months") == [
        ("Hankasalmi", "Maija", "outdated", 12),
        ("Laukaa", HIDDEN_NAME, "never_checked", None),
    ]
    assert pick(answers("unchecked-liaisons", facts, as_of="2020-06-01", months="2"), "municipality", "months") == [
        ("Hankasalmi", 12),
        ("Laukaa", None),
        ("Pertunmaa", 4),
    ]
    assert pick(answers("unchecked-liaisons", facts, as_of="2019-06-30", region="10"), "status") == [
        ("checked_later",),
    ]
    assert pick(answers("unchecked-liaisons", facts, as_of="2026-01-01", region="10"), "municipality") == [
        ("Mäntyharju",),
    ]


def test_no_part_in_the_wellbeing_report_is_known_or_ended_or_unknown(answers: Ask) -> None:
    facts = [
        *structure(PERTUNMAA, "wellbeing_report"),
        *structure(HANKASALMI, "wellbeing_report", valid_to=date(2019, 1, 1)),
        *score(LAUKAA, "i09", 2.0, "2017"),
        relation("SCORES", LAUKAA, Ref("Indicator", "i09"), value=0.0, date="2020"),
    ]

    rows = answers("missing-from-wellbeing-report", facts, as_of="2020-06-01")

    assert pick(rows, "municipality", "status", "since") == [
        ("Hankasalmi", "ended", "2019-01-01"),
        ("Laukaa", "known_missing", "2020"),
        ("Mäntyharju", "unknown", None),
    ]
    # In 2018 the report was there, and the last that Laukaa had said was yes; in 2026 Pertunmaa's counts in Mäntyharju.
    assert pick(answers("missing-from-wellbeing-report", facts, as_of="2018-06-01"), "municipality") == [
        ("Mäntyharju",),
    ]
    assert pick(answers("missing-from-wellbeing-report", facts, as_of="2026-06-01"), "municipality") == [
        ("Hankasalmi",),
        ("Laukaa",),
    ]


def test_each_recommended_structure_is_there_or_known_to_be_missing_or_unknown(answers: Ask) -> None:
    facts = [
        person("maija"),
        node("Association", "kyla"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI),
        *structure(HANKASALMI, "regular_meeting", per_year=1.0),
        *structure(HANKASALMI, "premises", valid_to=date(2019, 1, 1)),
        *score(HANKASALMI, "i04", 1.0, "2019"),
        *score(HANKASALMI, "i02", 1.0, "2019"),
        relation("FUNDS", HANKASALMI, KYLA, year=2018, purpose="avustus"),
    ]

    def states(as_of: str) -> dict[str, str]:
        rows = answers("missing-structures", facts, as_of=as_of)
        return {row["structure"]: row["status"] for row in rows if row["municipality"] == "Hankasalmi"}

    known = {
        "liaison_role": "present",
        "regular_meeting": "known_missing",
        "cooperation_document": "known_missing",
        "advisory_board": "unknown",
        "premises": "known_missing",
        "grants": "present",
        "strategy_mention": "unknown",
        "web_page": "present",
    }
    assert states("2020-06-01") == known
    # Before, the premises were there and nobody had looked at the rest; long after, a grant of 2018 says nothing.
    unseen = {"cooperation_document": "unknown", "web_page": "unknown"}
    assert states("2018-06-01") == known | unseen | {"premises": "present"}
    assert states("2026-06-01") == known | {"grants": "unknown"}


def test_the_coverage_of_structures_sums_them_up_and_follows_mergers(answers: Ask) -> None:
    facts = [*structure(PERTUNMAA, "premises"), *score(MANTYHARJU, "i07", 0.0, "2018")]

    columns = ("municipality", "present", "known_missing", "unknown", "known_share", "sources")
    assert pick(answers("structure-coverage", facts, as_of="2019-01-01", region="10"), *columns) == [
        ("Mäntyharju", 0, 1, 7, 1 / 8, ["facts"]),
        ("Pertunmaa", 1, 0, 7, 1 / 8, ["facts"]),
    ]
    assert pick(answers("structure-coverage", facts, as_of="2026-01-01", region="10"), *columns) == [
        ("Mäntyharju", 1, 1, 6, 2 / 8, ["facts"]),
    ]


def test_an_association_without_ties_knows_no_official_event_or_project(answers: Ask) -> None:
    names = ("yksin", "tapahtuma", "hanke", "virka", "jasen")
    facts = [
        *(node("Association", name) for name in names),
        *(relation("LOCATED_IN", Ref("Association", name), PERTUNMAA) for name in names),
        node("Event", "talkoot", date="2020-05-01"),
        relation("ORGANISES", Ref("Association", "tapahtuma"), Ref("Event", "talkoot")),
        node("Project", "silta"),
        relation("RUNS", Ref("Association", "hanke"), Ref("Project", "silta"), valid_to=date(2021, 1, 1)),
        person("maija", subject="official"),
        person("kalle", subject="volunteer"),
        relation("MEMBER_OF", MAIJA, Ref("Association", "virka")),
        relation("MEMBER_OF", KALLE, Ref("Association", "jasen")),
    ]

    rows = answers("associations-without-ties", facts, as_of="2026-01-01")

    assert pick(rows, "association", "since") == [("Hanke", "2021-01-01"), ("Jasen", None), ("Yksin", None)]
    assert rows[0]["municipalities"] == [{"id": "507", "name": "Mäntyharju"}]
    assert answers("associations-without-ties", facts, as_of="2026-01-01", region="13") == []
    assert pick(answers("associations-without-ties", facts, as_of="2020-01-01", region="10"), "association") == [
        ("Jasen",),
        ("Tapahtuma",),
        ("Yksin",),
    ]


@pytest.mark.parametrize(
    ("ties", "met"),
    [
        ([relation("HELD_IN", Ref("Event", "talkoot"), LAUKAA)], True),
        ([relation("FOR", Ref("Event", "talkoot"), POHJOINEN), relation("PART_OF", LAUKAA, POHJOINEN)], True),
        ([relation("PARTICIPATES_IN", MAIJA, Ref("Event", "talkoot")), relation("WORKS_FOR", MAIJA, LAUKAA)], True),
        ([relation("LOCATED_IN", KYLA, HANKASALMI), relation("COOPERATES_WITH", KYLA, LAUKAA)], True),
        ([relation("PARTICIPATES_IN", where, TOUR) for where in (HANKASALMI, LAUKAA)], False),
        ([], False),
    ],
)
def test_neighbours_meet_in_an_event_or_project_or_through_an_association(
    answers: Ask, ties: list[Record], met: bool
) -> None:
    facts = [
        node("Event", "talkoot", date="2020-05-01"),
        relation("PARTICIPATES_IN", HANKASALMI, Ref("Event", "talkoot")),
        node("Area", "pohjoinen"),
        node("Association", "kyla"),
        node("EventSeries", "kiertue"),
        person("maija"),
        *ties,
    ]

    rows = answers("neighbours-without-contact", facts, as_of="2020-06-01")

    apart = [] if met else [("Hankasalmi", "Laukaa")]
    assert pick(rows, "municipality", "neighbour") == apart
    assert pick(answers("neighbours-without-contact", facts, as_of="2020-04-01"), "municipality") == (
        []
        if met and len(ties) == 2 and isinstance(ties[0], Relation) and ties[0].kind == "LOCATED_IN"
        else [("Hankasalmi",)]
    )


def test_municipalities_in_a_series_alone_are_told_what_series(answers: Ask) -> None:
    facts: list[Record] = [
        node("EventSeries", "kiertue"),
        *(relation("PARTICIPATES_IN", where, TOUR) for where in (HANKASALMI, LAUKAA)),
    ]

    [row] = answers("neighbours-without-contact", facts, region="13")

    assert row["series"] == [{"id": "kiertue", "name": "Kiertue"}]
    assert row["sources"] == ["base", "facts"]


def test_a_municipality_without_any_tie_never_had_one_or_has_lost_them(answers: Ask) -> None:
    facts = [
        person("maija"),
        node("Event", "talkoot", date="2020-05-01"),
        relation("HELD_IN", Ref("Event", "talkoot"), LAUKAA),
        relation("WORKS_FOR", MAIJA, HANKASALMI, valid_to=date(2019, 1, 1)),
        relation("WORKS_FOR", MAIJA, PERTUNMAA),
        *score(MANTYHARJU, "i01", 0.0, "2018"),
    ]

    columns = ("municipality", "status", "since", "last")
    assert pick(answers("municipalities-without-any-tie", facts, as_of="2020-01-01"), *columns) == [
        ("Hankasalmi", "ended", "2019-01-01", "Maija"),
        ("Laukaa", "unknown", None, None),
        ("Mäntyharju", "unknown", None, None),
    ]
    assert pick(answers("municipalities-without-any-tie", facts, as_of="2026-01-01"), "municipality") == [
        ("Hankasalmi",)
    ]


def test_sectors_without_ties_are_asked_on_both_sides(answers: Ask) -> None:
    facts = [
        person("maija", subject="official"),
        person("kalle", subject="official"),
        relation("WORKS_FOR", MAIJA, HANKASALMI, sector="liikunta"),
        relation("WORKS_FOR", KALLE, HANKASALMI, sector="tekninen"),
        node("Association", "seura", field="urheilu"),
        node("Association", "kyla", field="kylätoiminta"),
        node("Association", "kuoro", field="kulttuuri"),
        *(relation("LOCATED_IN", Ref("Association", name), LAUKAA) for name in ("seura", "kyla", "kuoro")),
        node("Event", "kisa", date="2020-05-01"),
        relation("PARTICIPATES_IN", MAIJA, Ref("Event", "kisa")),
        relation("ORGANISES", Ref("Association", "seura"), Ref("Event", "kisa")),
        relation("COOPERATES_WITH", Ref("Association", "kyla"), HANKASALMI),
    ]

    columns = ("side", "sector", "count")
    assert pick(answers("sectors-without-ties", facts, as_of="2021-01-01"), *columns) == [
        ("association_field", "kulttuuri", 1),
        ("municipal_sector", "tekninen", 1),
    ]
    assert pick(answers("sectors-without-ties", facts, as_of="2020-01-01", region="13"), *columns) == [
        ("association_field", "kulttuuri", 1),
        ("association_field", "urheilu", 1),
        ("municipal_sector", "liikunta", 1),
        ("municipal_sector", "tekninen", 1),
    ]
    assert answers("sectors-without-ties", facts, as_of="2021-01-01", region="10") == []
