"""The map: a projection as one HTML file that needs nothing else, or as a page whose assets a server serves."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import jinja2
import orjson

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.projection import Projection
from yhdysverkko.viz.assets import SCRIPTS, STYLES, asset, content_hashes
from yhdysverkko.viz.present import format_date
from yhdysverkko.viz.view import Details, View, make_view, summary

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Named(NamedTuple):
    """Something to choose, by name."""

    id: str
    name: str


class Links(NamedTuple):
    """Where a server keeps the page's assets, its API and the API's description."""

    static: str
    api: str
    description: str


class RegionChoice(NamedTuple):
    """The regions a reader can choose from, the chosen one's id, and what else the address of the page says."""

    regions: Sequence[Named]
    chosen: str | None
    kept: Sequence[tuple[str, str]]


def render_map(projection: Projection, *, title: str, language: str, details: Details | None = None) -> str:
    """One self-contained HTML document; write it as UTF-8. It asks the network for nothing.

    `details` brings the evidence of entities and ties into the file. The same input gives the same text.
    """
    styles, scripts = [asset(name) for name in STYLES], [asset(name) for name in SCRIPTS]
    policy = (
        f"default-src 'none'; script-src {content_hashes(item.text for item in scripts)}; "
        f"style-src {content_hashes(item.text for item in styles)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    view = make_view(projection, language, details)
    return _render(projection, view, title, inline=True, policy=policy, styles=styles, scripts=scripts)


def render_page(projection: Projection, *, title: str, language: str, links: Links, choice: RegionChoice) -> str:
    """The same map for a server: assets come from it, and evidence is asked for when it is wanted."""
    view = make_view(projection, language) | {"api": links.api}
    styles = [asset(name) for name in STYLES]
    scripts = [asset(name) for name in SCRIPTS]
    return _render(
        projection,
        view,
        title,
        inline=False,
        static=links.static,
        api_description=links.description,
        regions=choice.regions,
        region=choice.chosen,
        kept=choice.kept,
        styles=styles,
        scripts=scripts,
    )


def _render(projection: Projection, view: View, title: str, **context: object) -> str:
    language = view["language"]
    as_of = projection.as_of
    return _template().render(
        title=title,
        language=language,
        t=lambda key, **params: say(key, language=language, **params),
        summary=summary(projection, language),
        as_of=format_date(as_of) if as_of else None,
        empty=not projection.entities,
        sources=sorted(projection.sources.items(), key=lambda item: (item[1], item[0])),
        data=embed(view),
        **context,
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(
        files("yhdysverkko.viz").joinpath("templates", "map.html.j2").read_text(encoding="utf-8")
    )


def embed(data: object) -> str:
    """JSON that can stand inside a script element whatever texts it holds."""
    text = orjson.dumps(data).decode()
    return "".join(_UNSAFE.get(letter, letter) for letter in text)
