"""Routes of what connects: paths between two entities."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.choosing import AsOf
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, ViewersStoreDep
from yhdysverkko.api.models import Model
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import format_reference
from yhdysverkko.queries.connected import kept_network
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.queries.paths import Path, describe_path, find_paths

router = APIRouter(
    prefix="/api/v1",
    tags=["graph"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.PUBLIC))],
)


class StopOut(Model):
    """An entity on a path, and the kinds of relation that lead from it to the next one; none at the end."""

    reference: str = Field(examples=["municipality:077"])
    name: str = Field(examples=["Hankasalmi"])
    ties: list[str] = Field(examples=[["LIAISON_FOR"]])


class PathOut(Model):
    """A way from one entity to another without loops: how many steps, where it goes, and the same in words."""

    steps: int = Field(ge=0, examples=[2])
    stops: list[StopOut]
    text: str = Field(examples=["Hankasalmi – [järjestöyhdyshenkilö kunnassa] – Maija Meikäläinen"])


class PathsOut(Model):
    """The shortest ways between two entities, the shortest first; none where nothing connects them."""

    start: str = Field(examples=["municipality:077"])
    end: str = Field(examples=["association:keski-suomen-yhteisöjen-tuki"])
    paths: list[PathOut]


End = Annotated[str, Query(min_length=1, max_length=300, examples=["municipality:077"])]


@router.get("/paths", summary="Find paths between two entities")
def list_paths(
    store: ViewersStoreDep,
    language: LanguageDep,
    start: Annotated[End, Query(alias="from", description="Where the paths begin: a reference, an id or a name")],
    end: Annotated[End, Query(alias="to", description="Where they end: a reference, an id or a name")],
    steps: Annotated[int, Query(ge=1, le=10, description="The most steps of a path", examples=[4])] = 6,
    count: Annotated[int, Query(ge=1, le=10, description="The most paths", examples=[3])] = 3,
    as_of: AsOf = None,
) -> PathsOut:
    """How two entities are connected: the shortest paths between them, through what held on a day.

    Where something is says nothing of who works with whom: no path leads through a region, an area or a border.
    """
    ends = [find_ref(store, text) for text in (start, end)]
    found = find_paths(kept_network(store, as_of, None), *ends, count=count)
    names = [format_reference(ontology(), ref) for ref in ends]
    return PathsOut(
        start=names[0], end=names[1], paths=[_shape(path, language) for path in found if len(path) <= steps + 1]
    )


def _shape(path: Path, language: str) -> PathOut:
    stops = [
        StopOut(reference=format_reference(ontology(), stop.ref), name=stop.name, ties=list(stop.ties)) for stop in path
    ]
    return PathOut(steps=len(path) - 1, stops=stops, text=describe_path(path, language))
