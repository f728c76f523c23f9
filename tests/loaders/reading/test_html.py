"""Saved pages: the main text as its reader sees it, and what the page says of itself."""

from datetime import date

import pytest

from tests.loaders.reading.conftest import Reads

PAGE = """<!doctype html><html lang=fi><head><meta charset=utf-8><title>Ilta kokosi | Sivusto</title>
<link rel=canonical href="https://example.org/ilta">
<meta property="article:published_time" content="2026-10-07T21:00:00+00:00">
<meta property="article:modified_time" content="2026-10-09">
<script>document.write("<p>ei koskaan</p>")</script><style>p{color:red}</style></head>
<body><header><nav>Etusivu</nav></header><main><article><header><h1>Ilta  kokosi
väen</h1></header><p>Ensimmäinen kappale <b>jatkuu</b>
seuraavalla&nbsp;rivillä.<p>Toinen kappale.<br>Uusi rivi.
<h2>Ohjelma</h2><ul><li>Avaus<ul><li>kahvi</li></ul><li><p>Luento</p></ul><ol><li>yksi<li>kaksi</ol>
<table><tr><th>Paikka<td>Kulttuuritalo<tr><th>Aika:<td>8.10.</table>
<table><tr><th>Nimi<th>Kunta<th>Puh.<tr><td>Aino Esimerkki<td>Multia<td></table>
<table><tr><td><p>Vasen</p><p>palsta</p><td><p>Oikea</p></table>
<dl><dt>Järjestäjä<dd>Kylät ry<dt>Lisätiedot:</dt><dd>Onni Malli</dd></dl>
<form><p>Lomakkeen teksti</p><input value=x><button>Lähetä</button></form><aside>Lue myös</aside>
<div id=comments><p>Hyvä juttu!</p></div><p hidden>piilo</p><!-- huomio --></article></main>
<footer>Evästeet</footer></body></html>"""

TEXT = """Ilta kokosi väen

Ensimmäinen kappale jatkuu seuraavalla rivillä.

Toinen kappale.
Uusi rivi.

Ohjelma

- Avaus
  - kahvi
- Luento

1. yksi
2. kaksi

Paikka: Kulttuuritalo
Aika: 8.10.

Nimi | Kunta | Puh.
Aino Esimerkki | Multia

Vasen

palsta

Oikea

Järjestäjä: Kylät ry
Lisätiedot: Onni Malli

Lomakkeen teksti"""


def test_a_page_gives_its_main_text(read: Reads) -> None:
    found = read("ilta.html", PAGE)
    assert found.text == TEXT
    assert (found.title, found.uri) == ("Ilta kokosi väen", "https://example.org/ilta")
    assert found.published == date(2026, 10, 8)  # Finnish midnight, written in UTC
    assert found.modified == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>vain runko</p><footer>x</footer>", "vain runko"),
        ("<h1>Otsikko</h1><main><p>teksti</p></main>", "Otsikko\n\nteksti"),
        ("<main></main><p>muualla</p>", "muualla"),
        ("<article><p>a</p></article><article><p>b</p></article>", "a\n\nb"),
        ("<div role=main><p>a</p></div><p>b</p>", "a"),
        ("<pre>rivi  1\n  rivi 2</pre>", "rivi  1\n  rivi 2"),
        ("<p>a<div role=navigation>b</div><p>c", "a\n\nc"),
        ("<script>for(i=0;i<n;i++)" + "x<y;" * 5000 + "</script><p>a", "a"),
        ("<p>" * 5000 + "a", "a"),
    ],
)
def test_pages_of_other_shapes(read: Reads, body: str, text: str) -> None:
    assert read("sivu.html", f"<!doctype html><body>{body}").text == text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2026-10-08T09:00:00+03:00"}]}</script>',
            True,
        ),
        ('<script type="application/ld+json">{rikki</script>', False),
        ('<main><time itemprop=datePublished datetime="2026-10-08">eilen</time></main>', True),
        ('<main><header><time datetime="2026-10-08">8.10.</time></header></main>', True),
        ('<main><p>Ilta on <time datetime="2026-10-08">8.10.</time></main>', False),
        ('<meta name="DC.date.issued" content="8.10.2026">', True),
        ('<meta name="date" content="eilen">', False),
        ('<meta name="date" content="2026-13-45">', False),
        ('<meta name="date" content="Thu, 08 Oct 2026 10:00:00 +0300">', True),
    ],
)
def test_only_a_date_marked_as_that_of_publication_counts(read: Reads, head: str, published: bool) -> None:
    found = read("sivu.html", f"<!doctype html>{head}<p>Teksti.")
    assert found.published == (date(2026, 10, 8) if published else None)


def test_a_declared_encoding_is_no_guess(read: Reads) -> None:
    found = read("vanha.htm", '<meta charset="iso-8859-1"><p>Äänekoski – €'.encode("cp1252"))
    assert (found.text, found.notices) == ("Äänekoski – €", ())


def test_addresses_that_run_are_left_out(read: Reads) -> None:
    assert not read("a.html", '<link rel=canonical href="javascript:alert(1)"><p>a').uri
