"""How fast the web application answers twenty readers at once, beside the bare driver, and whether its memory grows.

`python -m bench.web` measures the graph of a region, `python -m bench.web national` that of the country, and
`python -m bench.web soak` ten minutes of readers. The readers ask from this process, the application runs in another.
"""

import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import neo4j
import psutil

from bench.client import Answer, drive
from bench.national import write_tables
from bench.run import paired
from tests.api.process import ROOT, Application
from yhdysverkko.api.cypher import MOST_ROWS
from yhdysverkko.api.site import entity_address
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.store import open_store
from yhdysverkko.queries.catalogue import read_catalogue

READERS, SECONDS = 20, 15.0
WARM_S = 40.0
"""Until the database has compiled what it is asked most."""
START_S = 300
READ_S = 1.0
"""Between two pages of somebody who looks for something; without a pause twenty readers keep both cores busy."""
PAUSE_S = 0.15
"""Between two keys of somebody who types fast; the page waits as long before it asks (viz/static/search.js)."""

ENTITY_MS, SEARCH_MS, RATIO, KEPT_PER_S = 150, 60, 1.5, 1_000
TWICE = 2
"""The country may take at most twice what is asked for the region."""

SOAK_S, LOOKS = 600.0, 20
ASKED = {
    "hubs": {"measure": "degree"},
    "missing-liaison": {},
    "profile-of-municipality": {"municipality": "077"},
    "municipalities-without-any-tie": {},
}
"""Questions of the catalogue that are asked of the API, by name and as Cypher, and of the driver; what is given is what
their files say, too."""


READER = {"cookie": "bench=1", "sec-fetch-site": "same-origin"}
"""Whoever sends a cookie is not answered from memory, and may send a text when the page that does it is ours."""

_numbers = itertools.count()
"""What makes each address new, and so answered from the graph and not from memory."""


def main(mode: str) -> None:
    with tempfile.TemporaryDirectory() as work, served(Path(work), national=mode == "national") as application:
        names = read_names(application)
        drive(application.port, READERS, entities(names), WARM_S)
        drive(application.port, READERS, searches(names), WARM_S)
        if mode == "soak":
            soak(application, names)
            return
        factor = TWICE if mode == "national" else 1
        print(f"{mode}: {len(names)} entities, {READERS} readers")
        report("entity page, no pause", drive(application.port, READERS, entities(names), SECONDS), ENTITY_MS * factor)
        read = drive(application.port, READERS, entities(names), SECONDS, READ_S)
        report("entity page as they read", read, ENTITY_MS * factor)
        report("search, no pause", drive(application.port, READERS, searches(names), SECONDS), SEARCH_MS * factor)
        typed = drive(application.port, READERS, searches(names), SECONDS, PAUSE_S)
        report("search as they type", typed, SEARCH_MS * factor)
        compare(application)
        kept = drive(application.port, READERS, itertools.repeat("/about"), SECONDS)
        report(f"kept page (asked: >= {KEPT_PER_S} a second)", kept, None)
        print(f"memory of the application: {memory(application):.0f} MiB")


@contextmanager
def served(work: Path, *, national: bool) -> Iterator[Application]:
    """The application on a graph of its own."""
    application = Application(work / "data")
    tables = [str(ROOT / "sample" / "keski-suomi")]
    if national:
        write_tables(work / "national")
        tables.append(str(work / "national"))
    loaded = application.run("load", *tables)
    assert loaded.returncode == 0, loaded.stderr
    application.start()
    try:
        application.await_ready(START_S)
        yield application
    finally:
        application.stop()


def read_names(application: Application) -> list[tuple[str, str]]:
    """Address of the page and name of every entity."""
    query = f"MATCH (n:{'|'.join(ontology().domain_kinds)}) RETURN labels(n)[0] AS kind, n.id AS id, n.name AS name"
    with open_store(application.settings) as store:
        return [
            (entity_address(format_reference(ontology(), Ref(row["kind"], row["id"]))), row["name"] or row["id"])
            for row in store.read(query)
        ]


