"""Patterns for projects and associations: who runs them, who funds them."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape, Slot

_NOM = frozenset({"nom"})
_OBJECT = frozenset({"gen", "nom", "par"})
PROJECT_SHAPES: tuple[Shape, ...] = (
    Shape(
        "run by body",
        "RUNS",
        "B@head.gen =hallinnoida|toteuttaa|vetää|koordinoida|luotsata|johtaa *1 J@tail",
        0.92,
        examples=(
            Example(
                "Tukea antaa Kainuun Yhteistuki ry:n hallinnoima Yhdessä eteenpäin -hanke.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "run by body and funded",
        "RUNS",
        'B@head.gen =hallinnoida|toteuttaa|koordinoida|vetää "ja" B.gen =rahoittaa|tukea *1 J@tail',
        0.86,
        examples=(
            Example(
                "Mukana on Kainuun Yhteistuki ry:n hallinnoima ja STEAn rahoittama Yhdessä eteenpäin -hanke.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "body's project",
        "RUNS",
        "F@head.gen J@tail",
        0.78,
        examples=(
            Example(
                "Luet nyt Kainuun Yhteistuki ry:n Yhdessä eteenpäin -hankkeen uutiskirjettä.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "town's project",
        "RUNS",
        "M@head!.gen J@tail",
        0.78,
        examples=(
            Example("Sotkamon kunnan Yhdessä eteenpäin -hanke alkoi.", ("Sotkamo -> Yhdessä eteenpäin -hanke",)),
        ),
    ),
    Shape(
        "behind the project",
        "RUNS",
        'J@tail.gen "takana|taustalla" =olla *2 B@head.nom',
        0.88,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeen takana on Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "project's administrator",
        "RUNS",
        "J@tail.gen *2 =hallinnoija|toteuttaja|vetäjä|hakija|koordinoija|päätoteuttaja|hallinnoijataho|vastuutaho *2 "
        "=olla|toimia|jatkaa *2 B@head.nom",
        0.9,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeen hallinnoijana toimii Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "body is the administrator",
        "RUNS",
        "B@head.nom *1 =olla|toimia *1 J@tail.gen =hallinnoija|toteuttaja|hakija|koordinoija|päätoteuttaja",
        0.9,
        examples=(
            Example(
                "Kainuun Yhteistuki ry on Yhdessä eteenpäin -hankkeen hallinnoija.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "bodies' common project",
        "RUNS",
        "J@tail.nom *1 =olla *1 B@head.gen =yhteinen|yhteishanke",
        0.84,
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke on Kainuun Yhteistuki ry:n ja Sotkamon kunnan yhteinen.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke", "Sotkamo -> Yhdessä eteenpäin -hanke"),
            ),
            Example("Yhdessä eteenpäin -hanke ei ole Kainuun Yhteistuki ry:n ja Sotkamon kunnan yhteinen."),
        ),
    ),
    Shape(
        "project is funded by body",
        "FUNDS",
        "J@tail.nom *1 =olla *1 B@head.gen =rahoittaa|tukea",
        0.88,
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke on STEAn rahoittama ja jatkuu vuoden.", ("STEA -> Yhdessä eteenpäin -hanke",)
            ),
            Example("Yhdessä eteenpäin -hanke ei ole STEAn rahoittama."),
        ),
    ),
    Shape(
        "project with body's support",
        "FUNDS",
        'J@tail %9 B@head.gen "tuella|avustuksella|rahoituksella|rahoittamana|määrärahalla"',
        0.8,
        examples=(
            Example(
                "Sotkamo on Yhdessä eteenpäin -hankkeessa, jonka toteuttaa Kainuun Yhteistuki ry STEAn tuella.",
                ("STEA -> Yhdessä eteenpäin -hanke",),
            ),
            Example("Yhdessä eteenpäin -hanketta ei toteuteta STEAn tuella."),
        ),
    ),
    Shape(
        "body's grant for the work of",
        "FUNDS",
        "F@head.gen =avustus|rahoitus|tuki|toiminta-avustus X@tail.gen =toiminta|työ",
        0.84,
        examples=(
            Example(
                "STEAn avustus Kainuun Yhteistuki ry:n toimintaan oli 40 000 euroa.", ("STEA -> Kainuun Yhteistuki ry",)
            ),
            Example("STEAn avustus Kainuun Yhteistuki ry:n toimintaan peruttiin."),
        ),
    ),
    Shape(
        "funded by body",
        "FUNDS",
        "B@head.gen =rahoittaa|tukea|avustaa *1 J@tail",
        0.92,
        examples=(
            Example("Mukana on STEAn rahoittama Yhdessä eteenpäin -hanke.", ("STEA -> Yhdessä eteenpäin -hanke",)),
        ),
    ),
    Shape(
        "by body's money",
        "FUNDS",
        "B@head.gen =avustus|tuki|rahoitus|raha *3 J@tail",
        0.82,
        examples=(
            Example(
                "STEAn avustuksella toteutettava Yhdessä eteenpäin -hanke jatkuu.",
                ("STEA -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "money from body for project",
        "FUNDS",
        "F@head.abl|ela *1 J@tail.ill|all *2 =rahoitus|jatkorahoitus|avustus|tuki|hankeavustus",
        0.85,
        examples=(
            Example(
                "Saimme STEAlta Yhdessä eteenpäin -hankkeeseen rahoituksen.", ("STEA -> Yhdessä eteenpäin -hanke",)
            ),
        ),
    ),
    Shape(
        "project (funder)",
        "FUNDS",
        'J@tail "(" O@head ")"',
        0.75,
        examples=(Example("Mukana on Yhdessä eteenpäin -hanke (STEA).", ("STEA -> Yhdessä eteenpäin -hanke",)),),
    ),
    Shape(
        "project's funder",
        "FUNDS",
        "J@tail.gen *1 =rahoittaja|päärahoittaja|rahoitus *2 =olla|toimia|tulla|saada|vastata *2 B@head",
        0.9,
        examples=(
            Example("Yhdessä eteenpäin -hankkeen rahoittajana toimii STEA.", ("STEA -> Yhdessä eteenpäin -hanke",)),
        ),
    ),
    Shape(
        "funders are",
        "FUNDS",
        "=rahoittaja|päärahoittaja *2 =olla|toimia *2 B@head",
        0.88,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke jatkuu. Rahoittajina toimivat STEA ja Kainuun Yhteistuki ry.",
                ("STEA -> Yhdessä eteenpäin -hanke", "Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke"),
            ),
        ),
    ),
    Shape(
        "as its funders",
        "FUNDS",
        '"rahoittajina|rahoittajana|päärahoittajana|rahoittajinaan" B.gen? "lisäksi"? B@head.nom',
        0.82,
        context="project",
        examples=(
            Example("Yhdessä eteenpäin -hanke jatkuu. Rahoittajana STEA.", ("STEA -> Yhdessä eteenpäin -hanke",)),
            Example("Yhdessä eteenpäin -hanke jatkuu. Kunnat eivät ole rahoittajina, mutta Sotkamo auttaa."),
        ),
    ),
    Shape(
        "granted for it",
        "FUNDS",
        "=*rahoitus|*avustus|hanketuki|raha *1 =myöntää *1 B@head.nom",
        0.82,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke jatkuu. Rahoituksen on myöntänyt STEA.",
                ("STEA -> Yhdessä eteenpäin -hanke",),
            ),
            Example("Yhdessä eteenpäin -hanke jatkuu. Rahoitusta ei ole myöntänyt STEA."),
        ),
    ),
    Shape(
        "administrator is",
        "RUNS",
        "=hallinnoija|toteuttaja|päätoteuttaja|vetäjä *2 =olla|toimia *2 B@head.nom",
        0.86,
        context="project",
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke jatkuu. Hallinnoijana toimii Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "funding comes from",
        "FUNDS",
        "=rahoitus|päärahoitus|raha|tuki =tulla|saada *1 B@head.ela|abl|gen",
        0.82,
        context="project",
        examples=(
            Example("Yhdessä eteenpäin -hanke jatkuu. Rahoitus tulee STEAlta.", ("STEA -> Yhdessä eteenpäin -hanke",)),
        ),
    ),
    Shape(
        "answers for it",
        "RUNS",
        '"siitä" =vastata *1 B@head.nom',
        0.8,
        context="project",
        pronoun=True,
        examples=(
            Example(
                "Yhdessä eteenpäin -hanke jatkuu. Nyt siitä vastaa Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "project funded by",
        "FUNDS",
        "J@tail *3 =rahoitus|avustus|tuki *3 B@head.abl|ela",
        0.85,
        examples=(
            Example("Yhdessä eteenpäin -hanke on saanut rahoituksen STEAlta.", ("STEA -> Yhdessä eteenpäin -hanke",)),
            Example("Yhdessä eteenpäin -hanke ei saanut rahoitusta STEAlta."),
        ),
    ),
    Shape(
        "changed the funding of",
        "FUNDS",
        "B@head.nom *2 =pienentää|leikata|lisätä|kasvattaa|supistaa|korottaa *2 X@tail.gen =rahoitus|avustus|tuki",
        0.88,
        examples=(Example("STEA pienensi Kainuun Yhteistuki ry:n rahoitusta.", ("STEA -> Kainuun Yhteistuki ry",)),),
    ),
    Shape(
        "gets body's money",
        "FUNDS",
        "X@tail.nom *1 =saada|käyttää %4 F@head.gen =*avustus|tuki|rahoitus|*avustaa",
        0.84,
        examples=(
            Example("Kainuun Yhteistuki ry saa toimintaansa STEAn avustusta.", ("STEA -> Kainuun Yhteistuki ry",)),
            Example("Kainuun Yhteistuki ry ei saanut STEAn avustusta."),
        ),
    ),
)

PROJECT_FRAMES: tuple[Frame, ...] = (
    Frame(
        "runs",
        "RUNS",
        frozenset({"hallinnoida", "toteuttaa", "vetää", "koordinoida", "pyörittää", "luotsata"}),
        Slot("B", _NOM),
        Slot("J", frozenset({"gen", "par"})),
        confidence=0.9,
        examples=(
            Example(
                "Yhdessä eteenpäin -hanketta hallinnoi Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
            Example("Yhdessä eteenpäin -hanketta ei hallinnoi Kainuun Yhteistuki ry."),
        ),
    ),
    Frame(
        "starts",
        "RUNS",
        frozenset({"käynnistää", "aloittaa"}),
        Slot("B", _NOM),
        Slot("J", frozenset({"gen", "par"})),
        confidence=0.8,
        inherit=False,
        examples=(
            Example(
                "Kainuun Yhteistuki ry on käynnistänyt Yhdessä eteenpäin -hankkeen.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Frame(
        "answers for",
        "RUNS",
        frozenset({"vastata"}),
        Slot("B", _NOM),
        Slot("J", frozenset({"ela"})),
        confidence=0.8,
        examples=(
            Example(
                "Yhdessä eteenpäin -hankkeesta vastaa Kainuun Yhteistuki ry.",
                ("Kainuun Yhteistuki ry -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Frame(
        "funds",
        "FUNDS",
        frozenset({"rahoittaa"}),
        Slot("B", _NOM),
        Slot("X", frozenset({"par", "gen"})),
        confidence=0.92,
        examples=(
            Example("Yhdessä eteenpäin -hanketta rahoittaa STEA.", ("STEA -> Yhdessä eteenpäin -hanke",)),
            Example("STEA ei rahoita Yhdessä eteenpäin -hanketta."),
        ),
    ),
    Frame(
        "grants to",
        "FUNDS",
        frozenset({"myöntää", "antaa"}),
        Slot("B", _NOM),
        Slot("X", frozenset({"all"})),
        with_word=frozenset(
            {
                "avustus",
                "rahoitus",
                "tuki",
                "euro",
                "määräraha",
                "hankeavustus",
                "toiminta-avustus",
                "hanketuki",
                "hankerahoitus",
                "apuraha",
                "avustaa",
            }
        ),
        confidence=0.88,
        every=True,
        examples=(Example("STEA myönsi Kainuun Yhteistuki ry:lle avustusta.", ("STEA -> Kainuun Yhteistuki ry",)),),
    ),
    Frame(
        "gets money from",
        "FUNDS",
        frozenset({"saada"}),
        Slot("F", frozenset({"abl", "ela"})),
        Slot("X", _NOM),
        with_word=frozenset(
            {
                "avustus",
                "rahoitus",
                "tuki",
                "euro",
                "määräraha",
                "hanketuki",
                "toiminta-avustus",
                "hankerahoitus",
                "raha",
            }
        ),
        confidence=0.86,
        every=True,
        examples=(Example("Kainuun Yhteistuki ry sai STEAlta avustusta.", ("STEA -> Kainuun Yhteistuki ry",)),),
    ),
)
