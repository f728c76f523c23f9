"""The file of a backup: a zip of a few named parts and, last, a manifest with the sum of each.

It is written beside its place and renamed once it is whole and on the disk. It holds personal data, so it is its
owner's alone. Nothing is ever unpacked by a name that stands in the file.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict

from yhdysverkko.graph.disk import sync_folder
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.exchange import Reader, Totals
from yhdysverkko.graph.keys import FORM
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref

FORMAT = 1
GRAPH, SECRET, ACCOUNTS, MANIFEST = "graph.jsonl", "secret", "access.sqlite", "manifest.json"
CHUNK = 2**20
COMPRESSION = 3
"""Half the time of the usual level for a tenth more bytes."""

BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, KeyError, OSError, OverflowError, RuntimeError, ValueError)
"""What Python's readers raise for a file that is no zip, is cut short or was changed."""


class Part(BaseModel):
    """One part of a backup; `size` in bytes before it is packed."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup is and holds. `taken` is the moment whose state it is; `ontology` the version of the vocabulary."""

    model_config = ConfigDict(frozen=True)

    format: int
    program: str
    ontology: int
    taken: datetime
    nodes: int
    relations: int
    parts: dict[str, Part]

    @property
    def digest(self) -> str:
        """The sum of the graph's lines."""
        return self.parts[GRAPH].sha256

    def amounts(self) -> dict[str, object]:
        """How much it holds, as messages say it."""
        accounts = say("backup.with_accounts" if ACCOUNTS in self.parts else "backup.without_accounts")
        return {"nodes": self.nodes, "relations": self.relations, "accounts": accounts}


class NewArchive:
    """A backup that is being written."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._parts: dict[str, Part] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one part as its bytes come."""
        size, digest = 0, hashlib.sha256()
        with self._packed.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)
                size += len(chunk)
                digest.update(chunk)
        self._parts[name] = Part(size=size, sha256=digest.hexdigest())

    def describe(self, totals: Totals, vocabulary: Ontology, taken: datetime) -> Manifest:
        """Write the manifest, which ends the backup."""
        manifest = Manifest(
            format=FORMAT,
            program=version("yhdysverkko"),
            ontology=vocabulary.version,
            taken=taken.astimezone(UTC),
            nodes=totals.nodes,
            relations=totals.relations,
            parts=self._parts,
        )
        self._packed.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        return manifest


@contextmanager
def new_archive(target: Path) -> Iterator[NewArchive]:
    """A backup in the place of `target` once the block has ended well; else nothing is left of it."""
    beside = target.with_name(f"{target.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as packed:
                yield NewArchive(packed)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


class Archive:
    """A backup whose every sum is right."""

    def __init__(self, packed: ZipFile, manifest: Manifest) -> None:
        self._packed = packed
        self.manifest = manifest

    def lines(self) -> Iterator[bytes]:
        """The graph's lines."""
        with self._packed.open(GRAPH) as part:
            yield from part

    def sum_up(self, name: str) -> Part:
        """The size and sum of a part as it is in the file."""
        size, digest = 0, hashlib.sha256()
        with self._packed.open(name) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                digest.update(chunk)
        return Part(size=size, sha256=digest.hexdigest())

    @property
    def secret(self) -> str:
        """The secret of the graph (graph/keys.py)."""
        return self._packed.read(SECRET).decode("ascii")

    def read(self, name: str) -> bytes | None:
        """A small part whole; None where the backup has none of that name."""
        return self._packed.read(name) if name in self.manifest.parts else None


@contextmanager
def open_archive(file: Path, vocabulary: Ontology) -> Iterator[Archive]:
    """A backup, verified whole. Raises LoadFailed for a file that is none, is of another version, or is not as it was
    written."""
    with file.open("rb") as opened:
        try:
            packed = ZipFile(opened)
            archive = Archive(packed, _read_manifest(packed, file, vocabulary))
        except BROKEN as error:
            raise LoadFailed("backup.foreign", file=file.name) from error
        try:
            _verify(archive, vocabulary, file.name)
        except BROKEN as error:
            raise LoadFailed("backup.damaged", file=file.name) from error
        with packed:
            yield archive


def _read_manifest(packed: ZipFile, file: Path, vocabulary: Ontology) -> Manifest:
    manifest = Manifest.model_validate_json(packed.read(MANIFEST))
    if (manifest.format, manifest.ontology) != (FORMAT, vocabulary.version):
        raise LoadFailed("backup.other_version", file=file.name, version=manifest.program)
    return manifest


def _verify(archive: Archive, vocabulary: Ontology, title: str) -> None:
    manifest = archive.manifest
    if not {GRAPH, SECRET} <= manifest.parts.keys() <= {GRAPH, SECRET, ACCOUNTS}:
        raise LoadFailed("backup.damaged", file=title)
    if any(archive.sum_up(name) != part for name, part in manifest.parts.items()):
        raise LoadFailed("backup.damaged", file=title)
    if not FORM.fullmatch(archive.secret):
        raise LoadFailed("backup.damaged", file=title)
    if _count(archive, vocabulary, title) != Totals(manifest.nodes, manifest.relations):
        raise LoadFailed("backup.damaged", file=title)


def _count(archive: Archive, vocabulary: Ontology, title: str) -> Totals:
    """How much the lines hold. Raises LoadFailed where they make no graph: what is restored must not fail half-way."""
    known: set[Ref] = set()
    relations = 0
    reader = Reader(vocabulary, title)
    for kind, start_kind, end_kind, row in reader.entries(archive.lines()):
        if start_kind:
            relations += 1
            if not {Ref(start_kind, row["start"]), Ref(end_kind, row["end"])} <= known:
                raise LoadFailed("import.end_missing", file=title, kind=kind)
        elif (ref := Ref(kind, row["stored"]["id"])) in known:
            raise LoadFailed("backup.damaged", file=title)
        else:
            known.add(ref)
    totals = Totals(len(known), relations)
    if reader.totals != totals:
        raise LoadFailed("import.truncated", file=title)
    return totals
