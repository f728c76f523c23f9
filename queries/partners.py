"""Partners: whom an entity is tied to, itself or through its people, and what two entities have in common."""

from collections.abc import Collection, Iterable
from math import log
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.model import Network

DIRECT = -1
"""Stands for no person in between."""


class Suggestion(NamedTuple):
    """An entity worth a tie, why (`shared`: the partners in common, by name), and how strong the case is (> 0)."""

    ref: Ref
    name: str
    score: float
    shared: tuple[str, ...]


def partners(network: Network, number: int) -> dict[int, set[int]]:
    """Whom a node is tied to, with the people who tie it: DIRECT for a tie of its own.

    One person may stand between: an official's boards and projects are partners of the municipality. Whom that person
    knows are not.
    """
    found: dict[int, set[int]] = {}
    for near in network.neighbours[number]:
        found.setdefault(near, set()).add(DIRECT)
        if network.refs[near].kind != "Person" or network.refs[number].kind == "Person":
            continue
        for far in network.neighbours[near]:
            if far != number and network.refs[far].kind != "Person":
                found.setdefault(far, set()).add(near)
    return found


def specificity(network: Network, number: int) -> float:
    """What a partner in common says: little when everybody has it (Adamic and Adar 2003: 1/ln of its degree)."""
    return 1 / log(max(2, len(network.neighbours[number])))


def suggest(network: Network, cases: dict[int, Collection[int]], limit: int) -> list[Suggestion]:
    """The best of these candidates (number -> shared partners); people who are not shown are never suggested."""
    # Added up in a fixed order, so that equal cases are equal to the last digit.
    scored = [
        (-round(sum(specificity(network, partner) for partner in sorted(shared)), 10), number, shared)
        for number, shared in cases.items()
        if shared and not network.is_hidden(number)
    ]
    return [
        Suggestion(network.refs[number], network.names[number], -score, names_of(network, shared))
        for score, number, shared in sorted(scored, key=lambda case: case[:2])[:limit]
    ]


def names_of(network: Network, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(network.names[number] for number in sorted(numbers))


def refs_of(network: Network, numbers: Iterable[int]) -> tuple[Ref, ...]:
    return tuple(network.refs[number] for number in sorted(numbers))
