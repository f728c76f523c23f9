"""The site: what every page but the map has around it."""

from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request

from yhdysverkko.api.access.guard import viewer_of
from yhdysverkko.api.access.roles import Role
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.viz.assets import PAGE_STYLES, asset
from yhdysverkko.viz.map import Named

PAGES = (
    ("/", "site.front", Role.PUBLIC),
    ("/map", "site.map", Role.PUBLIC),
    ("/ask", "site.ask", Role.PUBLIC),
    ("/reports", "site.reports", Role.READER),
    ("/console", "site.console", Role.ANALYST),
    ("/data", "site.data", Role.EDITOR),
    ("/accounts", "accounts.title", Role.ADMIN),
    ("/about", "site.about", Role.PUBLIC),
)
"""The address of each page that all pages lead to, what it is called, and the role that it takes."""


def source_anchor(source_id: str) -> str:
    """Where on the page about the data a source stands."""
    return f"source-{source_id}"


def source_address(source_id: str, kept: str) -> str:
    """Where a source is told of."""
    return f"/about{kept}#{quote(source_anchor(source_id))}"


def site_pages(request: Request, language: str) -> list[Named]:
    """Those of PAGES that the viewer may open, named in a language, which their addresses keep if it is asked for."""
    role = viewer_of(request).role
    return [
        Named(address + kept(request), say(key, language=language)) for address, key, needed in PAGES if role >= needed
    ]


def render(request: Request, template: str, language: str, **context: Any) -> str:
    """A page of the site. Its links keep the language that the reader has asked for."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "language"]
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            languages=[(code, f"{request.url.path}?{urlencode([*asked, ('language', code)])}") for code in LANGUAGES],
            spoken=spoken(request),
            kept=kept(request),
            pages=site_pages(request, language),
            viewer=viewer_of(request),
            local=request.state.local,
            sign_in=sign_in_address(request),
            here=f"/{request.url.path.split('/')[1]}",
            styles=[asset(name) for name in PAGE_STYLES],
            t=partial(say, language=language),
            say=say,
            **context,
        )
    )


def sign_in_address(request: Request) -> str:
    """Where to sign in and come back from to what was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/login?{urlencode([('next', request.url.path + query), *spoken(request)])}"


def spoken(request: Request) -> list[tuple[str, str]]:
    """The language that the address asks for, as its pairs; none where it leaves it to the settings."""
    asked = request.query_params.get("language", "")
    return [("language", asked)] if asked in LANGUAGES else []


def entity_address(reference: str) -> str:
    """Where the page of an entity ("municipality:077") is."""
    kind, _, entity_id = reference.partition(":")
    return f"/entity/{quote(kind)}/{quote(entity_id)}"


def kept(request: Request) -> str:
    """What a link adds to an address to keep the language that the reader has asked for."""
    return f"?{urlencode(spoken(request))}" if spoken(request) else ""


@cache
def _environment() -> jinja2.Environment:
    folder = files("yhdysverkko.api").joinpath("templates")
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
