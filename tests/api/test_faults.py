"""Faults while the application serves: what was acknowledged stays, nothing is half there, it recovers by itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.api.conftest import survey
from tests.api.process import Application
from tests.graph.test_ledger import REFERENCE
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.schema import prepare
from yhdysverkko.graph.store import open_store

RECOVERY_S = 150
"""Far more than it takes: bench.faults asks for thirty seconds, on a machine that has nothing else to do."""
LIAISON = "/entity/municipality/077"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory, vocabulary: Ontology) -> Iterator[Application]:
    """The application on the survey's graph, with a Neo4j of its own to kill."""
    made = Application(tmp_path_factory.mktemp("faults"))
    with open_store(made.settings) as store:
        prepare(store, vocabulary)
        load(store, vocabulary, REFERENCE)
        load(store, vocabulary, survey())
    made.start()
    try:
        made.await_ready(2 * RECOVERY_S)
        yield made
    finally:
        made.stop()


def page(application: Application) -> str:
    return application.get(LIAISON, accept="text/html").text


def test_a_killed_database_is_said_to_be_away_and_started_again(application: Application) -> None:
    assert "Maija Meikäläinen" in page(application)
    before = application.neo4j().pid
    application.kill_neo4j()

    away = application.get("/entity/municipality/992", accept="text/html")
    assert (away.status_code, away.headers["retry-after"]) == (503, "2")
    assert "Tietokantaan ei saada juuri nyt yhteyttä." in away.text
    assert "/static/front.js" in away.text
    assert application.get("/healthz").status_code == 200

    application.await_ready(RECOVERY_S)
    assert application.neo4j().pid != before
    assert "Maija Meikäläinen" in page(application)


def test_a_database_that_hangs_is_told_from_one_that_works(application: Application) -> None:
    hanging = application.neo4j()
    hanging.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        unready = application.get("/readyz")
        assert (unready.status_code, unready.json()["code"]) == (503, "ready.database")
        assert time.monotonic() - started < 10
        assert application.get("/healthz").status_code == 200
    finally:
        hanging.send_signal(signal.SIGCONT)

    application.await_ready(RECOVERY_S)
    assert "Maija Meikäläinen" in page(application)


def test_a_killed_application_has_everything_when_it_is_started_again(application: Application) -> None:
    application.kill()
    application.start()

    application.await_ready(RECOVERY_S)
    assert "Maija Meikäläinen" in page(application)


def test_a_load_whose_process_is_killed_is_undone_while_the_application_serves(application: Application) -> None:
    command = [sys.executable, "-m", "tests.graph.interrupted_load", "writing"]
    loading = subprocess.Popen(command, env=application.environment, stdout=subprocess.PIPE)
    assert loading.stdout is not None
    assert loading.stdout.readline() == b"half-way\n"
    assert application.get(LIAISON).json()["code"] == "load.in_progress"
    os.kill(loading.pid, signal.SIGKILL)
    loading.wait()

    application.await_ready(RECOVERY_S)
    with open_store(application.settings) as store:
        [found] = store.read("MATCH (n:Association) WHERE 'many' IN n.sources RETURN count(n) AS n")
        assert found["n"] == 0
    assert "Maija Meikäläinen" in page(application)
