"""Marks: what a map shows of an entity before anyone clicks it: size, importance, and what is hidden at first."""

from collections import Counter
from collections.abc import Mapping
from math import sqrt

from yhdysverkko.graph.projection import Entity, Projection
from yhdysverkko.graph.records import Ref

QUIET_KINDS = frozenset({"Region", "WellbeingCounty", "Indicator"})
"""Kinds off at first: each is tied to every municipality around it, and would hide who works with whom."""

QUIET_RELATIONS = frozenset({"BORDERS", "MERGED_INTO"})
"""Relations off at first: geography and history, which the places on the map already tell."""

QUIET_TYPES = frozenset({("Area", "subregion")})
"""Types of a kind that are off at first, apart from the rest of their kind: every municipality is in a subregion."""

SMALLEST, MUNICIPALITY, LARGEST = 6.0, 10.0, 24.0
GROWTH = 1.8


def degrees(projection: Projection) -> Mapping[Ref, int]:
    """How many ties of cooperation each entity has; where things are, and what is off at first, does not count."""
    counts: Counter[Ref] = Counter()
    for tie in projection.ties:
        if not is_geography(tie.kind, tie.start) and not {tie.start.kind, tie.end.kind} & QUIET_KINDS:
            counts[tie.start] += 1
            counts[tie.end] += 1
    return counts


def group(entity: Entity) -> str:
    """What the legend switches an entity on and off by: its kind, or for a type of QUIET_TYPES "Kind.type"."""
    subtype = str(entity.properties.get("type"))
    return f"{entity.ref.kind}.{subtype}" if (entity.ref.kind, subtype) in QUIET_TYPES else entity.ref.kind


def is_geography(kind: str, start: Ref) -> bool:
    """Whether a tie of a kind says where its start is, and nothing of who works with whom."""
    return kind in QUIET_RELATIONS or (kind == "PART_OF" and start.kind == "Municipality")


def radii(projection: Projection) -> dict[Ref, float]:
    """Radius of each entity in map pixels; its area grows with the number of its ties, up to a limit."""
    counts = degrees(projection)
    return {entity.ref: _radius(entity.ref, counts[entity.ref]) for entity in projection.entities}


def _radius(ref: Ref, ties: int) -> float:
    # A municipality without ties stays small: its place is known, its cooperation is not.
    floor = MUNICIPALITY if ref.kind == "Municipality" and ties else SMALLEST
    return round(min(floor + GROWTH * sqrt(ties), LARGEST), 1)
