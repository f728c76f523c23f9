"""A network: entities as numbers and the ties between them as pairs of numbers, ready for graph algorithms.

Parallel ties never inflate a measure. However many facts tie two entities (two posts, ten yearly grants, one fact from
five sources), the network has one undirected edge between them; its weight counts the *kinds* of relation it stands
for. Provenance, reviews and analyses are no part of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import MASK, Ref, format_reference
from yhdysverkko.graph.values import Value
from yhdysverkko.queries.distances import distance_sums
from yhdysverkko.queries.sampling import EXACT_MEAN, MEAN_PIVOTS, choose

if TYPE_CHECKING:
    import igraph

PLACES = ("Region", "WellbeingCounty", "Area")
"""Kinds left out unless asked for: all of a region's municipalities would be neighbours through it."""

GEOGRAPHY = ("BORDERS", "MERGED_INTO", "LOCATED_IN")
"""Relations left out unless asked for: where something is says nothing of who works with whom. PART_OF stays, because
projects are parts of programmes and units of organisations; without PLACES, its geographic half has no ends."""


@dataclass(frozen=True)
class Selection:
    """What part of the graph a network is: kinds of entity and relation, the day, the region, the kinds' weights."""

    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    as_of: date | None = None
    region: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        """The selection in one line, the same for the same selection."""
        parts = [f"kinds {', '.join(self.kinds)}", f"relations {', '.join(self.relations)}"]
        parts += [f"region {self.region}"] if self.region else []
        parts += [f"as of {self.as_of}"] if self.as_of else []
        parts += [f"weight {name} {weight:g}" for name, weight in sorted(self.weights.items())]
        return "; ".join(parts)


class TieValues(NamedTuple):
    """One of the ties that an edge stands for, with what may be shown of it; `start` and `end` are node numbers."""

    kind: str
    start: int
    end: int
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class Attributes:
    """What may be shown of every node (by number) and of the ties of every edge (by the edge's place)."""

    nodes: tuple[Mapping[str, Value], ...]
    ties: tuple[tuple[TieValues, ...], ...]