def entities(names: list[tuple[str, str]]) -> Iterator[str]:
    """Pages of entities, each at an address of its own."""
    chance = random.Random(1)
    return (f"{chance.choice(names)[0]}?n={number}" for number in _numbers)


def searches(names: list[tuple[str, str]]) -> Iterator[str]:
    """What somebody types on the way to a name, now and then with a letter wrong."""
    chance = random.Random(2)
    for number in _numbers:
        name = chance.choice(names)[1]
        typed = name[: chance.randint(2, max(2, len(name)))]
        if number % 5 == 0:
            at = chance.randrange(len(typed))
            typed = f"{typed[:at]}{chance.choice('aeiklnst')}{typed[at + 1 :]}"
        yield f"/api/v1/search?q={quote(typed)}&limit=12&n={number}"


def report(what: str, answers: list[Answer], limit_ms: float | None) -> None:
    """Print how long the answers took, and how many there were."""
    wrong = sum(answer.status != 200 for answer in answers)
    times = sorted(answer.seconds * 1000 for answer in answers)
    middle, late = statistics.median(times), times[int(len(times) * 0.95)]
    span = max(answer.asked + answer.seconds for answer in answers) - min(answer.asked for answer in answers)
    asked = f" (asked: p95 <= {limit_ms:.0f} ms)" if limit_ms else ""
    print(f"  {what}: p50 {middle:.0f} ms, p95 {late:.0f} ms, {len(answers) / span:.0f} a second, {wrong} wrong{asked}")


def compare(application: Application) -> None:
    """Print how much longer the API takes than the same query by the bare driver, one asking after the other."""
    server = LocalServer(application.settings)
    catalogue = read_catalogue()
    ratios = {}
    with (
        neo4j.GraphDatabase.driver(server.start().uri, auth=(USER, server.password())) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
        httpx2.Client(base_url=f"http://127.0.0.1:{application.port}", headers=READER, timeout=60) as client,
    ):
        for name, given in ASKED.items():
            address, text = f"/api/v1/queries/{name}?{urlencode(given)}", catalogue[name].text
            bare = partial(by_driver, session, text)
            by_question = paired(bare, partial(by_api, client, address))
            by_text = paired(bare, partial(by_console, client, text))
            ratios[name] = by_question, by_text
    for name, (by_question, by_text) in ratios.items():
        print(f"  {name}, API over the bare driver: {by_question:.2f}, as Cypher {by_text:.2f} (asked: <= {RATIO})")


def by_driver(session: neo4j.Session, text: str) -> None:
    json.dumps(session.run(text).data(), default=str)  # type: ignore[arg-type]  # of the catalogue


def by_api(client: httpx2.Client, address: str) -> None:
    assert client.get(address).status_code == 200


def by_console(client: httpx2.Client, text: str) -> None:
    asked = {"query": text, "limit": MOST_ROWS}
    assert client.post("/api/v1/cypher", json=asked).status_code == 200


def soak(application: Application, names: list[tuple[str, str]]) -> None:
    """Print how the memory grows while readers read for ten minutes."""
    turns = zip(entities(names), searches(names), itertools.repeat("/about"), strict=False)
    paths, started, points = itertools.chain.from_iterable(turns), time.monotonic(), []
    for _ in range(LOOKS):
        answers = drive(application.port, READERS, paths, SOAK_S / LOOKS)
        points.append((time.monotonic() - started, memory(application)))
        print(f"  {points[-1][0]:4.0f} s: {points[-1][1]:.0f} MiB, {len(answers)} answers", flush=True)
    half = points[LOOKS // 2 :]  # what is filled once, is filled by then
    slope = statistics.linear_regression(*zip(*half, strict=True)).slope * 60
    print(f"memory of the application in the second half: {slope:+.2f} MiB a minute (asked: flat)")


def memory(application: Application) -> float:
    """MiB that the application holds."""
    return psutil.Process(application.process.pid).memory_info().rss / 2**20


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "regional")
