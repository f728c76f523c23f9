"""Backups: whole, of one moment, verified before anything is touched, and restored wholly or not at all."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.graph.sources import MadeSource, node
from tests.graph.test_commit import changed, many
from tests.graph.test_ledger import REFERENCE, survey
from yhdysverkko.graph import archive
from yhdysverkko.graph.access import NAME
from yhdysverkko.graph.archive import new_archive
from yhdysverkko.graph.backup import Backup, check_backup, restore_backup, take_backup
from yhdysverkko.graph.decisions import decide
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress
from yhdysverkko.graph.exchange import Totals, export_graph
from yhdysverkko.graph.keys import keep_secret, make_secret
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import load, recover, settled
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.restoration import digest_of
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.staging import RESTORING, STAGING, unfinished
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.saved import list_saved, save_view

CANDIDATE = (
    "CREATE (:Candidate {id: 'c', statement: 's', records: '{\"records\":[]}', confidence: 0.5, sources: ['x']})"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kopio.zip"


@pytest.fixture
def taken(store: Store, vocabulary: Ontology, file: Path) -> Backup:
    """A backup of a graph with sources, a saved view and a decision, in `file`."""
    for source in (REFERENCE, survey(basis="named"), many()):
        load(store, vocabulary, source)
    store.write(CANDIDATE)
    decide(store, vocabulary, {"c": "reject"})
    save_view(store, "Puutteet", View(region="13"))
    return take_backup(store, vocabulary, file.parent, file)


def wipe(store: Store) -> None:
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")


def as_another_graph(store: Store) -> str:
    """Give the graph another secret, which is returned; that of its backup is in the backup alone."""
    backed_up = store.read("MATCH (g:Graph) RETURN g.seal AS seal")[0]["seal"]
    (store.keys / backed_up).unlink()
    secret = make_secret()
    store.write("MATCH (g:Graph) SET g.seal = $seal", seal=keep_secret(store.keys, secret))
    return secret


def secret_of(file: Path) -> str:
    return ZipFile(file).read("secret").decode()


def test_a_restored_graph_is_the_one_that_was_backed_up(
    store: Store, vocabulary: Ontology, file: Path, taken: Backup
) -> None:
    before, secret = digest_of(store, vocabulary), read_secret(store)
    wipe(store)
    as_another_graph(store)

    restored = restore_backup(store, vocabulary, file.parent, file)

    assert digest_of(store, vocabulary) == before == taken.manifest.digest
    assert restored.manifest == taken.manifest
    assert restored.safety is None
    assert taken.left_out == 0
    assert read_secret(store) == secret == secret_of(file)
    assert [saved.name for saved in list_saved(store)] == ["Puutteet"]
    assert store.read("MATCH (d:Decision) RETURN d.verdict AS verdict") == [{"verdict": "reject"}]
    assert unfinished(store) is None


def test_a_backup_is_for_its_owner_alone_and_nothing_else_is_left_beside_it(file: Path, taken: Backup) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert ZipFile(file).namelist() == ["graph.jsonl", "secret", "manifest.json"]


def test_a_backup_that_fails_leaves_the_one_before(file: Path, taken: Backup, vocabulary: Ontology) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"), new_archive(file) as half:
        half.add("graph.jsonl", failing())

    assert check_backup(vocabulary, file) == taken.manifest
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_the_ontology_does_not_know_is_counted(store: Store, vocabulary: Ontology, file: Path) -> None:
    store.write("CREATE (:Tietue {id: '1'})-[:VIITTAA]->(:Tietue {id: '2'})")

    assert take_backup(store, vocabulary, file.parent, file).left_out == 3


def test_a_graph_that_is_not_empty_is_replaced_only_when_asked_and_kept_first(
    store: Store, vocabulary: Ontology, file: Path, taken: Backup
) -> None:
    load(store, vocabulary, changed())
    later = digest_of(store, vocabulary)

    with pytest.raises(LoadFailed) as refused:
        restore_backup(store, vocabulary, file.parent, file)
    assert refused.value.key == "restore.not_empty"
    assert digest_of(store, vocabulary) == later

    safety = restore_backup(store, vocabulary, file.parent, file, replace=True).safety
    assert digest_of(store, vocabulary) == taken.manifest.digest
    assert safety is not None
    restore_backup(store, vocabulary, file.parent, safety, replace=True)
    assert digest_of(store, vocabulary) == later


def test_a_backup_waits_for_a_load_and_then_gives_up_with_a_sentence(
    store: Store, vocabulary: Ontology, file: Path
) -> None:
    with writing_turn(store), pytest.raises(LoadInProgress):
        take_backup(store, vocabulary, file.parent, file, wait_s=0.3)

    assert not list(file.parent.iterdir())


# What is there of one moment: a loader that changes every association, and somebody who saves two views in turn.


@contextmanager
def repeating(*works: Callable[[int], None]) -> Iterator[None]:
    """Do each work again and again, with the number of the round, in a thread of its own until the end of the block."""
    stopped = threading.Event()
    failures: list[BaseException] = []

    def repeat(work: Callable[[int], None]) -> None:
        number = 1
        try:
            while not stopped.is_set():
                work(number)
                number += 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=repeat, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    assert failures == []


def version_of(number: int) -> MadeSource:
    """A source of which every fact is another in each version, and which has more of them in every second."""
    return many(str(number), count=300 if number % 2 else 200)


def loaded_version(store: Store) -> int:
    """The version of the source that is loaded; fails where what is there is not wholly one version."""
    fields = store.read("MATCH (n:Association)-[:LOCATED_IN]->() RETURN n.field AS field")
    number = int(fields[0]["field"])
    whole = version_of(number)
    assert [row["field"] for row in fields] == [str(number)] * (len(whole.facts) // 2)
    assert store.read("MATCH (s:Source {id: 'many'}) RETURN s.sha256 AS sum") == [{"sum": whole.source.sha256}]
    return number


def test_backups_taken_while_others_load_and_save_views_are_each_of_one_moment(
    store: Store, vocabulary: Ontology, tmp_path: Path
) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, version_of(0))

    def load_next(number: int) -> None:
        load(store, vocabulary, version_of(number))

    def save_both(number: int) -> None:
        # Each view keeps the version of the source that was loaded when it was saved.
        for name in ("first", "second"):
            seen = store.read("MATCH (n:Association {id: 'yhdistys-000'}) RETURN n.field AS field")[0]["field"]
            save_view(store, name, View(title=f"{number} {seen}"))

    save_both(0)
    files = [tmp_path / f"{number}.zip" for number in range(6)]
    with repeating(load_next, save_both):
        for file in files:
            take_backup(store, vocabulary, tmp_path, file)
            time.sleep(0.1)

    seen_versions = []
    for file in files:
        restore_backup(store, vocabulary, tmp_path, file, replace=True)
        version = loaded_version(store)
        views = {saved.id: (saved.view.title or "").split() for saved in list_saved(store)}
        ahead = int(views["first"][0]) - int(views["second"][0])
        assert ahead in {0, 1}, views  # the second view is never saved before the first
        assert all(int(seen) <= version for _, seen in views.values())  # nobody has seen what was not loaded yet
        seen_versions.append(version)
    assert seen_versions == sorted(seen_versions)
    assert len(set(seen_versions)) > 1


# Files that are no whole backups.


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the file again with other parts, each packed properly."""
    with ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def as_newer(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts["manifest.json"])
    parts["manifest.json"] = json.dumps(manifest | {"format": archive.FORMAT + 1, "program": "9.0"}).encode()


