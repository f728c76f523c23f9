"""Routes of the API: facts as JSON under /api/v1, described by /api/v1/openapi.json."""

from datetime import date
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Path, Query

from yhdysverkko.api.context import LanguageDep, StoreDep
from yhdysverkko.api.models import EntityOut, ProjectionOut, SearchResults, SourceOut, Status
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.shapes import shape_counts, shape_detail, shape_projection, shape_source, summarise
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.facts import count_kinds, count_relations, read_entity, search
from yhdysverkko.graph.ledger import StoredSource, list_sources
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import read_projection
from yhdysverkko.graph.records import parse_reference

router = APIRouter(prefix="/api/v1", tags=["graph"], responses=PROBLEMS)

Region = Annotated[str | None, Query(pattern="^[0-9]{2}$", description="Region code", examples=["13"])]
AsOf = Annotated[date | None, Query(description="What held on this day", examples=["2020-12-31"])]


@router.get("/status")
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


@router.get("/search")
def search_names(
    store: StoreDep,
    language: LanguageDep,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="A name or a part of it", examples=["hankasalmella"])
    ],
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> SearchResults:
    """Entities by name; inflected forms and small typing errors are forgiven."""
    return SearchResults(query=q, results=[summarise(entity, language) for entity in search(store, q, limit)])


@router.get("/projection")
def project(store: StoreDep, language: LanguageDep, region: Region = None, as_of: AsOf = None) -> ProjectionOut:
    """The graph, or the part of it around one region, as it holds on a day."""
    return shape_projection(read_projection(store, region=region, as_of=as_of), language)


@router.get("/entities/{kind}/{entity_id:path}")
def read_card(
    store: StoreDep,
    language: LanguageDep,
    kind: Annotated[str, Path(description="The kind as references write it", examples=["municipality"])],
    entity_id: Annotated[str, Path(description="The id within the kind", examples=["077"])],
) -> EntityOut:
    """An entity with its properties, its ties and the evidence for each."""
    ref = parse_reference(ontology(), f"{kind}:{entity_id}")
    if ref.kind not in ontology().domain_kinds:
        raise NotFound("entity.unknown", reference=f"{kind}:{entity_id}", alike="/api/v1/sources")
    return shape_detail(read_entity(store, ref), language)


@router.get("/sources")
def read_sources(store: StoreDep) -> list[SourceOut]:
    """Everything that states facts in the graph."""
    return [shape_source(stored) for stored in list_sources(store)]


def _day(stored: StoredSource) -> date | None:
    return stored.source.published or stored.source.retrieved