@dataclass(frozen=True)
class Network:
    """A simple undirected graph. Nodes are numbered in the order of `refs`, which is by kind and id.

    `edges` are pairs u < v in ascending order; `edge_kinds` (sorted names of relations), `weights` and, where they were
    asked for, `sources` (sorted ids of who states the ties) go with them. People who are not to be shown are nodes like
    others, with a veiled ref and a masked name.
    """

    refs: tuple[Ref, ...]
    names: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]
    edge_kinds: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    selection: Selection
    attributes: Attributes | None = None
    sources: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.refs)

    @property
    def as_of(self) -> date | None:
        return self.selection.as_of

    @cached_property
    def numbers(self) -> Mapping[Ref, int]:
        """The number of each entity."""
        return {ref: number for number, ref in enumerate(self.refs)}

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """The neighbours of each node, ascending."""
        found: list[list[int]] = [[] for _ in self.refs]
        for start, end in self.edges:
            found[start].append(end)
            found[end].append(start)
        return tuple(tuple(sorted(each)) for each in found)

    @cached_property
    def edge_places(self) -> Mapping[tuple[int, int], int]:
        """Where in `edges` each edge is, by its ends in order."""
        return {edge: place for place, edge in enumerate(self.edges)}

    @cached_property
    def structure(self) -> "igraph.Graph":
        """The bare graph for python-igraph; shared, so not to be changed."""
        import igraph  # noqa: PLC0415 - takes a while to import

        return igraph.Graph(len(self.refs), self.edges)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The connected component of each node, as a number."""
        return tuple(self.structure.connected_components().membership)

    @cached_property
    def pivots(self) -> tuple[int, ...]:
        """The nodes that mean distances are measured from: all of them, or a seeded sample of a large network."""
        return tuple(choose(len(self), MEAN_PIVOTS if len(self) > EXACT_MEAN else None))

    @cached_property
    def distance_sums(self) -> Sequence[int]:
        """The sum of the distances from each node to the pivots that it is connected with."""
        return distance_sums(self.neighbours, self.groups, self.pivots)

    def number(self, ref: Ref) -> int:
        """The number of an entity. Raises NotFound for one that is not in the network."""
        try:
            return self.numbers[ref]
        except KeyError:
            raise NotFound("network.not_in", reference=format_reference(ontology(), ref)) from None

    def tie_kinds(self, start: int, end: int) -> tuple[str, ...]:
        """The kinds of relation between two neighbours."""
        return self.edge_kinds[self.edge_places[min(start, end), max(start, end)]]

    def sources_of(self, pairs: Iterable[tuple[int, int]]) -> list[str]:
        """The sources of the ties between these pairs of neighbours, in order; the network must have been read with
        its sources."""
        told = {self.sources[self.edge_places[pair if pair[0] < pair[1] else pair[::-1]]] for pair in pairs}
        return sorted(set().union(*told))

    def ties_of(self, number: int) -> Iterator[tuple[int, int]]:
        """A node with each of its neighbours."""
        return ((number, other) for other in self.neighbours[number])

    def is_hidden(self, number: int) -> bool:
        """Whether the node is a person who is not to be shown."""
        return self.names[number] == MASK and self.refs[number].kind == "Person"

    def of_kind(self, kind: str) -> list[int]:
        """The numbers of the nodes of one kind."""
        return list(self.range_of(kind))

    def range_of(self, kind: str) -> range:
        """The numbers of the nodes of one kind, which follow each other."""
        return range(
            bisect_left(self.refs, kind, key=attrgetter("kind")), bisect_right(self.refs, kind, key=attrgetter("kind"))
        )

    def part(self, numbers: Iterable[int]) -> "Network":
        """The network of these nodes and the edges among them; the nodes are numbered anew."""
        kept = sorted(set(numbers))
        new = {number: place for place, number in enumerate(kept)}
        places = [place for place, (start, end) in enumerate(self.edges) if start in new and end in new]
        attributes = self.attributes and Attributes(
            tuple(self.attributes.nodes[number] for number in kept),
            tuple(_renumbered(self.attributes.ties[place], new) for place in places),
        )
        return replace(
            self,
            refs=tuple(self.refs[number] for number in kept),
            names=tuple(self.names[number] for number in kept),
            edges=tuple((new[start], new[end]) for start, end in (self.edges[place] for place in places)),
            edge_kinds=tuple(self.edge_kinds[place] for place in places),
            weights=tuple(self.weights[place] for place in places),
            attributes=attributes,
            sources=tuple(self.sources[place] for place in places) if self.sources else (),
        )

    def without(self, numbers: Iterable[int]) -> "Network":
        """The network that is left when these nodes go."""
        return self.part(set(range(len(self.refs))).difference(numbers))


def _renumbered(ties: tuple[TieValues, ...], new: Mapping[int, int]) -> tuple[TieValues, ...]:
    return tuple(tie._replace(start=new[tie.start], end=new[tie.end]) for tie in ties)


def make_selection(
    kinds: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    as_of: date | None = None,
    region: str | None = None,
    weights: Mapping[str, float] | None = None,
) -> Selection:
    """A selection; without `kinds` or `relations`, those that tie people and organisations together.

    That is every domain kind but PLACES and Indicator, and every relation but GEOGRAPHY and SCORES. Raises WrongUse for
    a name that the ontology does not have.
    """
    vocabulary = ontology()
    left_out = {*PLACES, "Indicator"}
    usual_kinds = [name for name in vocabulary.domain_kinds if name not in left_out]
    usual_relations = [name for name in vocabulary.relations if name not in {*GEOGRAPHY, "SCORES"}]
    return Selection(
        _known(kinds, vocabulary.domain_kinds, usual_kinds),
        _known(relations, vocabulary.relations, usual_relations),
        as_of,
        region,
        {name: weights[name] for name in _known(weights, vocabulary.relations, [])} if weights else {},
    )


def _known(given: Iterable[str] | None, known: Iterable[str], usual: list[str]) -> tuple[str, ...]:
    if given is None:
        return tuple(sorted(usual))
    chosen = tuple(sorted(set(given)))
    if unknown := set(chosen) - set(known):
        raise WrongUse("network.unknown_kind", name=min(unknown), known=", ".join(sorted(known)))
    return chosen