def with_another_fact(parts: dict[str, bytes]) -> None:
    parts["graph.jsonl"] = parts["graph.jsonl"].replace(b"Hankasalmi", b"Hankasalmj")


def without_the_secret(parts: dict[str, bytes]) -> None:
    del parts["secret"]


def with_an_empty_secret(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"]["secret"] = {"size": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    parts |= {"secret": b"", "manifest.json": json.dumps(manifest).encode()}


def without_the_manifest(parts: dict[str, bytes]) -> None:
    del parts["manifest.json"]


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-1]), "backup.foreign", id="truncated by a byte"),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:2000]), "backup.foreign", id="truncated"),
        pytest.param(lambda file: file.write_bytes(b""), "backup.foreign", id="empty"),
        pytest.param(lambda file: file.write_text("kunta;nimi\n077;Hankasalmi\n"), "backup.foreign", id="a table"),
        pytest.param(lambda file: rewritten(file, without_the_manifest), "backup.foreign", id="another zip"),
        pytest.param(lambda file: rewritten(file, without_the_secret), "backup.damaged", id="a part missing"),
        pytest.param(lambda file: rewritten(file, with_an_empty_secret), "backup.damaged", id="an empty secret"),
        pytest.param(lambda file: rewritten(file, with_another_fact), "backup.damaged", id="a fact changed"),
        pytest.param(lambda file: rewritten(file, as_newer), "backup.other_version", id="a newer version"),
    ],
)
def test_a_file_that_is_no_whole_backup_is_one_sentence_and_touches_nothing(
    store: Store, vocabulary: Ontology, file: Path, taken: Backup, spoil: Callable[[Path], object], key: str
) -> None:
    before = digest_of(store, vocabulary)
    spoil(file)

    with pytest.raises(LoadFailed, match=r"kopio\.zip") as refused:
        restore_backup(store, vocabulary, file.parent, file, replace=True)

    assert refused.value.key == key
    assert digest_of(store, vocabulary) == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_changed_byte_is_noticed_or_changes_nothing(vocabulary: Ontology, file: Path, taken: Backup) -> None:
    whole = file.read_bytes()
    refused = 0
    for place in range(0, len(whole), 29):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert check_backup(vocabulary, file) == taken.manifest
        except LoadFailed:
            refused += 1

    assert refused > len(whole) // 29 * 0.8


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda lines: [line for line in lines if b'"node":"Municipality"' not in line], id="end missing"),
        pytest.param(lambda lines: [*lines[:2], *lines[1:]], id="a node twice"),
        pytest.param(lambda lines: [line.replace(b'"Person"', b'"Nobody"') for line in lines], id="an unknown kind"),
    ],
)
def test_lines_that_make_no_graph_are_refused_though_every_sum_is_right(
    store: Store,
    vocabulary: Ontology,
    file: Path,
    taken: Backup,
    spoil: Callable[[list[bytes]], list[bytes]],
) -> None:
    with new_archive(file) as made:
        made.add("graph.jsonl", spoil(list(export_graph(store, vocabulary))))
        made.add("secret", [make_secret().encode()])
        manifest = taken.manifest
        made.describe(Totals(manifest.nodes, manifest.relations), vocabulary, manifest.taken)

    with pytest.raises(LoadFailed, match=r"kopio\.zip"):
        check_backup(vocabulary, file)


