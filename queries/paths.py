"""Ways through a network: who is around somebody, how two are connected, what two have in common, who should meet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log
from typing import NamedTuple

from yhdysverkko.queries.model import Network

PARTNERS = 12
"""Shared partners that an answer names; it counts all of them."""


class Near(NamedTuple):
    """A node around another: how many steps away, and through which of the nodes a step nearer it is reached."""

    number: int
    steps: int
    through: tuple[int, ...]


class Shared(NamedTuple):
    """What two nodes have in common: partners (numbers, ascending), and of all the partners of the two the share that
    is common (Jaccard index, 0 to 1; None where neither has any)."""

    first: int
    second: int
    partners: tuple[int, ...]
    overlap: float | None


class Introduction(NamedTuple):
    """Two that are not tied but share partners. `score` is Adamic and Adar's (2003): the sum of 1/ln(degree) over the
    shared partners, so that a partner of few counts for more than one of everybody."""

    first: int
    second: int
    partners: tuple[int, ...]
    score: float


def ego(network: Network, centre: int, steps: int, through: Callable[[int], bool] = lambda _: True) -> list[Near]:
    """The nodes within so many steps of one, nearest first. Only nodes that pass `through` lead any further."""
    distances = {centre: 0}
    frontier = [centre]
    found: list[Near] = []
    for step in range(1, steps + 1):
        behind = frontier
        reached: defaultdict[int, list[int]] = defaultdict(list)
        for number in behind:
            for other in network.neighbours[number]:
                if other not in distances:
                    reached[other].append(number)
        found += [Near(number, step, tuple(via)) for number, via in sorted(reached.items())]
        distances |= dict.fromkeys(reached, step)
        frontier = [number for number in sorted(reached) if through(number)]
    return found


def connections(network: Network, start: int, end: int, count: int) -> list[tuple[int, ...]]:
    """The `count` shortest simple paths between two nodes (Yen 1971), as numbers; shortest first, none where there is
    no way. Paths of one length come in the order of their nodes, as far as so many of them were looked at."""
    if start == end or end not in _component(network, start):
        return []
    paths = network.structure.get_k_shortest_paths(start, end, k=count + SPARE, output="vpath")
    return sorted({tuple(path) for path in paths}, key=lambda path: (len(path), path))[:count]


SPARE = 10
"""Paths looked at beyond those asked for, so that the order among equally long ones seldom depends on chance."""


def _component(network: Network, start: int) -> set[int]:
    return set(network.structure.subcomponent(start))


def common(network: Network, first: int, second: int) -> Shared:
    """What two nodes have in common; that they are tied to each other does not count."""
    mine = set(network.neighbours[first]) - {second}
    theirs = set(network.neighbours[second]) - {first}
    either = len(mine | theirs)
    return Shared(first, second, tuple(sorted(mine & theirs)), len(mine & theirs) / either if either else None)


def similar(network: Network, number: int) -> list[Shared]:
    """Those of the same kind that share partners with a node, the most alike first."""
    kind = network.refs[number].kind
    others = {
        other
        for partner in network.neighbours[number]
        for other in network.neighbours[partner]
        if other != number and network.refs[other].kind == kind
    }
    found = (common(network, number, other) for other in sorted(others))
    return sorted(found, key=lambda shared: (-(shared.overlap or 0), -len(shared.partners), shared.second))


def introductions(network: Network, numbers: Iterable[int], kinds: frozenset[str]) -> list[Introduction]:
    """For each of these nodes, the nodes of `kinds` that it is not tied to but shares partners with; best first.

    A pair of which both are asked about comes once, the lower number first.
    """
    asked = set(numbers)
    found = [
        Introduction(
            min(number, other), max(number, other), tuple(sorted(partners)), adamic_adar(network, sorted(partners))
        )
        for number in sorted(asked)
        for other, partners in _at_two_steps(network, number).items()
        if network.refs[other].kind in kinds and (number < other or other not in asked)
    ]
    return sorted(found, key=lambda each: (-each.score, each.first, each.second))


def _at_two_steps(network: Network, number: int) -> dict[int, list[int]]:
    """The nodes two steps away -> the partners in between."""
    near = {number, *network.neighbours[number]}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for partner in network.neighbours[number]:
        for other in network.neighbours[partner]:
            if other not in near:
                found[other].append(partner)
    return found


def adamic_adar(network: Network, partners: Iterable[int]) -> float:
    """The sum of 1/ln(degree) over shared partners; each has a degree of two or more."""
    return sum(1 / log(len(network.neighbours[partner])) for partner in partners)


def tied_through(network: Network, ends: str, middles: Sequence[str]) -> Iterator[Shared]:
    """The pairs of nodes of one kind that share partners of the kinds `middles`: the projection of a two-mode network.

    The overlap is of partners of those kinds. Pairs come in the order of their numbers.
    """
    wanted = frozenset(middles)
    shared: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    sizes: defaultdict[int, int] = defaultdict(int)
    for middle, ref in enumerate(network.refs):
        if ref.kind not in wanted:
            continue
        around = [number for number in network.neighbours[middle] if network.refs[number].kind == ends]
        for place, first in enumerate(around):
            sizes[first] += 1
            for second in around[place + 1 :]:
                shared[first, second].append(middle)
    for (first, second), partners in sorted(shared.items()):
        either = sizes[first] + sizes[second] - len(partners)
        yield Shared(first, second, tuple(partners), len(partners) / either)
