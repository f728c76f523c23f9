"""The indicators as a source, so that tables, surveys and questions name the same ones."""

import hashlib
from collections.abc import Iterator

from yhdysverkko.graph.indicators import indicators, indicators_text
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Node, Record, make_node

SOURCE = "mittarit"
"""The id of the source."""

VERSION = "1"
"""Changes when the same indicators would give other records, so that stores load them anew."""


class IndicatorSource:
    """The indicators of graph/indicators.yml as entities with names in three languages."""

    def __init__(self, vocabulary: Ontology) -> None:
        self.vocabulary = vocabulary
        self.notices: list[str] = []
        self.source = Source(
            id=SOURCE,
            kind="reference",
            title="Järjestömyönteisen kunnan mittarit",
            sha256=hashlib.sha256(indicators_text().encode()).hexdigest(),
            loader="indicators",
            version=VERSION,
        )

    def records(self) -> Iterator[Record]:
        yield from map(self._node, indicators().indicators)

    def _node(self, indicator: str) -> Node:
        properties = indicators().indicators[indicator].properties
        return make_node(self.vocabulary.kinds["Indicator"], indicator, properties, {"file": "indicators.yml"})
