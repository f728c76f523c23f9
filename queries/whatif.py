"""What if: what the network loses when a project ends, a person leaves or an event series is dropped."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.distances import distance_sums
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.partners import Suggestion, partners, refs_of, suggest

WATCHED = frozenset({"Municipality", "Association"})
"""Kinds whose loss of their only tie is told."""

REACHED = frozenset({"Association", "Project", "Event", "EventSeries"})
"""Kinds that a municipality reaches, itself or through its people."""

SUGGESTIONS = 3


class CutOff(NamedTuple):
    """A node that loses all its ties: what they were to, whom of those it met there it could turn to itself
    (`partners`), and what remains of the kinds that go, where those it met are already (`alternatives`)."""

    ref: Ref
    name: str
    lost: tuple[Ref, ...]
    partners: tuple[Suggestion, ...]
    alternatives: tuple[Suggestion, ...]


class Shape(NamedTuple):
    """The whole of the nodes that remain: in how many components they are, how large the largest is, the share (0–1) of
    their pairs that are connected, and the mean distance of those that are, in steps (None without any)."""

    components: int
    largest: int
    reachability: float | None
    mean_distance: float | None


@dataclass(frozen=True)
class WhatIf:
    """What removing some nodes does. `before` and `after` look at the same nodes, those that remain: before, the
    removed ones still connect them. `estimated` says that the mean distances are from a sample."""

    removed: tuple[Ref, ...]
    cut_off: tuple[CutOff, ...]
    before: Shape
    after: Shape
    estimated: bool


def what_if(network: Network, removed: Sequence[Ref]) -> WhatIf:
    """What the network loses without some entities; an event series takes its events with it.

    Raises NotFound for an entity that is not in the network.
    """
    gone = _with_events(network, {network.number(ref) for ref in removed})
    return WhatIf(
        refs_of(network, gone),
        tuple(_cut_off(network, gone)),
        _shape_before(network, gone),
        _shape_after(network, gone),
        estimated=len(network.pivots) < len(network),
    )


def _with_events(network: Network, numbers: set[int]) -> set[int]:
    series = {number for number in numbers if network.refs[number].kind == "EventSeries"}
    return numbers | {
        other
        for number in series
        for other in network.neighbours[number]
        if network.refs[other].kind == "Event" and "PART_OF_SERIES" in network.tie_kinds(number, other)
    }


def _shape_before(network: Network, gone: set[int]) -> Shape:
    steps = sum(network.distance_sums) - sum(network.distance_sums[number] for number in gone)
    going = [pivot for pivot in network.pivots if pivot in gone]
    for row in network.structure.distances(going) if going else ():
        steps -= sum(int(distance) for to, distance in enumerate(row) if distance < inf and to not in gone)
    return _shape(network.groups, gone, network.pivots, steps)


def _shape_after(network: Network, gone: set[int]) -> Shape:
    left = network.structure.copy()
    left.delete_edges(left.es.select(_incident=list(gone)))
    groups = left.connected_components().membership
    staying = [pivot for pivot in network.pivots if pivot not in gone]
    # What is gone is near nobody, so nothing is reached through it.
    return _shape(groups, gone, staying, sum(distance_sums(network.neighbours, groups, staying)))


def _shape(groups: Sequence[int], gone: set[int], pivots: Iterable[int], steps: int) -> Shape:
    """The shape of the rest, by the component of each node and the distances of all pivots to the rest together."""
    sizes = Counter(group for number, group in enumerate(groups) if number not in gone)
    count = sizes.total()
    connected = sum(size * (size - 1) for size in sizes.values())
    measured = sum(sizes[groups[pivot]] - 1 for pivot in pivots if pivot not in gone)
    return Shape(
        len(sizes),
        max(sizes.values(), default=0),
        connected / (count * (count - 1)) if count > 1 else None,
        steps / measured if measured else None,
    )


def lose_all(network: Network, gone: set[int]) -> list[int]:
    """The watched nodes that have ties, and none but to these."""
    near = {other for number in gone for other in network.neighbours[number]} - gone
    return sorted(
        number
        for number in near
        if network.refs[number].kind in WATCHED and gone.issuperset(network.neighbours[number])
    )


def _cut_off(network: Network, gone: set[int]) -> Iterable[CutOff]:
    # All who met at the same place have the same alternatives, and a large project cuts off thousands.
    known: dict[tuple[int, ...], tuple[list[Suggestion], list[Suggestion]]] = {}
    for number in lose_all(network, gone):
        lost = network.neighbours[number]
        if lost not in known:
            known[lost] = _suggestions(network, gone, lost)
        ref, (met, elsewhere) = network.refs[number], known[lost]
        yield CutOff(ref, network.names[number], refs_of(network, lost), tuple(met), tuple(elsewhere))


def _suggestions(network: Network, gone: set[int], lost: tuple[int, ...]) -> tuple[list[Suggestion], list[Suggestion]]:
    """Those met at the lost partners who have ties left, and nodes of the lost partners' kinds where those are tied."""
    met: dict[int, set[int]] = {}
    for partner in lost:
        for other in network.neighbours[partner]:
            if other not in gone and not gone.issuperset(network.neighbours[other]):
                met.setdefault(other, set()).add(partner)
    kinds = {network.refs[partner].kind for partner in lost}
    elsewhere: dict[int, set[int]] = {}
    for other in met:
        for place in network.neighbours[other]:
            if place not in gone and network.refs[place].kind in kinds:
                elsewhere.setdefault(place, set()).add(other)
    return suggest(network, {**met}, SUGGESTIONS), suggest(network, {**elsewhere}, SUGGESTIONS)


