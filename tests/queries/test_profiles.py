"""Profiles: a row for each fact, on graphs whose right answer stands in the test."""

from datetime import date
from typing import Any

import pytest

from tests.graph.sources import municipality, node, person, relation
from tests.queries.conftest import HANKASALMI, LAUKAA, PERTUNMAA, Ask
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.hidden import HiddenNames
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Record, Ref, make_relation

MAIJA, TUKI = Ref("Person", "maija"), Ref("Association", "tuki")
EVENING, PROJECT = Ref("Event", "yhdistysilta"), Ref("Project", "verkosto")


def said(sentence: str, kind: str, start: Ref, end: Ref) -> Record:
    evidence = {"file": "kirje.txt", "sentence": sentence, "confidence": 0.9}
    return make_relation(ontology().relations[kind], start, end, {}, evidence)


def told(rows: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in rows if row["other"]]


def test_a_municipality_is_told_fact_by_fact(answers: Ask) -> None:
    facts = [
        municipality("077", "Hankasalmi", population=4601, type="kunta"),
        person("maija"),
        relation(
            "LIAISON_FOR",
            MAIJA,
            HANKASALMI,
            line=7,
            valid_from=date(2018, 1, 1),
            valid_to=date(2020, 1, 1),
            basis="named",
        ),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, line=8, spell="2", valid_from=date(2021, 1, 1), deputy=True),
    ]

    rows = answers("profile-of-municipality", facts, municipality="Hankasalmi", as_of="2020-06-01")

    properties = [(row["what"], row["details"], row["sources"], row["evidence"]) for row in rows if not row["other"]]
    assert properties == [
        ("nimi", "Hankasalmi", ["base", "facts"], ["test.csv:1", "test.csv:1"]),
        ("kuntamuoto", "kunta", ["facts"], ["test.csv:1"]),
        ("väkiluku", "4601", ["facts"], ["test.csv:1"]),
    ]
    assert told(rows, "what", "other", "details", "valid_from", "valid_to", "status", "evidence") == [
        ("kuuluu", "Keski-Suomi", None, None, None, "current", ["test.csv:1"]),
        ("rajanaapuri", "Laukaa", "rajan laji: maaraja", None, None, "current", ["test.csv:1"]),
        ("← järjestöyhdyshenkilö", "Maija", "peruste: nimetty", "2018-01-01", "2020-01-01", "ended", ["test.csv:7"]),
        ("← järjestöyhdyshenkilö", "Maija", "varahenkilö: kyllä", "2021-01-01", None, "planned", ["test.csv:8"]),
    ]  # fmt: skip


def test_what_is_known_of_a_merged_municipality_is_told_of_its_successor(answers: Ask) -> None:
    facts = [person("maija"), relation("LIAISON_FOR", MAIJA, PERTUNMAA, valid_from=date(2018, 1, 1))]

    before = answers("profile-of-municipality", facts, municipality="Mäntyharju", as_of="2024-12-31")
    after = answers("profile-of-municipality", facts, municipality="Pertunmaa", as_of="2025-01-01")
    post = answers("profile-of-person", facts, person="maija", as_of="2026-01-01")

    assert told(before, "what", "other", "status") == [
        ("kuuluu", "Etelä-Savo", "current"),
        ("← liittyi kuntaan", "Pertunmaa", "planned"),
    ]
    assert told(after, "what", "other", "details", "status") == [
        ("kuuluu", "Etelä-Savo", None, "current"),
        ("kuuluu", "Etelä-Savo", "Pertunmaa", "ended"),
        ("← liittyi kuntaan", "Pertunmaa", None, "held"),
        ("← järjestöyhdyshenkilö", "Maija", "Pertunmaa", "ended"),
    ]
    assert told(post, "other", "other_id", "details") == [("Mäntyharju", "507", "Pertunmaa")]


