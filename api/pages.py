"""Pages: the map explorer and the files that it is made of."""

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from yhdysverkko.api.access.guard import Needs, viewer_of
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.cache import PRIVATE, PUBLIC
from yhdysverkko.api.conditional import revalidate
from yhdysverkko.api.context import LanguageDep, QuestionsDep, ViewersStoreDep
from yhdysverkko.api.site import site_pages
from yhdysverkko.graph.facts import list_regions, list_themes
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.choices import View, parse_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.map import Form, Links, Named, render_page
from yhdysverkko.viz.saved import read_saved

LINKS = Links(static="/static", api="/api/v1", description="/api/v1/openapi.json", entity="/entity")
MAP = "/map"
"""Where the map explorer is."""

TYPES = {"js": "text/javascript", "css": "text/css"}

router = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])


@router.get(MAP)
def show_map(request: Request, store: ViewersStoreDep, questions: QuestionsDep, language: LanguageDep) -> Response:
    """The map explorer. The address holds the choices of the view (viz.choices.View), or the name of a saved one; an
    empty region means the whole country, none the one that the server was started with."""
    view = view_of(request, store)
    scene = compose(store, view, language, questions=questions)
    kept = [(name, value) for name, value in request.query_params.items() if name == "language"]
    themes = [Named(theme, theme) for theme in list_themes(store)]
    form = Form(
        [Named(*region) for region in list_regions(store)], themes, kept, viewer_of(request).role >= Role.READER
    )
    address = urlencode([*view.pairs(), *kept])
    pictures = [Named(f"/view.{form}?{address}", form.upper()) for form in ("svg", "png", "pdf", "html")]
    links = LINKS._replace(pictures=pictures, pages=site_pages(request, language))
    page = render_page(scene, links=links, form=form)
    return respond(request, page.encode(), "text/html", PUBLIC)


def view_of(request: Request, store: Store) -> View:
    """The view that the request's address asks for. Raises WrongUse for a choice that does not fit."""
    return view_from(request.query_params.multi_items(), request, store)


def view_from(asked: Iterable[tuple[str, str]], request: Request, store: Store) -> View:
    """The view of an address's pairs, with the choices of a saved view in the place of its name."""
    pairs = [
        pair
        for name, value in asked
        if name not in ("language", "dpi")
        for pair in (read_saved(store, value).view.pairs() if name == "view" else [(name, value)])
    ]
    if not any(name in ("region", "focus", "question") for name, _ in pairs) and request.app.state.region:
        pairs.append(("region", request.app.state.region))
    return parse_view(pairs)


@router.get("/static/{name}")
def serve_asset(request: Request, name: str, v: str = "") -> Response:
    """A script or a style sheet; one that is asked for by its version may be kept for good."""
    try:
        found = asset(name)
    except FileNotFoundError as error:
        raise HTTPException(404) from error
    lasting = "public, max-age=31536000, immutable" if v == found.version else PUBLIC
    return respond(request, found.text.encode(), TYPES[name.rpartition(".")[2]], lasting)


def respond(request: Request, content: bytes, media_type: str, cache_control: str) -> Response:
    """The content, or 304 when the browser has just this already. What is PUBLIC is private for who has signed in."""
    if cache_control == PUBLIC and viewer_of(request).name:
        cache_control = PRIVATE
    answer = Response(content, headers={"cache-control": cache_control}, media_type=media_type)
    return revalidate(request, answer)
