"""Pages of access: one's own account with its keys, and for administrators everybody's accounts and the access log."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from yhdysverkko.api.access.accounts import (
    SHORTEST,
    Account,
    add_account,
    check_password,
    find_account,
    list_accounts,
    remove_account,
    set_password,
    set_role,
)
from yhdysverkko.api.access.guard import Needs, ViewerDep
from yhdysverkko.api.access.journal import note, read_entries
from yhdysverkko.api.access.roles import NotAllowed, NotSignedIn, Role, Viewer
from yhdysverkko.api.access.tokens import LONGEST_DAYS, list_keys, make_key, revoke_key
from yhdysverkko.api.access.vault import Vault
from yhdysverkko.api.context import LanguageDep
from yhdysverkko.api.site import kept, render
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.values import format_date

LOGGED = 100
"""Entries of the access log on a page."""

own = APIRouter(prefix="/account", include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])
everybody = APIRouter(prefix="/accounts", include_in_schema=False, dependencies=[Depends(Needs(Role.ADMIN))])

NameField = Annotated[str, Form(max_length=200)]
PasswordField = Annotated[str, Form(max_length=1000)]
RoleField = Annotated[str, Form(pattern="^(reader|analyst|editor|admin)$")]


@own.get("")
def show_account(request: Request, viewer: ViewerDep, language: LanguageDep) -> Response:
    """The viewer's own account: role, password, keys."""
    return HTMLResponse(_own_page(request, _account_of(request, viewer), language))


@own.post("/password")
def change_password(
    request: Request, viewer: ViewerDep, language: LanguageDep, password: PasswordField, new: PasswordField
) -> Response:
    """Another password for the viewer, who signs in again with it."""
    vault, account = _vault(request), _account_of(request, viewer)
    if check_password(vault, account.name, password) is None:
        return HTMLResponse(_own_page(request, account, language, wrong=say("account.wrong", language=language)), 400)
    try:
        set_password(vault, account, new)
    except WrongUse as error:
        text = say(error.key, language=language, **error.params)
        return HTMLResponse(_own_page(request, account, language, wrong=text), 400)
    note(request, "password_changed")
    return RedirectResponse(f"/login{kept(request)}", 303)


@own.post("/keys")
def add_key(
    request: Request,
    viewer: ViewerDep,
    language: LanguageDep,
    label: Annotated[str, Form(max_length=100)],
    role: RoleField,
    days: Annotated[int, Form(ge=1, le=LONGEST_DAYS)],
) -> Response:
    """A new key, shown this once."""
    account = _account_of(request, viewer)
    key = make_key(_vault(request), account, label, Role[role.upper()], days)
    note(request, "key_made", role)
    return HTMLResponse(_own_page(request, account, language, key=key), 201, headers={"cache-control": "no-store"})


@own.post("/keys/{key_id}/revoke")
def end_key(request: Request, viewer: ViewerDep, key_id: str) -> Response:
    """End a key at once."""
    revoke_key(_vault(request), _account_of(request, viewer), key_id)
    note(request, "key_revoked", key_id)
    return RedirectResponse(f"/account{kept(request)}", 303)


@everybody.get("")
def show_accounts(request: Request, language: LanguageDep) -> Response:
    """Everybody's accounts."""
    return HTMLResponse(_accounts_page(request, language))


@everybody.post("")
def make_account(
    request: Request, language: LanguageDep, name: NameField, role: RoleField, password: PasswordField
) -> Response:
    """A new account."""
    return _change(request, language, "account_made", lambda vault: add_account(vault, name, _role(role), password))


@everybody.post("/role")
def change_role(request: Request, language: LanguageDep, name: NameField, role: RoleField) -> Response:
    """Another role for an account."""
    return _change(
        request, language, "role_changed", lambda vault: set_role(vault, find_account(vault, name), _role(role))
    )


@everybody.post("/password")
def replace_password(request: Request, language: LanguageDep, name: NameField, password: PasswordField) -> Response:
    """Another password for an account."""
    return _change(
        request, language, "password_changed", lambda vault: set_password(vault, find_account(vault, name), password)
    )


@everybody.post("/remove")
def delete_account(request: Request, language: LanguageDep, name: NameField) -> Response:
    """Remove an account with its sessions and keys."""
    return _change(request, language, "account_removed", lambda vault: remove_account(vault, find_account(vault, name)))


@everybody.get("/log")
def show_log(request: Request, language: LanguageDep, before: Annotated[int | None, Query(ge=0)] = None) -> Response:
    """The access log, newest first."""
    entries = read_entries(_vault(request), limit=LOGGED, before=before)
    older = entries[-1][0] if len(entries) == LOGGED else None
    shown = [{**entry._asdict(), "at": f"{entry.at:%Y-%m-%d %H.%M.%S}"} for _, entry in entries]
    return HTMLResponse(render(request, "log.html.j2", language, entries=shown, older=older))


def _change(request: Request, language: str, action: str, change: Any) -> Response:
    """Do what an administrator asks for, or say on the page why not."""
    try:
        change(_vault(request))
    except WrongUse as error:
        text = say(error.key, language=language, **error.params)
        return HTMLResponse(_accounts_page(request, language, wrong=text), error.http_status)
    note(request, action)
    return RedirectResponse(f"/accounts{kept(request)}", 303)


def _accounts_page(request: Request, language: str, *, wrong: str = "") -> str:
    accounts = list_accounts(_vault(request))
    return render(
        request,
        "accounts.html.j2",
        language,
        accounts=accounts,
        roles=_roles(Role.ADMIN),
        shortest=SHORTEST,
        wrong=wrong,
    )


def _own_page(request: Request, account: Account, language: str, *, key: str = "", wrong: str = "") -> str:
    keys = [
        {
            "id": each.id,
            "label": each.label,
            "role": each.role.name.lower(),
            "expires": _day(each.expires),
            "used": _day(each.used) if each.used else "–",
        }
        for each in list_keys(_vault(request), account)
    ]
    return render(
        request,
        "account.html.j2",
        language,
        account=account,
        keys=keys,
        key=key,
        wrong=wrong,
        roles=_roles(account.role),
        shortest=SHORTEST,
        longest_days=LONGEST_DAYS,
    )


def _account_of(request: Request, viewer: Viewer) -> Account:
    """The viewer's own account. A key must not make keys: it would outlive itself and grow beyond its scope."""
    if not viewer.name:
        raise NotSignedIn("access.not_signed_in")
    if "authorization" in request.headers:
        raise NotAllowed("access.not_by_key")
    return find_account(_vault(request), viewer.name)


def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


def _roles(highest: Role) -> list[str]:
    return [role.name.lower() for role in Role if Role.READER <= role <= highest]


def _role(name: str) -> Role:
    return Role[name.upper()]


def _day(moment: int) -> str:
    return format_date(datetime.fromtimestamp(moment, UTC).date())
