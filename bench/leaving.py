"""How long the database still runs a query of the console whose reader has gone away, whatever it was doing by then."""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.web import served
from tests.api.process import Application
from tests.api.serving import asking, is_run
from yhdysverkko.graph.store import Store, open_store

READERS = 100
BUSY = 3
"""Processes beside the application that keep the cores busy in the second half."""
QUIET_S = 0.5
"""How long a query must not be seen to be gone for good: one may begin after its reader has left."""
PATIENCE_S = 60.0

TEXTS = {
    "no row ever": "UNWIND range(1, 1000000000000) AS x WITH x WHERE x < 0 RETURN x",
    "many rows": "UNWIND range(1, 1000000000) AS x RETURN x",
    "one row, late": "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN max(a * b)",
    "sorted": "UNWIND range(1, 100000000) AS a RETURN a ORDER BY -a LIMIT 5",
}
FORMS = ("json", "csv", "ndjson", "arrow")
STAYS_S = (0.0, 0.02, 0.05, 0.1, 0.15, 0.3, 1.0)
"""How long a reader stays: gone before the query begins, while it does, and in the middle of it."""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as work,
        served(Path(work), national=False) as application,
        open_store(application.settings) as store,
    ):
        report("quiet", application, store)
        with busy():
            report(f"beside {BUSY} busy processes", application, store)


def report(what: str, application: Application, store: Store) -> None:
    """Print how long queries were there after their readers had left."""
    chance = random.Random(1)
    begun, times = 0, []
    for _ in range(READERS):
        text, form = chance.choice(list(TEXTS.values())), chance.choice(FORMS)
        address = f"http://127.0.0.1:{application.port}/api/v1/cypher?format={form}"
        with asking(address, {"query": text, "limit": 100_000}):
            time.sleep(chance.choice(STAYS_S))
            begun += is_run(store, text)
        times.append(gone_after(store, text))
    slowest = f"p50 {statistics.median(times):.2f} s, at most {max(times):.2f} s"
    print(f"{what}: {READERS} readers left, {begun} while their query ran; it was gone after {slowest}")


def gone_after(store: Store, text: str) -> float:
    """Seconds until the database no longer runs a text. Raises AssertionError when it goes on."""
    left = gone = time.monotonic()
    while time.monotonic() < gone + QUIET_S:
        if is_run(store, text):
            gone = time.monotonic()
            assert gone < left + PATIENCE_S, f"still run: {text}"
        time.sleep(0.01)
    return gone - left


@contextmanager
def busy() -> Iterator[None]:
    """Processes that do nothing but take the cores, until the end of the block."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
