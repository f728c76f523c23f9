"""A load in a process of its own that stops half-way, while staging or applying, and waits to be killed."""

import sys
import time
from collections.abc import Iterator

from tests.graph.test_staging import MANY, many
from yhdysverkko.graph import ledger, plan
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Record, Rejection
from yhdysverkko.graph.settings import read_settings
from yhdysverkko.graph.store import open_store


def wait_for_the_end() -> None:
    sys.stdout.write("half-way\n")
    sys.stdout.flush()
    time.sleep(600)


def stopping(records: Iterator[Record | Rejection]) -> Iterator[Record | Rejection]:
    for number, record in enumerate(records):
        if number == MANY - 5:
            wait_for_the_end()
        yield record


def main(phase: str) -> None:
    ledger.TRANSACTION_LIMIT, plan.BATCH = 10, 7
    source = many()
    if phase == "staging":
        facts = source.facts
        source.records = lambda: stopping(iter(facts))  # type: ignore[method-assign]
    with open_store(read_settings()) as store:
        ledger.load(
            store,
            ontology(),
            source,
            on_chunk=lambda done, _: wait_for_the_end() if phase == "applying" and done == 2 else None,
        )


if __name__ == "__main__":
    main(sys.argv[1])
