"""Fields: an entity or tie as names and plain values, as every exported format tells it.

Days stay as the graph has them: `valid_to` is the first day that does not hold any more. Formats whose end is the last
day that holds turn it themselves, and say so.
"""

from collections.abc import Mapping

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import HIDDEN_NAME, Entity, Projection, Tie
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.viz.arrangement import Position

Places = Mapping[Ref, Position]
"""Places in map pixels, y down."""

Fields = dict[str, Value]


def identify(ref: Ref) -> str:
    """The id of an entity in a file: "municipality:077"."""
    return format_reference(ontology(), ref)


def is_nameless(entity: Entity) -> bool:
    """Whether an entity is a person who is not to be shown by name."""
    return entity.name == HIDDEN_NAME and not entity.properties


def tie_ids(projection: Projection) -> list[str]:
    """An id for each tie. The graph's own, except at a person who is not to be shown: it is made of their id too, and
    whoever guessed the name could tell that the guess was right."""
    veiled = {entity.ref for entity in projection.entities if is_nameless(entity)}
    return [
        f"hidden-{number}" if {tie.start, tie.end} & veiled else tie.id
        for number, tie in enumerate(projection.ties, start=1)
    ]


def entity_fields(entity: Entity, projection: Projection) -> Fields:
    """What is told of an entity besides its id: kind, name, properties, place on Earth, sources."""
    kind = ontology().kinds[entity.ref.kind]
    fields: Fields = {"label": entity.name, "kind": kind.name, "kind_label": kind.label[current_language()]}
    fields |= _plain(entity.properties)
    if entity.location:
        fields |= {"latitude": entity.location.lat, "longitude": entity.location.lon}
    return fields | _sources(entity.sources, projection)


def tie_fields(tie: Tie, projection: Projection) -> Fields:
    """What is told of a tie besides its id and ends: kind, whether its ends are alike, properties, sources."""
    kind = ontology().relations[tie.kind]
    fields: Fields = {"label": kind.label[current_language()], "kind": kind.name, "symmetric": kind.symmetric}
    return fields | _plain(tie.properties) | _sources(tie.sources, projection)


def _plain(properties: Mapping[str, Value]) -> Fields:
    return {name: value for name, value in properties.items() if not isinstance(value, Point)}


def _sources(sources: tuple[str, ...], projection: Projection) -> Fields:
    titles = [projection.sources.get(source, source) for source in sources]
    return {"sources": "; ".join(titles)} if titles else {}


def source_ids(projection: Projection) -> list[str]:
    """The sources that state anything of the projection."""
    named = {source for entity in projection.entities for source in entity.sources}
    return sorted(named | {source for tie in projection.ties for source in tie.sources})


def source_titles(projection: Projection) -> list[str]:
    """The titles of the sources that state anything of the projection."""
    return sorted(projection.sources.get(source, source) for source in source_ids(projection))
