"""Municipalities by any of their forms, with either backend."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yhdysverkko.loaders.documents.morphology import Morphology
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.text import tokenise


def named(register: Register, morphology: Morphology, text: str) -> list[str]:
    return [m.name for m in register.find(tokenise(text, 0, morphology))]


def test_every_genitive_of_the_table_leads_to_its_municipality(
    register: Register, morphology: Morphology, tables: Path
) -> None:
    with (tables / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        row["name_fi"]
        for row in rows
        if named(register, morphology, f"tänään {row['genitive'] or row['name_fi']} kunta") != [row["name_fi"]]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hankasalmen kunta", "Hankasalmi"),
        ("Kannonkoskella", "Kannonkoski"),
        ("Iihin", "Ii"),
        ("Kosken Tl kunta", "Koski Tl"),
        ("Kosken kunnassa", "Koski Tl"),
        ("Multialla", "Multia"),
        ("Mänttä-Vilppulassa", "Mänttä-Vilppula"),
        ("Pedersören kunta", "Pedersören kunta"),
        ("Kaskisiin", "Kaskinen"),
        ("Virroilla", "Virrat"),
        ("Luodosta", "Luoto"),
        ("Uuteenkaupunkiin", "Uusikaupunki"),
        ("Maarianhaminassa", "Maarianhamina"),
        ("Keski-Suomessa", "Keski-Suomi"),
        ("Lapin hyvinvointialueella", "Lapin hyvinvointialue"),
        ("Varhan", "Varha"),
        ("Siun soten", "Siun sote"),
    ],
)
def test_forms_and_short_names(register: Register, morphology: Morphology, text: str, name: str) -> None:
    assert named(register, morphology, text) == [name]


@pytest.mark.parametrize("text", ["koski kohisee", "luodon rannalla", "Koski kohisee", "salossa", "Kouvola-kaveri"])
def test_common_words_are_no_municipalities(register: Register, morphology: Morphology, text: str) -> None:
    assert named(register, morphology, text) == []


def test_short_county_names_lead_to_the_county(register: Register) -> None:
    place = register.named("Varha")
    assert place is not None
    assert (place.kind, place.name) == ("WellbeingCounty", "Varsinais-Suomen hyvinvointialue")
