"""A restore in a process of its own that stops half-way and waits to be killed: while staging, clearing or filling."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.graph.interrupted_load import wait_for_the_end
from yhdysverkko.graph import restoration, staging
from yhdysverkko.graph.backup import restore_backup
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.settings import read_settings
from yhdysverkko.graph.store import Store, Transaction, open_store

drop_chunk = staging.drop_chunk
chunks_of = restoration._chunks


def stop_while_staging(lines: Iterable[bytes]) -> Iterator[bytes]:
    for number, chunk in enumerate(chunks_of(lines)):
        if number == 5:
            wait_for_the_end()
        yield chunk


def stop_while_clearing(store: Store, _query: str) -> None:
    store.write("MATCH (n:Association) WITH n LIMIT 7 DETACH DELETE n")
    wait_for_the_end()


def stop_while_filling(transaction: Transaction, number: int) -> None:
    drop_chunk(transaction, number)
    if number == 5:
        wait_for_the_end()


def main(phase: str, file: str) -> None:
    restoration.CHUNK = 3
    match phase:
        case "staging":
            restoration._chunks = stop_while_staging
        case "clearing":
            Store.run_alone = stop_while_clearing  # type: ignore[assignment,method-assign]
        case "filling":
            staging.drop_chunk = stop_while_filling
        case _:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
    settings = read_settings()
    with open_store(settings) as store:
        restore_backup(store, ontology(), Path(file).parent, Path(file), replace=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
