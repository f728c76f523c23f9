"""From one entity to others: what is around it, how it is connected with another, whom it should meet."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from heapq import nsmallest
from itertools import combinations
from typing import NamedTuple

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.partners import Suggestion, partners, refs_of, specificity, suggest


class Reached(NamedTuple):
    """An entity around another, and how many steps it is away."""

    ref: Ref
    name: str
    steps: int


def ego(network: Network, ref: Ref, *, steps: int = 1, kinds: Collection[str] | None = None) -> list[Reached]:
    """What is within some steps of an entity (itself at 0), the nearest first; `kinds` narrows what is listed, not what
    is passed through. Raises NotFound for an entity that is not in the network."""
    found = _around(network, network.number(ref), steps)
    rows = [Reached(network.refs[number], network.names[number], distance) for number, distance in found.items()]
    return sorted((row for row in rows if not kinds or row.ref.kind in kinds), key=lambda row: (row.steps, row.ref))


def ego_network(network: Network, ref: Ref, *, steps: int = 1) -> Network:
    """The network of an entity and what is within some steps of it, with the ties among them."""
    return network.part(_around(network, network.number(ref), steps))


def _around(network: Network, centre: int, steps: int) -> dict[int, int]:
    found = {centre: 0}
    frontier = [centre]
    for distance in range(1, steps + 1):
        reached = sorted({other for number in frontier for other in network.neighbours[number]} - found.keys())
        found |= dict.fromkeys(reached, distance)
        frontier = reached
    return found


class Step(NamedTuple):
    """A stop on a path, and the kinds of relation that lead to the next one; none at the end."""

    ref: Ref
    name: str
    ties: tuple[str, ...]


Path = tuple[Step, ...]


def find_paths(network: Network, start: Ref, end: Ref, *, count: int = 3) -> list[Path]:
    """How two entities are connected: up to `count` paths without loops, the shortest first (Yen 1971); none when they
    are not. Raises NotFound for an entity that is not in the network."""
    first, last = network.number(start), network.number(end)
    if first == last:
        return [(_step(network, first, None),)]
    if not network.structure.are_adjacent(first, last) and last not in network.structure.subcomponent(first):
        return []
    routes = network.structure.get_k_shortest_paths(first, last, k=count, mode="all")
    return [
        tuple(_step(network, here, there) for here, there in zip(route, [*route[1:], None], strict=True))
        for route in sorted(routes, key=lambda route: (len(route), route))
    ]


def _step(network: Network, here: int, there: int | None) -> Step:
    ties = () if there is None else network.tie_kinds(here, there)
    return Step(network.refs[here], network.names[here], ties)


def describe_path(path: Path, language: str | None = None) -> str:
    """A path in words: "Hankasalmi – [järjestöyhdyshenkilö] – Maija Esimerkki – …"."""
    chosen = language or current_language()
    labels = [", ".join(ontology().relations[tie].label[chosen] for tie in step.ties) for step in path]
    return " – ".join(
        part
        for step, label in zip(path, labels, strict=True)
        for part in (step.name, f"[{label}]" if label else "")
        if part
    )


class Overlap(NamedTuple):
    """Two entities' partners: those in common, the others of each, and the share in common of all (Jaccard, 0–1; None
    when neither has any)."""

    jaccard: float | None
    shared: tuple[Ref, ...]
    only_first: tuple[Ref, ...]
    only_second: tuple[Ref, ...]


def overlap(network: Network, first: Ref, second: Ref) -> Overlap:
    """What two entities' networks have in common; each one's people and what those are tied to are part of its
    network, the other of the two is not. Raises NotFound for an entity that is not in the network."""
    one, two = network.number(first), network.number(second)
    mine, yours = partners(network, one).keys() - {two}, partners(network, two).keys() - {one}
    whole = len(mine | yours)
    return Overlap(
        len(mine & yours) / whole if whole else None,
        refs_of(network, mine & yours),
        refs_of(network, mine - yours),
        refs_of(network, yours - mine),
    )


class Similar(NamedTuple):
    """An entity whose partners are the same as another's to some degree (Jaccard, 0–1)."""

    ref: Ref
    name: str
    jaccard: float
    shared: tuple[Ref, ...]


def similar(network: Network, ref: Ref, *, among: Collection[Ref] | None = None, limit: int = 10) -> list[Similar]:
    """The entities of the same kind (of these) whose partners are most the same, by `overlap`; none without one in
    common. Raises NotFound for an entity that is not in the network."""
    number = network.number(ref)
    mine = partners(network, number)
    rows = []
    for other in _candidates(network, ref.kind, mine) - {number}:
        if among is None or network.refs[other] in among:
            yours = partners(network, other)
            if shared := mine.keys() & yours.keys():
                rows.append((-len(shared) / len((mine.keys() | yours.keys()) - {number, other}), other, shared))
    return [
        Similar(network.refs[other], network.names[other], -score, refs_of(network, shared))
        for score, other, shared in sorted(rows, key=lambda row: row[:2])[:limit]
    ]


def _candidates(network: Network, kind: str, shared: Iterable[int]) -> set[int]:
    """The nodes of a kind that have one of these as a partner, themselves or through a person."""
    wanted = network.range_of(kind)
    found: set[int] = set()
    people: set[int] = set()
    for partner in shared:
        for near in network.neighbours[partner]:
            if near in wanted:
                found.add(near)
            elif network.refs[near].kind == "Person" and network.refs[partner].kind != "Person":
                people.add(near)
    for person in people:
        found.update(near for near in network.neighbours[person] if near in wanted)
    return found


def introductions(network: Network, ref: Ref, *, kind: str | None = None, limit: int = 10) -> list[Suggestion]:
    """Whom an entity should meet: those it is not tied to but shares partners with, by Adamic–Adar, named with the
    partners in common. Raises NotFound for an entity that is not in the network."""
    number = network.number(ref)
    wanted = network.range_of(kind) if kind else range(len(network))
    scores: defaultdict[int, float] = defaultdict(float)
    direct = network.neighbours[number]
    for partner in direct:
        others, weight = network.neighbours[partner], specificity(network, partner)
        for other in others[bisect_left(others, wanted.start) : bisect_left(others, wanted.stop)]:
            scores[other] += weight
    strangers = (other for other in scores.keys() - {number, *direct} if not network.is_hidden(other))
    best = nsmallest(limit, strangers, key=lambda other: (-round(scores[other], 10), other))
    return suggest(network, {other: {*direct}.intersection(network.neighbours[other]) for other in best}, limit)


def bipartite(network: Network, kind: str, *, through: Iterable[str]) -> Network:
    """The entities of one kind, tied where they share a partner of the kinds `through`; weights count those shared.

    Municipalities through ("Association", "Event"), associations through ("Person",). A partner that n of them share
    makes n²/2 ties. The edges' kinds are those of the partners.
    """
    nodes = network.of_kind(kind)
    place = {number: new for new, number in enumerate(nodes)}
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for middle in sorted(number for each in set(through) for number in network.of_kind(each)):
        ends = [place[other] for other in network.neighbours[middle] if other in place]
        for pair in combinations(ends, 2):
            shared[pair].append(network.refs[middle].kind)
    edges = sorted(shared)
    return Network(
        tuple(network.refs[number] for number in nodes),
        tuple(network.names[number] for number in nodes),
        tuple(edges),
        tuple(tuple(sorted(set(shared[edge]))) for edge in edges),
        tuple(float(len(shared[edge])) for edge in edges),
        network.selection,
    )
