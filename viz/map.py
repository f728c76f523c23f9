"""The map: a scene as one HTML file that needs nothing else, or as a page whose assets a server serves."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import jinja2
import orjson

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.viz.assets import SCRIPTS, STYLES, asset, content_hashes
from yhdysverkko.viz.choices import Layout, Overlay, View
from yhdysverkko.viz.pagedata import Data, Details, page_data
from yhdysverkko.viz.scene import Scene

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

CHOSEN = ("region", "layout", "overlay", "measure", "as_of", "since")
"""The choices that the page's form changes; it passes the others on."""


class Named(NamedTuple):
    """Something to choose, by name."""

    id: str
    name: str


class Links(NamedTuple):
    """Where a server keeps the page's assets, its API, the API's description, the pages of entities, pictures of a view
    by format, and its other pages."""

    static: str
    api: str
    description: str
    entity: str
    pictures: Sequence[Named] = ()
    pages: Sequence[Named] = ()


class Form(NamedTuple):
    """What a reader can choose on a server: regions, themes; what else the address says; whether views may be saved."""

    regions: Sequence[Named]
    themes: Sequence[Named] = ()
    kept: Sequence[tuple[str, str]] = ()
    may_save: bool = False


def render_map(scene: Scene, details: Details | None = None) -> str:
    """One self-contained HTML document; write it as UTF-8. It asks the network for nothing.

    `details` brings the evidence of entities and ties into the file. The same input gives the same text.
    """
    styles, scripts = [asset(name) for name in STYLES], [asset(name) for name in SCRIPTS]
    policy = (
        f"default-src 'none'; script-src {content_hashes(item.text for item in scripts)}; "
        f"style-src {content_hashes(item.text for item in styles)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return _render(scene, page_data(scene, details), inline=True, policy=policy, styles=styles, scripts=scripts)


def render_page(scene: Scene, *, links: Links, form: Form | None) -> str:
    """The same map for a server: assets come from it, and evidence is asked for when it is wanted.

    Without a form it is a map to be put into other pages: nothing but the map, its legend and its day.
    """
    styles, scripts = [asset(name) for name in STYLES], [asset(name) for name in SCRIPTS]
    data = page_data(scene) | {"api": links.api} | ({"entity": links.entity, "hidden": HIDDEN_NAME} if form else {})
    return _render(
        scene, data, inline=False, links=links, form=form, kept=_kept(scene.view, form), styles=styles, scripts=scripts
    )


def _kept(view: View, form: Form | None) -> list[tuple[str, str]]:
    kept = [pair for pair in view.pairs() if pair[0] not in CHOSEN]
    return [*kept, *(form.kept if form else ())]


def _render(scene: Scene, data: Data, **context: object) -> str:
    language = scene.language
    return _template().render(
        scene=scene,
        language=language,
        t=lambda key, **params: say(key, language=language, **params),
        layouts=[Named(each.value, say(f"layout.{each}", language=language)) for each in Layout],
        overlays=[Named(each.value, say(f"overlay.{each}", language=language)) for each in Overlay],
        measures=[Named(name, item.label[language]) for name, item in ontology().measures.items()],
        empty=not scene.marks,
        data=embed(data),
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
    return re.sub(f"[{''.join(_UNSAFE)}]", lambda found: _UNSAFE[found[0]], orjson.dumps(data).decode())
