"""Markdown without its signs."""

from datetime import date

import pytest

from tests.loaders.reading.conftest import Reads

NOTE = """---
title: Kylien ilta
date: 2026-03-02
---
# Kokous *Multialla* #

Paikalla oli **Aino Esimerkki** ja [Kylät ry](https://example.org/a_b)
Alaotsikko
----------
* yksi
* [x] kaksi
  - sisä
3. kolmas

Tämä rivi on niin pitkä, että se jatkuu seuraavalle riville
ilman kappaleen vaihtoa.
Lyhyt rivi\\
toinen rivi

| Nimi | Kunta | Puh. |
|------|:-----:|------|
| Aino | Multia | |

> Lainaus &amp; muuta_sana_tässä <br> uusi

```
koodi *tässä*
```
[viite]: https://example.org
"""

PLAIN = """Kokous Multialla

Paikalla oli Aino Esimerkki ja Kylät ry

Alaotsikko

- yksi
- kaksi
  - sisä
3. kolmas

Tämä rivi on niin pitkä, että se jatkuu seuraavalle riville ilman kappaleen vaihtoa.
Lyhyt rivi
toinen rivi

Nimi | Kunta | Puh.
Aino | Multia

Lainaus & muuta_sana_tässä
uusi

koodi *tässä*"""


def test_a_note_as_its_reader_sees_it(read: Reads) -> None:
    found = read("ilta.md", NOTE)
    assert found.text == PLAIN
    assert (found.title, found.published) == ("Kylien ilta", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        (r"\*ei korostusta\*", "*ei korostusta*"),
        ("kuva: ![Onni Malli](o.jpg)", "kuva: Onni Malli"),
        ("<https://example.org>", "https://example.org"),
        ("_Aino_ ja __Onni__ ja ~~Esa~~ ja `koodi`", "Aino ja Onni ja Esa ja koodi"),
        ("***", None),
        ("Keski-Suomen_yhteinen_ilta", "Keski-Suomen_yhteinen_ilta"),
        ("[viite][1]", "viite"),
        ("## Otsikko ##", "Otsikko"),
        ("# C#", "C#"),
        ("a | b\n---|---\nc | d", "a: b\nc: d"),
        (
            "rivi, joka on pitkä ja loppuu kahteen välilyöntiin  \ntoinen",
            "rivi, joka on pitkä ja loppuu kahteen välilyöntiin\ntoinen",
        ),
        ("---\nei: otsikkoa", "ei: otsikkoa"),
    ],
)
def test_signs_in_a_line(read: Reads, source: str, text: str | None) -> None:
    assert read("a.md", f"{source}\n\nloppu").text == (f"{text}\n\nloppu" if text else "loppu")
