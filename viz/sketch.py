"""Sketch: what an analyst's query has found, placed to be drawn as a small network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yhdysverkko.graph.found import Node, Relationship, walk
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.projection import Tie
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.viz.clusters import cluster
from yhdysverkko.viz.shelves import Block, groups, stack
from yhdysverkko.viz.ties import neighbours

MOST = 150
"""Entities that are drawn; more cannot be told apart on a page."""

ROOM = 62.0
"""Radius in pixels of a mark with its name."""

PLAIN = ("#6B7785", "dot")
"""Colour and shape of what the ontology does not know."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity at (x, y); `reference` is empty for what has no page."""

    id: str
    kind: str
    name: str
    colour: str
    shape: str
    reference: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two marks, by their ids."""

    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """Marks and lines in a box of `width` × `height` pixels; `all` counts the entities, those not drawn included."""

    marks: Sequence[Mark]
    lines: Sequence[Line]
    all: int
    width: float
    height: float


def sketch(rows: Iterable[Iterable[Any]], vocabulary: Ontology, language: str) -> Sketch:
    """The nodes in the rows' values and the relationships between them."""
    found = [part for row in rows for value in row for part in walk(value)]
    nodes = {part.id: part for part in found if isinstance(part, Node)}
    refs = {node_id: Ref(_kind(node, vocabulary), node_id) for node_id, node in list(nodes.items())[:MOST]}
    ties = {
        part.id: part for part in found if isinstance(part, Relationship) and part.start in refs and part.end in refs
    }
    places, width, height = _place(refs, ties)
    marks = [_mark(nodes[ref.id], ref, places[ref], vocabulary, language) for ref in refs.values()]
    lines = [Line(tie.start, tie.end, _tie_label(tie, vocabulary, language)) for tie in ties.values()]
    return Sketch(marks, lines, len(nodes), width, height)


def _kind(node: Node, vocabulary: Ontology) -> str:
    known = [label for label in node.labels if label in vocabulary.kinds]
    return next(iter([*known, *node.labels]), "")


def _place(
    refs: Mapping[str, Ref], ties: Mapping[str, Relationship]
) -> tuple[Mapping[Ref, tuple[float, float]], float, float]:
    near = neighbours(Tie(tie.type, refs[tie.start], refs[tie.end], tie.id, {}, ()) for tie in ties.values())
    room = dict.fromkeys(refs.values(), ROOM)
    blocks = [Block.around(cluster(part, near, room), room) for part in groups(refs.values(), near)]
    places = stack(blocks, left=0.0, top=0.0)
    width = max((x for x, _ in places.values()), default=0.0) + ROOM
    height = max((y for _, y in places.values()), default=0.0) + ROOM
    return {ref: (round(x, 1), round(y, 1)) for ref, (x, y) in places.items()}, round(width, 1), round(height, 1)


def _mark(node: Node, ref: Ref, place: tuple[float, float], vocabulary: Ontology, language: str) -> Mark:
    kind = vocabulary.kinds.get(ref.kind)
    colour, shape = (kind.colour, kind.shape) if kind else PLAIN
    entity = node.properties.get("id")
    known = ref.kind in vocabulary.domain_kinds and isinstance(entity, str)
    name = node.properties.get(f"name_{language}") or node.properties.get("name") or entity or ref.kind
    label = kind.label[language] if kind else ref.kind
    reference = format_reference(vocabulary, Ref(ref.kind, str(entity))) if known else ""
    return Mark(node.id, label, str(name), colour, shape, reference, *place)


def _tie_label(tie: Relationship, vocabulary: Ontology, language: str) -> str:
    known = vocabulary.relations.get(tie.type)
    return known.label[language] if known else tie.type
