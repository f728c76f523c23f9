"""GEXF 1.3 for Gephi: colours, shapes, places, and the time that each entity and tie holds."""

from collections.abc import Mapping
from datetime import timedelta
from typing import BinaryIO

from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.values import Value
from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.exports.fields import Fields, Places, entity_fields, identify, tie_fields, tie_ids
from yhdysverkko.viz.exports.xml import HEAD, tag, xml_types
from yhdysverkko.viz.marks import radii
from yhdysverkko.viz.period import period_of

NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}

SHAPES = {"square": "square", "triangle": "triangle", "triangleDown": "triangle", "diamond": "diamond"}
"""Our shape -> GEXF's; what it has none for is a disc."""

ONE_DAY = timedelta(days=1)


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as GEXF 1.3 in UTF-8; with places, nodes stand where our map has them.

    An interval ends on the last day that holds; the field `valid_to` is as in the graph, the day after. Every tie is
    directed; those that are not say so in `symmetric`, because readers refuse a mixture.
    """
    nodes = [entity_fields(entity, projection) for entity in projection.entities]
    edges = [tie_fields(tie, projection) for tie in projection.ties]
    sizes = radii(projection)
    graph = {
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
        "defaultedgetype": "directed",
        "idtype": "string",
    }
    lines = [
        _declare("node", xml_types(nodes)),
        _declare("edge", xml_types(edges)),
        "<nodes>",
        *(
            _node(entity, fields, sizes[entity.ref], (places or {}).get(entity.ref))
            for entity, fields in zip(projection.entities, nodes, strict=True)
        ),
        "</nodes>",
        "<edges>",
        *(
            _edge(key, tie, fields)
            for key, tie, fields in zip(tie_ids(projection), projection.ties, edges, strict=True)
        ),
        "</edges>",
    ]
    content = ["\n", tag("graph", graph, ["\n", "\n".join(lines), "\n"]), "\n"]
    stream.write((HEAD + tag("gexf", NAMESPACES, content) + "\n").encode())


def _declare(owner: str, types: Mapping[str, str]) -> str:
    declared = (tag("attribute", {"id": name, "title": name, "type": kind}) for name, kind in types.items())
    return tag("attributes", {"class": owner, "mode": "static"}, declared)


def _node(entity: Entity, fields: Fields, size: float, place: Position | None) -> str:
    kind = ontology().kinds[entity.ref.kind]
    parts = [_values(fields), _colour(kind.colour), tag("viz:size", {"value": size})]
    if place:
        # On our maps y grows downwards, in Gephi upwards.
        parts.append(tag("viz:position", {"x": place[0], "y": -place[1], "z": 0.0}))
    parts.append(tag("viz:shape", {"value": SHAPES.get(kind.shape, "disc")}))
    return tag("node", {"id": identify(entity.ref), "label": entity.name, **_interval(entity.properties)}, parts)


def _edge(key: str, tie: Tie, fields: Fields) -> str:
    kind = ontology().relations[tie.kind]
    ends = {"id": key, "source": identify(tie.start), "target": identify(tie.end)}
    # Without a kind, Gephi would make one of parallel ties.
    about = {"kind": tie.kind, "label": str(fields["label"]), **_interval(tie.properties)}
    return tag("edge", {**ends, **about}, [_values(fields), _colour(ontology().lines[kind.line].colour)])


def _values(fields: Fields) -> str:
    return tag("attvalues", {}, (tag("attvalue", {"for": name, "value": value}) for name, value in fields.items()))


def _colour(colour: str) -> str:
    """A colour "#rrggbb" in the parts that GEXF wants."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return tag("viz:color", {"r": red, "g": green, "b": blue})


def _interval(properties: Mapping[str, Value]) -> dict[str, Value | None]:
    """First and last day; none where the two contradict each other."""
    start, end, _ = period_of(properties)
    last = end - ONE_DAY if end else None
    return {} if start and last and last < start else {"start": start, "end": last}
