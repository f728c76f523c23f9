"""The concentric layout: one entity in the middle, around it rings by the number of steps to it, sectors by kind.

A way through a region, a wellbeing county or an indicator is none: everything would be two steps from everything.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from math import cos, pi, sin

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.viz.arrangement import Arrangement, Caption, Position, Ring
from yhdysverkko.viz.collisions import GAP, separate
from yhdysverkko.viz.forces import hashed
from yhdysverkko.viz.marks import QUIET_KINDS, degrees
from yhdysverkko.viz.shelves import round_up
from yhdysverkko.viz.ties import Neighbours, cooperation, neighbours

INNER = 110.0
"""Map pixels from the middle to the first ring's first row, at least."""

BETWEEN = 70.0
"""Map pixels between the last row of a ring and the first row of the next."""

NARROWEST = 1 / 40
"""Part of the circle that a sector has at least."""

WATER = 1 / 200
"""Part of the circle left free on either side of a sector."""

COARSE = 1.25
"""Sectors are as wide as if their kinds had a power of this many entities: one more seldom turns the circle."""

SWEEPS = 4

Rings = list[list[Ref]]
Sectors = Mapping[str, tuple[float, float]]
"""Kind -> first and last angle of its sector, in parts of the circle, from the top and clockwise."""


def concentric(projection: Projection, radii: Mapping[Ref, float], language: str, focus: Ref | None) -> Arrangement:
    """Places around `focus`, by default the entity with the most ties; what no way leads to stands on the last ring.

    The middle is the origin. Raises NotFound for a focus that the projection does not have.
    """
    refs = sorted(entity.ref for entity in projection.entities)
    if not refs:
        return Arrangement({})
    if focus is not None and focus not in refs:
        raise NotFound("network.not_in", reference=format_reference(ontology(), focus))
    ties = degrees(projection)
    middle = focus or max(refs, key=lambda ref: (ties[ref], hashed(ref)))
    near = neighbours(cooperation(projection))
    found, unreached = _rings(refs, middle, near)
    rings = [*found, unreached] if unreached else found
    sectors = _sectors([ref for ring in rings for ref in ring])
    angles = _angles(rings, sectors, near)
    places: dict[Ref, Position] = {middle: (0.0, 0.0)}
    guides: list[Ring] = []
    edge = max(INNER - BETWEEN, radii[middle])
    for steps, ring in enumerate(rings, start=1):
        spots, outer = _place_ring(ring, edge + BETWEEN, sectors, angles, radii, ties)
        places |= spots
        edge = round(outer, 1)
        known = ring is not unreached
        guides.append(
            Ring(say("layout.steps" if known else "layout.no_way", language=language, steps=steps), 0.0, 0.0, edge)
        )
    # Where a sector is narrower than a mark, marks of neighbouring sectors can touch.
    places = separate(places, radii, fixed=frozenset({middle}))
    return Arrangement(
        {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in places.items()},
        rings=tuple(guides),
        captions=tuple(_captions(sectors, edge + BETWEEN / 2, language)),
    )


def _rings(refs: Sequence[Ref], middle: Ref, near: Neighbours) -> tuple[Rings, list[Ref]]:
    """Entities by the number of steps to the middle, from one on, and those that no way leads to."""
    seen = {middle}
    rings: Rings = []
    wave = [middle]
    while wave := sorted({other for ref in wave for other in near.get(ref, ()) if _leads_on(ref, middle)} - seen):
        seen.update(wave)
        rings.append(wave)
    return rings, [ref for ref in refs if ref not in seen]


def _leads_on(ref: Ref, middle: Ref) -> bool:
    return ref == middle or ref.kind not in QUIET_KINDS


