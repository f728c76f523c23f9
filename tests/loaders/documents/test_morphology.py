"""Words read by Voikko, and the same by both of its backends."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents.inflection import case_as_form, genitive_stem, strip_ending
from yhdysverkko.loaders.documents.morphology import Morphology


@pytest.mark.parametrize(
    ("form", "lemma", "case"),
    [
        ("Sotkamon", "sotkamo", "gen"),
        ("Mänttä-Vilppulassa", "mänttä-vilppula", "ine"),
        ("ry:n", "ry", "gen"),
        ("STEA:lta", "stea", "abl"),
        ("tapaamiseen", "tapaaminen", "ill"),
        ("järjestö-kuntayhteistyön", "järjestö-kuntayhteistyö", "gen"),
        ("sairaanhoitopiirin", "sairaanhoitopiiri", "gen"),
        ("vapaaehtoistyössä", "vapaaehtoistyö", "ine"),
    ],
)
def test_a_form_has_its_lemma_and_case(morphology: Morphology, form: str, lemma: str, case: str) -> None:
    assert (lemma, case) in {(r.lemma, r.case) for r in morphology.word(form).readings}


@pytest.mark.parametrize(
    ("form", "verb"), [("nimennyt", "nimetä"), ("järjestämä", "järjestää"), ("pidettiin", "pitää")]
)
def test_a_participle_leads_to_its_verb(morphology: Morphology, form: str, verb: str) -> None:
    assert verb in morphology.word(form).verbs


@pytest.mark.parametrize("name", ["Teija", "Mats", "Gun-Britt", "Anne-Mari"])
def test_first_names_are_known(morphology: Morphology, name: str) -> None:
    assert "first_name" in morphology.word(name).kinds


def test_a_word_is_analysed_once(morphology: Morphology) -> None:
    assert morphology.word("kunnan") is morphology.word("kunnan")


@pytest.mark.parametrize(
    ("name", "form", "case"),
    [
        ("Rautti", "Rautin", "gen"),
        ("Tenkka", "Tenkalla", "ade"),
        ("Wiklund", "Wiklundille", "all"),
        ("Karvinen", "Karvisen", "gen"),
        ("Kumpu", "Kummun", "gen"),
        ("KYT", "KYTistä", "ela"),
        ("Ranne", "Ranteen", "gen"),
        ("Salmi", "Salmea", "par"),
        ("Aho", "Ahoon", "ill"),
        ("Aho", "Ahonen", None),
    ],
)
def test_forms_of_names_outside_the_dictionary(name: str, form: str, case: str | None) -> None:
    assert case_as_form(name, form) == case


def test_plural_stems_and_guessed_nominatives() -> None:
    assert [genitive_stem(w) + "t" for w in ("martta", "avoin", "ovi", "nuorinen")] == [
        "martat",
        "avoimet",
        "ovet",
        "nuoriset",
    ]
    assert strip_ending("Tenkulan") == "Tenkula"
    assert strip_ending("Lindqvistille") == "Lindqvist"
