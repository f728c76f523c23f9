"""Pages: the map explorer and the files that it is made of."""

from datetime import date
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from yhdysverkko.api.context import LanguageDep, StoreDep
from yhdysverkko.graph.facts import list_regions
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.projection import read_projection
from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.map import Links, Named, RegionChoice, render_page

LINKS = Links(static="/static", api="/api", description="/api/openapi.json")
TYPES = {"js": "text/javascript", "css": "text/css"}

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_map(
    request: Request,
    store: StoreDep,
    language: LanguageDep,
    region: Annotated[str | None, Query(pattern="^([0-9]{2})?$")] = None,
    as_of: date | None = None,
) -> Response:
    """The map explorer; an empty region means the whole country, none the one that the server was started with."""
    chosen = request.app.state.region if region is None else region
    projection = read_projection(store, region=chosen or None, as_of=as_of)
    kept = [(name, value) for name, value in request.query_params.items() if name in ("as_of", "language")]
    choice = RegionChoice([Named(*region) for region in list_regions(store)], chosen or None, kept)
    title = say("map.default_title", language=language)
    page = render_page(projection, title=title, language=language, links=LINKS, choice=choice)
    return _cached(request, page, "text/html", "no-cache")


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
