"""The local Neo4j: one server per data folder, through starts, crashes and whatever can stand in its way."""

import hashlib
import http.server
import os
import signal
import socket
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from tests.graph.relay import relayed
from tests.graph.test_commit import MANY, make_transactions_small, many
from tests.graph.test_ledger import REFERENCE
from yhdysverkko.graph import jars, launch
from yhdysverkko.graph.errors import LocalServerError, StoreUnavailable, WrongUse
from yhdysverkko.graph.jars import Jar, ensure_jars, pinned_jars, pinned_versions, version_key
from yhdysverkko.graph.ledger import load, recover
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.schema import check_version, prepare, read_secret
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.store import Store, Transaction, open_store


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a server that this module may stop and kill."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    chosen = read_settings(environment, data=tmp_path_factory.mktemp("own"))
    yield chosen
    LocalServer(chosen).stop()


def test_two_commands_at_once_start_one_server(own: Settings) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: LocalServer(own).start(), range(2))

    assert first.pid == second.pid
    assert first.uri.startswith("bolt://127.0.0.1:")


def test_two_commands_at_once_make_an_empty_database_ready(own: Settings, vocabulary: Ontology) -> None:
    def first_command(_: int) -> str:
        with open_store(own) as store:
            prepare(store, vocabulary)
            assert check_version(store, vocabulary)
            return read_secret(store)

    with open_store(own) as store:
        for index in store.read("SHOW CONSTRAINTS YIELD name"):
            store.write(f"DROP CONSTRAINT {index['name']}")
        store.write("MATCH (n) DETACH DELETE n")
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(first_command, range(4)))) == 1


def test_the_password_is_for_its_owner_alone(own: Settings) -> None:
    LocalServer(own).start()

    mode = LocalServer(own).password_file.stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(own: Settings) -> None:
    running = LocalServer(own).start()
    with open_store(own) as store:
        for number in range(100):
            store.write("CREATE (:Kept {number: $number})", number=number)
    os.kill(running.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(running.pid)], timeout=30)
    assert LocalServer(own).has_died()

    with open_store(own) as store:
        assert store.read("MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 100}]
    restarted = LocalServer(own).running()
    assert restarted is not None
    assert restarted.pid != running.pid
    assert restarted.port == running.port


def test_a_server_that_goes_away_is_one_sentence(own: Settings) -> None:
    running = LocalServer(own).start()
    with open_store(own) as store:
        os.kill(running.pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(running.pid)], timeout=30)
        with pytest.raises(StoreUnavailable):
            store.write("RETURN 1")


def test_a_load_that_loses_its_server_is_completed_by_running_it_again(
    own: Settings, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_transactions_small(monkeypatch)
    with open_store(own) as store:
        prepare(store, vocabulary)
        load(store, vocabulary, REFERENCE)
        running = LocalServer(own).running()
        assert running is not None

        def kill(written: int) -> None:
            if written == 21:
                os.kill(running.pid, signal.SIGKILL)

        with pytest.raises(StoreUnavailable):
            load(store, vocabulary, many(), on_chunk=kill)

    with open_store(own) as store:
        recover(store)
        load(store, vocabulary, many())
        assert store.read("MATCH (n:Association)-[:LOCATED_IN]->(:Municipality) RETURN count(n) AS n") == [{"n": MANY}]


def test_a_stopped_server_runs_no_more_and_starts_again(own: Settings) -> None:
    LocalServer(own).start()

    assert LocalServer(own).stop()
    assert LocalServer(own).running() is None
    assert not LocalServer(own).has_died()
    assert not LocalServer(own).stop()


def test_wrong_credentials_are_one_sentence(settings: Settings, server: Store) -> None:
    with (
        Store(server.uri, "neo4j", "wrong", "neo4j", keys=settings.keys, time_limit_s=5) as store,
        pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD"),
    ):
        store.check()


def test_an_unreachable_server_is_one_sentence(settings: Settings) -> None:
    with (
        Store(f"bolt://127.0.0.1:{free_port()}", "neo4j", "x", "neo4j", keys=settings.keys, time_limit_s=5) as store,
        pytest.raises(StoreUnavailable),
    ):
        store.check()


def test_a_query_whose_connection_was_lost_is_asked_again(own: Settings) -> None:
    server = LocalServer(own)
    with (
        relayed(server.start().uri) as relay,
        Store(relay.uri, USER, server.password(), "neo4j", keys=own.keys, time_limit_s=5) as store,
    ):
        store.check()
        before = relay.made
        relay.cut()

        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        assert relay.made > before


def test_of_two_writers_that_wait_for_each_other_one_begins_again(store: Store) -> None:
    store.write("CREATE (:Association {id: 'a'}), (:Association {id: 'b'})")
    meeting = threading.Barrier(2)
    begun: list[str] = []

    def write(first: str, second: str) -> None:
        def work(transaction: Transaction) -> None:
            begun.append(first)
            mark = "MATCH (n:Association {id: $id}) SET n.marks = coalesce(n.marks, []) + $by"
            transaction.run(mark, id=first, by=first)
            if len(begun) <= 2:
                meeting.wait(timeout=10)
            transaction.run(mark, id=second, by=first)

        store.transact(work)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "ab", "ba"))

    assert len(begun) == 3
    marks = store.read("MATCH (n:Association) RETURN n.marks AS marks")
    assert [sorted(row["marks"]) for row in marks] == [["a", "b"], ["a", "b"]]


