"""Measure the network analyses against NetworkX on the same graph: ratios within one run, as issue 5 asks.

NetworkX gets its graph as its users read one: a row for each node and each relation from the plain driver, added one by
one. Takes about a quarter of an hour; most of it is NetworkX.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, LiteralString, TypeVar, cast

import neo4j
import networkx as nx
from scipy.stats import spearmanr

from bench import national
from bench.handwritten import load_by_hand
from bench.national import Scale, write_tables
from bench.run import fresh_server
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store, open_store
from yhdysverkko.loaders.register import municipalities
from yhdysverkko.queries import Network, read_network
from yhdysverkko.queries.brandes import path_counts
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.groups import communities, components
from yhdysverkko.queries.measures import MEASURES, betweenness, measure_values
from yhdysverkko.queries.model import make_selection

RELATIONS = (*make_selection().relations, "LOCATED_IN")
"""The usual relations and the one more that the made-up graph has, so that all its 600,000 count."""

PIVOTS = 256
NX_PIVOTS = 4
"""NetworkX is timed on these many and scaled up: its time is that of one search after another."""

REGION = "13"
"""A region of 22 municipalities."""

REGIONAL = Scale(1 / 11)
TOLERANCE = 1e-6

Result = TypeVar("Result")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        with made_up(Path(name) / "national", None, Scale(1)) as settings, open_store(settings) as store:
            measure_national(settings, store)
        with made_up(Path(name) / "region", REGION, REGIONAL) as settings, open_store(settings) as store:
            measure_region(store)


@contextmanager
def made_up(work: Path, region: str | None, scale: Scale) -> Iterator[Settings]:
    """Settings of a server with the made-up graph in it, over the municipalities of one region or all."""
    usual = national.municipalities
    if region:
        national.municipalities = lambda: tuple(item for item in municipalities() if item.region == region)
    try:
        write_tables(work / "tables", scale)
    finally:
        national.municipalities = usual
    with fresh_server(work, "data") as settings:
        load_by_hand(LocalServer(settings), work / "tables")
        yield settings


def measure_national(settings: Settings, store: Store) -> None:
    """The whole country: everything that is linear, then betweenness from pivots."""
    read_network(store, relations=RELATIONS)  # warms the server for both
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    network = timed(ours, "projection", lambda: read_network(store, relations=RELATIONS))
    timed(ours, "projection", lambda: network.structure)
    graph = timed(theirs, "projection", lambda: read_with_networkx(settings))
    print(f"national: {len(network)} nodes, {len(network.edges)} edges")
    assert (len(network), len(network.edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    order = {key: network.numbers[Ref(kind, entity_id)] for key, (kind, entity_id) in graph.nodes(data="ref")}
    compare_linear(network, graph, order, ours, theirs)
    for step, seconds in ours.items():
        ratio = theirs[step] / seconds
        print(f"  {step:<20} {seconds:7.2f} s, NetworkX {theirs[step]:7.2f} s, ratio {ratio:6.1f}")
    ratio = sum(theirs.values()) / sum(ours.values())
    print(f"projection and measures, NetworkX / ours: {ratio:.1f} (asked: ≥ 10)")
    compare_betweenness(network, graph, order)


def compare_linear(
    network: Network, graph: Any, order: Mapping[Any, int], ours: dict[str, float], theirs: dict[str, float]
) -> None:
    """Time each measure on both sides and check that they agree; `order` numbers NetworkX's nodes as ours are."""
    plain = timed(ours, "degree", lambda: measure_values(network, "degree"))
    check("degree", plain, in_order(timed(theirs, "degree", lambda: dict(graph.degree())), order))
    ranks = timed(ours, "PageRank", lambda: measure_values(network, "pagerank"))
    found = timed(theirs, "PageRank", lambda: nx.pagerank(graph, weight=None))
    correlation = spearmanr(ranks, in_order(found, order)).statistic
    print(f"  PageRank, rank correlation: {correlation:.4f} (asked: ≥ 0.99)")
    assert correlation >= 0.99
    cores = timed(ours, "k-core", lambda: measure_values(network, "core"))
    check("k-core", cores, in_order(timed(theirs, "k-core", lambda: nx.core_number(graph)), order))
    groups = timed(ours, "components", lambda: components(network))
    parts = timed(theirs, "components", lambda: list(nx.connected_components(graph)))
    assert len(set(groups)) == len(parts)
    assert all(len({groups[order[key]] for key in part}) == 1 for part in parts)
    pairs = timed(ours, "articulation points", lambda: find_cuts(network).pairs)
    points = timed(theirs, "articulation points", lambda: set(nx.articulation_points(graph)))
    assert {number for number, value in enumerate(pairs) if value} == {order[key] for key in points}
    leiden = timed(ours, "communities", lambda: communities(network))
    louvain = timed(theirs, "communities", lambda: nx.community.louvain_communities(graph, weight=None, seed=1))
    membership = [0] * len(network)
    for label, part in enumerate(louvain):
        for key in part:
            membership[order[key]] = label
    modularity = network.structure.modularity
    print(f"  modularity: {modularity(leiden):.4f} (Leiden), NetworkX {modularity(membership):.4f} (Louvain)")


