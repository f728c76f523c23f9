"""Models: what the API answers, as its description (/api/v1/openapi.json) says it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from yhdysverkko.viz.evidence import Claim
from yhdysverkko.viz.present import Fact


class Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Place(Model):
    """Degrees in WGS 84."""

    lat: float = Field(examples=[62.3894])
    lon: float = Field(examples=[26.4366])


PropertyValue = bool | int | float | date | str | Place


class Count(Model):
    """How many entities or ties of one kind there are."""

    kind: str = Field(examples=["Municipality"])
    label: str = Field(examples=["kunnat"])
    count: int = Field(ge=0, examples=[308])


class Status(Model):
    """What the graph holds. `date_of_data` is the latest day that a source was published or fetched."""

    version: str = Field(examples=["0.1.0"])
    entities: int = Field(ge=0, examples=[412])
    ties: int = Field(ge=0, examples=[1730])
    sources: int = Field(ge=0, examples=[4])
    date_of_data: date | None
    kinds: list[Count]
    relations: list[Count]


class EntitySummary(Model):
    """An entity by name; `reference` is what other calls take."""

    reference: str = Field(examples=["municipality:077"])
    kind: str = Field(examples=["Municipality"])
    id: str = Field(examples=["077"])
    kind_label: str = Field(examples=["kunta"])
    name: str = Field(examples=["Hankasalmi"])


class SearchResults(Model):
    """Best matches first."""

    query: str = Field(examples=["hankasalmella"])
    results: list[EntitySummary]


class ProjectedEntity(EntitySummary):
    """An entity with what is known of it. A property that is absent is unknown."""

    properties: Mapping[str, PropertyValue] = Field(examples=[{"population": 4601}])
    location: Place | None
    sources: list[str] = Field(examples=[["tilastokeskus-kunnat-2026"]])


class ProjectedTie(Model):
    """A tie between two entities, given by their references."""

    id: str = Field(examples=["0f6c1e5b7a3d94028e51"])
    kind: str = Field(examples=["LIAISON_FOR"])
    start: str = Field(examples=["person:maija-meikäläinen"])
    end: str = Field(examples=["municipality:077"])
    properties: Mapping[str, PropertyValue] = Field(examples=[{"valid_from": "2018-10-08"}])
    sources: list[str] = Field(examples=[["yhdyshenkilot-2020"]])


class ProjectionOut(Model):
    """Entities and the ties between them; both ends of every tie are among the entities."""

    as_of: date | None
    entities: list[ProjectedEntity]
    ties: list[ProjectedTie]
    sources: Mapping[str, str] = Field(
        description="Titles of the sources by their ids", examples=[{"yhdyshenkilot-2020": "Yhdyshenkilöt"}]
    )


class EvidencedClaim(Claim):
    """A claim for people to read, with the place in the source also as data."""

    evidence: Mapping[str, Any] = Field(examples=[{"file": "yhdyshenkilot.csv", "line": 12}])


class TieOut(ProjectedTie):
    """A tie of an entity with the entity at its other end and the evidence for it."""

    label: str = Field(examples=["järjestöyhdyshenkilö"])
    other: EntitySummary
    facts: list[Fact]
    claims: list[EvidencedClaim]


class EntityOut(ProjectedEntity):
    """An entity with its ties; `facts` says the properties in words, `claims` says who states them."""

    facts: list[Fact]
    claims: list[EvidencedClaim]
    ties: list[TieOut]


class EntityPage(Model):
    """A page of a list of entities. `next` is the cursor of the page after it, null at the end."""

    items: list[ProjectedEntity]
    next: str | None = Field(examples=["WyJNdW5pY2lwYWxpdHkiLCIwNzciXQ"])


class TiePage(Model):
    """A page of a list of ties. `next` is the cursor of the page after it, null at the end."""

    items: list[ProjectedTie]
    next: str | None = Field(examples=[None])


class NeighbourPage(Model):
    """A page of the ties of an entity. `next` is the cursor of the page after it, null at the end."""

    items: list[TieOut]
    next: str | None = Field(examples=[None])


class SourceOut(Model):
    """A source and how many facts it states."""

    id: str = Field(examples=["tilastokeskus-kunnat-2026"])
    kind: str = Field(examples=["reference"])
    title: str = Field(examples=["Kunnat 2026"])
    uri: str | None = Field(examples=["https://example.org/kunnat"])
    published: date | None
    retrieved: date | None
    licence: str | None = Field(examples=["CC BY 4.0"])
    sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    loader: str = Field(examples=["table"])
    version: str = Field(examples=["1"])
    facts: int = Field(ge=0, examples=[308])
    loaded: datetime


class SourcePage(Model):
    """A page of the list of sources. `next` is the cursor of the page after it, null at the end."""

    items: list[SourceOut]
    next: str | None = Field(examples=[None])


class Health(Model):
    """Whether the application runs and reaches its database."""

    status: str = Field(examples=["ok"])


class InvalidField(Model):
    """A part of a request that does not fit; its value is not repeated."""

    field: str = Field(examples=["region"])
    reason: str = Field(examples=["String should match pattern '^[0-9]{2}$'"])


class Problem(Model):
    """An error after RFC 9457; `code` is the same in every language."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Error 404"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no such page."])
    code: str = Field(examples=["api.not_found"])
    request_id: str = Field(
        description="Names the request in the logs; also in the header X-Request-ID",
        examples=["3a2f5b0e2b564e2b-1c"],
    )
    errors: list[InvalidField] = Field(default=[], examples=[[]])
