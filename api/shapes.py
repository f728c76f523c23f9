"""Shapes: facts of the graph as the API's models."""

from collections.abc import Iterable, Mapping

from yhdysverkko.api.models import (
    Count,
    EntityOut,
    EntitySummary,
    EvidencedClaim,
    Place,
    ProjectedEntity,
    ProjectedTie,
    ProjectionOut,
    PropertyValue,
    SourceOut,
    TieOut,
)
from yhdysverkko.graph.facts import ClaimView, EntityDetail, TieDetail
from yhdysverkko.graph.ledger import StoredSource
from yhdysverkko.graph.ontology import Label, Property, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import format_reference
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.viz.evidence import present_claims
from yhdysverkko.viz.present import display_name, entity_facts, relation_facts


def summarise(entity: Entity, language: str) -> EntitySummary:
    return EntitySummary(
        reference=format_reference(ontology(), entity.ref),
        kind=entity.ref.kind,
        id=entity.ref.id,
        kind_label=ontology().kinds[entity.ref.kind].label[language],
        name=display_name(entity, language),
    )


def shape_projection(projection: Projection, language: str) -> ProjectionOut:
    return ProjectionOut(
        as_of=projection.as_of,
        entities=[shape_entity(entity, language) for entity in projection.entities],
        ties=[shape_tie(tie) for tie in projection.ties],
        sources=projection.sources,
    )


def shape_detail(detail: EntityDetail, language: str) -> EntityOut:
    entity = detail.entity
    ties = sorted(detail.ties, key=lambda each: (each.tie.kind, each.other.name, each.other.ref.id, each.tie.id))
    return EntityOut(
        **dict(shape_entity(entity, language)),
        facts=entity_facts(entity, language),
        claims=_claims(detail.claims, ontology().kinds[entity.ref.kind].properties, language),
        ties=[shape_tie_detail(tie, language) for tie in ties],
    )


def shape_source(stored: StoredSource) -> SourceOut:
    return SourceOut(**stored.source.model_dump(), facts=stored.facts, loaded=stored.loaded)


def shape_counts(counts: Mapping[str, int], labels: Mapping[str, Label], language: str) -> list[Count]:
    return [Count(kind=name, label=labels[name][language], count=number) for name, number in counts.items()]


def shape_entity(entity: Entity, language: str) -> ProjectedEntity:
    return ProjectedEntity(
        **dict(summarise(entity, language)),
        properties=_plain(entity.properties),
        location=_place(entity.location) if entity.location else None,
        sources=list(entity.sources),
    )


def shape_tie(tie: Tie) -> ProjectedTie:
    return ProjectedTie(
        id=tie.id,
        kind=tie.kind,
        start=format_reference(ontology(), tie.start),
        end=format_reference(ontology(), tie.end),
        properties=_plain(tie.properties),
        sources=list(tie.sources),
    )


def shape_tie_detail(detail: TieDetail, language: str) -> TieOut:
    kind = ontology().relations[detail.tie.kind]
    return TieOut(
        **dict(shape_tie(detail.tie)),
        label=kind.label[language],
        other=summarise(detail.other, language),
        facts=relation_facts(kind.name, detail.tie.properties, language),
        claims=_claims(detail.claims, kind.properties, language),
    )


def _claims(claims: Iterable[ClaimView], known: Mapping[str, Property], language: str) -> list[EvidencedClaim]:
    listed = list(claims)
    shown = present_claims(listed, known, language)
    return [EvidencedClaim(**dict(claim), evidence=view.evidence) for claim, view in zip(shown, listed, strict=True)]


def _plain(properties: Mapping[str, Value]) -> dict[str, PropertyValue]:
    return {name: _place(value) if isinstance(value, Point) else value for name, value in properties.items()}


def _place(point: Point) -> Place:
    return Place(lat=point.lat, lon=point.lon)
