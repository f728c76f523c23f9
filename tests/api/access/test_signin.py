"""Signing in, staying signed in, and being let in no further than the role reaches."""

import stat
import time

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.access.conftest import PASSWORD, SignedIn
from yhdysverkko.api.access import tokens
from yhdysverkko.api.access.accounts import add_account, find_account, list_accounts, set_role
from yhdysverkko.api.access.journal import read_entries
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.signin import local_address
from yhdysverkko.api.access.tokens import make_key
from yhdysverkko.api.access.vault import FILE, Vault
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

READER = "reader@example.org"


def test_a_name_and_its_password_open_a_session_and_lead_on(anybody: TestClient) -> None:
    answer = anybody.post("/login", data={"name": " Reader@Example.org ", "password": PASSWORD, "next": "/map?a=b"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/map?a=b")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert READER in anybody.get("/account").text


def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(app: FastAPI) -> None:
    client = TestClient(app, base_url="https://verkko.example.org", follow_redirects=False)

    cookie = client.post("/login", data={"name": READER, "password": PASSWORD}).headers["set-cookie"]

    assert cookie.startswith("__Host-yhdysverkko=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(("name", "password"), [(READER, "aivan väärä salasana"), ("nobody@example.org", PASSWORD)])
def test_what_does_not_match_is_answered_alike(anybody: TestClient, name: str, password: str) -> None:
    answer = anybody.post("/login?language=en", data={"name": name, "password": password})

    assert answer.status_code == 401
    assert "The name and the password do not match" in answer.text
    assert password not in answer.text
    assert "set-cookie" not in answer.headers


def test_passwords_cannot_be_tried_on_and_on(anybody: TestClient) -> None:
    statuses = [
        anybody.post("/login", data={"name": READER, "password": f"arvaus numero {attempt}"}).status_code
        for attempt in range(11)
    ]
    last = anybody.post("/login", data={"name": READER, "password": PASSWORD})

    assert statuses == [401] * 10 + [429]
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0


def test_signing_out_ends_the_session_not_just_the_cookie(signed_in: SignedIn) -> None:
    client = signed_in(Role.READER)
    cookies = dict(client.cookies)

    assert client.post("/logout").status_code == 303

    assert client.get("/account").status_code == 401
    assert client.get("/account", cookies=cookies).status_code == 401


def test_a_session_ends_when_it_is_not_used(signed_in: SignedIn, vault: Vault) -> None:
    client = signed_in(Role.READER)
    assert client.get("/account").status_code == 200

    vault.change("UPDATE session SET used = ?", int(time.time()) - tokens.IDLE_S - 1)

    assert client.get("/account").status_code == 401


def test_a_page_that_needs_more_leads_to_signing_in_and_back(anybody: TestClient) -> None:
    answer = anybody.get("/accounts?language=sv", headers={"accept": "text/html"})
    page = anybody.get(answer.headers["location"]).text

    assert answer.status_code == 303
    assert 'value="/accounts?language=sv"' in page
    assert "Logga in" in page


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "/\tx", "javascript:0", ""]
)
def test_signing_in_leads_nowhere_else(wanted: str) -> None:
    assert local_address(wanted) == "/"


def test_whoever_is_signed_in_is_told_that_the_role_is_not_enough(signed_in: SignedIn) -> None:
    answer = signed_in(Role.EDITOR).get("/accounts", headers={"accept": "text/html"})

    assert answer.status_code == 403
    assert "pääkäyttäjä" in answer.text


def test_a_key_lets_a_program_in_as_far_as_its_scope(anybody: TestClient, vault: Vault) -> None:
    admin = find_account(vault, "admin@example.org")
    narrow, wide = (make_key(vault, admin, "muistikirja", role, 30) for role in (Role.READER, Role.ADMIN))

    assert anybody.get("/accounts", headers={"authorization": f"Bearer {narrow}"}).status_code == 403
    assert anybody.get("/accounts", headers={"authorization": f"Bearer {wide}"}).status_code == 200


def test_a_key_never_reaches_further_than_its_account_today(anybody: TestClient, vault: Vault) -> None:
    add_account(vault, "toinen@example.org", Role.ADMIN, PASSWORD)
    admin = find_account(vault, "admin@example.org")
    key = make_key(vault, admin, "", Role.ADMIN, 30)

    set_role(vault, admin, Role.READER)

    assert anybody.get("/accounts", headers={"authorization": f"Bearer {key}"}).status_code == 403
    with pytest.raises(WrongUse):
        make_key(vault, find_account(vault, READER), "", Role.ANALYST, 30)


@pytest.mark.parametrize("bad", ["", "x", "yhdys_0_0", "yhdys_{id}_wrong", "other_{id}_{secret}"])
def test_a_key_that_is_none_is_refused_even_where_anybody_may(anybody: TestClient, vault: Vault, bad: str) -> None:
    _, key_id, secret = make_key(vault, find_account(vault, READER), "", Role.READER, 1).split("_", 2)

    answer = anybody.get("/account", headers={"authorization": f"Bearer {bad.format(id=key_id, secret=secret)}"})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_expires_and_can_be_revoked(signed_in: SignedIn, anybody: TestClient, vault: Vault) -> None:
    account = find_account(vault, "admin@example.org")
    old, revoked = (make_key(vault, account, "", Role.ADMIN, 1) for _ in range(2))
    vault.change("UPDATE key SET expires = 0 WHERE id = ?", old.split("_")[1])

    signed_in(Role.ADMIN).post(f"/account/keys/{revoked.split('_')[1]}/revoke")

    for key in (old, revoked):
        assert anybody.get("/accounts", headers={"authorization": f"Bearer {key}"}).status_code == 401


def test_a_key_cannot_make_keys_or_change_the_password(anybody: TestClient, vault: Vault) -> None:
    key = make_key(vault, find_account(vault, "admin@example.org"), "", Role.ADMIN, 1)
    headers = {"authorization": f"Bearer {key}"}
    wanted = {"label": "x", "role": "admin", "days": 1}

    assert anybody.post("/account/keys", headers=headers, data=wanted).status_code == 403
    passwords = {"password": PASSWORD, "new": PASSWORD + "!"}
    assert anybody.post("/account/password", headers=headers, data=passwords).status_code == 403


def test_a_new_key_is_shown_once_and_kept_nowhere(signed_in: SignedIn, app: FastAPI, apart: Settings) -> None:
    client = signed_in(Role.READER)

    page = client.post("/account/keys", data={"label": "muistikirja", "role": "reader", "days": 30}).text

    key = page.partition('<pre tabindex="0">')[2].partition("</pre>")[0]
    assert key.startswith("yhdys_")
    assert key not in client.get("/account").text
    assert "muistikirja" in client.get("/account").text
    stored = b"".join(file.read_bytes() for file in apart.data.glob(f"{FILE}*"))
    assert key.split("_", 2)[2].encode() not in stored
    assert PASSWORD.encode() not in stored


def test_the_vault_is_for_its_owner_alone(app: FastAPI, apart: Settings) -> None:
    assert stat.S_IMODE((apart.data / FILE).stat().st_mode) == 0o600


def test_a_changed_password_ends_the_sessions(signed_in: SignedIn) -> None:
    one, other = signed_in(Role.READER), signed_in(Role.READER)

    refused = one.post("/account/password", data={"password": "ei ole tämä ollut", "new": "jokin aivan uusi"})
    done = one.post("/account/password", data={"password": PASSWORD, "new": "jokin aivan uusi"})

    assert (refused.status_code, done.status_code) == (400, 303)
    assert other.get("/account").status_code == 401
    assert one.post("/login", data={"name": READER, "password": "jokin aivan uusi"}).status_code == 303


def test_an_administrator_makes_changes_and_removes_accounts(signed_in: SignedIn, vault: Vault) -> None:
    admin = signed_in(Role.ADMIN)
    new = "uusi@example.org"

    assert admin.post("/accounts", data={"name": new, "role": "reader", "password": PASSWORD}).status_code == 303
    assert admin.post("/accounts/role", data={"name": new, "role": "editor"}).status_code == 303
    assert find_account(vault, new).role is Role.EDITOR
    assert new in admin.get("/accounts").text
    assert admin.post("/accounts/remove", data={"name": new}).status_code == 303
    assert new not in [account.name for account in list_accounts(vault)]


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/accounts", {"name": READER, "role": "reader", "password": PASSWORD}, "exists already"),
        ("/accounts", {"name": "x@example.org", "role": "reader", "password": "lyhyt"}, "at least"),
        ("/accounts", {"name": " ", "role": "reader", "password": PASSWORD}, "A name has"),
        ("/accounts/role", {"name": "admin@example.org", "role": "reader"}, "only administrator"),
        ("/accounts/remove", {"name": "admin@example.org"}, "only administrator"),
        ("/accounts/remove", {"name": "nobody@example.org"}, "There is no account"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    signed_in: SignedIn, vault: Vault, path: str, fields: dict[str, str], said: str
) -> None:
    before = list_accounts(vault)

    answer = signed_in(Role.ADMIN).post(f"{path}?language=en", data=fields)

    assert answer.status_code in (400, 404)
    assert said in answer.text
    assert list_accounts(vault) == before


def test_the_log_says_who_did_what_but_no_values(signed_in: SignedIn, anybody: TestClient, vault: Vault) -> None:
    anybody.post("/login", data={"name": "salasanani", "password": PASSWORD})
    admin = signed_in(Role.ADMIN)
    admin.post("/accounts", data={"name": "uusi@example.org", "role": "reader", "password": PASSWORD})

    entries = [entry for _, entry in read_entries(vault, limit=10)]

    assert [(entry.who, entry.action) for entry in entries] == [
        ("admin@example.org", "account_made"),
        ("admin@example.org", "sign_in"),
        ("", "sign_in_failed"),
    ]
    assert "loi tunnuksen" in admin.get("/accounts/log").text
    assert "salasanani" not in admin.get("/accounts/log").text


def test_the_first_account_is_an_administrators(store: Store, apart: Settings) -> None:
    app = create_app(store, apart)

    with pytest.raises(WrongUse, match="pääkäyttäjän"):
        add_account(app.state.vault, READER, Role.READER, PASSWORD)


def test_without_accounts_whoever_uses_this_computer_may_all_and_nobody_else_anything(
    store: Store, apart: Settings
) -> None:
    app = create_app(store, apart)
    here, proxied, named = (
        TestClient(app, base_url=base, headers=headers)
        for base, headers in (
            ("http://127.0.0.1", {}),
            ("http://127.0.0.1", {"x-forwarded-for": "192.0.2.1"}),
            ("http://rebound.example", {}),
        )
    )

    assert here.get("/accounts").status_code == 200
    assert proxied.get("/accounts").status_code == 421
    assert named.get("/").status_code == 421


def test_an_open_network_without_accounts_is_public_only(store: Store, apart: Settings) -> None:
    app = create_app(store, apart.model_copy(update={"open_network": True}))
    client = TestClient(app, base_url="http://verkko.example.org")

    assert client.get("/").status_code == 200
    assert client.get("/accounts").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
        ({"authorization": "Basic eDp5"}, 403),
        ({"origin": "http://127.0.0.1"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
    ],
)
def test_another_sites_page_cannot_act_in_a_viewers_name(
    signed_in: SignedIn, headers: dict[str, str], status: int
) -> None:
    client = signed_in(Role.ADMIN)
    del client.headers["sec-fetch-site"]

    answer = client.post("/accounts/role", data={"name": READER, "role": "reader"}, headers=headers)

    assert answer.status_code == status


def test_the_old_session_is_not_kept_when_somebody_signs_in_anew(signed_in: SignedIn) -> None:
    client = signed_in(Role.READER)
    before = dict(client.cookies)

    client.post("/login", data={"name": "admin@example.org", "password": PASSWORD})

    assert dict(client.cookies) != before
    client.cookies = httpx2.Cookies(before)
    assert client.get("/account").status_code == 401


def test_a_query_of_ones_own_is_noted_without_its_text(signed_in: SignedIn, vault: Vault) -> None:
    client = signed_in(Role.ANALYST)

    answer = client.post("/api/v1/cypher", json={"query": "RETURN 'Maija' AS name"})

    assert answer.json()["rows"] == [["Maija"]]
    (_, entry), *_ = read_entries(vault, limit=1)
    assert (entry.who, entry.action) == ("analyst@example.org", "cypher")
    assert "Maija" not in str(entry)


def test_retraction_is_noted_with_its_source(signed_in: SignedIn, vault: Vault) -> None:
    signed_in(Role.EDITOR).post("/data/retract/survey")

    (_, entry), *_ = read_entries(vault, limit=1)
    assert (entry.action, entry.subject) == ("retract", "survey")
