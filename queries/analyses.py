"""Analyses that questions of the catalogue name in their header: what Cypher cannot compute, from the same ties."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yhdysverkko.graph.store import Store
from yhdysverkko.queries import central, connected, quality
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
    "associations_through": connected.associations_through,
    "cohesion": central.cohesion,
    "communities": central.community_list,
    "ego": connected.ego_network,
    "how_connected": connected.how_connected,
    "hub_changes": central.hub_changes,
    "hubs": central.hub_list,
    "key_ties": central.key_ties,
    "losses": central.losses,
    "municipalities_through": connected.municipalities_through,
    "overlap": connected.network_overlap,
    "project_endings": central.project_endings,
    "similar": connected.similar_municipalities,
    "single_person_dependency": central.single_person_dependency,
    "suggested_introductions": connected.suggested_introductions,
    "completeness": quality.completeness,
    "completeness_by_source": quality.completeness_by_source,
    "contradictions": quality.contradictions,
    "suspected_duplicates": quality.suspected_duplicates,
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
