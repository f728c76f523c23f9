"""Writing measures on the nodes that they are of, with what they were computed on, for Neo4j Browser and Bloom.

They are properties of their own (`measure_…`, listed in the ontology) that no claim holds, so loading, retracting and
the winning values are as if they were not there. One node, `(:Analysis {id: "degree"})`, says of each measure which
part of the graph and which day it was computed on; it is taken away first and written last, so that a measure without
one is half-written. People who are not shown are left out.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.groups import communities, components
from yhdysverkko.queries.measures import MEASURES, measure_values
from yhdysverkko.queries.model import Network

GROUPS = {"component": components, "community": communities}
BATCH = 10_000

CLEAR = """
MATCH (n:{kinds}) WHERE n.{name} IS NOT NULL
CALL (n) {{ REMOVE n.{name} }} IN TRANSACTIONS OF {batch} ROWS
"""
NOTE = """
MERGE (a:Analysis {id: $id})
SET a = {id: $id, projection: $projection, as_of: $as_of, computed: $computed, nodes: $nodes}
"""


def write_back(store: Store, network: Network, measures: Sequence[str], *, computed: date | None = None) -> int:
    """Write measures, or the groups "component" and "community", on the nodes in place of what an earlier analysis
    wrote; returns how many values. Raises NotFound for an unknown measure, before anything is written."""
    check_measures(measures)
    values = {measure: _values(network, measure) for measure in measures}
    written = 0
    with writing_turn(store) as lease:
        for measure, found in values.items():
            name = ontology().measures[measure].name
            store.write("MATCH (a:Analysis {id: $id}) DELETE a", id=measure)
            store.run_alone(CLEAR.format(kinds="|".join(ontology().domain_kinds), name=name, batch=BATCH))
            count = 0
            for kind, rows in _batches(network, found):
                lease.beat()
                store.write(f"UNWIND $rows AS row MATCH (n:{kind} {{id: row[0]}}) SET n.{name} = row[1]", rows=rows)
                count += len(rows)
            store.write(
                NOTE,
                id=measure,
                projection=str(network.selection),
                as_of=network.as_of,
                computed=computed or date.today(),
                nodes=count,
            )
            written += count
    return written


def check_measures(measures: Sequence[str]) -> None:
    """Raise NotFound, naming those that there are, unless all of these can be written."""
    known = [*MEASURES, *GROUPS]
    for measure in measures:
        if measure not in known:
            raise NotFound("measure.unknown", measure=measure, known=", ".join(known))


def _values(network: Network, measure: str) -> Sequence[float | None]:
    if measure in GROUPS:
        return [float(group) for group in GROUPS[measure](network)]
    return measure_values(network, measure)


def _batches(network: Network, values: Sequence[float | None]) -> Iterator[tuple[str, list[list[str | float]]]]:
    by_kind: dict[str, list[list[str | float]]] = {}
    for number, value in enumerate(values):
        if value is not None and not network.is_hidden(number):
            ref = network.refs[number]
            by_kind.setdefault(ref.kind, []).append([ref.id, value])
    for kind, rows in by_kind.items():
        for start in range(0, len(rows), BATCH):
            yield kind, rows[start : start + BATCH]
