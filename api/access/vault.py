"""The vault: accounts, sessions, keys and the access log, in one SQLite file of the data folder.

They are not in the graph, for whoever may ask the graph anything could read them there.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.settings import Settings

FILE = "access.sqlite"

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password TEXT,
  subject TEXT UNIQUE,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
  digest TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  used INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS key (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS entry (
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  client TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS entry_at ON entry (at);
"""
"""`subject` of an account is what an organisation's sign-in calls its owner; digests are SHA-256 of random tokens."""


class Vault:
    """One connection to the file, shared by the threads of the server. Moments are seconds since 1970."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + SCHEMA)
            self._connection.execute("PRAGMA foreign_keys = ON")
        except (OSError, sqlite3.Error) as error:
            raise LoadFailed("disk.failed", path=path, reason=error) from error
        self._lock = RLock()

    def close(self) -> None:
        self._connection.close()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def change(self, statement: str, *values: Any) -> int:
        """Run a statement that writes; on disk when this returns. Gives the number of rows that it touched."""
        with self._lock:
            return self._connection.execute(statement, values).rowcount

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several statements that hold all or not at all, with nobody else's between them."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def open_vault(settings: Settings) -> Vault:
    """The vault of a data folder. Raises LoadFailed where it cannot be written."""
    return Vault(settings.data / FILE)


def now() -> int:
    return int(time.time())
