"""Routes of the API: facts as JSON under /api/v1, described by /api/v1/openapi.json."""

from datetime import date
from importlib.metadata import version
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.choosing import AsOf, Region
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, StoreDep, ViewersStoreDep, ViewersUnguardedDep
from yhdysverkko.api.lists import entity_table, tie_table
from yhdysverkko.api.models import ProjectionOut, SearchResults, SourceOut, SourcePage, Status
from yhdysverkko.api.paging import PageDep
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.quick import quick
from yhdysverkko.api.shapes import shape_counts, shape_projection, shape_source, summarise
from yhdysverkko.api.streaming import STREAMED, Form, FormDep, stream
from yhdysverkko.graph.facts import count_kinds, count_relations, search
from yhdysverkko.graph.ledger import StoredSource, list_sources, read_source
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import read_projection

router = APIRouter(
    prefix="/api/v1",
    tags=["graph"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.PUBLIC))],
)


@router.get("/status", summary="Say what the graph holds")
def read_status(store: StoreDep, language: LanguageDep) -> Status:
    """What the graph holds, and how recent it is."""
    kinds, relations, sources = count_kinds(store), count_relations(store), list_sources(store)
    return Status(
        version=version("yhdysverkko"),
        entities=sum(kinds.values()),
        ties=sum(relations.values()),
        sources=len(sources),
        date_of_data=max(filter(None, map(_day, sources)), default=None),
        kinds=shape_counts(kinds, {name: kind.plural for name, kind in ontology().kinds.items()}, language),
        relations=shape_counts(relations, {name: kind.label for name, kind in ontology().relations.items()}, language),
    )


@router.get("/search", summary="Search by name", response_model=SearchResults)
@quick
def search_names(
    store: ViewersUnguardedDep,
    language: LanguageDep,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="A name or a part of it", examples=["hankasalmella"])
    ],
    limit: Annotated[int, Query(ge=1, le=50, description="The most results", examples=[20])] = 20,
) -> Response:
    """Entities by name; inflected forms and small typing errors are forgiven."""
    found = SearchResults(query=q, results=[summarise(entity, language) for entity in search(store, q, limit)])
    return Response(found.model_dump_json(), media_type="application/json")  # not checked again against its model


@router.get("/projection", summary="Read a projection")
def project(store: ViewersStoreDep, language: LanguageDep, region: Region = None, as_of: AsOf = None) -> ProjectionOut:
    """The graph, or the part of it around one region, as it holds on a day: at most 5,000 entities, as maps show."""
    return shape_projection(read_projection(store, region=region, as_of=as_of), language)


@router.get("/projection/{part}", summary="Stream a part of a projection", responses=STREAMED, response_class=Response)
def stream_projection(
    request: Request,
    store: ViewersStoreDep,
    language: LanguageDep,
    form: FormDep,
    part: Annotated[Literal["entities", "ties"], Path(description="Which table of it", examples=["ties"])],
    region: Region = None,
    as_of: AsOf = None,
) -> Response:
    """The entities or the ties of a projection as a table; JSON comes as NDJSON."""
    found = read_projection(store, region=region, as_of=as_of)
    table = entity_table(found.entities, language) if part == "entities" else tie_table(found.ties)
    chosen = Form.NDJSON if form is Form.JSON else form
    return stream(request, store, table, chosen, name=part, language=language)


@router.get("/sources", summary="List sources")
def read_sources(page: PageDep, store: StoreDep) -> SourcePage:
    """Everything that states facts in the graph, by id, a page at a time."""
    after = page.after(1)
    found = (stored for stored in list_sources(store) if after is None or stored.source.id > after[0])
    shown, cursor = page.cut(found, lambda stored: (stored.source.id,))
    return SourcePage(items=[shape_source(stored) for stored in shown], next=cursor)


@router.get("/sources/{source_id}", summary="Read a source")
def read_one_source(
    store: StoreDep,
    source_id: Annotated[str, Path(description="The source's id", examples=["tilastokeskus-kunnat-2026"])],
) -> SourceOut:
    """A source by id: what it is, how recent, and how much it states."""
    return shape_source(read_source(store, source_id))


def _day(stored: StoredSource) -> date | None:
    return stored.source.published or stored.source.retrieved
