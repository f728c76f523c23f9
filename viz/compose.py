"""Composing: from a view to the scene that it shows."""

from datetime import date

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.garbage import without_garbage_collection
from yhdysverkko.graph.ledger import list_sources, settled
from yhdysverkko.graph.projection import LIMIT, Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import Catalogue, read_catalogue
from yhdysverkko.queries.connected import network_of
from yhdysverkko.queries.measures import measure_values
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.viz.choices import Grouping, View
from yhdysverkko.viz.drawing import draw
from yhdysverkko.viz.gathering import candidate_ties, gather
from yhdysverkko.viz.grouped import draw_groups, read_drawn, unfolded_groups
from yhdysverkko.viz.marks import degrees
from yhdysverkko.viz.overlays import lay
from yhdysverkko.viz.overview import read_overview
from yhdysverkko.viz.scene import Scene

MOST = 1_500
"""Entities drawn one by one unless asked for more: beyond it a map opens in groups."""


def compose(store: Store, view: View, language: str, *, questions: Catalogue | None = None) -> Scene:
    """The scene of a view. The same graph and view give the same scene.

    Everything of all days is placed, so that places do not depend on the day; `shown_marks` are those of the view's
    day. Raises NotFound and WrongUse for what the view names and is not there or does not fit.
    """
    with settled(store), without_garbage_collection():
        projection = _gather_few(store, view, read_catalogue() if questions is None else questions)
        if projection is None:
            return _compose_groups(store, view, language)
        candidates = candidate_ties(store, projection) if view.candidates else []
        return draw(
            view,
            projection,
            candidates,
            lay(store, view, projection, language),
            _measured(store, view, projection),
            _date_of_data(store, projection),
            language,
            focus=find_ref(store, view.focus) if view.focus else None,
        )


def _gather_few(store: Store, view: View, questions: Catalogue) -> Projection | None:
    """What is drawn one by one; None where groups are to be drawn instead."""
    if view.focus or view.question or view.theme or view.grouping is Grouping.NONE:
        return gather(store, view, questions)
    if view.grouping is not Grouping.AUTO:
        return None
    if not view.region and store.read("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"] > LIMIT:
        return None  # sooner than by gathering; sources are counted too, and do not matter
    try:
        projection = gather(store, view, questions)
    except WrongUse as error:
        if error.key != "projection.too_large":
            raise
        return None
    return projection if len(projection.entities) <= MOST else None


def _compose_groups(store: Store, view: View, language: str) -> Scene:
    overview = read_overview(store, view)
    unfolded = unfolded_groups(store, view, overview)
    projection = read_drawn(store, overview, unfolded)
    laid = lay(store, view, projection, language)
    return draw_groups(store, view, overview, unfolded, projection, laid, _date_of_data(store, projection), language)


def _measured(store: Store, view: View, projection: Projection) -> dict[Ref, float]:
    """The view's measure of each entity that has it."""
    if view.measure == "degree":
        return {ref: float(count) for ref, count in degrees(projection).items()}
    network = network_of(store, {"as_of": view.as_of, "region": view.region})
    values = zip(network.refs, measure_values(network, view.measure), strict=True)
    drawn = {entity.ref for entity in projection.entities}
    return {ref: value for ref, value in values if value is not None and ref in drawn}


def _date_of_data(store: Store, projection: Projection) -> date | None:
    """The day of the newest source that states anything here."""
    stated = {source for entity in projection.entities for source in entity.sources}
    stated |= {source for tie in projection.ties for source in tie.sources}
    days = (item.source.published or item.source.retrieved for item in list_sources(store) if item.source.id in stated)
    return max(filter(None, days), default=None)
