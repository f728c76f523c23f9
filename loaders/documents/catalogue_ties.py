"""Patterns for what bodies do together and hold: cooperation and the organising of events."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape, Slot

_NOM = frozenset({"nom"})
_OBJECT = frozenset({"gen", "nom", "par"})
SHARED = frozenset(
    {
        "yhteistyö",
        "sopimus",
        "kumppanuus",
        "yhteistyösopimus",
        "kumppanuussopimus",
        "yhteistoiminta",
        "sopia",
        "kumppanuusasiakirja",
        "yhteistyöasiakirja",
        "aiesopimus",
        "kumppanuuspöytäkirja",
        "käyttösopimus",
    }
)
SIGNS = frozenset(
    {"tehdä", "solmia", "uusia", "allekirjoittaa", "jatkaa", "tiivistää", "aloittaa", "käynnistää", "sopia", "syventää"}
)
TOGETHER = '"yhteistyössä|yhdessä|yhteistyötä|kumppanina|yhteistyöstä|sopimuksen|yhteistyösopimuksen|kumppanuudessa"'

TIE_SHAPES: tuple[Shape, ...] = (
    Shape(
        "organisers are",
        "ORGANISES",
        "=järjestäjä|pääjärjestäjä|järjestäjätaho|koollekutsuja|vastuujärjestö|vastuujärjestäjä =olla|toimia *1 X@head",
        0.86,
        context="event",
        examples=(
            Example(
                "Yhdistysilta pidetään 12.4.2023. Järjestäjinä toimivat Kainuun Yhteistuki ry ja Sotkamon kunta.",
                ("Kainuun Yhteistuki ry -> yhdistysilta", "Sotkamo -> yhdistysilta"),
            ),
        ),
    ),
    Shape(
        "to its table",
        "ORGANISES",
        'E@tail.gen "ääreen|pariin|merkeissä" *1 =kutsua|koota *1 X@head.nom',
        0.84,
        examples=(
            Example(
                "Yhteinen kumppanuuspöytä pidetään 12.4.2023. Pöydän ääreen kutsuu Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> yhteinen kumppanuuspöytä",),
            ),
        ),
    ),
    Shape(
        "answers for the event",
        "ORGANISES",
        "E@tail.ela *1 =vastata *1 X@head.nom",
        0.84,
        examples=(
            Example(
                "Sotkamon järjestöpäivä pidetään 12.4.2023. Päivästä vastaa Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Sotkamon järjestöpäivä",),
            ),
            Example("Sotkamon järjestöpäivä pidetään 12.4.2023. Päivästä ei vastaa Kainuun Yhteistuki ry."),
        ),
    ),
    Shape(
        "as its organiser",
        "ORGANISES",
        '"järjestäjinä|järjestäjänä|isäntänä|emäntänä|koollekutsujana" *1 X@head.nom',
        0.84,
        context="event",
        pronoun=True,
        examples=(
            Example(
                "12.4.2023 Yhdistysilta, Sotkamo, järjestäjänä Kainuun Yhteistuki ry",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Shape(
        "behind the event",
        "ORGANISES",
        'E@tail.gen "takana|taustalla" =olla *2 X@head.nom',
        0.85,
        examples=(
            Example(
                "Yhdistysilta pidetään 12.4.2023. Tilaisuuden takana on Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Shape(
        "organisers, noted",
        "ORGANISES",
        '"järjestäjä|järjestäjät|järj" ":" X@head',
        0.86,
        context="event",
        examples=(
            Example(
                "12.4.2023 Yhdistysilta, Sotkamo. Järjestäjä: Kainuun Yhteistuki ry",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Shape(
        "together with",
        "COOPERATES_WITH",
        f'B@head.nom %7 {TOGETHER} *1 B@tail.gen "kanssa"',
        0.82,
        examples=(
            Example(
                "Kainuun Yhteistuki ry järjestää kurssin yhteistyössä Sotkamon kunnan kanssa.",
                ("Kainuun Yhteistuki ry -> Sotkamo",),
            ),
            Example("Kainuun Yhteistuki ry ei tee yhteistyötä Sotkamon kunnan kanssa."),
        ),
    ),
    Shape(
        "together with, before",
        "COOPERATES_WITH",
        f'{TOGETHER} *1 B@tail.gen "kanssa" %5 B@head.nom',
        0.78,
        examples=(
            Example(
                "Yhteistyössä Sotkamon kunnan kanssa kurssin järjestää Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Sotkamo",),
            ),
        ),
    ),
    Shape(
        "with body cooperates",
        "COOPERATES_WITH",
        'B@tail.gen "kanssa" %4 =yhteistyö|yhteys|sopimus %4 B@head.nom',
        0.8,
        examples=(
            Example(
                "Sotkamon kunnan kanssa yhteistyötä tekee Kainuun Yhteistuki ry.", ("Kainuun Yhteistuki ry -> Sotkamo",)
            ),
        ),
    ),
    Shape(
        "body's cooperation with",
        "COOPERATES_WITH",
        'B@head.gen *1 =yhteistyö|sopimus|kumppanuus *1 B@tail.gen "kanssa"',
        0.82,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n yhteistyö Sotkamon kunnan kanssa jatkuu.",
                ("Kainuun Yhteistuki ry -> Sotkamo",),
            ),
        ),
    ),
    Shape(
        "agreement with, listed",
        "COOPERATES_WITH",
        'B@head.ade *1 =olla *1 =yhteistyösopimus|sopimus|kumppanuussopimus|kumppanuus *3 "kanssa" ":" B@tail.nom',
        0.84,
        examples=(
            Example(
                "Sotkamon kunnalla on sopimus kolmen yhdistyksen kanssa: Kainuun Yhteistuki ry, Kuhmon Martat ja "
                "Pelastakaa Lapset.",
                ("Sotkamo -> Kainuun Yhteistuki ry", "Sotkamo -> Kuhmon Martat", "Sotkamo -> Pelastakaa Lapset"),
            ),
            Example("Sotkamon kunnalla ei ole sopimusta yhdistysten kanssa: Kainuun Yhteistuki ry ja Kuhmon Martat."),
        ),
    ),
    Shape(
        "has an agreement with",
        "COOPERATES_WITH",
        'B@head.gen "kanssa" B@tail.ade|nom *1 =olla *1 =yhteistyösopimus|sopimus|kumppanuussopimus',
        0.84,
        examples=(
            Example(
                "Mukana on Kainuun Yhteistuki ry, jonka kanssa Sotkamon kunnalla on yhteistyösopimus.",
                ("Kainuun Yhteistuki ry -> Sotkamo",),
            ),
        ),
    ),
    Shape(
        "partner of",
        "COOPERATES_WITH",
        "X@head.gen *1 =yhteistyökumppani|kumppani|osatoteuttaja *2 =olla|toimia *2 B@tail.nom",
        0.85,
        examples=(
            Example("Kainuun Yhteistuki ry:n kumppanina toimii Sotkamon kunta.", ("Kainuun Yhteistuki ry -> Sotkamo",)),
        ),
    ),
    Shape(
        "is partner of",
        "COOPERATES_WITH",
        "B@head.nom *1 =olla|toimia *1 X@tail.gen *1 =yhteistyökumppani|kumppani",
        0.85,
        examples=(
            Example("Sotkamon kunta on Kainuun Yhteistuki ry:n kumppani.", ("Sotkamo -> Kainuun Yhteistuki ry",)),
        ),
    ),
    Shape(
        "body's occasion",
        "ORGANISES",
        "F@head.gen *1 E@tail",
        0.72,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n vuosikokous pidettiin 12.3.2022.", ("Kainuun Yhteistuki ry -> vuosikokous",)
            ),
        ),
    ),
    Shape(
        "arrangements by",
        "ORGANISES",
        '"järjestelyistä|järjestämisestä" =vastata *1 B@head.nom',
        0.84,
        context="event",
        examples=(
            Example(
                "Yhdistysilta pidettiin 12.4.2023. Järjestelyistä vastasi Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Shape(
        "organised by",
        "ORGANISES",
        'X@head.gen "ja"? R? *3 =järjestää|isännöidä|organisoida|toteuttaa|koordinoida *2 E@tail',
        0.92,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n järjestämä yhdistysilta pidettiin 3.4.2023.",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Shape(
        "organiser is",
        "ORGANISES",
        "E@tail.gen *2 =järjestäjä|pääjärjestäjä|päätoteuttajataho|päätoteuttaja|isäntä|koollekutsuja *2 "
        "=olla|toimia %3 X@head.nom",
        0.9,
        examples=(
            Example(
                "Järjestöfoorumi pidetään 12.4.2023. Foorumin järjestäjänä toimii Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> järjestöfoorumi",),
            ),
        ),
    ),
)

TIE_FRAMES: tuple[Frame, ...] = (
    Frame(
        "organises",
        "ORGANISES",
        frozenset({"järjestää", "isännöidä", "organisoida", "emännöidä", "toteuttaa", "pitää", "viettää", "juhlia"}),
        Slot("X", _NOM),
        Slot("E", _OBJECT),
        confidence=0.9,
        examples=(
            Example(
                "Kainuun Yhteistuki ry järjestää yhdistysillan 3.4.2023.", ("Kainuun Yhteistuki ry -> yhdistysilta",)
            ),
            Example("Kainuun Yhteistuki ry ei järjestä yhdistysiltaa 3.4.2023."),
        ),
    ),
    Frame(
        "invites to",
        "ORGANISES",
        frozenset({"kutsua"}),
        Slot("X", _NOM),
        Slot("E", frozenset({"ill"})),
        confidence=0.88,
        examples=(
            Example(
                "Kainuun Yhteistuki ry kutsuu yhdistykset järjestöfoorumiin 3.4.2023.",
                ("Kainuun Yhteistuki ry -> järjestöfoorumi",),
            ),
        ),
    ),
    Frame(
        "brings together",
        "ORGANISES",
        frozenset({"koota", "kerätä"}),
        Slot("X", _NOM),
        Slot("E", frozenset({"nom"})),
        confidence=0.8,
        inherit=False,
        examples=(
            Example(
                "Vapaaehtoisten seminaari täytti salin\n\nKainuun Yhteistuki ry kokosi 3.4.2023 Kuhmoon 90 ihmistä.",
                ("Kainuun Yhteistuki ry -> vapaaehtoisten seminaari",),
            ),
        ),
    ),
    Frame(
        "calls together",
        "ORGANISES",
        frozenset({"kutsua"}),
        Slot("X", _NOM),
        Slot("E", _OBJECT),
        with_word=frozenset({"koolle", "koollekutsuja"}),
        confidence=0.88,
        examples=(
            Example(
                "Kainuun Yhteistuki ry kutsui koolle yhdistysillan 3.4.2023.",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Frame(
        "is behind the event",
        "ORGANISES",
        frozenset({"vastata"}),
        Slot("X", _NOM),
        Slot("E", frozenset({"ela", "gen"})),
        with_word=frozenset({"järjestely", "järjestäminen", "toteutus"}),
        confidence=0.85,
        examples=(
            Example(
                "Yhdistysillan järjestelyistä vastasi 3.4.2023 Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> yhdistysilta",),
            ),
        ),
    ),
    Frame(
        "cooperates",
        "COOPERATES_WITH",
        SIGNS,
        Slot("B", _NOM),
        Slot("X", frozenset({"gen"})),
        with_word=SHARED,
        without_word=frozenset({"kunnassa"}),
        confidence=0.75,
        inherit=False,
        examples=(
            Example(
                "Kainuun Yhteistuki ry solmi sopimuksen Sotkamon kunnan kanssa.", ("Kainuun Yhteistuki ry -> Sotkamo",)
            ),
        ),
    ),
)
