"""Pages: the map explorer and the files that it is made of."""

from hashlib import sha256

from fastapi import APIRouter, HTTPException, Request, Response

from yhdysverkko.api.context import LanguageDep, QuestionsDep, StoreDep
from yhdysverkko.graph.facts import list_regions
from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.choices import View, parse_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.map import Form, Links, Named, render_page

LINKS = Links(static="/static", api="/api", description="/api/openapi.json")
TYPES = {"js": "text/javascript", "css": "text/css"}

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_map(request: Request, store: StoreDep, questions: QuestionsDep, language: LanguageDep) -> Response:
    """The map explorer. The address holds the choices of the view (viz.choices.View); an empty region means the whole
    country, none the one that the server was started with."""
    view = requested_view(request)
    scene = compose(store, view, language, questions=questions)
    kept = [(name, value) for name, value in request.query_params.items() if name == "language"]
    form = Form([Named(*region) for region in list_regions(store)], kept)
    return _cached(request, render_page(scene, links=LINKS, form=form), "text/html", "no-cache")


def requested_view(request: Request) -> View:
    """The view that an address asks for. Raises WrongUse for a choice that does not fit."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "language"]
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
    lasting = "public, max-age=31536000, immutable" if v == found.version else "no-cache"
    return _cached(request, found.text, TYPES[name.rpartition(".")[2]], lasting)


def _cached(request: Request, text: str, media_type: str, cache_control: str) -> Response:
    """The text, or 304 when the browser has just this already."""
    content = text.encode()
    headers = {"etag": f'"{sha256(content).hexdigest()[:32]}"', "cache-control": cache_control}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
