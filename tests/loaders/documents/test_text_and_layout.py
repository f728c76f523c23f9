"""Tokens, sentences and what the lines of a page are."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents.layout import Kind, read_layout
from yhdysverkko.loaders.documents.morphology import Morphology
from yhdysverkko.loaders.documents.text import sentences, tokenise


def split(morphology: Morphology, text: str) -> list[str]:
    return [text[s[0].start : s[-1].end] for s in sentences(tokenise(text, 0, morphology))]


@pytest.mark.parametrize(
    "text",
    [
        "Tapaaminen on 14.5. klo 9–12 Kuhmossa.",
        "Lähde mukaan! -ilta pidetään keväällä.",
        "Ilta on 29.8. Kuhmossa.",
        "3.5. Yhteisöpäivä on peruttu.",
        "Mukana ovat mm. Kuhmon Martat ry.",
    ],
)
def test_these_are_one_sentence(morphology: Morphology, text: str) -> None:
    assert split(morphology, text) == [text]


def test_a_date_may_end_a_sentence(morphology: Morphology) -> None:
    assert split(morphology, "Haku päättyy 31.3. Päätökset tehdään keväällä.") == [
        "Haku päättyy 31.3.",
        "Päätökset tehdään keväällä.",
    ]


def test_tokens_keep_names_and_endings_whole(morphology: Morphology) -> None:
    text = "Kuhmon 4H-yhdistys ry:n Yhdessä -hanke, sosiaali- ja Toimija.fi"
    tokens = tokenise(text, 0, morphology)
    assert [t.text for t in tokens] == [
        "Kuhmon", "4H-yhdistys", "ry:n", "Yhdessä", "-hanke", ",", "sosiaali-", "ja", "Toimija.fi",
    ]  # fmt: skip
    assert all(text[t.start : t.end] == t.text for t in tokens)


PAGE = """Kuhmon kaupunki > Ajankohtaista
4.5.2023

Yhdistysilta kokosi väkeä

Aika: 3.5.2023 klo 18
Paikka: Kirjasto

Puhujat
- Maija Virtanen, sihteeri

[Kuva] Väkeä illassa.

Ilta oli hieno. Paikalla oli yli sata ihmistä, ja keskustelu jatkui pitkään vielä ulkona pihallakin.

– Hienoa, että tulitte näin suurella joukolla, kiitti Maija Virtanen lopuksi kaikkia.

Jaa tämä sivu
"""


def test_lines_are_recognised_as_what_they_are() -> None:
    blocks = read_layout(PAGE)
    assert [b.kind for b in blocks] == [
        Kind.CRUMB, Kind.CRUMB, Kind.HEADING, Kind.KEY_VALUE, Kind.KEY_VALUE, Kind.HEADING, Kind.BULLET, Kind.CAPTION,
        Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.BOILERPLATE,
    ]  # fmt: skip
    assert [b.key for b in blocks if b.key] == ["Aika", "Paikka"]
    assert PAGE[blocks[6].start : blocks[6].end] == "Maija Virtanen, sihteeri"


def test_hard_wrapped_text_is_one_block() -> None:
    text = "Tämä on pitkä rivi, joka on katkaistu tasan tästä kohdasta siististi\nja joka jatkuu toisella rivillä."
    assert len(read_layout(text)) == 1
