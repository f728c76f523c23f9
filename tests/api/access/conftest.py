"""The application with accounts of every role, in a data folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.conftest import survey
from yhdysverkko.api.access.accounts import add_account
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.vault import Vault
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

PASSWORD = "hankalasti arvattava"
BROWSER = {"sec-fetch-site": "same-origin"}
"""What a browser adds to a request from a page of ours."""

GIVEN = (Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.READER)

SignedIn = Callable[[Role], TestClient]


@pytest.fixture
def apart(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a vault of this test's own."""
    return settings.model_copy(update={"data": tmp_path})


@pytest.fixture
def app(store: Store, vocabulary: Ontology, apart: Settings) -> FastAPI:
    """The application with an account of each role, called by it."""
    load(store, vocabulary, survey())
    app = create_app(store, apart)
    for role in GIVEN:
        add_account(app.state.vault, f"{role.name.lower()}@example.org", role, PASSWORD)
    return app


@pytest.fixture
def vault(app: FastAPI) -> Vault:
    vault: Vault = app.state.vault
    return vault


@pytest.fixture
def anybody(app: FastAPI) -> Iterator[TestClient]:
    """Somebody who has not signed in."""
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def signed_in(app: FastAPI) -> SignedIn:
    """Somebody who has signed in with an account of a role."""

    def client_of(role: Role) -> TestClient:
        client = TestClient(app, "http://127.0.0.1", headers=BROWSER, follow_redirects=False)
        if role is not Role.PUBLIC:
            name = f"{role.name.lower()}@example.org"
            answer = client.post("/login", data={"name": name, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
        return client

    return client_of
