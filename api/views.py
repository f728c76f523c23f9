"""Views as pictures, files and embeds, and the views that are saved under a name."""

from html import escape
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.limits import HEAVY
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.cache import PUBLIC
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, QuestionsDep, StoreDep
from yhdysverkko.api.description import answers_with_file
from yhdysverkko.api.models import Model
from yhdysverkko.api.pages import LINKS, MAP, respond, view_from, view_of
from yhdysverkko.api.picturing import DRAWERS
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.values import slug
from yhdysverkko.viz.choices import View, parse_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.gathering import evidence_of
from yhdysverkko.viz.map import render_map, render_page
from yhdysverkko.viz.pictures.png import COARSEST
from yhdysverkko.viz.saved import SavedView, delete_saved, list_saved, read_saved, save_view
from yhdysverkko.viz.scene import Scene

SERVED_DPI = 600
"""The finest picture that the server draws: finer ones take more memory than many readers at once can be given. The
command `snapshot` draws them."""

TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "html": "text/html"}
PICTURES = answers_with_file("The view as a file", TYPES.values())
EMBEDDED = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
    "cross-origin-resource-policy": "cross-origin",
}
"""What differs where a page of others may show ours in a frame: nothing in it can be changed, and it holds no more than
anybody may see."""

ViewName = Annotated[str, Path(description="Its id or its name", examples=["puutteet-keski-suomessa"])]


LEFT_OUT = {"type": "string", "maxLength": 0}
"""What a form sends for a choice that is not made."""


def view_parameters() -> list[dict[str, Any]]:
    """The choices of a view as parameters of an address, for the description of what takes them."""
    schema = View.model_json_schema()
    found = []
    for name, item in schema["properties"].items():
        described = schema["$defs"][item["$ref"].rpartition("/")[2]] | item if "$ref" in item else item
        kept = {key: value for key, value in described.items() if key not in ("$ref", "title", "description")}
        given = {key: kept.pop(key) for key in ("default", "examples") if key in kept}
        allowed = {"anyOf": [*kept.get("anyOf", [kept]), LEFT_OUT], **given}
        found.append({"name": name, "in": "query", "description": item["description"], "schema": allowed})
    return found


pages = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])
snapshots = APIRouter(
    prefix="/api/v1/snapshots", tags=["views"], responses=PROBLEMS, dependencies=[Depends(Needs(Role.PUBLIC))]
)
router = APIRouter(
    prefix="/api/v1/views",
    tags=["views"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.PUBLIC))],
)


class SavedViewOut(Model):
    """A view under its name: its choices as an address writes them, and where it is shown and drawn."""

    id: str = Field(examples=["puutteet-keski-suomessa"])
    name: str = Field(examples=["Puutteet Keski-Suomessa"])
    choices: str = Field(examples=["region=13&overlay=gaps"])
    page: str
    embed: str
    image: str


class SavedViewIn(Model):
    """A view to be saved: a name, and choices as the address of its page writes them."""

    name: str = Field(min_length=1, max_length=200, examples=["Puutteet Keski-Suomessa"])
    choices: str = Field(max_length=4000, examples=["region=13&overlay=gaps"])


class OEmbed(Model):
    """How to embed a view, as oEmbed 1.0 says it."""

    type: str = "rich"
    version: str = "1.0"
    title: str
    provider_name: str = "Yhdysverkko"
    provider_url: str
    html: str
    width: int
    height: int


