"""Sessions of browsers and keys of programs: random tokens of which the vault keeps only the digests."""

import hashlib
import secrets
from typing import NamedTuple

from yhdysverkko.api.access.accounts import Account
from yhdysverkko.api.access.roles import Role, Viewer
from yhdysverkko.api.access.vault import Vault, now
from yhdysverkko.graph.errors import NotFound, WrongUse

HOUR, DAY = 3_600, 86_400
IDLE_S = 8 * HOUR
"""A session ends this long after it was last used: a working day."""

LASTING_S = 7 * DAY
"""A session ends this long after it began."""

FRESH_S = 60
"""How far the moment of last use may lag: not every request writes."""

LONGEST_DAYS = 366
"""Days that a key may be good for."""

PREFIX = "yhdys"
"""What a key begins with, so that scanners of leaked secrets can know it."""


class Key(NamedTuple):
    """What is known of a key; its secret is shown once, when it is made."""

    id: str
    label: str
    role: Role
    expires: int
    used: int | None


def begin_session(vault: Vault, account: Account) -> str:
    """The token of a new session."""
    token = secrets.token_urlsafe(32)
    moment = now()
    vault.change("DELETE FROM session WHERE expires < ? OR used < ?", moment, moment - IDLE_S)
    vault.change("INSERT INTO session VALUES (?, ?, ?, ?)", _digest(token), account.id, moment, moment + LASTING_S)
    return token


def session_viewer(vault: Vault, token: str) -> Viewer | None:
    """Whose session it is, while it lasts."""
    moment, digest = now(), _digest(token)
    found = vault.rows(
        "SELECT name, role, used FROM session JOIN account ON account.id = session.account "
        "WHERE digest = ? AND expires > ? AND used > ?",
        digest,
        moment,
        moment - IDLE_S,
    )
    if not found:
        return None
    [(name, role, used)] = found
    if used < moment - FRESH_S:
        vault.change("UPDATE session SET used = ? WHERE digest = ?", moment, digest)
    return Viewer(name, Role[role])


def end_session(vault: Vault, token: str) -> None:
    """End a session; one that there is not is ended already."""
    vault.change("DELETE FROM session WHERE digest = ?", _digest(token))


def make_key(vault: Vault, account: Account, label: str, role: Role, days: int) -> str:
    """A new key for programs, good for some days and for no more than `role`. Raises WrongUse for more than may be."""
    if not 1 <= days <= LONGEST_DAYS:
        raise WrongUse("key.bad_days", longest=LONGEST_DAYS)
    if role > account.role:
        raise WrongUse("key.bad_role")
    key_id, secret, moment = secrets.token_hex(6), secrets.token_urlsafe(32), now()
    vault.change(
        "INSERT INTO key (id, digest, account, label, role, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
        key_id,
        _digest(secret),
        account.id,
        label.strip()[:100] or key_id,
        role.name,
        moment,
        moment + days * DAY,
    )
    return f"{PREFIX}_{key_id}_{secret}"


def key_viewer(vault: Vault, token: str) -> Viewer | None:
    """Who asks with a key, while it is good; never more than its account's role of today."""
    prefix, _, rest = token.partition("_")
    key_id, _, secret = rest.partition("_")
    moment = now()
    found = vault.rows(
        "SELECT key.digest, account.name, key.role, account.role, key.used FROM key "
        "JOIN account ON account.id = key.account WHERE key.id = ? AND key.expires > ?",
        key_id,
        moment,
    )
    if prefix != PREFIX or not found or not secrets.compare_digest(found[0][0], _digest(secret)):
        return None
    [(_, name, scope, role, used)] = found
    if used is None or used < moment - FRESH_S:
        vault.change("UPDATE key SET used = ? WHERE id = ?", moment, key_id)
    return Viewer(name, min(Role[scope], Role[role]))


def list_keys(vault: Vault, account: Account) -> list[Key]:
    """The keys of an account, newest first."""
    rows = vault.rows(
        "SELECT id, label, role, expires, used FROM key WHERE account = ? ORDER BY created DESC, id", account.id
    )
    return [Key(key_id, label, Role[role], expires, used) for key_id, label, role, expires, used in rows]


def revoke_key(vault: Vault, account: Account, key_id: str) -> None:
    """End a key of an account at once. Raises NotFound for one that it has not."""
    if not vault.change("DELETE FROM key WHERE id = ? AND account = ?", key_id, account.id):
        raise NotFound("key.unknown", id=key_id)


def _digest(token: str) -> str:
    """Tokens are random and long, so that a fast digest is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()
