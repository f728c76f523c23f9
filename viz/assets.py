"""Assets: the styles and scripts of our pages, and vis-network as the pyvis package carries it."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

STYLES = ("design.css", "map.css")
"""Of the map."""

PAGE_STYLES = ("design.css", "site.css")
"""Of the other pages."""

WAITING_SCRIPT = "front.js"
"""Of a page that is still being made, or that the database is away for."""

PARTS_SCRIPT = "parts.js"
"""Of pages whose tables come after them."""

PAGE_SCRIPTS = (WAITING_SCRIPT, PARTS_SCRIPT, "data.js", "review.js")
"""Each of pages that need it."""

CONSOLE_STYLE = "console.css"
CONSOLE_SCRIPTS = ("dom.js", "cypher.js", "editor.js", "answer.js", "console.js")
"""Of the console; as with SCRIPTS, in the order in which they run."""

SCRIPTS = (
    "vis-network.min.js",
    "dom.js",
    "model.js",
    "labels.js",
    "ground.js",
    "ties.js",
    "network.js",
    "evidence.js",
    "turning.js",
    "panel.js",
    "search.js",
    "legend.js",
    "table.js",
    "time.js",
    "findings.js",
    "choices.js",
    "main.js",
)
"""In the order in which they run; each may use what those before it declare."""


class Asset(NamedTuple):
    """A file of the page; `version` changes with its content."""

    name: str
    text: str
    version: str


@cache
def asset(name: str) -> Asset:
    """One of the styles or scripts, read once. Raises FileNotFoundError for any other name."""
    if name not in (*STYLES, *PAGE_STYLES, *SCRIPTS, *PAGE_SCRIPTS, *CONSOLE_SCRIPTS, CONSOLE_STYLE):
        raise FileNotFoundError(name)
    text = _folder(name).joinpath(name).read_text(encoding="utf-8")
    return Asset(name, text, sha256(text.encode()).hexdigest()[:16])


def _folder(name: str) -> Traversable:
    if name.startswith("vis-network"):
        return files("pyvis").joinpath("templates", "lib", "vis-9.1.2")
    return files("yhdysverkko.viz").joinpath("static")


def content_hashes(texts: Iterable[str]) -> str:
    """Sources for a Content-Security-Policy that lets just these inline texts run."""
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