class ProjectEnd(NamedTuple):
    """A project, the day from which it is over (None: not known), the nodes whose only tie it is, and the pairs of
    nodes that only it connects."""

    ref: Ref
    name: str
    end: date | None
    cut_off: tuple[Ref, ...]
    pairs: int


def projects_by_end(network: Network, ends: Mapping[str, date | None]) -> list[ProjectEnd]:
    """What breaks when each project of the network ends, the first to end first; `ends` tells the day by the project's
    id, and those whose end is not known come last."""
    pairs = find_cuts(network).pairs
    rows = [
        ProjectEnd(
            network.refs[number],
            network.names[number],
            ends.get(network.refs[number].id),
            refs_of(network, lose_all(network, {number})),
            pairs[number],
        )
        for number in network.of_kind("Project")
    ]
    return sorted(rows, key=lambda row: (row.end is None, row.end or date.max, row.ref))


def read_ends(store: Store) -> Mapping[str, date | None]:
    """The day from which each project is over, by its id."""
    rows = store.read("MATCH (p:Project) WHERE p.valid_to IS NOT NULL RETURN p.id AS id, p.valid_to AS end")
    return {row["id"]: row["end"] for row in rows}


class Dependency(NamedTuple):
    """A municipality and the person it depends on most: of the `reached` associations, projects and events, `share`
    (0–1) are reached through that person alone, and they are `cut_off` when that person leaves.

    Nobody and 0.0 where none depends on one person; nobody and None where nothing is reached.
    """

    ref: Ref
    name: str
    reached: int
    person: Ref | None
    person_name: str
    share: float | None
    cut_off: tuple[Ref, ...]


def person_dependency(network: Network) -> list[Dependency]:
    """How much each municipality depends on one person, the most dependent first."""
    rows = [_dependency(network, number) for number in network.of_kind("Municipality")]
    return sorted(rows, key=lambda row: (row.share is None, -(row.share or 0.0), row.ref))


def _dependency(network: Network, municipality: int) -> Dependency:
    reached = {
        number: people
        for number, people in partners(network, municipality).items()
        if network.refs[number].kind in REACHED
    }
    through: dict[int, list[int]] = {}
    for number, people in reached.items():
        if len(people) == 1 and (person := min(people)) >= 0:
            through.setdefault(person, []).append(number)
    ref, name = network.refs[municipality], network.names[municipality]
    if not through:
        return Dependency(ref, name, len(reached), None, "", 0.0 if reached else None, ())
    person, only = min(through.items(), key=lambda item: (-len(item[1]), item[0]))
    share = len(only) / len(reached)
    return Dependency(
        ref, name, len(reached), network.refs[person], network.names[person], share, refs_of(network, only)
    )
