"""A load in a process of its own that stops half-way and waits to be killed: while writing, staging or applying."""

import sys
import time
from collections.abc import Iterator

from tests.graph.test_commit import MANY, changed, many
from yhdysverkko.graph import commit, plan
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Record, Rejection
from yhdysverkko.graph.settings import read_settings
from yhdysverkko.graph.store import open_store


def wait_for_the_end() -> None:
    sys.stdout.write("half-way\n")
    sys.stdout.flush()
    time.sleep(600)


def stopping(records: list[Record | Rejection]) -> Iterator[Record | Rejection]:
    for number, record in enumerate(records):
        if number == MANY - 5:
            wait_for_the_end()
        yield record


def stop_after_two_batches(written: int) -> None:
    if written >= 14:
        wait_for_the_end()


def main(phase: str) -> None:
    commit.TRANSACTION_LIMIT, plan.BATCH = 10, 7
    source = many() if phase == "writing" else changed()
    if phase == "staging":
        facts = source.facts
        source.records = lambda: stopping(facts)  # type: ignore[method-assign]
    with open_store(read_settings()) as store:
        load(store, ontology(), source, on_chunk=None if phase == "staging" else stop_after_two_batches)


if __name__ == "__main__":
    main(sys.argv[1])
