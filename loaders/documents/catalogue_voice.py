"""Patterns of what a document says of the body that speaks in it: its partners, funders and people.

Their tail is the publisher, or the body behind the document's "we"."""

from __future__ import annotations

from yhdysverkko.loaders.documents.catalogue_ties import TOGETHER
from yhdysverkko.loaders.documents.patterns import Example, Shape

VOICE_SHAPES: tuple[Shape, ...] = (
    Shape(
        "our partners",
        "COOPERATES_WITH",
        "=yhteistyökumppani|kumppani *1 =olla|toimia %3 B@head.nom",
        0.8,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nYhteistyökumppanimme ovat Sotkamon kunta ja Kuhmon Martat.",
                ("Sotkamo -> Kainuun Yhteistuki ry", "Kuhmon Martat -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "we together with",
        "COOPERATES_WITH",
        f'{TOGETHER} *1 B@head.gen "kanssa"',
        0.72,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nKurssi järjestettiin yhdessä Sotkamon kunnan kanssa.",
                ("Sotkamo -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "our work is funded",
        "FUNDS",
        "=*toiminta =rahoittaa|tukea *1 B@head.nom",
        0.82,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nToimintaa rahoittavat STEA ja Sotkamon kunta.",
                ("STEA -> Kainuun Yhteistuki ry", "Sotkamo -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "our cooperation with",
        "COOPERATES_WITH",
        '^ =yhteistyö|kumppanuus|yhteistyösopimus B@head.gen "kanssa"',
        0.78,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nYhteistyö Sotkamon kunnan kanssa jatkuu entiseen malliin.",
                ("Sotkamo -> Kainuun Yhteistuki ry",),
            ),
            Example("Kainuun Yhteistuki ry\n\nYhteistyö Sotkamon kunnan kanssa ei jatku."),
        ),
    ),
    Shape(
        "leads our board",
        "HAS_ROLE",
        '"hallitusta|yhdistystä|rahastoa|taloutta|jäsenrekisteriä" =johtaa|luotsata|vetää|hoitaa *1 P@head.nom',
        0.8,
        context="publisher",
        pronoun=True,
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nHallitusta johtaa Maija Virtanen ja rahastoa hoitaa Pekka Laine.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry", "Pekka Laine -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "on our board",
        "HAS_ROLE",
        "=hallitus *2 =kuulua %3 P@head.nom",
        0.78,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nUuteen hallitukseen kuuluvat Maija Virtanen ja Pekka Laine.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry", "Pekka Laine -> Kainuun Yhteistuki ry"),
            ),
        ),
    ),
    Shape(
        "founded us",
        "HAS_ROLE",
        "=perustaja *1 =kuulua|olla %3 P@head.nom",
        0.76,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nPerustajiin kuuluu kirjailija Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "rose to our post",
        "HAS_ROLE",
        'T@title.gen "paikalle|tehtävään|pestiin|virkaan" =nousta|valita|nimetä|nimittää|tulla %4 P@head',
        0.8,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nSihteerin tehtävään valittiin Maija Virtanen.",
                ("Maija Virtanen -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
    Shape(
        "my colleague",
        "HAS_ROLE",
        '"työparini|työparinani|kollegani|työkaverini|esihenkilöni|esimieheni|työparisi|esihenkilösi|esimiehesi" '
        "*3 P@head.nom",
        0.8,
        context="publisher",
        examples=(
            Example(
                "Kainuun Yhteistuki ry\n\nOlen uusi työntekijä. Työparini on Pekka Laine.",
                ("Pekka Laine -> Kainuun Yhteistuki ry",),
            ),
        ),
    ),
)
