"""Backup and restore: the whole graph and the accounts, as one verified file.

A backup holds the writers' lease, so that no load, review or analysis changes facts meanwhile, and keeps small writes
out for the moment in which it reads what they change (graph/lease.py): its content is the state of that moment. People
read, and save views, as usual.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from yhdysverkko.graph import archive, restoration
from yhdysverkko.graph.access import pack_access, unpack_access
from yhdysverkko.graph.archive import Archive, Manifest, new_archive, open_archive
from yhdysverkko.graph.commit import recover_now
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.exchange import Totals, export_graph, is_empty
from yhdysverkko.graph.keys import keep_secret
from yhdysverkko.graph.lease import Lease, writing_turn
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.store import Store

WAIT_S = 600.0
"""How long a backup waits for a load to end; a load of the whole country takes minutes."""

COUNT_OTHERS = """
CALL () { MATCH (n) WHERE NOT n:Graph AND none(label IN labels(n) WHERE label IN $kinds) RETURN count(n) AS nodes }
CALL () { MATCH ()-[r]->() WHERE NOT type(r) IN $relations RETURN count(r) AS relations }
RETURN nodes + relations AS n
"""


class Backup(NamedTuple):
    """A backup that was taken. `left_out` counts the nodes and relations that it lacks: those whose kind the ontology
    does not know."""

    manifest: Manifest
    left_out: int


class Restored(NamedTuple):
    """What a restore did. `safety` is the backup of what it replaced, if there was anything."""

    manifest: Manifest
    safety: Path | None


def take_backup(store: Store, vocabulary: Ontology, data: Path, target: Path, *, wait_s: float = WAIT_S) -> Backup:
    """Write a backup of the graph, and of the accounts in the folder `data`, to the file `target`.

    A file of that name is replaced once the new one is whole. Raises LoadInProgress where another writer keeps its turn
    for `wait_s` seconds, and KeyMissing where the secret of the graph is not here.
    """
    with writing_turn(store, wait_s) as lease:
        recover_now(store, lease)
        return _write(store, lease, vocabulary, data, target)


def restore_backup(
    store: Store, vocabulary: Ontology, data: Path, file: Path, *, replace: bool = False, wait_s: float = WAIT_S
) -> Restored:
    """Make the graph, and the accounts in the folder `data`, what they are in the backup `file`.

    All of the file is verified before anything is touched, and its secret is kept before all else. With `replace`, what
    is there is first written to a backup in `data`. A backup without accounts leaves those that there are. Killed at
    any moment, the next command finds the old graph, or finishes the restore; where that fell between the seal and the
    accounts, these are the old ones still.
    Raises LoadFailed for a file that is no whole backup, and without `replace` for a graph that is not empty;
    KeyMissing for a graph to be replaced whose secret is neither here nor in the file.
    """
    with open_archive(file, vocabulary) as backup, writing_turn(store, wait_s) as lease:
        recover_now(store, lease)
        replaced = not is_empty(store)
        if replaced and not replace:
            raise LoadFailed("restore.not_empty")
        # Before all else: where the key of what is there was lost, it is in the backups of that graph.
        seal = keep_secret(store.keys, backup.secret)
        safety = None
        if replaced:
            safety = data / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
            data.mkdir(parents=True, exist_ok=True)
            _write(store, lease, vocabulary, data, safety)
        _put_in_place(store, lease, data, backup, file.name, seal)
    return Restored(backup.manifest, safety)


def check_backup(vocabulary: Ontology, file: Path) -> Manifest:
    """What a backup holds, once all of it has been verified. Raises LoadFailed; needs no database."""
    with open_archive(file, vocabulary) as backup:
        return backup.manifest


def _write(store: Store, lease: Lease, vocabulary: Ontology, data: Path, target: Path) -> Backup:
    left_out = store.read(COUNT_OTHERS, kinds=list(vocabulary.kinds), relations=list(vocabulary.relations))[0]["n"]
    with new_archive(target) as backup:
        taken = datetime.now(UTC)
        lines = _Lines(export_graph(store, vocabulary), lease)
        backup.add(archive.GRAPH, lines)
        backup.add(archive.SECRET, [read_secret(store).encode()])
        if packed := pack_access(data):
            backup.add(archive.ACCOUNTS, [packed])
        return Backup(backup.describe(lines.totals, vocabulary, taken), left_out)


def _put_in_place(store: Store, lease: Lease, data: Path, backup: Archive, title: str, seal: str) -> None:
    accounts = backup.read(archive.ACCOUNTS)
    restoration.stage(store, lease, title, backup.lines())
    restoration.seal(store, backup.manifest.digest, seal)
    if accounts:
        unpack_access(accounts, data)
    restoration.finish(store, lease)


class _Lines:
    """The lines of an export as they pass; `totals` is what the last of them says."""

    def __init__(self, lines: Iterator[bytes], lease: Lease) -> None:
        self._lines = lines
        self._lease = lease
        self._last = b""

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self._lease.beat()
            self._last = line
            yield line

    @property
    def totals(self) -> Totals:
        return Totals(**orjson.loads(self._last))
