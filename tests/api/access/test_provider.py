"""Signing in through an organisation: a real OpenID Connect provider on this computer, asked as a browser asks it."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from oidc_provider_mock import User, run_server_in_thread
from pydantic import SecretStr

from tests.api.access.conftest import PASSWORD
from tests.api.serving import served
from yhdysverkko.api.access.accounts import add_account, find_account, set_role
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

NAME = "maija@example.org"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider that vouches for one person."""
    person = User(sub="maija-1", claims={"email": NAME})
    with run_server_in_thread(require_nonce=True, user_claims=[person]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def app(store: Store, apart: Settings, issuer: str) -> FastAPI:
    return create_app(
        store, apart.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": SecretStr("between us")})
    )


@pytest.fixture
def browser(app: FastAPI) -> Iterator[httpx2.Client]:
    with served(app) as address, httpx2.Client(base_url=address) as client:
        yield client


def visit(browser: httpx2.Client, wanted: str = "/account") -> tuple[str, str]:
    """Go to the provider; its address, and the one that it sends the browser back to after signing in there."""
    there = browser.get("/login/organisation", params={"next": wanted}).headers["location"]
    back = httpx2.post(there, data={"sub": "maija-1"}).headers["location"]
    return there, back


def test_whom_the_provider_vouches_for_is_a_reader(browser: httpx2.Client, app: FastAPI) -> None:
    there, back = visit(browser)
    asked = parse_qs(urlsplit(there).query)

    answer = browser.get(back)

    assert asked["code_challenge_method"] == ["S256"]
    assert {"nonce", "state"} <= asked.keys()
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert NAME in browser.get("/account").text
    assert find_account(app.state.vault, NAME).role is Role.READER


def test_a_role_given_later_stays_at_the_next_visit(browser: httpx2.Client, app: FastAPI) -> None:
    browser.get(visit(browser)[1])
    set_role(app.state.vault, find_account(app.state.vault, NAME), Role.EDITOR)

    browser.get(visit(browser)[1])

    assert find_account(app.state.vault, NAME).role is Role.EDITOR


def test_an_account_with_a_password_is_not_taken_over_by_a_name(browser: httpx2.Client, app: FastAPI) -> None:
    add_account(app.state.vault, NAME, Role.ADMIN, PASSWORD)

    answer = browser.get(visit(browser)[1])

    assert answer.status_code == 400
    assert browser.get("/account").status_code == 401


def test_an_answer_that_nobody_asked_for_signs_nobody_in(browser: httpx2.Client, app: FastAPI) -> None:
    _, back = visit(browser)
    victim = httpx2.Client(base_url=browser.base_url)

    assert victim.get(back).status_code == 401
    assert browser.get(back.replace("state=", "state=x")).status_code == 401
    assert browser.get("/login/organisation/back?error=access_denied&error_description=<b>no</b>").status_code == 401
    with pytest.raises(NotFound):
        find_account(app.state.vault, NAME)


def test_a_code_is_good_once(browser: httpx2.Client) -> None:
    _, back = visit(browser)
    assert browser.get(back).status_code == 303

    assert browser.get(back).status_code == 401


def test_where_the_provider_is_away_one_sentence_says_so(store: Store, apart: Settings) -> None:
    app = create_app(store, apart.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"}))
    with served(app) as address:
        answer = httpx2.get(f"{address}/login/organisation?language=en", headers={"accept": "application/json"})

    assert answer.status_code == 401
    assert (
        answer.json()["detail"]
        == "Signing in through the organisation did not succeed. Try again, or ask the administrator."
    )


def test_a_provider_counts_as_accounts(browser: httpx2.Client) -> None:
    assert browser.get("/accounts").status_code == 401
    assert "/login/organisation" in browser.get("/login").text
