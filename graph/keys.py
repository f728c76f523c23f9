"""The secrets of graphs, one file each in the folder `keys` of the data folder.

A graph's secret keys the marks on people and veils those who are not shown. It is not in the graph, for whoever may ask
the graph anything could take it there and find out, by trying names, who has been erased. The graph holds its *seal*, a
digest that names the file. Files are only added, and each is on the disk before a graph has its seal, so that whatever
dies, the secret of every graph is there.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from yhdysverkko.graph.disk import sync_folder
from yhdysverkko.graph.errors import KeyMissing

FORM = re.compile(r"[0-9a-f]{64}")
"""How a secret is written: 32 bytes in hexadecimal digits."""


def make_secret() -> str:
    """A new secret."""
    return secrets.token_hex(32)


def keep_secret(keys: Path, secret: str) -> str:
    """Add a secret to the folder `keys`, where it is on the disk when this returns. Returns its seal."""
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its name is its own: two commands may be restoring the same backup into two databases.
    with NamedTemporaryFile("w", dir=keys, suffix=".part", encoding="ascii", delete=False) as file:  # mode 0600
        beside = Path(file.name)
        try:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
            seal = _seal(secret)
            beside.replace(keys / seal)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    sync_folder(keys)
    sync_folder(keys.parent)
    return seal


def find_secret(keys: Path, seal: str) -> str:
    """The secret with this seal. Raises KeyMissing where the folder `keys` does not have it whole."""
    try:
        secret = (keys / seal).read_text(encoding="ascii")
        # With another secret every mark would seem to be on nobody, and whoever was erased would come back.
        if _seal(secret) == seal:
            return secret
    except (OSError, ValueError):
        pass
    raise KeyMissing("keys.missing", seal=seal)


def _seal(secret: str) -> str:
    """What a secret is known by; the secret, 32 random bytes, cannot be computed from it."""
    return hashlib.blake2b(b"the seal of a secret", digest_size=16, key=secret.encode()).hexdigest()
