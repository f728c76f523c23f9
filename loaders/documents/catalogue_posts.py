"""Patterns for posts that verbs give: who holds or gets which post where."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape, Slot

_HOLD = "olla|toimia|jatkaa|aloittaa|valita|nimetä|nimittää|työskennellä|ryhtyä|siirtyä"

POST_SHAPES: tuple[Shape, ...] = (
    Shape(
        "body's post is held by person",
        "HAS_ROLE",
        f"X@tail.gen *2 T@title.ess|tra|nom %2 ={_HOLD} *3 P@head",
        0.9,
        adds_own=True,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n puheenjohtajana toimii Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
            Example("Sotkamon järjestöyhdyshenkilöksi on nimetty Pekka Laine.", ("Pekka Laine -> Sotkamo",)),
            Example("Sotkamon järjestöyhdyshenkilöksi ei ole nimetty Pekka Lainetta."),
        ),
    ),
    Shape(
        "named to body's post",
        "HAS_ROLE",
        "=nimetä|valita|nimittää|kutsua *4 X@tail.gen T@title.tra *1 P@head",
        0.88,
        adds_own=True,
        examples=(
            Example(
                "Hallitus nimesi Sotkamon järjestöyhdyshenkilöksi tuottaja Pekka Laineen.", ("Pekka Laine -> Sotkamo",)
            ),
            Example("Kunnanhallitus ei nimennyt Sotkamon järjestöyhdyshenkilöksi Pekka Lainetta."),
        ),
    ),
    Shape(
        "body named to a post",
        "HAS_ROLE",
        "X@tail.nom *1 =nimetä|valita|nimittää|palkata|kiinnittää %3 T@title.tra P@head.gen|acc",
        0.88,
        adds_own=True,
        examples=(
            Example(
                "Sotkamon sivistyslautakunta nimesi yhdistysyhdyshenkilöksi tuottaja Pekka Laineen.",
                ("Pekka Laine -> Sotkamo",),
            ),
            Example("Sotkamon sivistyslautakunta ei nimennyt yhdistysyhdyshenkilöksi tuottaja Pekka Lainetta."),
            Example("Sotkamon sivistyslautakunta aikoo nimetä yhdistysyhdyshenkilöksi tuottaja Pekka Laineen."),
        ),
    ),
    Shape(
        "body takes on",
        "HAS_ROLE",
        "X@tail.nom *1 =nimetä|valita|nimittää|palkata|kiinnittää %3 P@headt.gen|acc",
        0.85,
        examples=(
            Example(
                "Kainuun Yhteistuki ry palkkasi elokuussa sihteeriksi Maija Virtasen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
            Example("Kainuun Yhteistuki ry ei palkannut sihteeriksi Maija Virtasta."),
        ),
    ),
    Shape(
        "on body's board",
        "HAS_ROLE",
        "A@tail.gen|ine %4 =hallitus *2 =kuulua %4 P@head.nom",
        0.82,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n hallitukseen kuuluvat Maija Virtanen ja Pekka Laine.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry", "Pekka Laine -> Kainuun Yhteistuki ry"),
            ),
            Example("Kainuun Yhteistuki ry:n hallitukseen ei kuulu Maija Virtanen."),
        ),
    ),
    Shape(
        "leads body's board",
        "HAS_ROLE",
        "A@tail.nom %4 =hallitus *2 =johtaa *1 P@head.nom",
        0.8,
        examples=(
            Example(
                "Kainuun Yhteistuki ry sai uuden hallituksen, jota johtaa Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "is in the club",
        "HAS_ROLE",
        'P@head.nom *1 =olla *2 "mukana" A@tail.gen|ine',
        0.78,
        examples=(Example("Maija Virtanen on mukana Sotkamon Visan jaostossa.", ("Maija Virtanen -> Sotkamon Visa",)),),
    ),
    Shape(
        "in the town the post is held",
        "HAS_ROLE",
        f"M@tail.ine|ade *1 T@title.ess|tra|nom *1 ={_HOLD} *2 P@head",
        0.88,
        adds_own=True,
        examples=(
            Example("Sotkamossa järjestöyhdyshenkilönä toimii Pekka Laine.", ("Pekka Laine -> Sotkamo",)),
            Example("Sotkamossa järjestöyhdyshenkilönä ei toimi Pekka Laine."),
        ),
    ),
    Shape(
        "the post in the town is held",
        "HAS_ROLE",
        f"T@title.ess|tra *1 M@tail.ine|ade *1 ={_HOLD} *2 P@head",
        0.86,
        adds_own=True,
        examples=(
            Example("Järjestöjen yhteyshenkilönä Sotkamossa toimii ohjaaja Pekka Laine.", ("Pekka Laine -> Sotkamo",)),
            Example("Järjestöjen yhteyshenkilönä Sotkamossa ei toimi Pekka Laine."),
        ),
    ),
    Shape(
        "body with its person",
        "HAS_ROLE",
        'X@tail.nom ","? T@title.ess P@head',
        0.84,
        adds_own=True,
        examples=(
            Example(
                "Sihteeristöä hoiti Kainuun Yhteistuki ry, työntekijänään koordinaattori Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person holds body's post",
        "HAS_ROLE",
        f"P@head *2 ={_HOLD} %4 X@tail.gen *1 T@title.nom|ess|tra|par",
        0.88,
        examples=(
            Example("Maija Virtanen on Sotkamon järjestöyhdyshenkilön esihenkilö."),
            Example(
                "Maija Virtanen on Kainuun Yhteistuki ry:n puheenjohtaja.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)
            ),
            Example("Pekka Laine aloittaa elokuussa Sotkamon järjestöyhdyshenkilönä.", ("Pekka Laine -> Sotkamo",)),
        ),
    ),
    Shape(
        "person holds post in body",
        "HAS_ROLE",
        f"P@head *2 ={_HOLD} %3 T@title.ess|tra %2 X@tail.ine|ade",
        0.86,
        examples=(
            Example(
                "Maija Virtanen toimii järjestöasiantuntijana Kainuun Yhteistuki ry:ssä.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person holds in body a post",
        "HAS_ROLE",
        f"P@head *2 ={_HOLD} %2 X@tail.ine|ade %2 T@title.ess|tra",
        0.86,
        examples=(
            Example(
                "Maija Virtanen työskentelee Kainuun Yhteistuki ry:ssä järjestöasiantuntijana.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "working in body",
        "HAS_ROLE",
        "X@tail.ine|ade =työskennellä P@head",
        0.85,
        examples=(
            Example(
                "Näin kertoo Yhdessä eteenpäin -hankkeessa työskentelevä Maija Virtanen.",
                ("Maija Virtanen -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "person works in body",
        "HAS_ROLE",
        "P@head *2 =työskennellä *3 X@tail.ine|ade",
        0.85,
        examples=(
            Example(
                "Maija Virtanen työskentelee Kainuun Yhteistuki ry:ssä.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)
            ),
        ),
    ),
    Shape(
        "led by person",
        "HAS_ROLE",
        "P@head.gen =johtaa|vetää|luotsata X@tail",
        0.8,
        examples=(
            Example("Virtasen johtama järjestö kasvaa. Maija Virtanen on toiminnanjohtaja."),
            Example(
                "Mukana oli Maija Virtasen johtama Kainuun Yhteistuki ry.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)
            ),
        ),
    ),
    Shape(
        "person's work in body",
        "HAS_ROLE",
        "P@head.gen =työ *1 =jatkua X@tail.ine|ade T@title.ess?",
        0.8,
        examples=(
            Example(
                "Maija Virtanen kiittää. Virtasen työ jatkuu Kainuun Yhteistuki ry:ssä järjestösihteerinä.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "where the person worked",
        "HAS_ROLE",
        f"X@tail.ine|ade *1 P@head *1 ={_HOLD} *4 T@title.ess|tra",
        0.82,
        examples=(
            Example(
                "Maija Virtanen kiitti. Hän tulee Sotkamon kunnalta, missä hän on työskennellyt ohjaajana.",
                ("Maija Virtanen -> Sotkamo",),
            ),
            Example("Sotkamossa Maija Virtanen ei ole toiminut ohjaajana."),
        ),
    ),
    Shape(
        "does the work of the post",
        "HAS_ROLE",
        "M@tail.ine|ade|gen *3 T@title.gen =tehtävä|pesti|toimi =hoitaa|vastata|jatkaa *2 P@head",
        0.88,
        adds_own=True,
        examples=(
            Example(
                "Sotkamossa järjestöyhdyshenkilön tehtävää hoitaa ohjaaja Pekka Laine.", ("Pekka Laine -> Sotkamo",)
            ),
            Example("Sotkamossa järjestöyhdyshenkilön tehtävää ei hoida Pekka Laine."),
        ),
    ),
    Shape(
        "rose to body's post",
        "HAS_ROLE",
        'X@tail.gen T@title.gen "paikalle|tehtävään|pestiin|virkaan" =nousta|valita|siirtyä|nimetä|nimittää|tulla %4 '
        "P@head",
        0.86,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n sihteerin tehtävään valittiin Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "coaches in",
        "HAS_ROLE",
        "P@head *1 =ohjata|valmentaa %4 A@tail.ine",
        0.78,
        examples=(
            Example(
                "Paikalla oli Maija Virtanen, joka valmentaa nuoria Sotkamon Visassa.",
                ("Maija Virtanen -> Sotkamon Visa",),
            ),
        ),
    ),
    Shape(
        "worked before in",
        "HAS_ROLE",
        f'P@head *2 ={_HOLD} %3 X %2 T.ess "ja" *3 X@tail.ine|ade',
        0.8,
        examples=(
            Example(
                "Maija Virtanen työskenteli Sotkamon kunnalla ohjaajana ja sitä ennen Kainuun Yhteistuki ry:ssä.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person holds another post",
        "HAS_ROLE",
        f'P@head *2 ={_HOLD} %1 X.gen *1 T "ja" X@tail.gen *1 T@title',
        0.85,
        examples=(
            Example(
                "Maija Virtanen on Kainuun Yhteistuki ry:n puheenjohtaja ja Kuhmon Martat ry:n jäsen.",
                ("Maija Virtanen -> Kuhmon Martat ry",),
            ),
        ),
    ),
)

POST_FRAMES: tuple[Frame, ...] = (
    Frame(
        "represents",
        "HAS_ROLE",
        frozenset({"edustaa"}),
        Slot("P", frozenset({"nom"})),
        Slot("X", frozenset({"par"})),
        confidence=0.82,
        examples=(
            Example("Kainuun Yhteistuki ry:tä edusti Maija Virtanen.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)),
            Example("Kainuun Yhteistuki ry:tä ei edustanut Maija Virtanen."),
        ),
    ),
    Frame(
        "founder",
        "HAS_ROLE",
        frozenset({"perustaa"}),
        Slot("P", frozenset({"nom"})),
        Slot("A", frozenset({"gen", "nom"})),
        confidence=0.8,
        examples=(
            Example("Maija Virtanen perusti Kainuun Yhteistuki ry:n.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)),
        ),
    ),
    Frame(
        "leads the project",
        "HAS_ROLE",
        frozenset({"vetää", "johtaa", "luotsata", "koordinoida"}),
        Slot("P", frozenset({"nom"})),
        Slot("J", frozenset({"par"})),
        confidence=0.8,
        examples=(
            Example(
                "Yhdessä eteenpäin -hanketta vetää Maija Virtanen.", ("Maija Virtanen -> Yhdessä eteenpäin -hanke",)
            ),
        ),
    ),
    Frame(
        "leads",
        "HAS_ROLE",
        frozenset({"johtaa", "luotsata"}),
        Slot("P", frozenset({"nom"})),
        Slot("X", frozenset({"par"})),
        confidence=0.82,
        examples=(
            Example("Kainuun Yhteistuki ry:tä johtaa Maija Virtanen.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)),
        ),
    ),
)
