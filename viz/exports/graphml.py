"""GraphML: for yEd, NetworkX, igraph, R and Gephi."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.values import Value
from yhdysverkko.viz.exports.fields import Fields, Places, entity_fields, identify, tie_fields, tie_ids
from yhdysverkko.viz.exports.xml import HEAD, tag, xml_text, xml_types

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


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
    lines = [
        *_keys("node", node_types),
        *_keys("edge", edge_types),
        '<graph edgedefault="directed">',
        *(
            tag("node", {"id": identify(entity.ref)}, _data("node", fields))
            for entity, fields in zip(projection.entities, nodes, strict=True)
        ),
        *(
            tag("edge", {"id": key, "source": identify(tie.start), "target": identify(tie.end)}, _data("edge", fields))
            for key, tie, fields in zip(tie_ids(projection), projection.ties, edges, strict=True)
        ),
        "</graph>",
    ]
    stream.write((HEAD + tag("graphml", {"xmlns": NAMESPACE}, ["\n", "\n".join(lines), "\n"]) + "\n").encode())


def _keys(owner: str, types: Mapping[str, str]) -> Iterable[str]:
    for name, kind in types.items():
        yield tag("key", {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": kind})


def _data(owner: str, fields: Mapping[str, Value]) -> Iterable[str]:
    return (tag("data", {"key": f"{owner}-{name}"}, [xml_text(value)]) for name, value in fields.items())