# A restore whose process is killed.


def kill_while(phase: str, file: Path, environment: dict[str, str], after_s: float = 0) -> None:
    """Run a restore in another process to the middle of `phase` and kill it there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.graph.interrupted_restore", phase, str(file)],
        env=environment,
        cwd=environment["PYTHONPATH"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() in {"half-way\n", "begun\n"}
    time.sleep(after_s)
    process.kill()
    process.wait()


def test_a_restore_killed_while_staging_leaves_the_graph_as_it_was(
    store: Store, vocabulary: Ontology, environment: dict[str, str], file: Path, taken: Backup
) -> None:
    load(store, vocabulary, changed())
    before, secret = digest_of(store, vocabulary), as_another_graph(store)

    kill_while("staging", file, environment)

    found = unfinished(store)
    assert found is not None
    assert found.state == STAGING
    with settled(store):
        assert digest_of(store, vocabulary) == before
    recover(store)
    assert unfinished(store) is None
    assert digest_of(store, vocabulary) == before
    assert read_secret(store) == secret
    assert store.read("MATCH (c:LoadChunk) RETURN c") == []


@pytest.mark.parametrize("phase", ["clearing", "filling"])
def test_a_restore_killed_later_is_finished_by_the_next_command_and_not_read_meanwhile(
    store: Store, vocabulary: Ontology, environment: dict[str, str], file: Path, taken: Backup, phase: str
) -> None:
    load(store, vocabulary, changed())
    as_another_graph(store)

    kill_while(phase, file, environment)

    found = unfinished(store)
    assert found is not None
    assert found.state == RESTORING
    with pytest.raises(LoadInProgress, match=r"kopio\.zip"), settled(store):
        pass
    assert secret_of(file) not in repr(store.read("MATCH (n) RETURN properties(n) AS n"))
    recover(store)
    assert unfinished(store) is None
    assert digest_of(store, vocabulary) == taken.manifest.digest
    assert read_secret(store) == secret_of(file)


@pytest.mark.parametrize("after_s", [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
def test_whenever_a_restore_is_killed_one_of_the_two_graphs_is_there(
    store: Store, vocabulary: Ontology, environment: dict[str, str], file: Path, taken: Backup, after_s: float
) -> None:
    load(store, vocabulary, changed())
    before = (digest_of(store, vocabulary), as_another_graph(store))

    kill_while("any", file, environment, after_s)
    recover(store)

    there = (digest_of(store, vocabulary), read_secret(store))
    assert there in {before, (taken.manifest.digest, secret_of(file))}
    assert unfinished(store) is None
    load(store, vocabulary, survey())


# The accounts.


def rows(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM account ORDER BY name")]


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database of accounts as a server has it open."""
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript("CREATE TABLE account (name TEXT); CREATE TABLE session (token TEXT)")
    connection.execute("INSERT INTO account VALUES ('maija')")
    connection.execute("INSERT INTO session VALUES ('a-secret-token')")
    connection.commit()
    yield connection
    connection.close()


