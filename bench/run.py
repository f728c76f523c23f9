"""Measure what issue 3 asks for, as ratios within one run: `make bench`. Takes about ten minutes on two cores."""

import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j

from bench.handwritten import load_by_hand
from bench.national import Scale, write_tables
from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.graph.ledger import load, settled
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import prepare
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.store import open_store
from yhdysverkko.loaders.reference import ReferenceSource
from yhdysverkko.loaders.tables import open_tables

RELATIONS = {10_000: Scale(1 / 60), 50_000: Scale(1 / 12), 250_000: Scale(5 / 12)}
QUERY = "UNWIND range(1, 1000) AS n RETURN n AS id, 'Esimerkki ' + n AS name, n * 2 AS value"
CALLS = 15


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_tables(work / "national")
        by_hand = measure_by_hand(work)
        first, again, peak = measure_ours(work, work / "national", again=True)
        print(f"national load, by hand / ours: {by_hand:.1f} s / {first:.1f} s = {by_hand / first:.2f} (asked: ≥ 0.70)")
        print(f"memory of our process at its peak: {peak} MiB (asked: < 1536)")
        print(f"reload of the unchanged source / first load: {again / first:.4f} (asked: ≤ 0.05)")
        measure_growth(work)
        measure_cypher(work)


@contextmanager
def fresh_server(work: Path, name: str) -> Iterator[Settings]:
    """Settings of a started server with our schema and the municipalities in it; stopped at the end."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    settings = read_settings(environment, data=work / name)
    try:
        with open_store(settings) as store:
            prepare(store, ontology())
            load(store, ontology(), ReferenceSource(ontology()))
        yield settings
    finally:
        LocalServer(settings).stop()


def measure_by_hand(work: Path) -> float:
    """Seconds of the hand-written script."""
    with fresh_server(work, "by-hand") as settings:
        return timed(lambda: load_by_hand(LocalServer(settings), work / "national"))


def measure_ours(work: Path, tables: Path, *, again: bool) -> tuple[float, float, int]:
    """Seconds of the first load and the second, and the peak memory in MiB of the process that did both."""
    with fresh_server(work, f"ours-{tables.name}") as settings:
        command = [sys.executable, "-m", "bench.run", "child", str(settings.data), str(tables), str(int(again))]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    first, second, peak = json.loads(done.stdout)
    return first, second, peak


def child(data: str, tables: str, again: str) -> None:
    """Load in a process of its own, so that its memory is its own; prints [seconds, seconds again, MiB]."""

    def once() -> None:
        [reader] = open_tables(Path(tables), vocabulary=ontology())
        if load(store, ontology(), reader).counts.rejected:
            raise SystemExit("rows were rejected")

    with open_store(read_settings(data=Path(data))) as store:
        first = timed(once)
        second = timed(once) if int(again) else math.nan
    print(json.dumps([first, second, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10]))


def measure_growth(work: Path) -> None:
    """Fit the exponent of the time over the number of relations."""
    points = []
    for relations, scale in RELATIONS.items():
        tables = work / f"relations-{relations}"
        write_tables(tables, scale)
        seconds, _, _ = measure_ours(work, tables, again=False)
        points.append((math.log(relations), math.log(seconds)))
        print(f"  {relations:>7} relations: {seconds:.1f} s")
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(f"exponent of the load's cost in rows: {slope:.2f} (asked: ≤ 1.1)")


def measure_cypher(work: Path) -> None:
    """Compare the cypher command with a script on the bare driver, as whole processes and as calls in one process."""
    with fresh_server(work, "cypher") as settings:
        server = LocalServer(settings)
        bare = [sys.executable, "-m", "bench.bare", server.start().uri, server.password(), QUERY]
        ours = [str(Path(sys.executable).parent / "yhdysverkko"), "--data", str(settings.data), "cypher", QUERY]
        ratio = paired(lambda: quiet(bare), lambda: quiet([*ours, "--format", "json"]))
        print(f"cypher of 1,000 rows, whole processes with their start: {ratio:.2f}")
        with (
            Path(os.devnull).open("w", encoding="utf-8") as nowhere,
            neo4j.GraphDatabase.driver(server.start().uri, auth=(USER, server.password())) as driver,
            open_store(settings) as store,
        ):

            def by_driver() -> None:
                with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                    json.dump(session.run(QUERY).data(), nowhere)

            def by_command() -> None:
                with settled(store), store.stream(QUERY) as rows:
                    write_rows(rows.columns, rows, Format.JSON, nowhere)

            ratio = paired(by_driver, by_command)
        print(f"cypher of 1,000 rows, the command's work over the bare driver's: {ratio:.2f} (asked: ≤ 1.30)")


def quiet(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def paired(base: Callable[[], None], other: Callable[[], None]) -> float:
    """The median of other/base, measured in turn after one call of each to warm up."""
    base(), other()
    return statistics.median(1 / (timed(base) / timed(other)) for _ in range(CALLS))


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["child"] else main()
