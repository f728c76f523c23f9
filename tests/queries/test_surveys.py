"""Questions about surveys, on graphs whose right answer stands in the test."""

from typing import Any

from tests.graph.sources import node, relation
from tests.queries.conftest import HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask
from yhdysverkko.graph.records import Record, Ref

SURVEY: list[Record] = [
    node("Indicator", "kysely", name="Kysely", survey="kysely", measures="answers"),
    node("Indicator", "tilat", name="Tilat", survey="kysely", measures="item", theme="Arki", unit="1–5"),
    node("Indicator", "arki", name="Arki", survey="kysely", measures="theme_mean", theme="Arki", unit="1–5"),
    node("Indicator", "muu", name="Muu mittari"),
    node("Indicator", "muu-kysely", name="Muu kysely", survey="muu-kysely", measures="answers"),
]


def score(place: Ref, indicator: str, date: str, value: float | None = None, of: int | None = None) -> Record:
    given: dict[str, Any] = {"date": date}
    given |= {} if value is None else {"value": value}
    given |= {} if of is None else {"of": of}
    return relation("SCORES", place, Ref("Indicator", indicator), **given)


def cells(rows: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in rows]


def test_the_results_of_a_municipality_are_those_of_the_latest_round(answers: Ask) -> None:
    facts = [
        *SURVEY,
        score(HANKASALMI, "tilat", "2024", 2.0, 6),
        score(HANKASALMI, "arki", "2026", 4.5, 6),
        score(HANKASALMI, "tilat", "2026"),
        score(HANKASALMI, "muu", "2026", 1.0),
    ]
    fields = ("survey", "date", "theme", "indicator", "measures", "value", "respondents", "status")

    assert cells(answers("survey-results", facts, municipality="077", as_of="2026-06-01"), *fields) == [
        ("Kysely", "2026", "Arki", "Arki", "theme_mean", 4.5, 6, "shown"),
        ("Kysely", "2026", "Arki", "Tilat", "item", None, None, "too_few"),
    ]
    earlier = answers("survey-results", facts, municipality="Hankasalmi", survey="Kysely", as_of="2025-12-31")
    assert cells(earlier, *fields) == [("Kysely", "2024", "Arki", "Tilat", "item", 2.0, 6, "shown")]
    assert earlier[0]["sources"] == ["facts"]
    assert answers("survey-results", facts, municipality="410") == []


def test_results_of_merged_municipalities_are_weighted_by_their_answers(answers: Ask) -> None:
    facts = [*SURVEY, score(PERTUNMAA, "tilat", "2024", 5.0, 5), score(MANTYHARJU, "tilat", "2024", 2.0, 10)]

    def seen(place: str, as_of: str) -> list[tuple[Any, ...]]:
        rows = answers("survey-results", facts, municipality=place, as_of=as_of)
        return cells(rows, "municipality", "value", "respondents")

    assert seen("Mäntyharju", "2024-12-31") == [("Mäntyharju", 2.0, 10)]
    assert seen("Mäntyharju", "2025-01-01") == [("Mäntyharju", 3.0, 15)]  # (5 · 5 + 2 · 10) / 15
    assert seen("Pertunmaa", "2025-01-01") == [("Mäntyharju", 3.0, 15)]


def test_the_spread_is_of_the_municipalities_that_answered_the_latest_round(answers: Ask) -> None:
    facts = [
        *SURVEY,
        score(HANKASALMI, "tilat", "2026", 2.0, 6),
        score(LAUKAA, "tilat", "2026", 5.0, 7),
        score(MANTYHARJU, "tilat", "2026", 3.0, 8),
        score(PERTUNMAA, "tilat", "2024", 1.0, 9),
        score(HANKASALMI, "arki", "2026"),
    ]
    fields = ("survey", "date", "indicator", "lowest", "middle", "highest", "municipalities")

    rows = answers("survey-spread", facts, as_of="2026-06-01")

    assert cells(rows, *fields) == [("Kysely", "2026", "Tilat", 2.0, 3.0, 5.0, 3)]
    assert cells(answers("survey-spread", facts, as_of="2026-06-01", region="13"), *fields) == [
        ("Kysely", "2026", "Tilat", 2.0, 3.5, 5.0, 2)
    ]
    assert cells(answers("survey-spread", facts, as_of="2024-12-31"), *fields) == [
        ("Kysely", "2024", "Tilat", 1.0, 1.0, 1.0, 1)
    ]


def test_change_is_between_the_two_latest_rounds_that_are_shown(answers: Ask) -> None:
    facts = [
        *SURVEY,
        score(HANKASALMI, "tilat", "2020", 1.0, 5),
        score(HANKASALMI, "tilat", "2022", 2.0, 6),
        score(HANKASALMI, "tilat", "2024"),
        score(HANKASALMI, "tilat", "2026", 3.5, 7),
        score(LAUKAA, "tilat", "2026", 3.5, 7),
    ]
    fields = ("municipality", "indicator", "date_before", "before", "date", "value", "change", "respondents")

    assert cells(answers("survey-change", facts, as_of="2026-06-01"), *fields) == [
        ("Hankasalmi", "Tilat", "2022", 2.0, "2026", 3.5, 1.5, 7)
    ]
    assert cells(answers("survey-change", facts, municipality="077", as_of="2025-01-01"), *fields) == [
        ("Hankasalmi", "Tilat", "2020", 1.0, "2022", 2.0, 1.0, 6)
    ]


def test_coverage_is_answered_of_expected_and_few_answers_are_no_number(answers: Ask) -> None:
    facts = [
        *SURVEY,
        score(HANKASALMI, "kysely", "2026", 6.0, 8),
        score(LAUKAA, "kysely", "2026", of=10),
        score(MANTYHARJU, "kysely", "2024", 0.0, 4),
        score(PERTUNMAA, "kysely", "2024", 5.0),
    ]
    fields = ("date", "municipality", "answered", "expected", "share", "status")

    assert cells(answers("survey-coverage", facts, as_of="2026-06-01"), *fields) == [
        ("2026", "Hankasalmi", 6, 8, 0.75, "shown"),
        ("2026", "Laukaa", None, 10, None, "too_few"),
        ("2024", "Mäntyharju", 5, None, None, "shown"),  # with Pertunmaa, of which nobody says what was expected
    ]
    assert cells(answers("survey-coverage", facts, as_of="2024-12-31"), *fields) == [
        ("2024", "Mäntyharju", 0, 4, 0.0, "shown"),
        ("2024", "Pertunmaa", 5, None, None, "shown"),
    ]
