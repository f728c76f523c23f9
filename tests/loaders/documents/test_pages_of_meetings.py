"""Minutes, invitations and lists as pages write them: who is there, who holds it, whose people stand beside a body."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents import Extractor


def read(extractor: Extractor, text: str, kind: str) -> set[str]:
    """The relations of a kind as "head -> tail", those of former posts marked with "ex"."""
    facts = extractor.extract(text)
    names = {e.id: e.name for e in facts.entities}
    found = [r for r in facts.relations if r.type == kind]
    return {f"{'ex ' if dict(r.attrs).get('former') else ''}{names[r.head]} -> {names[r.tail]}" for r in found}


MINUTES = """Hyvinvointitoimikunnan kokous 4/2020

Juuan kunta
Pöytäkirja
Aika ti 6.10.2020 klo 13.00–15.10
Paikka Teams-kokous

Paikalla
Maija Virtanen, kunnanjohtaja
Pekka Laine ja Anna Aalto, Juuan Urheilijat ry
Poissa
Bertta Berg, nuorisovaltuusto
"""


def test_minutes_with_plain_keys_give_the_meeting_its_day_people_and_host(extractor: Extractor) -> None:
    facts = extractor.extract(MINUTES)
    events = [(e.name, e.attrs["date"]) for e in facts.entities if e.type == "Event"]

    assert events == [("hyvinvointitoimikunnan kokous", "2020-10-06")]
    there = {"Maija Virtanen", "Pekka Laine", "Anna Aalto"}
    assert read(extractor, MINUTES, "PARTICIPATES_IN") == {f"{n} -> hyvinvointitoimikunnan kokous" for n in there}
    assert read(extractor, MINUTES, "ORGANISES") == {"Juuka -> hyvinvointitoimikunnan kokous"}
    posts = {"Pekka Laine -> Juuan Urheilijat ry", "Anna Aalto -> Juuan Urheilijat ry"}
    assert read(extractor, MINUTES, "HAS_ROLE") == {"Maija Virtanen -> Juuka", "Bertta Berg -> Juuka", *posts}


def test_a_title_that_names_its_genre_is_the_event_of_the_invitation(extractor: Extractor) -> None:
    text = "Kutsu: Kuntien ja järjestöjen kumppanuuspäivä\n\nMilloin: tiistaina 17.10.2023 klo 9–15\nMissä: Kokkola\n"

    assert read(extractor, text, "LOCATED_IN") == {"kuntien ja järjestöjen kumppanuuspäivä -> Kokkola"}


def test_the_day_of_publication_under_a_title_is_not_that_of_its_event(extractor: Extractor) -> None:
    text = """Yhdistysilta Sastamalassa: tilat puhuttivat
Sastamalan kaupunki 21.4.2023

Sastamalan kaupungin järjestämä yhdistysilta pidettiin 18.4.2023.
"""
    facts = extractor.extract(text)

    assert [e.attrs["date"] for e in facts.entities if e.type == "Event"] == ["2023-04-18"]


LIST = "Jäseniä ovat:\n• Kuhmon Martat ry – pj. Maija Virtanen\n• Kainuun Yhteistuki ry, sihteeri Pekka Laine\n"


def test_a_body_comes_before_its_person_on_a_line(extractor: Extractor) -> None:
    posts = {"Maija Virtanen -> Kuhmon Martat ry", "Pekka Laine -> Kainuun Yhteistuki ry"}

    assert read(extractor, LIST, "HAS_ROLE") == posts


SPOKEN = "Sotkamossa ja Kuhmossa on järjestöyhdyshenkilö. "


@pytest.mark.parametrize(
    ("text", "liaisons", "posts"),
    [
        (
            "Sotkamossa tehtävä on annettu ohjaaja Pekka Laineelle.",
            {"Pekka Laine -> Sotkamo"},
            {"Pekka Laine -> Sotkamo"},
        ),
        ("Sotkamossa tehtävää ei ole annettu Pekka Laineelle.", set(), set()),
        ("Sotkamossa tehtävästä luopui Pekka Laine.", set(), {"ex Pekka Laine -> Sotkamo"}),
        (
            "Kuhmossa ohjaaja Pekka Laine ottaa tehtävän hoitaakseen.",
            {"Pekka Laine -> Kuhmo"},
            {"Pekka Laine -> Kuhmo"},
        ),
        (
            "Uusia ovat Sotkamon ohjaaja Pekka Laine ja Kuhmon sihteeri Anna Aalto.",
            {"Pekka Laine -> Sotkamo", "Anna Aalto -> Kuhmo"},
            {"Pekka Laine -> Sotkamo", "Anna Aalto -> Kuhmo"},
        ),
    ],
)
def test_the_liaison_s_task_goes_from_hand_to_hand(
    extractor: Extractor, text: str, liaisons: set[str], posts: set[str]
) -> None:
    assert read(extractor, SPOKEN + text, "LIAISON_FOR") == liaisons
    assert read(extractor, SPOKEN + text, "HAS_ROLE") == posts


def test_another_task_makes_nobody_a_liaison(extractor: Extractor) -> None:
    text = "Sotkamossa laturetki on suosittu. Sotkamossa tehtävä on annettu ohjaaja Pekka Laineelle."

    assert read(extractor, text, "LIAISON_FOR") == set()


def test_whom_to_ask_while_nobody_is_named_is_no_liaison(extractor: Extractor) -> None:
    text = """Järjestöyhdyshenkilöt kunnissa

Sotkamo
Ohjaaja Pekka Laine

Kuhmo
Tehtävä on täyttämättä. Tiedustelut: hyvinvointikoordinaattori Anna Aalto
"""
    assert read(extractor, text, "LIAISON_FOR") == {"Pekka Laine -> Sotkamo"}


def test_whose_official_calls_people_together_holds_the_event(extractor: Extractor) -> None:
    text = "Yhdistysilta pidettiin 3.4.2023. Illan kutsui koolle Sotkamon kunnan ohjaaja Pekka Laine."

    assert read(extractor, text, "ORGANISES") == {"Sotkamo -> yhdistysilta"}


def test_a_chapter_is_the_same_under_its_short_names(extractor: Extractor) -> None:
    text = "Paikalla oli SPR:n Lapuan osasto. Ruokaa jakoi SPR, ja SPR:n osasto kiitti."
    names = [e.name for e in extractor.extract(text).entities if e.type == "Association"]

    assert names == ["SPR:n Lapuan osasto"]


def test_a_day_between_the_verb_and_its_subject_ends_no_sentence(extractor: Extractor) -> None:
    text = "Kainuun Yhteistuki ry:n toiminnanjohtajana aloitti 1.6. Maija Virtanen."

    assert read(extractor, text, "HAS_ROLE") == {"Maija Virtanen -> Kainuun Yhteistuki ry"}
