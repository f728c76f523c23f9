"""Notebooks: a map in a cell of Jupyter, from any projection."""

from dataclasses import dataclass
from html import escape

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.projection import Projection
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


def show(projection: Projection, language: str = "fi", height: int = 640) -> ShownMap:
    """A projection as a map in a notebook, `height` pixels high. Raises WrongUse for a language that we do not have."""
    if language not in LANGUAGES:
        raise WrongUse("report.language", given=language, known=", ".join(LANGUAGES))
    scene = compose_plain(projection, language)
    return ShownMap(render_map(scene, {}), scene.title, height)
