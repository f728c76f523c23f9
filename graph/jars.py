"""Neo4j's own files for the local server: a pinned list, fetched in parallel, verified, kept once per user."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import httpx2
from filelock import FileLock

from yhdysverkko.graph.errors import LocalServerError, WrongUse
from yhdysverkko.graph.local import Progress

PARALLEL_DOWNLOADS = 8
CHUNK_BYTES = 1 << 18


class Jar(NamedTuple):
    """A file that must be there: its SHA-256 (hex), size in bytes and path in a Maven repository."""

    sha256: str
    size: int
    path: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[1]


def pinned_versions() -> list[str]:
    """The Neo4j versions whose files are pinned here, oldest first."""
    names = (entry.name for entry in files("yhdysverkko.graph").iterdir())
    found = [name[len("neo4j-") : -len(".jars")] for name in names if name.endswith(".jars")]
    return sorted(found, key=version_key)


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare, e.g. "5.26.30" -> (5, 26, 30)."""
    return tuple(int(part) for part in version.split("."))


def pinned_jars(version: str) -> list[Jar]:
    """The files of one Neo4j version. Raises WrongUse for a version that is not pinned."""
    if version not in pinned_versions():
        raise WrongUse("jars.not_pinned", version=version, known=", ".join(pinned_versions()))
    lines = files("yhdysverkko.graph").joinpath(f"neo4j-{version}.jars").read_text(encoding="ascii").splitlines()
    return [Jar(sha256, int(size), path) for sha256, size, path in (line.split() for line in lines)]


def jar_folder(cache: Path, version: str) -> Path:
    return cache / f"neo4j-{version}"


def missing_jars(cache: Path, version: str) -> list[Jar]:
    """The files of `version` that are not in the user's cache yet."""
    return _missing(jar_folder(cache, version), pinned_jars(version))


def ensure_jars(cache: Path, version: str, maven_url: str, progress: Progress | None = None) -> Path:
    """Fetch what is missing of `version` into the user's cache; returns the folder with all its jars.

    A file gets its name in the folder only after its sum has been checked, so an interrupted download is simply
    continued. Raises LocalServerError when the repository cannot be reached, a sum differs or the disk is full.
    """
    folder = jar_folder(cache, version)
    jars = pinned_jars(version)
    missing = _missing(folder, jars)
    if not missing:
        return folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            _fetch_all(folder, _missing(folder, jars), maven_url.rstrip("/"), progress)
    except httpx2.HTTPError as error:
        raise LocalServerError("jars.unreachable", url=maven_url, reason=str(error) or type(error).__name__) from error
    except OSError as error:
        raise LocalServerError("disk.failed", path=folder, reason=error.strerror or str(error)) from error
    return folder


def _missing(folder: Path, jars: list[Jar]) -> list[Jar]:
    return [jar for jar in jars if not _is_complete(folder / jar.name, jar.size)]


def _is_complete(file: Path, size: int) -> bool:
    return file.is_file() and file.stat().st_size == size


def _fetch_all(folder: Path, jars: list[Jar], maven_url: str, progress: Progress | None) -> None:
    total = sum(jar.size for jar in jars)
    free = shutil.disk_usage(folder).free
    if free < total:
        raise LocalServerError("disk.full", path=folder, needed=_mebibytes(total), free=_mebibytes(free))
    done = 0
    with (
        httpx2.Client(
            follow_redirects=True, timeout=60, limits=httpx2.Limits(max_connections=PARALLEL_DOWNLOADS)
        ) as http,
        ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool,
    ):
        fetches = [pool.submit(_fetch, http, f"{maven_url}/{jar.path}", folder / jar.name, jar) for jar in jars]
        try:
            for fetch in as_completed(fetches):
                done += fetch.result()
                if progress:
                    progress(done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _fetch(http: httpx2.Client, url: str, target: Path, jar: Jar) -> int:
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            digest = hashlib.sha256()
            for chunk in _download(http, url):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != jar.sha256:
            raise LocalServerError("jars.wrong_sum", name=jar.name, url=url)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return jar.size


def _download(http: httpx2.Client, url: str) -> Iterator[bytes]:
    with http.stream("GET", url) as response:
        response.raise_for_status()
        yield from response.iter_bytes(CHUNK_BYTES)


def _mebibytes(count: int) -> int:
    return -(-count // (1 << 20))
