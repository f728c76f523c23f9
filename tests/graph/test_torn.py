"""A full disk can tear the end of Neo4j's log of transactions: nothing that was acknowledged is lost with it."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from yhdysverkko.graph.errors import LocalServerError, StoreUnavailable
from yhdysverkko.graph.local import LocalServer
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.store import open_store

TORN = b"\xff" * 4096
COUNT = "MATCH (n:Kept) RETURN count(n) AS n"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a server with a hundred writes acknowledged."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    chosen = read_settings(environment, data=tmp_path)
    with open_store(chosen) as store:
        for number in range(100):
            store.write("CREATE (:Kept {number: $number})", number=number)
    yield chosen
    LocalServer(chosen).stop()


def transactions(settings: Settings) -> Path:
    return settings.data / "neo4j" / "data" / "transactions" / "neo4j" / "neostore.transaction.db.0"


def fail_to_write(settings: Settings) -> psutil.Process:
    """Let a transaction fail in the middle, as on a full disk; returns the server's process."""
    running = LocalServer(settings).running()
    assert running is not None
    size = transactions(settings).stat().st_size
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (size + 1000, resource.RLIM_INFINITY))
    with open_store(settings) as store, pytest.raises(StoreUnavailable) as caught:
        store.write("UNWIND range(1, 10000) AS number CREATE (:Kept {number: number})")
    assert caught.value.key == "store.failed"
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return psutil.Process(running.pid)


def check_kept(settings: Settings) -> None:
    """What was acknowledged is there, and writes are taken and kept again."""
    with open_store(settings) as store:
        assert store.read(COUNT) == [{"n": 100}]
        store.write("CREATE (:Kept)")
    assert LocalServer(settings).stop()
    with open_store(settings) as store:
        assert store.read(COUNT) == [{"n": 101}]


def test_a_server_whose_disk_was_full_starts_again_with_all_that_was_acknowledged(own: Settings) -> None:
    fail_to_write(own)

    assert LocalServer(own).stop()

    check_kept(own)


def test_what_is_torn_when_others_end_such_a_server_is_cut_off(own: Settings) -> None:
    process = fail_to_write(own)
    with open_store(own) as store, pytest.raises(StoreUnavailable):
        store.read(COUNT)
    process.terminate()
    process.wait(60)

    check_kept(own)
    assert not (own.data / "neo4j" / "torn").exists()


def test_damage_that_no_full_disk_explains_is_refused_and_left_alone(own: Settings) -> None:
    assert LocalServer(own).stop()
    with transactions(own).open("ab") as log:
        log.write(TORN)
    torn = transactions(own).read_bytes()

    for _ in range(2):
        with pytest.raises(LocalServerError) as caught:
            LocalServer(own).start()
        assert caught.value.key == "local.database_damaged"
        assert LocalServer(own).running() is None
    assert transactions(own).read_bytes() == torn
