"""Analyses that questions of the catalogue name in their header: what Cypher cannot compute, from the same ties."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yhdysverkko.graph.store import Store
from yhdysverkko.queries.indicators import (
    compare_neighbours,
    indicator_values,
    indicators_of_municipality,
    theme_scores,
)
from yhdysverkko.queries.profiles import profile

Analysis = Callable[[Store, Mapping[str, Any]], Iterable[tuple[Any, ...]]]
"""From the store and the values of the parameters to the rows of the answer, in a total order."""

ANALYSES: Mapping[str, Analysis] = {
    "compare-neighbours": compare_neighbours,
    "indicator-values": indicator_values,
    "indicators-of-municipality": indicators_of_municipality,
    "profile-of-association": profile("Association"),
    "profile-of-event": profile("Event"),
    "profile-of-municipality": profile("Municipality"),
    "profile-of-person": profile("Person"),
    "profile-of-project": profile("Project"),
    "theme-scores": theme_scores,
}
