"""Web pages saved to files: the main text, and what the page says of itself. Parsed only; nothing is run or fetched."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.reading.decoding import read_page
from yhdysverkko.loaders.reading.document import Content
from yhdysverkko.loaders.reading.lines import single_spaced
from yhdysverkko.loaders.reading.markup import tree_text
from yhdysverkko.loaders.reading.stamps import read_stamp

MAX_DEPTH = 2_000
"""Elements open at once; the parser's time grows with the square of it, and real pages stay under a hundred."""

MAX_TAGS = 500_000
"""Tags of a page; each element takes some hundred bytes and a few microseconds, and real pages have some thousands."""

PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "citation_publication_date", "pubdate", "publish-date", "date",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
"""Names of <meta> under which pages state their dates, the surest first."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_TAGS = """area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param
source tbody td tfoot th thead tr track wbr"""
_NEVER_OPEN = frozenset(_CLOSED_TAGS.split())
# What stands in these is no markup: "i<n" in a script opens nothing.
_RAW = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")}
_PUBLISHED_TIME = "time[itemprop='datePublished'], time[pubdate], time.published, time.entry-date, header time"


def read_html(path: Path) -> Content:
    """A saved page: the text of <main> or the only <article>, else of the body without the site's own parts."""
    source, notices = read_page(path)
    if excess := find_excess(source):
        raise LoadFailed(excess, file=path.name)
    page = LexborHTMLParser(source)
    root = _main_part(page)
    text = tree_text(root) if root else ""
    if root and not text and page.body:
        text = tree_text(page.body)
    heading, title = _title(page, root)
    if heading and heading not in text:
        text = f"{heading}\n\n{text}" if text else ""
    stated = _stated(page)
    return Content(text, title, _address(page, stated), _published(root, stated), _first_day(stated, MODIFIED), notices)


def fragment_text(source: str) -> str:
    """The text of a piece of HTML, such as an entry of a feed. Raises ValueError when its tags are beyond reason."""
    if find_excess(source):
        raise ValueError(source[:20])
    body = LexborHTMLParser(source).body
    return tree_text(body) if body else ""


def find_excess(source: str) -> str:
    """The message for more tags, or more elements open at once, than any page needs; else nothing. Ends that are
    missing count as open."""
    depth = at = count = 0
    while match := _TAG.search(source, at):
        count += 1
        if count > MAX_TAGS:
            return "reading.too_large"
        at, tag = match.end(), match[2].lower()
        if tag in _RAW and not match[1]:
            end = _RAW[tag].search(source, at)
            at = end.end() if end else len(source)
        elif tag not in _NEVER_OPEN:
            depth += -1 if match[1] else 1
            if depth > MAX_DEPTH:
                return "reading.too_deep"
    return ""


def _main_part(page: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main", "[role='main']", "article"):
        found = page.css(selector)
        if len(found) == 1:
            return found[0]
    return page.body


def _title(page: LexborHTMLParser, root: LexborNode | None) -> tuple[str, str]:
    """The page's main heading, and its title: that heading, else what the page gives as its title."""
    found = (root.css_first("h1") if root else None) or page.css_first("h1")
    heading = single_spaced(found.text()) if found else ""
    shared = page.css_first("meta[property='og:title']")
    title = heading or (shared.attributes.get("content") if shared else "")
    if not title and (element := page.css_first("title")):
        title = element.text()
    return heading, single_spaced(title or "")


def _stated(page: LexborHTMLParser) -> dict[str, str]:
    """What <meta> and embedded JSON-LD state, by lower-cased name; <meta> wins, the first of a name counts."""
    stated: dict[str, str] = {}
    for meta in page.css("meta"):
        attributes = meta.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and (content := attributes.get("content")):
            stated.setdefault(name.casefold(), content)
    for script in page.css("script[type='application/ld+json']"):
        for name, value in _linked_data(script.text()):
            stated.setdefault(name, value)
    return stated


def _linked_data(source: str) -> Iterator[tuple[str, str]]:
    try:
        found = orjson.loads(source)
    except orjson.JSONDecodeError:
        return
    graph = found.get("@graph", [found]) if isinstance(found, dict) else found
    for item in graph if isinstance(graph, list) else []:
        for key in ("datePublished", "dateModified"):
            if isinstance(item, dict) and isinstance(value := item.get(key), str):
                yield key.casefold(), value


def _published(root: LexborNode | None, stated: dict[str, str]) -> date | None:
    """The day that the page marks as that of its publication; a <time> elsewhere may be that of an event."""
    if day := _first_day(stated, PUBLISHED):
        return day
    for time in root.css(_PUBLISHED_TIME) if root else []:
        if day := read_stamp(time.attributes.get("datetime") or ""):
            return day
    return None


def _first_day(stated: dict[str, str], names: tuple[str, ...]) -> date | None:
    return next((day for name in names if (day := read_stamp(stated.get(name, "")))), None)


def _address(page: LexborHTMLParser, stated: dict[str, str]) -> str:
    link = page.css_first("link[rel='canonical']")
    address = (link.attributes.get("href") if link else None) or stated.get("og:url") or ""
    return address if address.startswith(("https://", "http://")) else ""
