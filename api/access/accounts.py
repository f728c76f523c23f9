"""Accounts: names with a role, and a password or an organisation's sign-in to prove them."""

import sqlite3
import unicodedata
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.vault import Vault, now
from yhdysverkko.graph.errors import NotFound, WrongUse

SHORTEST = 12
"""Characters of a password, at least; NIST SP 800-63B asks for length, not for kinds of characters."""

LONGEST = 200

_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("nobody's password")
"""Checked where there is no such account, so that both answers take as long."""

_ALL = "SELECT id, name, role, password IS NOT NULL FROM account ORDER BY name"
_BY_NAME = "SELECT id, name, role, password IS NOT NULL FROM account WHERE name = ?"
_BY_SUBJECT = "SELECT id, name, role, password IS NOT NULL FROM account WHERE subject = ?"


class Account(NamedTuple):
    """An account; one without a password signs in through its organisation."""

    id: int
    name: str
    role: Role
    has_password: bool


def have_accounts(vault: Vault) -> bool:
    """Whether anybody can sign in by a password or a key."""
    return bool(vault.rows("SELECT 1 FROM account LIMIT 1"))


def list_accounts(vault: Vault) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in vault.rows(_ALL)]


def find_account(vault: Vault, name: str) -> Account:
    """An account by its name, however it is cased. Raises NotFound."""
    found = vault.rows(_BY_NAME, _folded(name))
    if not found:
        raise NotFound("account.unknown", name=name)
    return _account(found[0])


def add_account(vault: Vault, name: str, role: Role, password: str) -> Account:
    """A new account. Raises WrongUse for a name that is taken or none, a password that is too short, and a first
    account that is no administrator's: nobody could make others.
    """
    folded = _folded(name)
    if not folded or len(folded) > LONGEST or not folded.isprintable():
        raise WrongUse("account.bad_name", longest=LONGEST)
    if role is not Role.ADMIN and not have_accounts(vault):
        raise WrongUse("account.first_admin")
    try:
        vault.change(
            "INSERT INTO account (name, role, password, created) VALUES (?, ?, ?, ?)",
            folded,
            role.name,
            _hashed(password),
            now(),
        )
    except sqlite3.IntegrityError as error:
        raise WrongUse("account.taken", name=folded) from error
    return find_account(vault, folded)


def admit(vault: Vault, subject: str, name: str, role: Role) -> Account:
    """The account of somebody whom their organisation vouches for, made on their first visit with a role.

    Raises WrongUse where the name belongs to an account that is not theirs: the two are never taken for one.
    """
    with vault.together():
        if found := vault.rows(_BY_SUBJECT, subject):
            return _account(found[0])
        try:
            vault.change(
                "INSERT INTO account (name, role, subject, created) VALUES (?, ?, ?, ?)",
                _folded(name)[:LONGEST] or subject,
                role.name,
                subject,
                now(),
            )
        except sqlite3.IntegrityError as error:
            raise WrongUse("account.taken", name=_folded(name)) from error
    return find_account(vault, _folded(name)[:LONGEST] or subject)


def check_password(vault: Vault, name: str, password: str) -> Account | None:
    """The account whose name and password these are; it takes as long to find out that there is none."""
    found = vault.rows("SELECT id, name, role, 1, password FROM account WHERE name = ?", _folded(name))
    stored = found[0][4] if found and found[0][4] else _NOBODYS
    try:
        _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return None
    if stored is _NOBODYS:
        return None
    if _HASHER.check_needs_rehash(stored):
        vault.change("UPDATE account SET password = ? WHERE id = ?", _HASHER.hash(password), found[0][0])
    return _account(found[0][:4])


def set_password(vault: Vault, account: Account, password: str) -> None:
    """Give an account another password; whoever is signed in by it is not any more."""
    hashed = _hashed(password)
    with vault.together():
        vault.change("UPDATE account SET password = ? WHERE id = ?", hashed, account.id)
        vault.change("DELETE FROM session WHERE account = ?", account.id)


def set_role(vault: Vault, account: Account, role: Role) -> None:
    """Give an account another role, at once. Raises WrongUse for the last administrator's."""
    with vault.together():
        if role is not Role.ADMIN:
            _keep_an_admin(vault, account)
        vault.change("UPDATE account SET role = ? WHERE id = ?", role.name, account.id)


def remove_account(vault: Vault, account: Account) -> None:
    """Remove an account with its sessions and keys. Raises WrongUse for the last administrator while others remain."""
    with vault.together():
        if len(list_accounts(vault)) > 1:
            _keep_an_admin(vault, account)
        vault.change("DELETE FROM account WHERE id = ?", account.id)


def _keep_an_admin(vault: Vault, account: Account) -> None:
    """Without any administrator, nobody could give anybody a role any more."""
    if [found for (found,) in vault.rows("SELECT id FROM account WHERE role = 'ADMIN'")] == [account.id]:
        raise WrongUse("account.last_admin", name=account.name)


def _account(row: tuple[int, str, str, int]) -> Account:
    return Account(row[0], row[1], Role[row[2]], bool(row[3]))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongUse("account.bad_password", shortest=SHORTEST, longest=LONGEST)
    return _HASHER.hash(password)
