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

Analysis = Callable[[Store, Mapping[str, Any]], Iterable[tuple[Any, ...]]]
"""From the store and the values of the parameters to the rows of the answer, in a total order."""

ANALYSES: Mapping[str, Analysis] = {
    "compare-neighbours": compare_neighbours,
    "indicator-values": indicator_values,
    "indicators-of-municipality": indicators_of_municipality,
    "theme-scores": theme_scores,
}