@pages.get("/view.{form}", dependencies=[Depends(HEAVY)])
@snapshots.get(
    ".{form}",
    summary="Draw a view",
    response_class=Response,
    responses=PICTURES,
    openapi_extra={"parameters": view_parameters()},
    dependencies=[Depends(HEAVY)],
)
def draw_view(
    request: Request,
    store: StoreDep,
    questions: QuestionsDep,
    language: LanguageDep,
    form: Annotated[Literal["svg", "png", "pdf", "html"], Path(description="Its format", examples=["svg"])],
    dpi: Annotated[int, Query(ge=COARSEST, le=SERVED_DPI, description="Dots per inch of a PNG", examples=[200])] = 200,
) -> Response:
    """The view that the address describes, as a picture or a file."""
    scene = compose(store, view_of(request, store), language, questions=questions)
    content = render_map(scene, evidence_of(store, scene)).encode() if form == "html" else DRAWERS[form](scene, dpi)
    answer = respond(request, content, TYPES[form], PUBLIC)
    answer.headers["content-disposition"] = f'inline; filename="{_file_name(scene)}.{form}"'
    answer.headers["cross-origin-resource-policy"] = "cross-origin"
    if form == "html":
        # The file carries its own policy, which lets its own scripts run and nothing else.
        answer.headers["content-security-policy"] = "frame-ancestors *"
        answer.headers["content-disposition"] = f'attachment; filename="{_file_name(scene)}.html"'
    return answer


def _file_name(scene: Scene) -> str:
    return slug(scene.title).encode("ascii", "ignore").decode().strip("-") or "view"


@pages.get("/embed")
def embed_view(request: Request, store: StoreDep, questions: QuestionsDep, language: LanguageDep) -> Response:
    """The view as a page for a frame in the pages of others."""
    scene = compose(store, view_of(request, store), language, questions=questions)
    answer = respond(request, render_page(scene, links=LINKS, form=None).encode(), "text/html", PUBLIC)
    answer.headers.update(EMBEDDED)
    return answer


@pages.get("/oembed")
def describe_embed(
    request: Request,
    store: StoreDep,
    language: LanguageDep,
    url: Annotated[str, Query(max_length=5000)],
    maxwidth: Annotated[int, Query(ge=200, le=4000)] = 960,
    maxheight: Annotated[int, Query(ge=200, le=4000)] = 640,
) -> OEmbed:
    """How to embed a page of ours (oEmbed 1.0). Raises NotFound for an address that is not one."""
    asked, own = urlsplit(url), request.base_url
    if asked.netloc != own.netloc or asked.path not in (MAP, "/embed"):
        raise NotFound("view.not_ours", url=url)
    view = view_from(parse_qsl(asked.query), request, store)
    address = f"{str(own).rstrip('/')}/embed?{urlencode([*view.pairs(), ('language', language)])}"
    title = view.title or say("map.default_title", language=language)
    size = f'width="{maxwidth}" height="{maxheight}"'
    return OEmbed(
        title=title,
        provider_url=str(own),
        html=f'<iframe src="{escape(address)}" title="{escape(title)}" {size}></iframe>',
        width=maxwidth,
        height=maxheight,
    )


@router.get("", summary="List saved views")
def read_views(store: StoreDep) -> list[SavedViewOut]:
    """Every saved view."""
    return [_shape(saved) for saved in list_saved(store)]


@router.get("/{name}", summary="Read a saved view")
def read_view(store: StoreDep, name: ViewName) -> SavedViewOut:
    """A saved view by id or name."""
    return _shape(read_saved(store, name))


@router.post(
    "",
    summary="Save a view",
    status_code=201,
    responses={413: {"description": "More than a view can be"}},
    dependencies=[Depends(Needs(Role.READER))],
)
def keep_view(store: StoreDep, wanted: SavedViewIn) -> SavedViewOut:
    """Save a view; one of the same name is replaced."""
    view = parse_view(parse_qsl(wanted.choices))
    return _shape(save_view(store, wanted.name, view.model_copy(update={"title": view.title or wanted.name})))


@router.delete("/{name}", summary="Forget a saved view", status_code=204, dependencies=[Depends(Needs(Role.READER))])
def forget_view(store: StoreDep, name: ViewName) -> None:
    """Forget a saved view."""
    delete_saved(store, name)


def _shape(saved: SavedView) -> SavedViewOut:
    name = urlencode([("view", saved.id)])
    return SavedViewOut(
        id=saved.id,
        name=saved.name,
        choices=urlencode(saved.view.pairs()),
        page=f"{MAP}?{name}",
        embed=f"/embed?{name}",
        image=f"/view.svg?{name}",
    )
