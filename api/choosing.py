"""Choosing: parameters that several routes of the API share, checked and described once."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, parse_reference
from yhdysverkko.viz.choices import Day

DOMAIN = {kind.prefix: kind.name for kind in ontology().domain_kinds.values()}
"""Kinds of entity as references write them."""

RELATIONS = tuple(ontology().relations)


def _kind(prefix: str) -> str:
    if prefix not in DOMAIN:
        raise ValueError("no kind of entity")
    return DOMAIN[prefix]


def _relation(name: str) -> str:
    if name not in RELATIONS:
        raise ValueError("no kind of relation")
    return name


Kinds = Annotated[
    list[Annotated[str, AfterValidator(_kind), Field(json_schema_extra={"enum": list(DOMAIN)})]],
    Query(alias="kind", description="Kinds of entity; none means all", examples=[["municipality"]]),
]
Relations = Annotated[
    list[Annotated[str, AfterValidator(_relation), Field(json_schema_extra={"enum": list(RELATIONS)})]],
    Query(alias="relation", description="Kinds of relation; none means all", examples=[["LIAISON_FOR"]]),
]
Region = Annotated[str | None, Query(pattern="^[0-9]{2}$", description="Region code", examples=["13"])]
AsOf = Annotated[
    Day | None, Query(description="What held on this day; without it, all that ever did", examples=["2020-12-31"])
]
KindName = Annotated[str, Path(description="The kind as references write it", examples=["municipality"])]
EntityId = Annotated[str, Path(description="The id within the kind", examples=["077"])]


def read_ref(kind: str, entity_id: str) -> Ref:
    """The entity of an address. Raises BadValue for a kind that there is not, NotFound for one that is no entity's."""
    ref = parse_reference(ontology(), f"{kind}:{entity_id}")
    if ref.kind not in ontology().domain_kinds:
        raise NotFound("entity.unknown", reference=f"{kind}:{entity_id}", alike="–")
    return ref
