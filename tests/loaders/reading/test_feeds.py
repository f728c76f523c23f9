"""Feeds saved to files: an entry is a document."""

from datetime import date
from pathlib import Path

import pytest

from tests.loaders.reading.conftest import Refuses
from yhdysverkko.loaders.reading import Document, Unreadable, open_documents

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kylät</title>
<item><title>Ilta &amp; päivä</title><link>https://example.org/1</link><guid>12</guid>
<pubDate>Wed, 07 Oct 2026 21:30:00 GMT</pubDate><description>lyhyt</description>
<content:encoded><![CDATA[<p>Eka <b>kappale</b>.</p><script>x</script><p>Toka.</p>]]></content:encoded></item>
<item><title>Pelkkä otsikko</title><link>https://example.org/2</link></item>
<item><guid>13</guid><description/></item>
<item><guid>12</guid><description>Sama tunniste &amp;amp; teksti</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kylät</title>
<entry><title>Otsikko</title><id>tag:example.org,2026:1</id><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/2"/><published>2026-10-08T10:00:00+03:00</published><updated>2026-10-09</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Yksi.</p><ul><li>a</li></ul></div></content></entry>
<entry><title>Toinen</title><id>https://example.org/3</id><updated>2026-10-10T10:00:00Z</updated>
<summary type="html">&lt;p&gt;Otsikkona toinen.&lt;/p&gt;</summary></entry></feed>"""


def read(path: Path, content: str | bytes) -> list[Document | Unreadable]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_documents(path))


def test_entries_of_rss(tmp_path: Path) -> None:
    first, second, third, fourth = read(tmp_path / "kylät.xml", RSS.encode("iso-8859-1"))
    assert isinstance(first, Document)
    assert first.text == "Ilta & päivä\n\nEka kappale.\n\nToka."
    assert (first.id, first.file, first.title) == ("kylät-12", "kylät.xml", "Ilta & päivä")
    assert (first.uri, first.published, first.modified) == ("https://example.org/1", date(2026, 10, 8), None)
    assert isinstance(second, Document)
    assert (second.id, second.text) == ("https-example-org-2", "Pelkkä otsikko")
    assert isinstance(third, Unreadable)
    assert "entry 13" in third.reason
    assert isinstance(fourth, Document)
    assert (fourth.id, fourth.text) == ("kylät-12-4", "Sama tunniste & teksti")
    assert first.sha256 != fourth.sha256


def test_entries_of_atom(tmp_path: Path) -> None:
    first, second = read(tmp_path / "kylät.atom", ATOM)
    assert isinstance(first, Document)
    assert first.text == "Otsikko\n\nYksi.\n\n- a"
    assert (first.uri, first.published, first.modified) == (
        "https://example.org/2", date(2026, 10, 8), date(2026, 10, 9),
    )  # fmt: skip
    assert isinstance(second, Document)
    assert (second.id, second.published) == ("https-example-org-3", date(2026, 10, 10))


def test_entries_before_the_place_where_a_feed_breaks_off_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path / "kylät.rss", ATOM[: ATOM.index("Toinen")])
    assert isinstance(first, Document)
    assert isinstance(second, Unreadable)
    assert "damaged" in second.reason


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_not_resolved(refuse: Refuses, declared: str) -> None:
    feed = f"<?xml version='1.0'?>{declared}<rss><channel><item><title>&a;</title></item></channel></rss>"
    assert "entities" in refuse("a.xml", feed.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<rss><channel><title>a</title></channel></rss>", "no entries"),
        ("<rss><channel>" + "<a>" * 300, "nested"),
        ("<rss", "neither"),
        ("<rss >", "damaged"),
        ("<?xml version='1.0' encoding='x-outo'?><rss></rss>", "damaged"),
    ],
)
def test_feeds_that_give_nothing(refuse: Refuses, content: str, said: str) -> None:
    assert said in refuse("a.xml", content.encode())


def test_an_entry_nested_beyond_reason(tmp_path: Path) -> None:
    entry = f"<item><title>a</title><description><![CDATA[{'<div>' * 3000}]]></description></item>"
    [found] = read(tmp_path / "a.xml", f"<rss><channel>{entry}</channel></rss>")
    assert isinstance(found, Unreadable)
    assert "nested" in found.reason
