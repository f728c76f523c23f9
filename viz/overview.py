"""Overviews: what is too much to draw one by one, as groups with counts that unfold on demand.

Everything belongs to one municipality: the one that it is located in, works for or was held in, else that of whoever it
is tied to. So the whole country is some hundred groups, whatever it holds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import cos, hypot, sin, sqrt

from yhdysverkko.graph.projection import Entity, read_among
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.connected import kept_network
from yhdysverkko.queries.groups import communities
from yhdysverkko.queries.model import Network, make_selection
from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.choices import Grouping, View

NEAR = ("LOCATED_IN", "LIAISON_FOR", "WORKS_FOR", "HELD_IN", "HAS_STRUCTURE", "FOR")
"""Ties that say where something belongs, the strongest first."""

STRONGEST = 900
"""Lines between groups that are drawn: those that stand for most ties."""

LARGEST = 40
"""Communities that are drawn, the largest first."""

UNFOLDED = 600
"""Entities of a group that are drawn one by one at most, the best tied first."""

SMALLEST_GROUP, LARGEST_GROUP = 8.0, 26.0
STEP = 15.0
"""Map pixels between two unfolded entities."""

GOLDEN_ANGLE = 2.399963229728653


@dataclass(frozen=True)
class Overview:
    """A network in groups. `heads` are what stands for each (its municipality, say, which need not be a node of the
    network), `groups` holds for each node the number of its group, or -1 for what belongs to none."""

    network: Network
    heads: Sequence[Ref]
    groups: Sequence[int]
    entities: Sequence[Entity]
    """What stands for the groups, as it may be shown; without those who may not."""

    @cached_property
    def members(self) -> Mapping[int, Sequence[int]]:
        """The nodes of each group but the one that stands for it, the best tied first."""
        found: dict[int, list[int]] = {group: [] for group in range(len(self.heads))}
        for number, group in enumerate(self.groups):
            if group >= 0 and self.network.refs[number] != self.heads[group]:
                found[group].append(number)
        near = self.network.neighbours
        return {group: sorted(each, key=lambda node: (-len(near[node]), node)) for group, each in found.items()}

    @cached_property
    def municipalities(self) -> Sequence[tuple[Ref, Ref]]:
        """The municipalities that belong to a group, each with what stands for it."""
        pairs = zip(self.network.refs, self.groups, strict=True)
        return [(ref, self.heads[group]) for ref, group in pairs if group >= 0 and ref.kind == "Municipality"]

    @cached_property
    def left_out(self) -> int:
        """How many nodes belong to no group."""
        return sum(group < 0 for group in self.groups)

    @cached_property
    def bundles(self) -> Mapping[tuple[int, int], int]:
        """How many edges run between each two groups, by their numbers in order."""
        found: Counter[tuple[int, int]] = Counter()
        groups = self.groups
        for start, end in self.network.edges:
            one, other = groups[start], groups[end]
            if one != other and one >= 0 and other >= 0:
                found[(one, other) if one < other else (other, one)] += 1
        return found

    @cached_property
    def strongest(self) -> Sequence[tuple[tuple[int, int], int]]:
        """The bundles that stand for most ties."""
        return sorted(self.bundles.items(), key=lambda item: (-item[1], item[0]))[:STRONGEST]

    @cached_property
    def kinds(self) -> Mapping[int, Mapping[str, int]]:
        """How many members each group has, by kind."""
        refs = self.network.refs
        return {
            group: dict(sorted(Counter(refs[number].kind for number in each).items()))
            for group, each in self.members.items()
        }

    def outward(self, members: Iterable[int]) -> Counter[tuple[int, int]]:
        """How many edges run from each of these nodes to each other group."""
        inside = set(members)
        return Counter(
            (number, self.groups[other])
            for number in inside
            for other in self.network.neighbours[number]
            if other not in inside and self.groups[other] >= 0 and self.groups[other] != self.groups[number]
        )


def read_overview(store: Store, view: View) -> Overview:
    """The overview of a view's day and region by its grouping; kept with its network."""
    relations = tuple(sorted({*make_selection().relations, "LOCATED_IN"}))
    network = kept_network(store, view.as_of, view.region, relations)
    regions = _read_regions(store) if view.grouping is Grouping.REGION else ()
    return _overview(store, _Held(network), view.grouping, regions)


