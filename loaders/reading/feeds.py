"""RSS 2.0 and Atom (RFC 4287) feeds saved to files: each entry is a document."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.values import slug
from yhdysverkko.loaders.reading.document import Content
from yhdysverkko.loaders.reading.html import fragment_text
from yhdysverkko.loaders.reading.lines import clean, single_spaced
from yhdysverkko.loaders.reading.safexml import BROKEN_XML, elements, local_name
from yhdysverkko.loaders.reading.stamps import read_stamp

_ROOTS = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_ROOT_WITHIN = 4096
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_BODIES = ("encoded", "content", "description", "summary")
_PUBLISHED = ("pubDate", "published", "issued", "date", "updated")


class Entry(NamedTuple):
    """An entry: its id, what to call it, and its content or the error that its text raised."""

    id: str
    name: str
    content: Content | LoadFailed


def is_feed(path: Path) -> bool:
    """Whether an XML file is a feed, by its first element."""
    with path.open("rb") as file:
        return _ROOTS.search(file.read(_ROOT_WITHIN).replace(b"\x00", b"")) is not None


def read_feed(path: Path) -> Iterator[Entry]:
    """The entries of a feed; an id is made of the entry's guid, link or title.

    Raises LoadFailed where the feed breaks off, after the entries before that place.
    """
    try:
        with path.open("rb") as file:
            for element in elements(file, ("channel", "feed", "RDF"), file=path.name):
                if local_name(element) in ("item", "entry"):
                    yield _entry(element, path)
    except (BROKEN_XML, ValueError, LookupError) as error:
        raise LoadFailed("reading.feed_broken", file=path.name, reason=error) from error


def _entry(element: Element, path: Path) -> Entry:
    parts: dict[str, Element] = {}
    for child in element:
        parts.setdefault(local_name(child), child)
    title = single_spaced(clean(_markup_text(parts.get("title")) or ""))
    link = _link(element)
    guid = _text(parts, "guid") or _text(parts, "id") or link or title
    name = title or guid
    # A guid that is no address is told apart from those of other feeds by the name of the feed.
    identity = slug(guid if ":" in guid else f"{path.stem} {guid}")
    try:
        text = next(filter(None, (_markup_text(parts.get(body)) for body in _BODIES)), "")
    except ValueError:
        return Entry(identity, name, LoadFailed("reading.too_deep", file=f"{path.name} – {name}"))
    published = next((day for part in _PUBLISHED if (day := read_stamp(_text(parts, part)))), None)
    modified = read_stamp(_text(parts, "updated"))
    whole = text if text.startswith(title) else f"{title}\n\n{text}".strip()
    return Entry(identity, name, Content(whole, title, link, published, modified))


def _text(parts: dict[str, Element], name: str) -> str:
    return (parts[name].text or "").strip() if name in parts else ""


def _link(element: Element) -> str:
    """The address of the entry's page: RSS writes it as text, Atom as an attribute of the link without other role."""
    for link in element:
        if local_name(link) == "link" and link.get("rel", "alternate") == "alternate":
            address = (link.text or "").strip() or link.get("href", "")
            if address.startswith(("https://", "http://")):
                return address
    return ""


def _markup_text(element: Element | None) -> str:
    """Text of an element that holds HTML: escaped, as elements (Atom's xhtml), or plain text that is none.

    Raises ValueError when it nests beyond reason.
    """
    if element is None:
        return ""
    if len(element):
        for part in element.iter():
            part.tag = local_name(part)
        return fragment_text(tostring(element, encoding="unicode", method="html"))
    text = element.text or ""
    return fragment_text(text) if _MARKUP.search(text) and element.get("type") != "text" else unescape(text).strip()