def test_accounts_come_back_under_the_hands_of_a_server_and_sessions_do_not(
    store: Store, vocabulary: Ontology, file: Path, accounts: sqlite3.Connection, taken: Backup
) -> None:
    with ZipFile(file) as packed:
        assert b"a-secret-token" not in packed.read(NAME)
    accounts.execute("INSERT INTO account VALUES ('tunkeilija')")
    accounts.commit()

    restore_backup(store, vocabulary, file.parent, file, replace=True)

    assert rows(accounts) == ["maija"]
    assert accounts.execute("SELECT count(*) FROM session").fetchone() == (0,)
    assert accounts.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    accounts.execute("INSERT INTO account VALUES ('pekka')")
    accounts.commit()
    assert rows(accounts) == ["maija", "pekka"]


def test_accounts_are_restored_where_there_were_none_for_their_owner_alone(
    store: Store, vocabulary: Ontology, file: Path, accounts: sqlite3.Connection, taken: Backup, tmp_path: Path
) -> None:
    wipe(store)

    restore_backup(store, vocabulary, tmp_path / "new", file)

    assert (tmp_path / "new" / NAME).stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(tmp_path / "new" / NAME) as restored:
        assert rows(restored) == ["maija"]


def test_a_backup_without_accounts_leaves_those_that_there_are(
    store: Store, vocabulary: Ontology, file: Path, taken: Backup, accounts: sqlite3.Connection
) -> None:
    restore_backup(store, vocabulary, file.parent, file, replace=True)

    assert rows(accounts) == ["maija"]


def test_a_backup_holds_no_accounts_where_nobody_has_one(
    store: Store, vocabulary: Ontology, file: Path, accounts: sqlite3.Connection
) -> None:
    accounts.execute("DELETE FROM account")
    accounts.commit()

    assert NAME not in take_backup(store, vocabulary, file.parent, file).manifest.parts


def test_accounts_that_cannot_be_read_are_one_sentence_and_no_backup(
    store: Store, vocabulary: Ontology, file: Path
) -> None:
    (file.parent / NAME).write_text("this is no database, and it is longer than a header of one would be" * 20)

    with pytest.raises(LoadFailed, match=NAME):
        take_backup(store, vocabulary, file.parent, file)

    assert not file.exists()


def test_an_interrupted_load_is_not_in_a_backup(store: Store, vocabulary: Ontology, file: Path) -> None:
    load(store, vocabulary, REFERENCE)
    before = digest_of(store, vocabulary)
    store.write("CREATE (:Load {id: 'load', title: 'Kesken', state: 'writing', source: 'kesken'})")
    half = node("Association", "puolikas")
    store.write(
        "CREATE (:Association {id: $id, name: 'Puolikas', sources: ['kesken'], claims: ['{}']})", id=half.ref.id
    )

    assert take_backup(store, vocabulary, file.parent, file).manifest.digest == before
    assert list(file.parent.iterdir()) == [file]
