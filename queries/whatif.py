"""What if: what falls off the network when somebody or something goes, and what could hold it instead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.distances import mean_distance
from yhdysverkko.queries.groups import components
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.paths import adamic_adar

CONCERNED = ("Municipality", "Association")
"""Kinds whose loss of ties is told one by one."""

SAMPLE = 2_000
"""Nodes from which distances are measured in networks with more; the evenly spaced ones in the order of refs."""

REPLACEMENTS = 3
"""Ties that are suggested for each node that is cut off."""


class Replacement(NamedTuple):
    """Somebody that a node which is cut off could be tied to: what they had in common before, best first."""

    ref: Ref
    name: str
    shared: tuple[str, ...]
    score: float


class Loss(NamedTuple):
    """A node that loses ties. `only` says that it loses all that it had, `apart` that it is no longer connected with
    the largest piece of what its component was."""

    ref: Ref
    name: str
    lost: int
    left: int
    only: bool
    apart: bool
    replacements: tuple[Replacement, ...]


class Cohesion(NamedTuple):
    """How a network hangs together: `reachable` is the share of pairs that are connected (0 to 1), `mean_distance` the
    mean number of steps between connected pairs; None where there are no pairs."""

    nodes: int
    components: int
    largest: int
    reachable: float | None
    mean_distance: float | None


@dataclass(frozen=True)
class WhatIf:
    """What removing some nodes does. `removed` includes what goes with them: the events of a series."""

    removed: tuple[Ref, ...]
    before: Cohesion
    after: Cohesion
    losses: tuple[Loss, ...]


def what_if(network: Network, removed: Sequence[Ref]) -> WhatIf:
    """What becomes of the network without these. The nodes that stay are compared before and after.

    Raises NotFound for one that is not in the network.
    """
    gone = with_parts(network, [network.number(ref) for ref in removed])
    rest = network.without(gone)
    staying = [number for number in range(len(network)) if number not in gone]
    return WhatIf(
        tuple(network.refs[number] for number in sorted(gone)),
        _cohesion(network, staying),
        _cohesion(rest, range(len(rest))),
        tuple(_losses(network, rest, gone)),
    )


def with_parts(network: Network, numbers: Iterable[int]) -> frozenset[int]:
    """These nodes, and the events of the series among them: they are held no more."""
    gone = set(numbers)
    for number in list(gone):
        if network.refs[number].kind == "EventSeries":
            gone |= {
                other
                for other in network.neighbours[number]
                if network.refs[other].kind == "Event" and "PART_OF_SERIES" in network.tie_kinds(number, other)
            }
    return frozenset(gone)


def cut_off(network: Network, gone: frozenset[int]) -> list[int]:
    """The nodes of CONCERNED kinds all of whose ties were to those that go."""
    around = {other for number in gone for other in network.neighbours[number]} - gone
    return sorted(
        number
        for number in around
        if network.refs[number].kind in CONCERNED and gone.issuperset(network.neighbours[number])
    )


def _losses(network: Network, rest: Network, gone: frozenset[int]) -> Iterable[Loss]:
    """What each node of CONCERNED kinds loses: those that lose everything first, then by how many ties."""
    lost = Counter(other for number in gone for other in network.neighbours[number] if other not in gone)
    apart = _apart(network, rest)
    concerned = {
        number
        for number in {*lost, *apart}
        if number not in gone and network.refs[number].kind in CONCERNED
    }  # fmt: skip
    keeps = {number: len(network.neighbours[number]) > lost[number] for number in concerned}
    order = sorted(concerned, key=lambda number: (keeps[number], -lost[number], number))
    for number in order:
        only = not keeps[number]
        yield Loss(
            network.refs[number],
            network.names[number],
            lost[number],
            len(network.neighbours[number]) - lost[number],
            only,
            number in apart,
            tuple(replacements(network, number, gone)) if only or number in apart else (),
        )


def _apart(network: Network, rest: Network) -> set[int]:
    """The nodes that stay but not in the largest piece of what their component became."""
    before = components(network)
    after = components(rest)
    pieces: dict[int, Counter[int]] = defaultdict(Counter)
    homes: dict[int, int] = {}
    for place, ref in enumerate(rest.refs):
        number = network.numbers[ref]
        homes[number] = after[place]
        pieces[before[number]][after[place]] += 1
    # Of equal pieces the one with the smallest number counts as the main one.
    main = {whole: min(sizes, key=lambda piece: (-sizes[piece], piece)) for whole, sizes in pieces.items()}
    return {number for number, piece in homes.items() if main[before[number]] != piece}


def replacements(network: Network, number: int, gone: frozenset[int]) -> list[Replacement]:
    """Who a node could be tied to instead: those who stay, were two steps away, and are tied to others than the gone.

    Scored by Adamic and Adar over the partners in common before, those that go included: who met there is no stranger.
    """
    near = {number, *network.neighbours[number]}
    partners: dict[int, list[int]] = defaultdict(list)
    for partner in network.neighbours[number]:
        for other in network.neighbours[partner]:
            if other not in near and other not in gone and not gone.issuperset(network.neighbours[other]):
                partners[other].append(partner)
    found = [
        Replacement(
            network.refs[other],
            network.names[other],
            tuple(network.names[partner] for partner in sorted(shared)),
            adamic_adar(network, sorted(shared)),
        )
        for other, shared in partners.items()
        if not network.is_hidden(other)
    ]
    return sorted(found, key=lambda each: (-each.score, each.ref))[:REPLACEMENTS]


def _cohesion(network: Network, among: Sequence[int]) -> Cohesion:
    """How these nodes hang together in the network; distances from up to SAMPLE of them."""
    sizes = Counter(components(network)[number] for number in among) if among else Counter()
    count = len(among)
    pairs = count * (count - 1)
    step = max(1, -(-count // SAMPLE))
    return Cohesion(
        count,
        len(sizes),
        max(sizes.values(), default=0),
        sum(size * (size - 1) for size in sizes.values()) / pairs if pairs else None,
        mean_distance(network.neighbours, among[::step], among),
    )


class Dependency(NamedTuple):
    """How much of a municipality hangs on one person. `share` is of the associations, projects, events and people that
    it reaches in at most two steps (0 to 1), those that it reaches only through the person; `cut` names them."""

    municipality: int
    person: int
    reached: int
    through: tuple[int, ...]

    @property
    def share(self) -> float:
        return len(self.through) / self.reached


def person_dependency(network: Network, municipalities: Iterable[int]) -> list[Dependency]:
    """For each municipality the people whom some of its ties run through, by share, the most dependent first.

    A municipality reaches its partners, and through each person among them that person's partners. What it reaches in
    no other way is cut off if the person leaves; the person too counts as reached.
    """
    found: list[Dependency] = []
    for municipality in municipalities:
        ways = _ways(network, municipality)
        through: dict[int, list[int]] = defaultdict(list)
        for reached, people in ways.items():
            if len(people) == 1 and (person := next(iter(people))) is not None:
                through[person].append(reached)
        found += [Dependency(municipality, person, len(ways), tuple(sorted(cut))) for person, cut in through.items()]
    return sorted(found, key=lambda each: (-each.share, -len(each.through), each.municipality, each.person))


def _ways(network: Network, municipality: int) -> Mapping[int, set[int | None]]:
    """What a municipality reaches -> the people whom it does through; None for a tie of its own."""
    ways: dict[int, set[int | None]] = defaultdict(set)
    for partner in network.neighbours[municipality]:
        if network.refs[partner].kind != "Person":
            ways[partner].add(None)
            continue
        ways[partner].add(partner)
        for other in network.neighbours[partner]:
            if other != municipality and network.refs[other].kind != "Municipality":
                ways[other].add(partner)
    return ways
