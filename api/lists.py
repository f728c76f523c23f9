"""Routes of entities and ties: lists in pages or as streams, one entity, what it is tied to."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import note_look
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.choosing import AsOf, EntityId, KindName, Kinds, Region, Relations, read_ref
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, ViewersStoreDep, ViewersUnguardedDep
from yhdysverkko.api.models import EntityOut, EntityPage, NeighbourPage, TiePage
from yhdysverkko.api.paging import PageDep
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.quick import quick
from yhdysverkko.api.shapes import shape_detail, shape_entity, shape_tie, shape_tie_detail
from yhdysverkko.api.streaming import STREAMED, Field, Form, FormDep, Table, stream
from yhdysverkko.graph.facts import check_region, read_entity, read_neighbours
from yhdysverkko.graph.listing import TiePlace, list_entities, list_ties
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Entity, Tie
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.viz.present import display_name

ENTITY_FIELDS = (
    Field("reference"),
    Field("kind"),
    Field("id"),
    Field("name"),
    Field("lat", "number"),
    Field("lon", "number"),
    Field("properties", "json"),
    Field("sources", "texts"),
)
TIE_FIELDS = (
    Field("id"),
    Field("kind"),
    Field("start"),
    Field("end"),
    Field("properties", "json"),
    Field("sources", "texts"),
)

router = APIRouter(
    prefix="/api/v1",
    tags=["graph"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.PUBLIC))],
)


@router.get("/entities", summary="List entities", response_model=EntityPage, responses=STREAMED)
def read_entities(
    page: PageDep,
    store: ViewersStoreDep,
    language: LanguageDep,
    form: FormDep,
    kinds: Kinds = [],  # noqa: B006 - FastAPI copies it
    region: Region = None,
    name: Annotated[
        str, Query(max_length=200, description="How the name begins, in any case", examples=["hanka"])
    ] = "",
    as_of: AsOf = None,
) -> EntityPage | Response:
    """Entities by kind and id, a page at a time, or all as a stream.

    A region's entities are its municipalities, what is tied to one of them, and itself. Pages together hold every
    entity exactly once, whatever is loaded meanwhile.
    """
    if region is not None:
        check_region(store, region)
    after = page.after(2)
    found = list_entities(
        store,
        kinds=kinds,
        region=region,
        prefix=name,
        as_of=as_of,
        after=Ref(*after) if after else None,
        limit=page.wanted if form is Form.JSON else page.limit,
    )
    if form is not Form.JSON:
        return stream(page.request, store, entity_table(found, language), form, name="entities", language=language)
    shown, cursor = page.cut(found, lambda entity: entity.ref)
    return EntityPage(items=[shape_entity(entity, language) for entity in shown], next=cursor)


@router.get("/ties", summary="List ties", response_model=TiePage, responses=STREAMED)
def read_ties(
    page: PageDep,
    store: ViewersStoreDep,
    language: LanguageDep,
    form: FormDep,
    relations: Relations = [],  # noqa: B006 - FastAPI copies it
    as_of: AsOf = None,
) -> TiePage | Response:
    """Ties by where they start, a page at a time, or all as a stream; both ends of each are among the entities."""
    after = page.after(4)
    place = TiePlace(Ref(after[0], after[1]), after[2], after[3]) if after else None
    limit = page.wanted if form is Form.JSON else page.limit
    found = list_ties(store, relations=relations, as_of=as_of, after=place, limit=limit)
    if form is not Form.JSON:
        return stream(page.request, store, tie_table(found), form, name="ties", language=language)
    shown, cursor = page.cut(found, lambda tie: (*tie.start, tie.kind, tie.id))
    return TiePage(items=[shape_tie(tie) for tie in shown], next=cursor)


@router.get("/entities/{kind}/{entity_id}", summary="Read an entity")
@quick
def read_card(
    request: Request, store: ViewersUnguardedDep, language: LanguageDep, kind: KindName, entity_id: EntityId
) -> EntityOut:
    """An entity with its properties, all its ties, and the evidence for each."""
    detail = read_entity(store, read_ref(kind, entity_id))
    note_look(request, detail.entity)
    return shape_detail(detail, language)


@router.get("/entities/{kind}/{entity_id}/neighbours", summary="List what an entity is tied to")
def list_neighbours(
    page: PageDep,
    store: ViewersStoreDep,
    language: LanguageDep,
    kind: KindName,
    entity_id: EntityId,
    relations: Relations = [],  # noqa: B006 - FastAPI copies it
    as_of: AsOf = None,
) -> NeighbourPage:
    """The ties of an entity by kind and id, a page at a time, each with its other end and its evidence."""
    after = page.after(2)
    found = read_neighbours(
        store,
        read_ref(kind, entity_id),
        relations=relations,
        as_of=as_of,
        after=(after[0], after[1]) if after else None,
        limit=page.wanted,
    )
    shown, cursor = page.cut(found, lambda each: (each.tie.kind, each.tie.id))
    return NeighbourPage(items=[shape_tie_detail(each, language) for each in shown], next=cursor)


def entity_table(entities: Iterable[Entity], language: str) -> Table:
    """Entities as a table for streams."""
    return Table(ENTITY_FIELDS, (_entity_row(entity, language) for entity in entities))


def tie_table(ties: Iterable[Tie]) -> Table:
    """Ties as a table for streams."""
    return Table(TIE_FIELDS, map(_tie_row, ties))


def _entity_row(entity: Entity, language: str) -> tuple[Any, ...]:
    reference, place = format_reference(ontology(), entity.ref), entity.location or (None, None)
    name, sources = display_name(entity, language), list(entity.sources)
    return (reference, *entity.ref, name, *place, dict(entity.properties), sources)


def _tie_row(tie: Tie) -> tuple[Any, ...]:
    ends = (format_reference(ontology(), end) for end in (tie.start, tie.end))
    return (tie.id, tie.kind, *ends, dict(tie.properties), list(tie.sources))
