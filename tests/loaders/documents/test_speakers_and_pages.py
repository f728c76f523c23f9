"""Pronouns, the first person, lists of people, and the events that pages and headings tell of."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents import Extractor

KYT = "Kainuun Yhteistuki ry"


def ties(extractor: Extractor, text: str, kind: str) -> set[str]:
    facts = extractor.extract(text)
    names = {e.id: e.name for e in facts.entities}
    return {f"{names[r.head]} -> {names[r.tail]}" for r in facts.relations if r.type == kind}


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            f"{KYT}:n sihteeri Maija Virtanen avasi illan. Hän on myös Kuhmon Martat ry:n puheenjohtaja.",
            {f"Maija Virtanen -> {KYT}", "Maija Virtanen -> Kuhmon Martat ry"},
        ),
        (f"Olen Maija Virtanen ja olen aloittanut {KYT}:n järjestökoordinaattorina.", {f"Maija Virtanen -> {KYT}"}),
        (
            f"{KYT}\n\nToimintamme kasvaa.\n\nUusi kyläasiamiehemme Pekka Laine aloitti elokuussa.",
            {f"Pekka Laine -> {KYT}"},
        ),
        ("Kuhmon kirkkoherra Maija Virtanen puhui.", set()),
        (f"{KYT} kutsui vieraita. Paikalla oli kansanedustaja Maija Virtanen.", set()),
        (
            f"{KYT}\n\nHallitus\n\nMaija Virtanen, puheenjohtaja (Kuhmo)\nPekka Laine (Sotkamo)\n",
            {f"Maija Virtanen -> {KYT}", f"Pekka Laine -> {KYT}"},
        ),
    ],
)
def test_posts_reach_their_holders_through_other_words(extractor: Extractor, text: str, posts: set[str]) -> None:
    assert ties(extractor, text, "HAS_ROLE") == posts


def test_we_are_the_body_whose_page_it_is(extractor: Extractor) -> None:
    text = f"{KYT}\n\nKutsumme yhdistykset järjestötärskyihin Kuhmoon 18.4.2024."
    assert ties(extractor, text, "ORGANISES") == {f"{KYT} -> järjestötärskyt"}
    assert ties(extractor, text, "LOCATED_IN") == {"järjestötärskyt -> Kuhmo"}


def test_what_somebody_quoted_calls_us_is_not_the_page(extractor: Extractor) -> None:
    text = f"{KYT}\n\n”Kutsumme yhdistykset järjestötärskyihin 18.4.2024”, sanoo Sotkamon sihteeri Maija Virtanen."
    assert ties(extractor, text, "ORGANISES") == set()


def test_a_list_of_liaisons_ends_with_its_last_town(extractor: Extractor) -> None:
    text = (
        "Yhdistysten yhteyshenkilöt\n\nKuhmo: sihteeri Maija Virtanen\nSotkamo: ohjaaja Pekka Laine\n"
        "Korjaukset: tiedottaja Anna Aalto\n"
    )
    assert ties(extractor, text, "LIAISON_FOR") == {"Maija Virtanen -> Kuhmo", "Pekka Laine -> Sotkamo"}


def test_a_deputy_is_no_liaison(extractor: Extractor) -> None:
    text = (
        "Kuntien järjestöyhdyshenkilöt ja heidän varahenkilönsä ovat tässä.\n\n"
        "Kuhmo\nSihteeri Maija Virtanen, varalla ohjaaja Pekka Laine\n\nSotkamo\nTuottaja Anna Aalto\n"
    )
    assert ties(extractor, text, "LIAISON_FOR") == {"Maija Virtanen -> Kuhmo", "Anna Aalto -> Sotkamo"}
    assert "Pekka Laine -> Kuhmo" in ties(extractor, text, "HAS_ROLE")


@pytest.mark.parametrize(
    "text",
    [
        f"Tervetuloa Järjestötorille Kuhmoon!\n\nMilloin? 14.5.2022 klo 10–14\nMissä? Torilla, Kuhmo\nKuka? {KYT}\n",
        f"Järjestötori\nAika: 14.5.2022 klo 10\nPaikka: Kuhmo, tori\nJärjestäjä: {KYT}\n",
        f"{KYT} järjesti perjantaina 14.5.2022 Kuhmossa järjestötorin.",
    ],
)
def test_an_event_needs_no_word_that_is_known(extractor: Extractor, text: str) -> None:
    facts = extractor.extract(text)
    events = [(e.name.lower(), e.attrs["date"]) for e in facts.entities if e.type == "Event"]
    assert events == [("järjestötori", "2022-05-14")]


@pytest.mark.parametrize(
    "text", ["Haku järjestetään 14.5.2022.", "Vaalit pidetään 14.5.2022.", "Silloin 14.5.2022 satoi."]
)
def test_not_all_that_is_held_on_a_day_is_an_event(extractor: Extractor, text: str) -> None:
    assert [e.name for e in extractor.extract(text).entities if e.type == "Event"] == []


def test_a_section_of_a_newsletter_dates_its_heading(extractor: Extractor) -> None:
    text = (
        f"{KYT}\n\nKesä oli kiireinen.\n\nYHDISTYSTEN YHTEINEN PÖYTÄ\n\nMaanantaina 24.4.2023 kokoonnutaan Kuhmossa. "
        "Pöydän ääreen kutsuu Kuhmon kaupunki.\n"
    )
    facts = extractor.extract(text)
    assert [e.name for e in facts.entities if e.type == "Event"] == ["Yhdistysten yhteinen pöytä"]
    assert ties(extractor, text, "ORGANISES") == {"Kuhmo -> Yhdistysten yhteinen pöytä"}


def test_the_steering_group_takes_part_in_the_project(extractor: Extractor) -> None:
    text = (
        f"Hanke: Vireä kylä\nHallinnoija: {KYT}\nRahoitus: STEA\n\nOhjausryhmä\nMaija Virtanen, Kuhmon kaupunki\n"
        "Pekka Laine, Sotkamon kunta\n"
    )
    assert ties(extractor, text, "PARTICIPATES_IN") == {"Maija Virtanen -> Vireä kylä", "Pekka Laine -> Vireä kylä"}


def test_the_partners_of_a_page_without_a_project_are_those_of_its_body(extractor: Extractor) -> None:
    text = f"{KYT}\n\nSyksy on alkanut.\n\nYhteistyökumppanit: Kuhmon Martat ry ja Sotkamon kunta\n"
    assert ties(extractor, text, "COOPERATES_WITH") == {f"Kuhmon Martat ry -> {KYT}", f"Sotkamo -> {KYT}"}
