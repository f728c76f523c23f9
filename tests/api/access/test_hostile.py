"""Hostile input at every endpoint: the list of endpoints comes from the application, so that a new one is tried too."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from tests.api.access.conftest import BROWSER, SignedIn
from tests.api.conftest import HOSTILE
from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

ATTACKS = (
    HOSTILE,
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "x' OR 1=1 //",
    "x'}) DETACH DELETE n //",
    "`) MATCH (n) DELETE n //",
    "$(touch /tmp/attacked)",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    '=HYPERLINK("http://evil.example")',
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "a" * 5_000,
    "-9223372036854775809",
    "{{7*7}}",
)
"""Scripts, Cypher, shell, paths, formulas, bytes that are no text, too much of it, and templates."""

DESCRIPTION = "/api/v1/openapi.json"
OPEN = {"/healthz", "/readyz", "/metrics", "/static/{name}"}
"""Paths that say nothing of anybody, and need no role."""


def routes(app: FastAPI) -> Iterator[Any]:
    """Every route, those of routers included; each has a path, methods and what it depends on."""
    for route in iter_route_contexts(app.routes):
        if route.path != DESCRIPTION:
            assert isinstance(route.original_route, APIRoute), "what is mounted is not seen here"
            yield route


def role_of(route: Any) -> Role | None:
    """The role that a route declares."""
    roles = [each.call.role for each in route.dependant.dependencies if isinstance(each.call, Needs)]
    return max(roles, default=None)


def filled(route: Any, text: str) -> str:
    """The path of a route with a text in each of its places."""
    path = str(route.path)
    for field in route.dependant.path_params:
        for written in (f"{{{field.name}}}", f"{{{field.name}:path}}"):
            path = path.replace(written, quote(text, safe=""))
    return path


def count_nodes(store: Store) -> int:
    return int(store.read("MATCH (n) RETURN count(n) AS n")[0]["n"])


def test_every_route_says_whom_it_is_for(app: FastAPI) -> None:
    undeclared = {route.path for route in routes(app) if role_of(route) is None}

    assert undeclared <= OPEN


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.READER, Role.ANALYST, Role.EDITOR])
def test_no_role_reaches_further_than_it_may(app: FastAPI, signed_in: SignedIn, role: Role) -> None:
    client = signed_in(role)
    tried = 0
    for route in routes(app):
        needed = role_of(route)
        if needed is None or needed <= role:
            continue
        for method in route.methods:
            answer = client.request(method, filled(route, "x"), headers={"accept": "application/json"})
            assert answer.status_code == (403 if role else 401), f"{method} {route.path}: {answer.status_code}"
            tried += 1
    assert tried >= 5


def test_no_page_of_others_can_change_anything(app: FastAPI, signed_in: SignedIn) -> None:
    client = signed_in(Role.ADMIN)
    changing = [(method, route) for route in routes(app) for method in route.methods - {"GET", "HEAD"}]
    assert len(changing) >= 10
    for method, route in changing:
        for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "", "origin": "https://evil.example"}):
            answer = client.request(method, filled(route, "x"), headers=headers)
            assert answer.status_code == 403, f"{method} {route.path}: {answer.status_code}"


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_an_attack_in_any_place_stays_text_and_breaks_nothing(
    app: FastAPI, signed_in: SignedIn, store: Store, settings: Settings, attack: str
) -> None:
    client = signed_in(Role.ADMIN)
    before = count_nodes(store)
    for route in routes(app):
        if "GET" not in route.methods or route.path.endswith("/events"):
            continue
        names = [field.alias for field in route.dependant.query_params] or ["q"]
        for name in names:
            answer = client.get(filled(route, attack), params={name: attack}, headers={"accept": "text/html"})
            check(route, answer.status_code, answer.headers, answer.text, attack)
    assert count_nodes(store) == before


@pytest.mark.parametrize("attack", ATTACKS[:8], ids=range(8))
def test_an_attack_in_any_form_or_body_stays_text_and_breaks_nothing(
    app: FastAPI, signed_in: SignedIn, store: Store, attack: str
) -> None:
    client = signed_in(Role.ADMIN)
    for route in routes(app):
        for method in route.methods - {"GET", "HEAD"}:
            if route.path == "/logout":
                continue
            fields = {field.alias: attack for field in route.dependant.body_params}
            sent = fields or {"x": attack}
            for json, data in ((sent, None), (None, sent)):
                answer = client.request(
                    method, filled(route, attack), json=json, data=data, headers={**BROWSER, "accept": "text/html"}
                )
                check(route, answer.status_code, answer.headers, answer.text, attack)


def check(route: Any, status: int, headers: Mapping[str, str], text: str, attack: str) -> None:
    """No failure of ours, nothing of ours gone, and no markup from the attack in a page."""
    assert status < 500 or status == 503, f"{route.path}: {status}"
    assert "root:x:" not in text
    assert "Traceback" not in text
    kind = headers.get("content-type", "")
    if "html" in kind or "svg" in kind:
        assert "<img src=x" not in text, route.path
        assert "<svg onload" not in text, route.path
        if attack.startswith("javascript:"):
            assert 'href="javascript:' not in text, route.path


def test_what_an_attacker_wrote_into_the_data_is_text_in_every_page(app: FastAPI, signed_in: SignedIn) -> None:
    client = signed_in(Role.ADMIN)
    pages = 0
    for route in routes(app):
        if "GET" not in route.methods or route.dependant.path_params:
            continue
        answer = client.get(route.path, params={"q": "img", "region": "13"})
        if "html" in answer.headers.get("content-type", ""):
            pages += 1
            assert "<img src=x" not in answer.text, route.path
    assert pages >= 8


def test_a_stream_of_attempts_is_slowed_down(app: FastAPI, signed_in: SignedIn, anybody: TestClient) -> None:
    client = signed_in(Role.READER)
    statuses = {client.get("/view.svg?region=13").status_code for _ in range(65)}

    assert 429 in statuses