def compare_betweenness(network: Network, graph: Any, order: Mapping[Any, int]) -> None:
    """Betweenness from PIVOTS nodes; NetworkX from NX_PIVOTS of them, whose exact result must be the same."""
    seconds: dict[str, float] = {}
    timed(seconds, "ours", lambda: betweenness(network, pivots=PIVOTS))
    back = {number: key for key, number in order.items()}
    pivots = random.Random(1).sample(range(len(network)), NX_PIVOTS)
    found = timed(
        seconds,
        "theirs",
        lambda: nx.betweenness_centrality_subset(graph, [back[pivot] for pivot in pivots], list(graph)),
    )
    check("betweenness", path_counts(network.neighbours, pivots), in_order(found, order))
    theirs = seconds["theirs"] / NX_PIVOTS * PIVOTS
    print(f"betweenness, {PIVOTS} pivots: {seconds['ours']:.1f} s, NetworkX {theirs:.0f} s (from {NX_PIVOTS} pivots)")
    print(f"betweenness, NetworkX / ours: {theirs / seconds['ours']:.1f} (asked: ≥ 20)")


def measure_region(store: Store) -> None:
    """One region, everything exact."""
    seconds: dict[str, float] = {}
    network = timed(seconds, "projection", lambda: read_network(store, relations=RELATIONS, region=REGION))
    for name in MEASURES:
        timed(seconds, name, partial(measure_values, network, name))
    timed(seconds, "components", lambda: components(network))
    timed(seconds, "communities", lambda: communities(network))
    print(f"region: {len(network)} nodes, {len(network.edges)} edges")
    print("  " + ", ".join(f"{name} {value:.2f} s" for name, value in seconds.items()))
    print(f"all of a region, exact: {sum(seconds.values()):.1f} s (asked: < 15)")


def read_with_networkx(settings: Settings) -> Any:
    """The same graph as NetworkX's users read it."""
    server = LocalServer(settings)
    kinds, relations = "|".join(make_selection().kinds), "|".join(RELATIONS)
    graph = nx.Graph()
    with (
        neo4j.GraphDatabase.driver(server.start().uri, auth=(USER, server.password())) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        gone = "NOT EXISTS { (n)-[:MERGED_INTO]->() }"
        columns = "elementId(n) AS key, labels(n)[0] AS kind, n.id AS id, n.name AS name"
        nodes = cast("LiteralString", f"MATCH (n:{kinds}) WHERE {gone} RETURN {columns}")
        for record in session.run(nodes):
            graph.add_node(record["key"], ref=(record["kind"], record["id"]), name=record["name"])
        columns = "elementId(a) AS start, elementId(b) AS end, type(r) AS kind"
        for record in session.run(cast("LiteralString", f"MATCH (a)-[r:{relations}]->(b) RETURN {columns}")):
            if record["start"] in graph and record["end"] in graph:
                graph.add_edge(record["start"], record["end"], kind=record["kind"])
    return graph


def in_order(values: Mapping[Any, float], order: Mapping[Any, int]) -> list[float]:
    """NetworkX's values in the order of our numbers."""
    found = [0.0] * len(order)
    for key, value in values.items():
        found[order[key]] = value
    return found


def check(name: str, ours: Sequence[float | None], theirs: Sequence[float]) -> None:
    """Stop unless both sides agree to one part in a million."""
    for one, other in zip(ours, theirs, strict=True):
        if one is None or abs(one - other) > TOLERANCE * max(1.0, abs(other)):
            raise SystemExit(f"{name} differs: {one} and {other}")


def timed(seconds: dict[str, float], name: str, work: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    result = work()
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start
    return result


if __name__ == "__main__":
    main()
