"""Restores: verified before anything is touched, and whole or not at all, whenever they are killed."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.graph.conftest import wipe
from tests.graph.test_commit import changed
from tests.graph.test_ledger import survey
from yhdysverkko.graph import archive
from yhdysverkko.graph.archive import new_archive
from yhdysverkko.graph.backup import Backup, check_backup, restore_backup
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress
from yhdysverkko.graph.exchange import Totals, export_graph
from yhdysverkko.graph.keys import keep_secret, make_secret
from yhdysverkko.graph.ledger import load, recover, settled
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.restoration import digest_of
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.staging import RESTORING, STAGING, unfinished
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.saved import list_saved


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
