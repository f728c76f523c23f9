"""Patterns for events and places: who takes part, where things are held, where associations are."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape, Slot

_NOM = frozenset({"nom"})
_LOCAL = frozenset({"ine", "ade"})

EVENT_SHAPES: tuple[Shape, ...] = (
    Shape(
        "speaker at",
        "PARTICIPATES_IN",
        "E@tail.gen *2 =puhuja|pääpuhuja|juhlapuhuja|juontaja|puheenjohtaja|sihteeri|alustaja|luennoitsija|vieras *2 "
        "=olla|toimia %3 P@head",
        0.88,
        examples=(
            Example(
                "Järjestöfoorumi pidettiin 12.4.2023. Foorumin puhujana oli Maija Virtanen.",
                ("Maija Virtanen -> järjestöfoorumi",),
            ),
        ),
    ),
    Shape(
        "at the event spoke",
        "PARTICIPATES_IN",
        "E@tail.ine|ade %3 =puhua|alustaa|luennoida|esiintyä|kertoa|esitellä|juontaa %2 P@head.nom",
        0.9,
        examples=(Example("Yhdistysillassa 3.4.2023 puhui Maija Virtanen.", ("Maija Virtanen -> yhdistysilta",)),),
    ),
    Shape(
        "members of",
        "PARTICIPATES_IN",
        "J@tail.gen =ohjausryhmä *4 N@head.nom",
        0.8,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeen ohjausryhmässä ovat Maija Virtanen ja Pekka Laine.",
                ("Maija Virtanen -> Yhdessä eteenpäin -hanke", "Pekka Laine -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Shape(
        "others in the project",
        "PARTICIPATES_IN",
        "=mukana =oleva|olevat *1 =seura|kunta|yhdistys|järjestö|kaupunki|taho *1 =olla B@head.nom",
        0.86,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke alkoi. Muut mukana olevat kunnat ovat Sotkamo ja Kuhmo.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke", "Kuhmo -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Shape(
        "there are in the project",
        "PARTICIPATES_IN",
        "=mukana =olla *1 B@head.nom",
        0.78,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke alkoi. Mukana ovat Sotkamo ja Kuhmo.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke", "Kuhmo -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Shape(
        "towns are in the project",
        "PARTICIPATES_IN",
        'M@head.nom *1 =olla *1 "mukana"',
        0.76,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke alkoi. Sotkamo ja Kuhmo ovat olleet mukana alusta asti.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke", "Kuhmo -> Yhdessä eteenpäin -hanke"),
            ),
            Example("Yhdessä eteenpäin -hanke alkoi. Yhdistysilta pidettiin 3.4.2023. Sotkamo oli mukana."),
        ),
    ),
    Shape(
        "pilots of the project",
        "PARTICIPATES_IN",
        "J@tail.gen *1 =pilottikunta|kohdekunta|kumppanikunta|hankekunta|toteutuskunta|pilotti|osallistuja|"
        "osallistujakunta =olla *1 B@head.nom",
        0.86,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeen pilottikunnat olivat Sotkamo ja Kuhmo.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke", "Kuhmo -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Shape(
        "there too, noted",
        "PARTICIPATES_IN",
        '"mukana" "mm|muun|myös"? "muassa|."? N@head.nom',
        0.78,
        context="event",
        examples=(
            Example(
                "12.4.2023 Järjestömessut, Sotkamo. Mukana mm. Kainuun Yhteistuki ry ja Pelastakaa Lapset.",
                ("Kainuun Yhteistuki ry -> järjestömessut", "Pelastakaa Lapset -> järjestömessut"),
            ),
        ),
    ),
    Shape(
        "there, listed",
        "PARTICIPATES_IN",
        '"näytteilleasettajina|esittelijöinä|esiintyjinä" "mm|muun"? "muassa|."? N@head.nom',
        0.82,
        context="event",
        pronoun=True,
        examples=(
            Example(
                "Järjestömessut Kuhmossa 11.9.2021: näytteilleasettajina mm. Kainuun Yhteistuki ry ja Sotkamon kunta.",
                ("Kainuun Yhteistuki ry -> järjestömessut", "Sotkamo -> järjestömessut"),
            ),
        ),
    ),
    Shape(
        "in the steering group",
        "PARTICIPATES_IN",
        "=ohjausryhmä =kuulua|olla|istua|toimia *1 N@head.nom",
        0.82,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke alkoi. Ohjausryhmässä istuivat Maija Virtanen (Sotkamo) ja Pekka Laine "
                "(Kuhmo).",
                ("Maija Virtanen -> Yhdessä eteenpäin -hanke", "Pekka Laine -> Yhdessä eteenpäin -hanke"),
            ),
            Example(
                "Yhdessä eteenpäin -hanke alkoi. Ohjausryhmään kuuluvat Sotkamon kunta ja Pekka Laine.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "office in",
        "LOCATED_IN",
        "A@head.gen =toimipaikka|kotipaikka|toimisto|toimitila *1 =olla|sijaita *1 M@tail.ine|ade|nom",
        0.9,
        examples=(Example("Kainuun Yhteistuki ry:n kotipaikka on Sotkamo.", ("Kainuun Yhteistuki ry -> Sotkamo",)),),
    ),
    Shape(
        "acting in",
        "LOCATED_IN",
        "M@tail.ine|ade =toimia|sijaita *1 A@head",
        0.85,
        examples=(
            Example("Mukana on Sotkamossa toimiva Kainuun Yhteistuki ry.", ("Kainuun Yhteistuki ry -> Sotkamo",)),
        ),
    ),
    Shape(
        "acts in",
        "LOCATED_IN",
        "A@head.nom *1 =toimia|sijaita *1 M@tail.ine|ade",
        0.82,
        examples=(Example("Kainuun Yhteistuki ry toimii Sotkamossa.", ("Kainuun Yhteistuki ry -> Sotkamo",)),),
    ),
)

EVENT_FRAMES: tuple[Frame, ...] = (
    Frame(
        "presents itself",
        "PARTICIPATES_IN",
        frozenset({"esittäytyä", "esiintyä"}),
        Slot("PAOM", _NOM),
        Slot("E", _LOCAL),
        confidence=0.85,
        examples=(
            Example(
                "Järjestömessuilla 3.4.2023 esittäytyvät Kainuun Yhteistuki ry ja Kuhmon Martat.",
                ("Kainuun Yhteistuki ry -> järjestömessut", "Kuhmon Martat -> järjestömessut"),
            ),
        ),
    ),
    Frame(
        "takes part",
        "PARTICIPATES_IN",
        frozenset({"osallistua", "saapua", "kokoontua"}),
        Slot("N", _NOM),
        Slot("E", frozenset({"ill"})),
        confidence=0.9,
        examples=(
            Example("Maija Virtanen osallistui yhdistysiltaan 3.4.2023.", ("Maija Virtanen -> yhdistysilta",)),
            Example("Maija Virtanen ei osallistunut yhdistysiltaan 3.4.2023."),
        ),
    ),
    Frame(
        "takes part in project",
        "PARTICIPATES_IN",
        frozenset({"osallistua", "lähteä", "tulla"}),
        Slot("B", _NOM),
        Slot("J", frozenset({"ill"})),
        confidence=0.86,
        examples=(
            Example(
                "Sotkamon kunta osallistuu Yhdessä eteenpäin -hankkeeseen.", ("Sotkamo -> Yhdessä eteenpäin -hanke",)
            ),
        ),
    ),
    Frame(
        "is there",
        "PARTICIPATES_IN",
        frozenset({"olla"}),
        Slot("N", _NOM),
        Slot("E", _LOCAL),
        with_word=frozenset({"mukana", "paikalla", "läsnä", "puhua", "esillä", "edustettuina", "vieraana"}),
        confidence=0.86,
        examples=(Example("Yhdistysillassa 3.4.2023 oli mukana Maija Virtanen.", ("Maija Virtanen -> yhdistysilta",)),),
    ),
    Frame(
        "is in project",
        "PARTICIPATES_IN",
        frozenset({"olla"}),
        Slot("B", _NOM),
        Slot("J", _LOCAL),
        with_word=frozenset({"mukana", "pilotti", "pilottikunta"}),
        confidence=0.86,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeessa ovat mukana Sotkamo ja Kainuun Yhteistuki ry.",
                ("Sotkamo -> Yhdessä eteenpäin -hanke", "Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Frame(
        "opens",
        "PARTICIPATES_IN",
        frozenset({"avata", "juontaa", "puhua", "luennoida", "alustaa", "vetää"}),
        Slot("P", _NOM),
        Slot("E", frozenset({"gen", "nom", "ine", "ade"})),
        confidence=0.88,
        examples=(Example("Maija Virtanen avasi järjestöfoorumin 3.4.2023.", ("Maija Virtanen -> järjestöfoorumi",)),),
    ),
    Frame(
        "spoke at",
        "PARTICIPATES_IN",
        frozenset({"kertoa", "esitellä", "esiintyä", "vierailla", "käydä"}),
        Slot("PAO", _NOM),
        Slot("E", _LOCAL),
        confidence=0.85,
        inherit=False,
        examples=(
            Example(
                "Järjestöfoorumissa 3.4.2023 tuloksista kertoi Maija Virtanen.", ("Maija Virtanen -> järjestöfoorumi",)
            ),
        ),
    ),
    Frame(
        "gathers",
        "PARTICIPATES_IN",
        frozenset({"koota", "kerätä", "tuoda"}),
        Slot("M", frozenset({"gen", "nom"})),
        Slot("E", _NOM),
        with_word=frozenset({"kunta", "yhteen", "koolle", "kaupunki"}),
        confidence=0.82,
        examples=(
            Example(
                "Järjestöfoorumi 3.4.2023 tuo yhteen Sotkamon ja Kuhmon kunnat.",
                ("Sotkamo -> järjestöfoorumi", "Kuhmo -> järjestöfoorumi"),
            ),
        ),
    ),
)
