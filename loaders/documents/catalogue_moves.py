"""Patterns for coming and going: where somebody comes from, and whose service they enter or leave."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Shape

MOVE_SHAPES: tuple[Shape, ...] = (
    Shape(
        "comes from body",
        "HAS_ROLE",
        "P@head *1 =tulla|siirtyä *2 F@tail.abl|ela",
        0.78,
        examples=(
            Example(
                "Uusi sihteeri Maija Virtanen tulee meille Kainuun Yhteistuki ry:ltä.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "comes from the town",
        "HAS_ROLE",
        "P@head *1 =tulla|siirtyä *2 M@tail!.abl|ela",
        0.78,
        examples=(
            Example("Maija Virtanen siirtyy tehtävään Sotkamon kunnalta.", ("Maija Virtanen -> Sotkamo",)),
            Example("Maija Virtanen ei siirry tehtävään Sotkamon kunnalta."),
        ),
    ),
    Shape(
        "there from body",
        "HAS_ROLE",
        "F@tail.ela|abl *2 =olla|tulla|osallistua|saapua *2 P@head",
        0.82,
        examples=(
            Example(
                "Kainuun hyvinvointialueelta paikalle oli saapunut sihteeri Maija Virtanen.",
                ("Maija Virtanen -> Kainuun hyvinvointialue",),
            ),
            Example("Kainuun Yhteistuki ry:stä paikalla ei ollut Maija Virtanen."),
            Example(
                "Kainuun Yhteistuki ry:stä paikalla oli Maija Virtanen.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)
            ),
        ),
    ),
    Shape(
        "there from the town",
        "HAS_ROLE",
        "M@tail!.ela *2 =olla|tulla|osallistua|saapua|auttaa|neuvoa *2 P@head",
        0.82,
        examples=(
            Example("Sotkamon kunnasta paikalla oli Maija Virtanen.", ("Maija Virtanen -> Sotkamo",)),
            Example(
                "Sotkamon kunta on mukana. Kunnasta hakemuksessa auttoi sihteeri Maija Virtanen.",
                ("Maija Virtanen -> Sotkamo",),
            ),
        ),
    ),
    Shape(
        "into body's service",
        "HAS_ROLE",
        'P@head *1 =siirtyä|tulla|palkata|lähteä %3 X@tail.gen "palvelukseen|leipiin" T@title.tra?',
        0.84,
        examples=(
            Example(
                "Pekka Laine siirtyy Sotkamon kunnan palvelukseen nuoriso-ohjaajaksi.", ("Pekka Laine -> Sotkamo",)
            ),
        ),
    ),
    Shape(
        "moves to body",
        "HAS_ROLE",
        "P@head =siirtyä *2 F@tail.ill|all",
        0.78,
        examples=(
            Example(
                "Maija Virtanen siirtyy elokuussa Kuhmon kansalaisopistoon.",
                ("Maija Virtanen -> Kuhmon kansalaisopisto",),
            ),
        ),
    ),
    Shape(
        "moves to the town",
        "HAS_ROLE",
        "P@head =siirtyä *2 M@tail!.ill|all",
        0.78,
        examples=(
            Example("Maija Virtanen siirtyi syksyllä Sotkamon kunnalle.", ("Maija Virtanen -> Sotkamo",)),
            Example("Maija Virtanen ei siirtynyt Sotkamon kunnalle."),
        ),
    ),
)
