"""The same network for other tools: python-igraph, NetworkX, and pandas for notebooks.

NetworkX and pandas come with `pip install yhdysverkko[notebook]`; nothing else here needs them.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import format_reference
from yhdysverkko.graph.values import Value
from yhdysverkko.queries.model import Network, TieValues

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas


def to_igraph(network: Network) -> "igraph.Graph":
    """The network for python-igraph: vertices with `name` ("municipality:077"), `label` and `kind`, edges with
    `weight` and `kinds`; vertex numbers are the network's."""
    import igraph  # noqa: PLC0415 - takes a while to import

    return igraph.Graph(
        len(network),
        network.edges,
        vertex_attrs={
            "name": _references(network),
            "label": list(network.names),
            "kind": [ref.kind for ref in network.refs],
        },
        edge_attrs={"weight": list(network.weights), "kinds": list(network.edge_kinds)},
    )


def to_networkx(network: Network) -> "networkx.Graph":
    """The network as an `nx.Graph` whose nodes are references ("municipality:077").

    Nodes have `kind`, `id`, `name`; edges `kinds` and `weight`. A network read with `attributes=True` adds all that may
    be shown: the properties of nodes by their names in the ontology, and on edges `ties`, a list of one dict for each
    relation (`relation`, `start`, `end` and its properties), with `valid_from` and `valid_to`, the time that the ties
    span: the earliest start and the latest end, None where one of them is open or not known.
    """
    import networkx as nx  # noqa: PLC0415 - optional

    graph = nx.Graph()
    references = _references(network)
    properties = network.attributes.nodes if network.attributes else ({},) * len(network)
    for reference, ref, name, shown in zip(references, network.refs, network.names, properties, strict=True):
        graph.add_node(reference, **{**shown, "kind": ref.kind, "id": ref.id, "name": name})
    for place, (start, end) in enumerate(network.edges):
        values: dict[str, Any] = {"kinds": list(network.edge_kinds[place]), "weight": network.weights[place]}
        if network.attributes:
            ties = network.attributes.ties[place]
            values |= {"ties": [_described(tie, references) for tie in ties], **_span(ties)}
        graph.add_edge(references[start], references[end], **values)
    return graph


def to_frames(network: Network) -> "tuple[pandas.DataFrame, pandas.DataFrame]":
    """Nodes and edges as tables, with the columns that `to_networkx` gives as attributes.

    Nodes are indexed by reference ("municipality:077"); edges have `start` and `end`.
    """
    import pandas as pd  # noqa: PLC0415 - optional

    references = _references(network)
    properties: tuple[Mapping[str, Value], ...] = network.attributes.nodes if network.attributes else ()
    nodes = pd.DataFrame(
        {
            "kind": [ref.kind for ref in network.refs],
            "id": [ref.id for ref in network.refs],
            "name": network.names,
            **{
                name: [values.get(name) for values in properties]
                for name in sorted({name for values in properties for name in values} - {"kind", "id", "name"})
            },
        },
        index=pd.Index(references, name="reference", dtype=object),
    )
    edges = {
        "start": [references[start] for start, _ in network.edges],
        "end": [references[end] for _, end in network.edges],
        "kinds": [list(kinds) for kinds in network.edge_kinds],
        "weight": network.weights,
    }
    if network.attributes:
        spans = [_span(ties) for ties in network.attributes.ties]
        edges |= {name: [span[name] for span in spans] for name in ("valid_from", "valid_to")}
        edges["ties"] = [[_described(tie, references) for tie in ties] for ties in network.attributes.ties]
    return nodes, pd.DataFrame(edges)


def _references(network: Network) -> list[str]:
    vocabulary = ontology()
    return [format_reference(vocabulary, ref) for ref in network.refs]


def _described(tie: TieValues, references: list[str]) -> dict[str, Value]:
    ends: dict[str, Value] = {"relation": tie.kind, "start": references[tie.start], "end": references[tie.end]}
    return {**tie.properties, **ends}


def _span(ties: tuple[TieValues, ...]) -> dict[str, date | None]:
    """When the ties began and ended, as far as all of them say."""
    starts = [value for tie in ties if isinstance(value := tie.properties.get("valid_from"), date)]
    ends = [value for tie in ties if isinstance(value := tie.properties.get("valid_to"), date)]
    return {
        "valid_from": min(starts) if len(starts) == len(ties) else None,
        "valid_to": max(ends) if len(ends) == len(ties) else None,
    }