@pytest.mark.parametrize("address", ["neo5j://somewhere", "http://127.0.0.1:7474", "somewhere", "bolt://[::1"])
def test_an_address_that_is_none_is_one_sentence(settings: Settings, address: str) -> None:
    with pytest.raises(StoreUnavailable):
        Store(address, "neo4j", "x", "neo4j", keys=settings.keys, time_limit_s=5)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings = read_settings({"YHDYSVERKKO_BOLT_PORT": str(port)}, data=tmp_path)
        with pytest.raises(LocalServerError, match=str(port)):
            LocalServer(settings).start()


def test_data_of_a_newer_neo4j_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "neo4j").mkdir()
    (tmp_path / "neo4j" / "version").write_text("2099.01.0")

    with pytest.raises(LocalServerError, match=r"2099\.01\.0"):
        LocalServer(read_settings({}, data=tmp_path)).start()


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "free_bytes", lambda _: 1 << 20)

    with pytest.raises(LocalServerError, match="1 MiB"):
        LocalServer(read_settings({}, data=tmp_path)).start()
    assert not (tmp_path / "neo4j" / "conf").exists()


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(LocalServerError, match="file"):
        LocalServer(read_settings({}, data=tmp_path / "file")).start()


def test_without_network_the_first_start_says_so(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/maven2"

    with pytest.raises(LocalServerError, match=url):
        ensure_jars(tmp_path / "cache", pinned_versions()[0], url)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[str]:
    """A Maven repository on this machine with one small file, org/example/tiny.jar."""
    folder = tmp_path / "repository" / "org" / "example"
    folder.mkdir(parents=True)
    (folder / "tiny.jar").write_bytes(b"tiny")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(tmp_path / "repository"), **kwargs)  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()


TINY = Jar(hashlib.sha256(b"tiny").hexdigest(), 4, "org/example/tiny.jar")


def test_files_are_fetched_verified_and_kept(repository: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "pinned_jars", lambda _: [TINY])
    seen: list[tuple[int, int]] = []

    folder = ensure_jars(tmp_path / "cache", "5.26.30", repository, lambda done, total: seen.append((done, total)))

    assert (folder / "tiny.jar").read_bytes() == b"tiny"
    assert seen == [(4, 4)]
    ensure_jars(tmp_path / "cache", "5.26.30", "http://127.0.0.1:1")  # nothing is missing, so nothing is asked for


def test_a_file_that_fails_its_sum_is_not_used(
    repository: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "pinned_jars", lambda _: [TINY._replace(sha256="0" * 64)])

    with pytest.raises(LocalServerError, match=r"tiny\.jar"):
        ensure_jars(tmp_path / "cache", "5.26.30", repository)
    assert [file.suffix for file in (tmp_path / "cache" / "neo4j-5.26.30").iterdir()] == []


def test_every_pinned_version_lists_its_files_with_sums() -> None:
    for version in pinned_versions():
        pinned = pinned_jars(version)
        assert len(pinned) > 200
        assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in pinned)
        assert len({jar.name for jar in pinned}) == len(pinned)


def test_an_unknown_version_names_the_known() -> None:
    with pytest.raises(WrongUse, match=r"5\.26\.30"):
        pinned_jars("1.0.0")


def test_versions_compare_as_numbers() -> None:
    assert version_key("5.9.0") < version_key("5.26.30") < version_key("2026.08.1")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(("memory_gib", "heap_mb"), [(4, 1024), (12, 1536), (64, 2048)])
def test_the_heap_grows_with_the_memory_within_bounds(
    memory_gib: int, heap_mb: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(total=memory_gib * 2**30))
    assert read_settings({}).heap_mb == heap_mb
    assert read_settings({"YHDYSVERKKO_HEAP_MB": "512"}).heap_mb == 512
