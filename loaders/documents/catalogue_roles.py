"""Patterns for posts: who holds which post where."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape, Slot

_HOLD = "olla|toimia|jatkaa|aloittaa|valita|nimetä|nimittää|työskennellä|ryhtyä|siirtyä"

ROLE_SHAPES: tuple[Shape, ...] = (
    Shape(
        "body, title, person",
        "HAS_ROLE",
        "X@tail.gen P@headt",
        0.92,
        first_only=True,
        examples=(
            Example(
                "Sotkamon kunnan hyvinvointikoordinaattori Maija Virtanen avasi illan.", ("Maija Virtanen -> Sotkamo",)
            ),
            Example(
                "Asiasta kertoo Kainuun Yhteistuki ry:n toiminnanjohtaja Pekka Laine.",
                ("Pekka Laine -> Kainuun Yhteistuki ry",),
            ),
            Example("Toiminnanjohtaja Pekka Laine kävi Sotkamossa."),
        ),
    ),
    Shape(
        "body and person",
        "HAS_ROLE",
        "F@tail.gen P@head",
        0.8,
        first_only=True,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n Pekka Laine esitteli tulokset.", ("Pekka Laine -> Kainuun Yhteistuki ry",)
            ),
            Example("Sotkamon Pekka Laine voitti hiihdot."),
        ),
    ),
    Shape(
        "town and person",
        "HAS_ROLE",
        "M@tail!.gen P@head",
        0.8,
        first_only=True,
        examples=(Example("Sotkamon kunnan Pekka Laine vastaa tiloista.", ("Pekka Laine -> Sotkamo",)),),
    ),
    Shape(
        "person from body",
        "HAS_ROLE",
        'P@head ","? F@tail.ela',
        0.88,
        examples=(
            Example(
                "Kiitämme, sanovat Maija Virtanen ja Pekka Laine Kainuun Yhteistuki ry:stä.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry", "Pekka Laine -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "titled person from town",
        "HAS_ROLE",
        'P@headt ","? M@tail.ela',
        0.85,
        examples=(
            Example("Kulttuurisihteeri Maija Virtanen Sotkamosta kiitti yleisöä.", ("Maija Virtanen -> Sotkamo",)),
            Example("Maija Virtanen Sotkamosta kiitti yleisöä."),
        ),
    ),
    Shape(
        "person from the town",
        "HAS_ROLE",
        'P@head ","? M@tail!.ela',
        0.85,
        examples=(Example("Maija Virtanen Sotkamon kunnasta kiitti yleisöä.", ("Maija Virtanen -> Sotkamo",)),),
    ),
    Shape(
        "person from project",
        "HAS_ROLE",
        'P@head ","? J@tail.ela',
        0.88,
        examples=(
            Example(
                "Mukana oli Maija Virtanen Yhdessä eteenpäin -hankkeesta.",
                ("Maija Virtanen -> Yhdessä eteenpäin -hanke",),
            ),
        ),
    ),
    Shape(
        "person, title, body",
        "HAS_ROLE",
        'P@headt "," X@tail.nom',
        0.85,
        examples=(
            Example(
                "Terveisin Maija Virtanen, toiminnanjohtaja, Kainuun Yhteistuki ry",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person, body's title",
        "HAS_ROLE",
        'P@head "," X@tail.gen T@title',
        0.9,
        examples=(
            Example(
                "Paikalla oli Maija Virtanen, Kainuun Yhteistuki ry:n toiminnanjohtaja.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person (body, title)",
        "HAS_ROLE",
        'P@head "(" X@tail ","? T@title? ")"',
        0.9,
        examples=(
            Example(
                "Palkinnon luovutti Pekka Laine (Kainuun Yhteistuki ry, hallituksen puheenjohtaja).",
                ("Pekka Laine -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "person (abbreviated title, body)",
        "HAS_ROLE",
        'P@head "(" *3 X@tail ")"',
        0.85,
        examples=(
            Example("Mukana Pekka Laine (pj., Kainuun Yhteistuki ry).", ("Pekka Laine -> Kainuun Yhteistuki ry",)),
        ),
    ),
    Shape(
        "representing body",
        "HAS_ROLE",
        "X@tail.gen =edustaja %4 P@head.nom",
        0.85,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:n edustajana paikalle tuli sihteeri Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "into body's service",
        "HAS_ROLE",
        'P@head *1 =siirtyä|tulla|palkata|lähteä X@tail.gen "palvelukseen|leipiin" T@title.tra?',
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
        "P@head =siirtyä *2 F@tail.ill",
        0.78,
        examples=(
            Example(
                "Maija Virtanen siirtyy elokuussa Kuhmon kansalaisopistoon.",
                ("Maija Virtanen -> Kuhmon kansalaisopisto",),
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
        "person (body's title)",
        "HAS_ROLE",
        'P@head "(" X@tail.gen T@title ")"',
        0.9,
        examples=(
            Example(
                "Mukana Pekka Laine (Kainuun Yhteistuki ry:n puheenjohtaja).", ("Pekka Laine -> Kainuun Yhteistuki ry",)
            ),
        ),
    ),
    Shape(
        "body / person",
        "HAS_ROLE",
        'X@tail.nom "/" P@headt',
        0.86,
        examples=(
            Example(
                "Verkostosta vastaa Kainuun Yhteistuki ry / koordinaattori Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "on behalf of body",
        "HAS_ROLE",
        'X@tail.gen "puolesta" *1 P@headt',
        0.86,
        examples=(
            Example(
                "Sopimuksen allekirjoitti Kainuun Yhteistuki ry:n puolesta puheenjohtaja Maija Virtanen.",
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
    Shape(
        "person / body",
        "HAS_ROLE",
        'P@head "/" X@tail',
        0.88,
        examples=(
            Example(
                "Lisätietoja antaa Maija Virtanen / Kainuun Yhteistuki ry.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "body's post is held by person",
        "HAS_ROLE",
        f"X@tail.gen T@title.ess|tra|nom *2 ={_HOLD} *3 P@head",
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
        "person holds body's post",
        "HAS_ROLE",
        f"P@head *2 ={_HOLD} %4 X@tail.gen T@title",
        0.88,
        examples=(
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
        "there from body",
        "HAS_ROLE",
        "F@tail.ela *2 =olla|tulla|osallistua|saapua *2 P@head",
        0.82,
        examples=(
            Example(
                "Kainuun Yhteistuki ry:stä paikalla oli Maija Virtanen.", ("Maija Virtanen -> Kainuun Yhteistuki ry",)
            ),
        ),
    ),
    Shape(
        "there from the town",
        "HAS_ROLE",
        "M@tail!.ela *2 =olla|tulla|osallistua|saapua *2 P@head",
        0.82,
        examples=(Example("Sotkamon kunnasta paikalla oli Maija Virtanen.", ("Maija Virtanen -> Sotkamo",)),),
    ),
)

ROLE_FRAMES: tuple[Frame, ...] = (
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
