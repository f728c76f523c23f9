"""GraphML: for yEd, NetworkX, igraph, R and Gephi. Elements that begin with y: are yEd's, and others pass them by."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from yhdysverkko.graph.ontology import Line, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.values import Value
from yhdysverkko.viz.exports.fields import Fields, Places, entity_fields, identify, tie_fields, tie_ids
from yhdysverkko.viz.exports.xml import HEAD, tag, xml_text, xml_types
from yhdysverkko.viz.marks import radii

NAMESPACES = {"xmlns": "http://graphml.graphdrawing.org/xmlns", "xmlns:y": "http://www.yworks.com/xml/graphml"}

SHAPES = {
    "dot": "ellipse",
    "square": "rectangle",
    "triangle": "triangle",
    "triangleDown": "trapezoid2",
    "diamond": "diamond",
    "star": "star5",
    "hexagon": "hexagon",
}
"""Our shape -> yEd's."""


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as GraphML in UTF-8; with places, nodes have x and y, y down.

    Every tie is directed; those that are not say so in `symmetric`, because readers refuse a mixture.
    """
    nodes: list[Fields] = []
    for entity in projection.entities:
        fields = entity_fields(entity, projection)
        if places and entity.ref in places:
            fields["x"], fields["y"] = places[entity.ref]
        nodes.append(fields)
    edges = [tie_fields(tie, projection) for tie in projection.ties]
    node_types, edge_types = xml_types(nodes), xml_types(edges)
    sizes = radii(projection)
    lines = [
        *_keys("node", node_types),
        *_keys("edge", edge_types),
        *(tag("key", {"id": f"{of}graphics", "for": of, "yfiles.type": f"{of}graphics"}) for of in ("node", "edge")),
        '<graph edgedefault="directed">',
        *(
            tag(
                "node",
                {"id": identify(entity.ref)},
                [_drawn(entity, sizes[entity.ref], places), *_data("node", fields)],
            )
            for entity, fields in zip(projection.entities, nodes, strict=True)
        ),
        *(
            tag(
                "edge",
                {"id": key, "source": identify(tie.start), "target": identify(tie.end)},
                [_drawn_tie(tie), *_data("edge", fields)],
            )
            for key, tie, fields in zip(tie_ids(projection), projection.ties, edges, strict=True)
        ),
        "</graph>",
    ]
    stream.write((HEAD + tag("graphml", NAMESPACES, ["\n", "\n".join(lines), "\n"]) + "\n").encode())


def _keys(owner: str, types: Mapping[str, str]) -> Iterable[str]:
    for name, kind in types.items():
        yield tag("key", {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": kind})


def _data(owner: str, fields: Mapping[str, Value]) -> Iterable[str]:
    return (tag("data", {"key": f"{owner}-{name}"}, [xml_text(value)]) for name, value in fields.items())


def _drawn(entity: Entity, radius: float, places: Places | None) -> str:
    """How yEd draws a node. It comes before the fields, whose x and y are of the middle, for readers of both."""
    kind = ontology().kinds[entity.ref.kind]
    geometry = {"width": 2 * radius, "height": 2 * radius}
    if places and entity.ref in places:
        x, y = places[entity.ref]
        geometry |= {"x": round(x - radius, 1), "y": round(y - radius, 1)}
    parts = (
        tag("y:Geometry", geometry),
        tag("y:Fill", {"color": kind.colour, "transparent": False}),
        tag("y:NodeLabel", {"modelName": "sides", "modelPosition": "s"}, [xml_text(entity.name)]),
        tag("y:Shape", {"type": SHAPES[kind.shape]}),
    )
    return tag("data", {"key": "nodegraphics"}, [tag("y:ShapeNode", {}, parts)])


def _drawn_tie(tie: Tie) -> str:
    """How yEd draws an edge: a tie that has no direction without an arrow."""
    relation = ontology().relations[tie.kind]
    line = ontology().lines[relation.line]
    parts = (
        tag("y:LineStyle", {"color": line.colour, "type": _line_type(line), "width": 1.0}),
        tag("y:Arrows", {"source": "none", "target": "none" if relation.symmetric else "standard"}),
    )
    return tag("data", {"key": "edgegraphics"}, [tag("y:PolyLineEdge", {}, parts)])


def _line_type(line: Line) -> str:
    if not line.dash:
        return "line"
    if len(line.dash) > 2:
        return "dashed_dotted"
    return "dotted" if line.dash[0] < line.dash[1] else "dashed"
