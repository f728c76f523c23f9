"""Measurements of a running application, as Prometheus reads them."""

import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.facts import count_kinds, count_relations
from yhdysverkko.graph.ledger import list_sources
from yhdysverkko.graph.staging import unfinished
from yhdysverkko.graph.store import Store

BUCKETS = (0.005, 0.01, 0.025, 0.06, 0.15, 0.3, 1.0, 3.0, 10.0)
"""Seconds; 0.06 and 0.15 are what is asked of search and of an entity's page."""

KEPT_S = 15.0
"""How long what the graph holds is not counted again."""


class Metrics:
    """What one application counts."""

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "yhdysverkko_requests", "Requests answered", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "yhdysverkko_request_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=self.registry
        )
        self.in_flight = Gauge("yhdysverkko_requests_in_flight", "Requests being answered", registry=self.registry)
        self.store_errors = Counter(
            "yhdysverkko_store_errors",
            "Requests that the database kept from an answer",
            ["code"],
            registry=self.registry,
        )
        self.kept_pages = Counter("yhdysverkko_kept_pages", "Requests answered from memory", registry=self.registry)
        self.kept_bytes = Gauge("yhdysverkko_kept_bytes", "Size of the pages in memory", registry=self.registry)
        build = Gauge("yhdysverkko_build_info", "The version that runs", ["version"], registry=self.registry)
        build.labels(version("yhdysverkko")).set(1)
        ProcessCollector(registry=self.registry)
        self.registry.register(_Holdings(store))


class _Holdings(Collector):
    """What the graph holds, counted at most every KEPT_S seconds, and whether it can be asked at all."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counted: list[Metric] = []
        self._at = 0.0

    def describe(self) -> Iterable[Metric]:
        return []  # otherwise the registry would count once to learn the names

    def collect(self) -> Iterable[Metric]:
        if time.monotonic() - self._at > KEPT_S:
            self._counted = list(self._count())
            self._at = time.monotonic()
        return self._counted

    def _count(self) -> Iterator[Metric]:
        try:
            facts = count_kinds(self._store) | count_relations(self._store)
            sources, loading = list_sources(self._store), unfinished(self._store)
        except YhdysverkkoError:
            yield GaugeMetricFamily("yhdysverkko_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("yhdysverkko_database_up", "Whether the database answers", 1)
        family = GaugeMetricFamily("yhdysverkko_facts", "Entities and relations in the graph", labels=["kind"])
        for kind, number in facts.items():
            family.add_metric([kind], number)
        yield family
        yield GaugeMetricFamily("yhdysverkko_sources", "Sources loaded", len(sources))
        newest = max((stored.loaded.timestamp() for stored in sources), default=0)
        yield GaugeMetricFamily("yhdysverkko_last_load_timestamp_seconds", "When a load last ended", newest)
        yield GaugeMetricFamily(
            "yhdysverkko_loads_unfinished", "Loads under way or interrupted", int(loading is not None)
        )
