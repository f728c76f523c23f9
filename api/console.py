"""The page of the console, and the page of its examples."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from yhdysverkko.api.access.guard import Needs, ViewerDep
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.apart import MOST_MEMORY
from yhdysverkko.api.context import LanguageDep, SettingsDep, UnguardedDep
from yhdysverkko.api.cypher import MOST_ROWS, MOST_STREAMED, USUAL_ROWS
from yhdysverkko.api.pages import respond
from yhdysverkko.api.results import write_json
from yhdysverkko.api.site import kept, render
from yhdysverkko.graph.messages import catalogue
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.settings import MIB
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.console import LONGEST
from yhdysverkko.queries.examples import read_example, read_examples
from yhdysverkko.queries.saved import list_queries, read_query
from yhdysverkko.viz.assets import CONSOLE_SCRIPTS, CONSOLE_STYLE, asset
from yhdysverkko.viz.map import embed
from yhdysverkko.viz.present import format_number

SHOWN_ROWS = 10_000
"""Rows that the page can be asked for; a browser draws no more with ease."""

PROCEDURES = (
    "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships",
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.schema.visualization",
)
"""What the editor suggests after CALL."""

SAID = "console.said."
"""What the keys of texts begin with that the scripts say."""

router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(Needs(Role.ANALYST))])


@router.get("")
def show_console(
    request: Request,
    store: UnguardedDep,
    settings: SettingsDep,
    viewer: ViewerDep,
    language: LanguageDep,
    q: str = "",
    saved: str = "",
    example: str = "",
) -> Response:
    """The console with a text that the address names or holds. It never runs by itself."""
    text, parameters = _opened(store, q, saved, example)
    page = render(
        request,
        "console.html.j2",
        language,
        query=text[:LONGEST],
        parameters=parameters,
        longest=LONGEST,
        usual_rows=USUAL_ROWS,
        most_rows=SHOWN_ROWS,
        said_rows=format_number(SHOWN_ROWS, language),
        seconds=f"{settings.time_limit_s:g}",
        memory=MOST_MEMORY // MIB,
        saved=list_queries(store),
        mine=viewer.name,
        rules=viewer.role >= Role.ADMIN,
        style=asset(CONSOLE_STYLE),
        scripts=[asset(name) for name in CONSOLE_SCRIPTS],
        data=embed(_data(language, kept(request))),
    )
    return respond(request, page.encode(), "text/html", "no-store")


@router.get("/examples")
def show_examples(request: Request, language: LanguageDep) -> Response:
    """Examples, each of which opens in the console."""
    examples = [
        (example, write_json(example.parameters) if example.parameters else "") for example in read_examples().values()
    ]
    page = render(request, "examples.html.j2", language, examples=examples)
    return respond(request, page.encode(), "text/html", "no-cache")


def _opened(store: Store, q: str, saved: str, example: str) -> tuple[str, str]:
    """The text and the parameters that an address asks for. Raises NotFound for a name that there is not."""
    if saved:
        return read_query(store, saved).text, ""
    if example:
        found = read_example(example)
        return found.text, write_json(found.parameters) if found.parameters else ""
    return q, ""


def _data(language: str, kept: str) -> dict[str, Any]:
    """What the scripts know: words to suggest, how to draw and word kinds, and what to say."""
    vocabulary = ontology()
    stated = [*vocabulary.kinds.values(), *vocabulary.relations.values()]
    properties = {item.name: item for each in stated for item in each.properties.values()}
    properties |= {item.name: item for item in vocabulary.measures.values()}
    return {
        "language": language,
        "kept": kept,
        "mostRows": MOST_ROWS,
        "mostStreamed": MOST_STREAMED,
        "kinds": {
            kind.name: {"label": kind.label[language], "prefix": "" if kind.meta else kind.prefix}
            for kind in vocabulary.kinds.values()
        },
        "relations": {relation.name: relation.label[language] for relation in vocabulary.relations.values()},
        "properties": {name: item.label[language] for name, item in properties.items()} | {"id": "", "sources": ""},
        "procedures": PROCEDURES,
        "texts": {
            key.removeprefix(SAID): texts[language] for key, texts in catalogue().items() if key.startswith(SAID)
        },
    }