def _read_regions(store: Store) -> tuple[tuple[str, str], ...]:
    """The region of each municipality, both as codes."""
    rows = store.read(
        "MATCH (m:Municipality)-[f:PART_OF]->(r:Region) WHERE f.valid_to IS NULL "
        "RETURN m.id AS municipality, min(r.id) AS region ORDER BY municipality"
    )
    return tuple((row["municipality"], row["region"]) for row in rows)


class _Held:
    """A network as the key of a cache: the same object, not the same content, which takes seconds to compare."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __hash__(self) -> int:
        return id(self.network)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.network is self.network


@lru_cache(maxsize=4)
def _overview(store: Store, held: _Held, grouping: Grouping, regions: tuple[tuple[str, str], ...]) -> Overview:
    network = held.network
    nodes = _cores(network) if grouping is Grouping.COMMUNITY else homes(network)
    region_of = dict(regions)
    refs = [None if number < 0 else network.refs[number] for number in nodes]
    if regions:
        refs = [Ref("Region", region_of[ref.id]) if ref and ref.id in region_of else None for ref in refs]
    heads = sorted({ref for ref in refs if ref})
    numbers: dict[Ref | None, int] = {ref: number for number, ref in enumerate(heads)}
    return Overview(network, heads, [numbers.get(ref, -1) for ref in refs], read_among(store, heads).entities)


def homes(network: Network) -> list[int]:
    """The number of the municipality that each node belongs to, -1 for none. Where several are as near, the first."""
    found = [number if ref.kind == "Municipality" else -1 for number, ref in enumerate(network.refs)]
    municipalities = [number for number in found if number >= 0]
    for kind in NEAR:
        for (start, end), kinds in zip(network.edges, network.edge_kinds, strict=True):
            if kind in kinds:
                for one, other in ((start, end), (end, start)):
                    if found[one] == one and found[other] == -1:
                        found[other] = one
    wave = [number for number, home in enumerate(found) if home >= 0 and home != number]
    wave = sorted({*wave, *municipalities})
    while wave:
        reached: dict[int, int] = {}
        for number in wave:
            for other in network.neighbours[number]:
                if found[other] == -1:
                    reached[other] = min(reached.get(other, found[number]), found[number])
        for number, home in reached.items():
            found[number] = home
        wave = sorted(reached)
    return found


def _cores(network: Network) -> list[int]:
    """The best tied node of each node's community, for the largest communities."""
    membership = communities(network)
    sizes = Counter(membership)
    largest = {community for community, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:LARGEST]}
    core: dict[int, int] = {}
    for number, community in enumerate(membership):
        best = core.get(community, number)
        if len(network.neighbours[number]) > len(network.neighbours[best]):
            best = number
        core[community] = best
    return [core[community] if community in largest else -1 for community in membership]


def group_radius(count: int, most: int) -> float:
    """The radius of a group's mark: its area grows with the number of its members."""
    share = sqrt(count / most) if most else 0.0
    return round(SMALLEST_GROUP + (LARGEST_GROUP - SMALLEST_GROUP) * share, 1)


def disc(centre: Position, count: int) -> list[Position]:
    """Places for the members of a group around its middle, in rounds from the inside out, none over another."""
    return [
        (
            round(centre[0] + STEP * sqrt(number + 4) * cos(GOLDEN_ANGLE * number), 1),
            round(centre[1] + STEP * sqrt(number + 4) * sin(GOLDEN_ANGLE * number), 1),
        )
        for number in range(count)
    ]


def make_room(spots: Mapping[Ref, Position], centre: Position, count: int) -> dict[Ref, Position]:
    """The places of the other groups when the members of one are spread out: those near it give way, those far off
    hardly move."""
    room = STEP * sqrt(count + 4) + LARGEST_GROUP
    moved = {}
    for ref, (x, y) in spots.items():
        away = hypot(x - centre[0], y - centre[1])
        farther = sqrt(away**2 + room**2) / away if away else 1.0
        moved[ref] = (round(centre[0] + (x - centre[0]) * farther, 1), round(centre[1] + (y - centre[1]) * farther, 1))
    return moved
