"""How long every question of the catalogue takes, warm, on the graph of a region and on that of the country.

`python -m bench.questions` measures both; `python -m bench.questions regional` the region alone.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.national import NATIONAL, REGION, REGIONAL, write_tables
from bench.run import fresh_server
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store, open_store
from yhdysverkko.loaders.tables import open_tables
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Question, read_catalogue

GRAPHS = {"regional": (REGIONAL, REGION, 0.3), "national": (NATIONAL, None, 3.0)}
"""Name -> scale, region of the municipalities, and the seconds that a question may take."""

CALLS = 3
EXAMPLES = {
    "municipality": "077",
    "person": "henkilö-1",
    "association": "yhdistys-1",
    "project": "hanke-1",
    "event": "tapahtuma-1",
    "event_series": "sarja-1",
    "indicator": "i01",
    "region": REGION,
    "date": "2020-01-01",
    "entity": "municipality:077",
}
"""What a parameter that must be given is given."""


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as work:
        for name in names or GRAPHS:
            measure(Path(work), name)


def measure(work: Path, name: str) -> None:
    """Print the median time of each question on one graph, the slowest first."""
    scale, region, limit = GRAPHS[name]
    write_tables(work / name, scale, region)
    with fresh_server(work, f"server-{name}") as settings, open_store(settings) as store:
        [reader] = open_tables(work / name, vocabulary=ontology())
        load(store, ontology(), reader)
        questions = read_catalogue().values()
        for question in questions:
            ask(store, question, parameters(question))
        times = {question.name: median_time(store, question) for question in questions}
    late = [question for question, seconds in times.items() if seconds > limit]
    print(f"{name}: {len(times)} questions, {len(late)} over {limit} s")
    for question, seconds in sorted(times.items(), key=lambda item: -item[1]):
        print(f"  {seconds * 1000:8.0f} ms  {question}{'  LATE' if question in late else ''}")


def median_time(store: Store, question: Question) -> float:
    """Seconds of a call, the median of some, on a server that has answered every question once."""
    given = parameters(question)
    return statistics.median(_timed(store, question, given) for _ in range(CALLS))


def parameters(question: Question) -> Mapping[str, Any]:
    """Values for the parameters that a question needs."""
    return {name: EXAMPLES.get(item.type, item.default) for name, item in question.parameters.items() if item.required}


def _timed(store: Store, question: Question, given: Mapping[str, Any]) -> float:
    start = time.perf_counter()
    ask(store, question, given)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
