"""Numbers of participants, and series of events."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents import Extractor
from yhdysverkko.loaders.documents.model import DocumentFacts
from yhdysverkko.loaders.documents.numbers import number_in


def event(facts: DocumentFacts) -> dict[str, str]:
    [found] = [e for e in facts.entities if e.type == "Event"]
    return {key: value for key, value in found.attrs.items() if key.startswith("participants")}


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("46", (46, False)),
        ("kaksikymmentäviisi", (25, False)),
        ("kaksitoista", (12, False)),
        ("sataviisikymmentä", (150, False)),
        ("kolmesataa", (300, False)),
        ("parikymmentä", (20, True)),
        ("nelisenkymmentä", (40, True)),
        ("toistakymmentä", None),
        ("satama", None),
        ("kaksikko", None),
    ],
)
def test_numbers_in_words(word: str, read: tuple[int, bool] | None) -> None:
    assert number_in(word) == read


@pytest.mark.parametrize(
    ("said", "attrs"),
    [
        ("Iltaan osallistui 46 henkilöä.", {"participants": "46"}),
        ("Paikalla oli noin 60 ihmistä.", {"participants": "60", "participants_approximate": "1"}),
        ("Iltaan saapui runsaat neljäkymmentä osallistujaa.", {"participants": "40", "participants_approximate": "1"}),
        ("Mukana oli parikymmentä yhdistysaktiivia.", {"participants": "20", "participants_approximate": "1"}),
        ("Iltaan ei osallistunut 46 henkilöä.", {}),
        ("Yhdistyksessä on 46 jäsentä.", {}),
    ],
)
def test_an_event_has_the_number_of_people_that_the_text_gives(
    extractor: Extractor, said: str, attrs: dict[str, str]
) -> None:
    assert event(extractor.extract(f"Sotkamossa pidettiin yhdistysilta 3.4.2023. {said}")) == attrs


def test_a_key_gives_the_number_too(extractor: Extractor) -> None:
    text = "Kuhmon yhdistysilta\n\nAika: 3.4.2023 klo 18\nPaikka: Kuhmo\nLäsnä: 31 henkilöä\n"
    assert event(extractor.extract(text)) == {"participants": "31"}


def counts(facts: DocumentFacts) -> dict[str, str]:
    names = {e.id: e.name for e in facts.entities}
    rows = [r for r in facts.relations if r.type == "PARTICIPATES_IN" and "count" in r.attrs]
    return {names[r.head]: r.attrs["count"] for r in rows}


def test_a_participant_has_the_number_of_people_it_brought(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Sotkamossa pidettiin yhdistysilta 3.4.2023. Iltaan tuli Kuhmon Martat ry:stä viisi henkilöä."
    )
    assert counts(facts) == {"Kuhmon Martat ry": "5"}
    assert event(facts) == {}


def test_a_number_in_brackets_is_that_of_the_participant_before_it(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Kuhmon yhdistysilta\n\nAika: 3.4.2023 klo 18\nPaikka: Kuhmo\nOsallistujat:\n- Kuhmon Martat ry (12)\n"
        "- Kuhmon Latu ry\n"
    )
    assert counts(facts) == {"Kuhmon Martat ry": "12"}


def test_a_tour_is_a_series_and_its_events_are_part_of_it(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Kainuun Yhteistuki ry järjestää järjestötreffikiertueen keväällä 2023. "
        "Kiertueen ensimmäinen järjestöpäivä pidetään Kuhmossa 3.4.2023."
    )
    names = {e.id: (e.type, e.name) for e in facts.entities}
    ties = {(names[r.head], names[r.tail]) for r in facts.relations if r.type == "PART_OF_SERIES"}
    assert ties == {(("Event", "järjestöpäivä"), ("EventSeries", "järjestötreffikiertue"))}


def test_meetings_held_twice_a_year_are_a_series(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Kainuun Yhteistuki ry järjesti verkostotapaamisen Kuhmossa 3.4.2023. "
        "Verkostotapaamisia pidetään jatkossa kaksi kertaa vuodessa."
    )
    [series] = facts.series
    assert (series.name, series.per_year) == ("verkostotapaamiset", 2)
    assert [e.name for e in facts.entities if e.id == series.event] == ["verkostotapaaminen"]


def test_what_is_no_longer_held_is_no_series(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Verkostotapaaminen pidettiin Kuhmossa 3.4.2023. Verkostotapaamisia ei pidetä kaksi kertaa vuodessa."
    )
    assert facts.series == ()
