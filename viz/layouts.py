"""Layouts: the ways to arrange a map, by name, for the command line, the API and the pages."""

from collections.abc import Collection, Mapping

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement
from yhdysverkko.viz.backgrounds import outlines
from yhdysverkko.viz.bipartite import bipartite
from yhdysverkko.viz.choices import Layout
from yhdysverkko.viz.concentric import concentric
from yhdysverkko.viz.geographic import place
from yhdysverkko.viz.network import network
from yhdysverkko.viz.timeline import timeline


def arrange(
    layout: Layout,
    projection: Projection,
    radii: Mapping[Ref, float],
    *,
    language: str,
    focus: Ref | None = None,
    left: Collection[str] = (),
    right: Collection[str] = (),
) -> Arrangement:
    """Places in map pixels, rounded to a tenth, and guides; the same for the same projection in any order.

    `radii` holds the radius of every entity's mark in map pixels; no two marks overlap. `focus` is the middle of
    CONCENTRIC (by default the entity with the most ties), `left` and `right` the kinds of the columns of BIPARTITE
    (by default municipalities, and all other kinds). Raises NotFound for a focus outside the projection, WrongUse for
    a kind that the ontology does not have or that is on both sides.
    """
    match layout:
        case Layout.GEOGRAPHIC:
            places = place(projection, radii)
            return Arrangement(places, outlines=outlines(projection, places, language))
        case Layout.NETWORK:
            return network(projection, radii, language)
        case Layout.CONCENTRIC:
            return concentric(projection, radii, language, focus)
        case Layout.BIPARTITE:
            return bipartite(projection, radii, language, left, right)
        case Layout.TIMELINE:
            return timeline(projection, radii, language)
