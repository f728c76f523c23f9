"""Backups: whole, of one moment, with the accounts that there are."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.graph.conftest import wipe
from tests.graph.sources import MadeSource, node
from tests.graph.test_commit import many
from tests.graph.test_ledger import REFERENCE
from yhdysverkko.graph.access import NAME
from yhdysverkko.graph.archive import new_archive
from yhdysverkko.graph.backup import Backup, check_backup, restore_backup, take_backup
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.restoration import digest_of
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.saved import list_saved, save_view


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

    loaded: list[int] = []

    def load_next(number: int) -> None:
        load(store, vocabulary, version_of(number))
        loaded.append(number)

    def save_both(number: int) -> None:
        # Each view keeps the version of the source that was loaded when it was saved.
        for name in ("first", "second"):
            seen = store.read("MATCH (n:Association {id: 'yhdistys-000'}) RETURN n.field AS field")[0]["field"]
            save_view(store, name, View(title=f"{number} {seen}"))

    save_both(0)
    files = [tmp_path / f"{number}.zip" for number in range(6)]
    with repeating(load_next, save_both):
        for file in files:
            before, patience = len(loaded), time.monotonic() + 30
            take_backup(store, vocabulary, tmp_path, file)
            while len(loaded) == before and time.monotonic() < patience:
                time.sleep(0.01)

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