def _sectors(refs: Sequence[Ref]) -> Sectors:
    """A sector for each kind, in the ontology's order, as wide as it has entities."""
    counts = Counter(ref.kind for ref in refs)
    kinds = [kind for kind in ontology().domain_kinds if counts[kind]]
    total = sum(round_up(counts[kind], COARSE) for kind in kinds)
    widths = {kind: max(round_up(counts[kind], COARSE) / total, NARROWEST) for kind in kinds}
    sectors: dict[str, tuple[float, float]] = {}
    start = 0.0
    for kind in kinds:
        width = widths[kind] / sum(widths.values())
        sectors[kind] = (start + WATER, start + width - WATER)
        start += width
    return sectors


def _angles(rings: Rings, sectors: Sectors, near: Neighbours) -> dict[Ref, float]:
    """The angle that each entity would best stand at: ordered so that few ties cross, spread over its sector."""
    angles: dict[Ref, float] = {}
    for ring in rings:
        _spread_out(ring, sectors, {ref: number for number, ref in enumerate(ring)}, angles)
    for sweep in range(SWEEPS):
        for ring in rings if sweep % 2 else reversed(rings):
            wanted = {
                ref: _wanted(sectors[ref.kind], [angles[other] for other in near.get(ref, ()) if other in angles])
                for ref in ring
            }
            _spread_out(ring, sectors, wanted, angles)
    return angles


def _spread_out(ring: Sequence[Ref], sectors: Sectors, wanted: Mapping[Ref, float], angles: dict[Ref, float]) -> None:
    for kind, members in _by_kind(ring).items():
        first, last = sectors[kind]
        members.sort(key=lambda ref: (wanted[ref], ref))
        for number, ref in enumerate(members):
            angles[ref] = first + (last - first) * (number + 0.5) / len(members)


def _by_kind(refs: Sequence[Ref]) -> dict[str, list[Ref]]:
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref in refs:
        found[ref.kind].append(ref)
    return found


def _wanted(sector: tuple[float, float], partners: Sequence[float]) -> float:
    """Where in its sector an entity would best stand, by the mean of its partners' angles; 0 is the middle.

    Ties to the same sector do not cross if they keep their order. Ties to another one are chords, which do not cross
    if their order turns round: who is tied to what is nearest clockwise stands last, who to what lies furthest first.
    """
    first, last = sector
    places = []
    for angle in partners:
        away = (angle - (first + last) / 2 + 0.5) % 1.0 - 0.5
        within = first <= angle <= last
        places.append(away if within else (0.5 if away > 0 else -0.5) - away)
    return sum(places) / len(places) if places else 0.0


def _place_ring(
    ring: Sequence[Ref],
    inner: float,
    sectors: Sectors,
    angles: Mapping[Ref, float],
    radii: Mapping[Ref, float],
    ties: Mapping[Ref, int],
) -> tuple[dict[Ref, Position], float]:
    """Places of a ring from radius `inner` on, in as many rows as its fullest sector needs, and its outer radius.

    The best tied of a sector stand in the inner rows.
    """
    step = 2 * max(radii[ref] for ref in ring) + GAP
    inner += step / 2
    places: dict[Ref, Position] = {}
    rows = 1
    for kind, members in _by_kind(ring).items():
        first, last = sectors[kind]
        waiting = sorted(members, key=lambda ref: (-ties[ref], hashed(ref)))
        for row in count():
            if not waiting:
                break
            rows = max(rows, row + 1)
            radius = inner + row * step
            fitting = max(int((last - first) * 2 * pi * radius / step), 1)
            here, waiting = waiting[:fitting], waiting[fitting:]
            for number, ref in enumerate(sorted(here, key=lambda ref: (angles[ref], ref))):
                angle = (first + (last - first) * (number + 0.5) / len(here)) * 2 * pi
                places[ref] = (radius * sin(angle), -radius * cos(angle))
    return places, inner + (rows - 0.5) * step


def _captions(sectors: Sectors, radius: float, language: str) -> list[Caption]:
    """The plural of each kind at the outer end of its sector."""
    captions = []
    for kind, (first, last) in sectors.items():
        angle = (first + last) * pi
        x, y = round(radius * sin(angle), 1), round(-radius * cos(angle), 1)
        captions.append(Caption(ontology().kinds[kind].plural[language], x, y))
    return captions
