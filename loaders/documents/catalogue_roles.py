"""Patterns for posts in noun phrases: "X ry:n sihteeri N.N.", "N.N., X ry"."""

from __future__ import annotations

from yhdysverkko.loaders.documents.patterns import Example, Shape

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
        "project and person",
        "HAS_ROLE",
        "J@tail.gen P@head",
        0.8,
        first_only=True,
        examples=(
            Example(
                "Illassa puhui Yhdessä eteenpäin -hankkeen Maija Virtanen.",
                ("Maija Virtanen -> Yhdessä eteenpäin -hanke",),
            ),
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
        'P@head ","? F@tail.ela|abl',
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
        'P@head "," X@tail.gen T@title.nom',
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
        "person (body's title)",
        "HAS_ROLE",
        'P@head "(" X@tail.gen T@title.nom ")"',
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
        "body (person)",
        "HAS_ROLE",
        'F@tail.nom "(" P@head ")"',
        0.82,
        examples=(
            Example(
                "Puheenvuorot: Kuhmon Martat ry (Maija Virtanen) ja Kainuun Yhteistuki ry (Pekka Laine)",
                ("Maija Virtanen -> Kuhmon Martat ry", "Pekka Laine -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "town (person)",
        "HAS_ROLE",
        'M@tail! "(" P@head ")"',
        0.82,
        examples=(Example("Puheenvuorot: Sotkamon kunta (Pekka Laine)", ("Pekka Laine -> Sotkamo",)),),
    ),
    Shape(
        "for body, on its behalf",
        "HAS_ROLE",
        'P@head.nom *5 X@tail.gen "puolesta"',
        0.8,
        examples=(
            Example(
                "Maija Virtanen tervehti väkeä Kainuun Yhteistuki ry:n puolesta.",
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
)
