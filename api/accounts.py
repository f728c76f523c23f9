"""The `account` and `key` commands: who may sign in, as what, and with which keys programs ask."""

import getpass
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from yhdysverkko.api.options import FormatOption
from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say

accounts = typer.Typer(no_args_is_help=True)
keys = typer.Typer(no_args_is_help=True)


class GivenRole(StrEnum):
    """The roles that can be given; everybody is public."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


NameArgument = Annotated[str, typer.Argument(help=say("cli.account.name.help"))]
RoleOption = Annotated[GivenRole, typer.Option("--role", help=say("cli.account.role_option.help"))]
RoleArgument = Annotated[GivenRole, typer.Argument(help=say("cli.account.role_option.help"))]


@accounts.command("add", help=say("cli.account.add.help"))
def add(context: typer.Context, name: NameArgument, role: RoleOption = GivenRole.READER) -> None:
    from yhdysverkko.api.access.accounts import add_account
    from yhdysverkko.api.access.roles import Role
    from yhdysverkko.api.access.vault import open_vault

    account = add_account(open_vault(context.obj), name, Role[role.name], _ask_password())
    tell("account.added", name=account.name, role=role)


@accounts.command("list", help=say("cli.account.list.help"))
def show(context: typer.Context, form: FormatOption = Format.TABLE) -> None:
    from yhdysverkko.api.access.accounts import list_accounts
    from yhdysverkko.api.access.vault import open_vault

    headers = [say("account.name"), say("account.role")] if form is Format.TABLE else ["name", "role"]
    found = list_accounts(open_vault(context.obj))
    write_rows(headers, ([account.name, account.role.name.lower()] for account in found), form)


@accounts.command("role", help=say("cli.account.role.help"))
def change_role(context: typer.Context, name: NameArgument, role: RoleArgument) -> None:
    from yhdysverkko.api.access.accounts import find_account, set_role
    from yhdysverkko.api.access.roles import Role
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    account = find_account(vault, name)
    set_role(vault, account, Role[role.name])
    tell("account.changed", name=account.name, role=role)


@accounts.command("password", help=say("cli.account.password.help"))
def change_password(context: typer.Context, name: NameArgument) -> None:
    from yhdysverkko.api.access.accounts import find_account, set_password
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    account = find_account(vault, name)
    set_password(vault, account, _ask_password())
    tell("account.password_set", name=account.name)


@accounts.command("remove", help=say("cli.account.remove.help"))
def remove(context: typer.Context, name: NameArgument) -> None:
    from yhdysverkko.api.access.accounts import find_account, remove_account
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    account = find_account(vault, name)
    remove_account(vault, account)
    tell("account.removed", name=account.name)


@accounts.command("log", help=say("cli.account.log.help"))
def show_log(
    context: typer.Context, limit: Annotated[int, typer.Option(min=1)] = 100, form: FormatOption = Format.TABLE
) -> None:
    from yhdysverkko.api.access.journal import read_entries
    from yhdysverkko.api.access.vault import open_vault

    names = ["at", "who", "client", "action", "subject"]
    entries = read_entries(open_vault(context.obj), limit=limit)
    headers = [say(f"log.{name}") for name in names] if form is Format.TABLE else names
    write_rows(headers, (list(entry) for _, entry in entries), form)


@keys.command("add", help=say("cli.key.add.help"))
def add_key(
    context: typer.Context,
    name: NameArgument,
    label: Annotated[str, typer.Option(help=say("cli.key.label.help"))] = "",
    role: RoleOption = GivenRole.READER,
    days: Annotated[int, typer.Option(help=say("cli.key.days.help"))] = 90,
) -> None:
    from yhdysverkko.api.access.accounts import find_account
    from yhdysverkko.api.access.roles import Role
    from yhdysverkko.api.access.tokens import make_key
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    key = make_key(vault, find_account(vault, name), label, Role[role.name], days)
    tell("key.new")
    sys.stdout.write(f"{key}\n")


@keys.command("list", help=say("cli.key.list.help"))
def show_keys(context: typer.Context, name: NameArgument, form: FormatOption = Format.TABLE) -> None:
    from yhdysverkko.api.access.accounts import find_account
    from yhdysverkko.api.access.tokens import list_keys
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    rows = (
        [key.id, key.label, key.role.name.lower(), _moment(key.expires), _moment(key.used) if key.used else None]
        for key in list_keys(vault, find_account(vault, name))
    )
    shown = ["id", say("key.label"), say("account.role"), say("key.expires"), say("key.used")]
    write_rows(shown if form is Format.TABLE else ["id", "label", "role", "expires", "used"], rows, form)


@keys.command("revoke", help=say("cli.key.revoke.help"))
def end_key(
    context: typer.Context,
    name: NameArgument,
    key_id: Annotated[str, typer.Argument(metavar="ID", help=say("cli.key.id.help"))],
) -> None:
    from yhdysverkko.api.access.accounts import find_account
    from yhdysverkko.api.access.tokens import revoke_key
    from yhdysverkko.api.access.vault import open_vault

    vault = open_vault(context.obj)
    revoke_key(vault, find_account(vault, name), key_id)
    tell("key.revoked", id=key_id)


def _ask_password() -> str:
    """A password typed twice without being shown, or the first line of the input where that is no terminal; never an
    argument, which every process of the computer could read."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"{say('account.password')}: ")
    if getpass.getpass(f"{say('account.password')}: ") != first:
        raise WrongUse("account.passwords_differ")
    return first


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
