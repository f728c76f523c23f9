"""A projection: the part of the graph that a map or an analysis works on, as plain immutable objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point, Value


@dataclass(frozen=True, slots=True)
class Entity:
    """A node as it may be shown: personal contact data is never in `properties`."""

    ref: Ref
    name: str
    properties: Mapping[str, Value]
    sources: tuple[str, ...]
    location: Point | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it may be shown."""

    kind: str
    start: Ref
    end: Ref
    id: str
    properties: Mapping[str, Value]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Entities and the ties between them, in a total order; both ends of every tie are among the entities."""

    entities: tuple[Entity, ...]
    ties: tuple[Tie, ...]
    as_of: date | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    """Titles of the sources named by entities and ties."""