def test_evidence_never_names_somebody_who_is_not_shown(answers: Ask) -> None:
    facts = [
        person("ville-virtanen", name="Ville Virtanen", visibility="internal", phone="040 000 1234"),
        node(*TUKI),
        node(*EVENING, date="2019-05-17"),
        said("Tuki järjesti illan, jossa Ville Virtasen puhe innosti.", "ORGANISES", TUKI, EVENING),
        said("Ville Virtanen puhui.", "PARTICIPATES_IN", Ref("Person", "ville-virtanen"), EVENING),
        said("Ilta pidettiin Laukaalla.", "HELD_IN", EVENING, LAUKAA),
    ]

    rows = answers("profile-of-event", facts, event="yhdistysilta", as_of="2026-01-01")

    assert told(rows, "what", "other", "other_id", "evidence") == [
        ("← järjestää", "Tuki", "tuki", ["kirje.txt"]),
        ("← osallistuu", "•••", None, []),
        ("pidettiin", "Laukaa", "410", ["”Ilta pidettiin Laukaalla.” (kirje.txt)"]),
    ]
    assert not any(word in repr(rows) for word in ("Virta", "040"))
    with pytest.raises(NotFound):
        answers("profile-of-person", facts, person="ville-virtanen")


@pytest.mark.parametrize(
    ("event", "as_of", "status"),
    [
        ({"date": "2019-05-17"}, "2019-05-17", "held"),
        ({"date": "2019-05-17"}, "2019-05-16", "planned"),
        ({"date": "2019-05", "status": "cancelled"}, "2026-01-01", "cancelled"),
        ({"date": "--08-29"}, "2026-01-01", None),
        ({}, "2026-01-01", None),
    ],
)
def test_a_tie_to_an_event_stands_as_the_event_does(
    answers: Ask, event: dict[str, Any], as_of: str, status: str | None
) -> None:
    facts = [node(*TUKI), node(*EVENING, **event), relation("ORGANISES", TUKI, EVENING)]

    rows = answers("profile-of-association", facts, association="tuki", as_of=as_of)

    assert told(rows, "status", "valid_from") == [(status, event.get("date"))]


def test_a_project_is_told_with_its_money_and_its_end(answers: Ask) -> None:
    facts = [
        node(*PROJECT, valid_from=date(2017, 1, 1), valid_to=date(2021, 1, 1), goal="Tutuksi"),
        node(*TUKI),
        node("Organisation", "stea", type="funder"),
        relation("RUNS", TUKI, PROJECT),
        relation("FUNDS", Ref("Organisation", "stea"), PROJECT, year=2019, amount=12_000.5),
    ]

    rows = answers("profile-of-project", facts, project="verkosto", as_of="2020-06-01")
    later = answers("profile-of-project", facts, project="verkosto", as_of="2021-01-01")

    assert [(row["what"], row["details"]) for row in rows if not row["other"]] == [
        ("nimi", "Verkosto"), ("tavoite", "Tutuksi"), ("alkaen", "2017-01-01"), ("päättynyt", "2021-01-01"),
    ]  # fmt: skip
    assert told(rows, "what", "other", "details", "valid_from", "status") == [
        ("← toteuttaa", "Tuki", None, None, "current"),
        ("← rahoittaa", "Stea", "myönnetty: 12000,5 €; vuosi: 2019", "2019", "ended"),
    ]
    assert told(later, "status") == [("ended",), ("ended",)]


def test_observations_are_told_up_to_the_day_and_few_answers_never(answers: Ask) -> None:
    facts = [
        node("Indicator", "i17"),
        node("Indicator", "i28"),
        relation("SCORES", LAUKAA, Ref("Indicator", "i17"), value=1.0, date="2017"),
        relation("SCORES", LAUKAA, Ref("Indicator", "i17"), value=2.0, date="2020"),
        relation("SCORES", LAUKAA, Ref("Indicator", "i17"), value=0.0, date="2024"),
        relation("SCORES", LAUKAA, Ref("Indicator", "i28"), value=1.75, of=4),
    ]

    rows = answers("profile-of-municipality", facts, municipality="410", as_of="2021-01-01")

    observed = [row for row in rows if row["what"] == "mittarin arvo"]
    assert told(observed, "other", "details", "valid_from", "status") == [
        ("I28", "alle viisi vastaajaa, ei näytetä", None, "current"),
        ("I17", "arvo: 2", "2020", "current"),
        ("I17", "arvo: 1", "2017", "ended"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Matti Lammen aloite.", True),
        ("Lampi, Matti", True),
        ("Matilla oli lampi.", False),
        ("Maija kävi Lammella.", False),
        ("Matti kävi Laukaalla.", False),
    ],
)
def test_a_name_is_found_however_it_is_inflected(text: str, named: bool) -> None:
    assert HiddenNames(["Matti Lampi"]).in_text(text) == named
