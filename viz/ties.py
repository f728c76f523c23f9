"""Ties as layouts read them: who is beside whom, and which ties say who works with whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from yhdysverkko.graph.projection import Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.marks import QUIET_KINDS, QUIET_RELATIONS, QUIET_TYPES, group

Neighbours = Mapping[Ref, Sequence[Ref]]

_QUIET = QUIET_KINDS | {f"{kind}.{subtype}" for kind, subtype in QUIET_TYPES}


def neighbours(ties: Iterable[Tie]) -> Neighbours:
    """The neighbours of each entity that has any, each once and in order."""
    pairs = {(start, end) for tie in ties for start, end in ((tie.start, tie.end), (tie.end, tie.start))}
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for start, end in sorted(pairs):
        if start != end:
            found[start].append(end)
    return found


def cooperation(projection: Projection) -> list[Tie]:
    """The ties that are not geography, history or a survey's figure: those that two entities have by what they do."""
    groups = {entity.ref: group(entity) for entity in projection.entities}
    return [tie for tie in projection.ties if not _is_background(tie, groups)]


def _is_background(tie: Tie, groups: Mapping[Ref, str]) -> bool:
    if tie.kind in QUIET_RELATIONS or "Indicator" in (tie.start.kind, tie.end.kind):
        return True
    # A municipality is part of a workshop area because of what is done there, of a region because of where it is.
    return tie.kind == "PART_OF" and tie.start.kind in ("Municipality", "Area") and groups[tie.end] in _QUIET
