"""Notebooks: a map in a cell of Jupyter, from any projection or network."""

from dataclasses import dataclass
from html import escape

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.values import Point
from yhdysverkko.queries.model import Network
from yhdysverkko.viz.drawing import compose_plain
from yhdysverkko.viz.map import render_map


@dataclass(frozen=True, slots=True)
class ShownMap:
    """A map that a notebook shows; `html` is the page that it is, whole."""

    html: str
    title: str
    height: int

    def _repr_html_(self) -> str:
        """The map in a frame of its own, from which nothing reaches the notebook around it."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" title="{escape(self.title)}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-downloads" style="border: 0"></iframe>'
        )


def show(part: Projection | Network, language: str = "fi", height: int = 640) -> ShownMap:
    """A projection, or a network read with `attributes=True`, as a map in a notebook, `height` pixels high.

    Raises WrongUse for a language that we do not have and for a network without attributes.
    """
    if language not in LANGUAGES:
        raise WrongUse("report.language", given=language, known=", ".join(LANGUAGES))
    scene = compose_plain(part if isinstance(part, Projection) else project_network(part), language)
    return ShownMap(render_map(scene, {}), scene.title, height)


def project_network(network: Network) -> Projection:
    """The projection of a network's entities and ties. Raises WrongUse for one without attributes: its edges do not
    say which way their ties go."""
    if network.attributes is None:
        raise WrongUse("export.network_without_attributes")
    entities = (
        Entity(ref, name, properties, (), point if isinstance(point := properties.get("location"), Point) else None)
        for ref, name, properties in zip(network.refs, network.names, network.attributes.nodes, strict=True)
    )
    ties = (
        Tie(tie.kind, network.refs[tie.start], network.refs[tie.end], f"{edge}.{number}", tie.properties, ())
        for edge, held in enumerate(network.attributes.ties)
        for number, tie in enumerate(held)
    )
    ordered = sorted(ties, key=lambda tie: (tie.kind, tie.start, tie.end, tie.id))
    return Projection(tuple(entities), tuple(ordered), network.as_of)
