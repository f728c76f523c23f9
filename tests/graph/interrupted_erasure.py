"""An erasure in a process of its own that stops before its transaction ends and waits to be killed."""

import sys
import time
from datetime import date

from yhdysverkko.graph import erasure
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import read_settings
from yhdysverkko.graph.store import Transaction, open_store


def wait(_transaction: Transaction, *_: object) -> None:
    sys.stdout.write("half-way\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    erasure._mark_sources = wait  # type: ignore[assignment]
    with open_store(read_settings()) as opened:
        erasure.erase(opened, ontology(), Ref("Person", sys.argv[1]), "pyyntö", date(2026, 11, 27))
