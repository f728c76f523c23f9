"""Cytoscape JSON: for Cytoscape, Cytoscape.js and NetworkX."""

from typing import Any, BinaryIO

import orjson

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.projection import Projection
from yhdysverkko.viz.exports.fields import Places, entity_fields, identify, tie_fields, tie_ids


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as Cytoscape JSON (.cyjs) in UTF-8; with places, nodes have a position, y down.

    `value` of nodes and `key` of edges are what NetworkX tells them apart by.
    """
    nodes: list[dict[str, Any]] = []
    for entity in projection.entities:
        name = identify(entity.ref)
        data = {**entity_fields(entity, projection), "id": name, "name": entity.name, "value": name}
        node: dict[str, Any] = {"data": data}
        if places and entity.ref in places:
            node["position"] = dict(zip("xy", places[entity.ref], strict=True))
        nodes.append(node)
    edges = []
    for key, tie in zip(tie_ids(projection), projection.ties, strict=True):
        ends = {"id": key, "key": key, "source": identify(tie.start), "target": identify(tie.end)}
        edges.append({"data": {**tie_fields(tie, projection), **ends, "interaction": tie.kind}})
    whole = {
        "format_version": "1.0",
        "generated_by": "yhdysverkko",
        "target_cytoscapejs_version": "~2.1",
        "directed": True,
        "multigraph": True,
        "data": {"name": say("map.default_title")},
        "elements": {"nodes": nodes, "edges": edges},
    }
    stream.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
