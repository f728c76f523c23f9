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
    "communities": central.community_list,
    "compare_neighbours": compare_neighbours,
    "completeness": quality.completeness,
    "completeness_by_source": quality.completeness_by_source,
    "contradictions": quality.contradictions,
    "ego": connected.ego_network,
    "how_connected": connected.how_connected,
    "hub_changes": central.hub_changes,
    "hubs": central.hub_list,
    "indicator_values": indicator_values,
    "indicators_of_municipality": indicators_of_municipality,
    "key_ties": central.key_ties,
    "losses": central.losses,
    "municipalities_through": connected.municipalities_through,
    "overlap": connected.network_overlap,
    "profile_of_association": profile("Association"),
    "profile_of_event": profile("Event"),
    "profile_of_municipality": profile("Municipality"),
    "profile_of_person": profile("Person"),
    "profile_of_project": profile("Project"),
    "project_endings": central.project_endings,
    "similar": connected.similar_municipalities,
    "single_person_dependency": central.single_person_dependency,
    "suggested_introductions": connected.suggested_introductions,
    "suspected_duplicates": quality.suspected_duplicates,
    "theme_scores": theme_scores,
}
