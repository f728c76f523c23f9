"""Found: what a text that somebody wrote finds in the graph, as plain values that still say what they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Node(NamedTuple):
    """A node; `id` is the server's own and tells nodes of one answer apart, no more."""

    id: str
    labels: Sequence[str]
    properties: Mapping[str, Any]


class Relationship(NamedTuple):
    """A relationship between the nodes whose ids are `start` and `end`."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Any]


class Path(NamedTuple):
    """Nodes and relationships by turns, from a node to a node."""

    parts: Sequence[Node | Relationship]


class Operator(NamedTuple):
    """A step of a plan: its name, the database it works on, and what it says of itself."""

    name: str
    database: str
    details: str


class Plan(NamedTuple):
    """What a server would do with a text: "r" reads, "w" and "rw" write, "s" changes or shows the system."""

    type: str
    operators: Sequence[Operator]
    rows: float | None
    """How many rows the server expects; None where it does not say."""


def walk(value: Any) -> Iterator[Node | Relationship]:
    """Every node and relationship in a value, in its order."""
    match value:
        case Node() | Relationship():
            yield value
        case Path():
            yield from value.parts
        case dict():
            for item in value.values():
                yield from walk(item)
        case list():
            for item in value:
                yield from walk(item)
