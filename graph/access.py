"""The database of accounts, keys and the access log, as bytes that a backup holds.

It is SQLite's, beside the local graph in the data folder, and whoever serves has it open: it is copied out and written
over by SQLite's own backup, each in one transaction that others see wholly or not at all.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed

NAME = "access.sqlite"
BUSY_S = 30.0
"""How long another's transaction is waited for."""


def pack_access(data: Path) -> bytes | None:
    """The database in the folder `data`, without the sessions: whoever is signed in signs in again after a restore.

    None where nobody has an account: restoring that must not take the accounts of others away.
    """
    path = data / NAME
    if not path.exists():
        return None
    with _sqlite_errors(path), closing(sqlite3.connect(":memory:")) as copy:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_S)) as kept:
            kept.backup(copy)
        if not copy.execute("SELECT 1 FROM account").fetchone():
            return None
        copy.execute("DELETE FROM session")
        copy.commit()
        # What was deleted must not be left in the pages.
        copy.execute("VACUUM")
        return copy.serialize()


def unpack_access(packed: bytes, data: Path) -> None:
    """Make the database in the folder `data` what it was, also under the hands of whoever has it open."""
    data.mkdir(parents=True, exist_ok=True)
    os.close(os.open(data / NAME, os.O_CREAT, 0o600))
    with _sqlite_errors(data / NAME), closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(packed)
        with closing(sqlite3.connect(data / NAME, timeout=BUSY_S)) as kept:
            copy.backup(kept)


@contextmanager
def _sqlite_errors(path: Path) -> Iterator[None]:
    """Say in a sentence what SQLite could not do."""
    try:
        yield
    except sqlite3.Error as error:
        raise LoadFailed("disk.failed", path=path, reason=error) from error
