"""Analyses that questions of the catalogue name in their header: what Cypher cannot compute, from the same ties."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yhdysverkko.graph.store import Store
from yhdysverkko.queries import quality

Analysis = Callable[[Store, Mapping[str, Any]], Iterable[tuple[Any, ...]]]
"""From the store and the values of the parameters to the rows of the answer, in a total order."""

ANALYSES: Mapping[str, Analysis] = {
    "completeness": quality.completeness,
    "completeness_by_source": quality.completeness_by_source,
    "contradictions": quality.contradictions,
    "suspected_duplicates": quality.suspected_duplicates,
}
