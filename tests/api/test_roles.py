"""Roles of routes: each route says who may use it, and nobody else gets through."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

OPEN = {"/static/{name}", "/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"}
"""What holds nothing of the graph, and so asks for no role."""


def routes(store: Store, settings: Settings) -> Iterator[Any]:
    return iter_route_contexts(create_app(store, settings).routes)


def needed(route: Any) -> list[Role]:
    """The roles that a route declares."""
    return [each.call.role for each in route.dependant.dependencies if isinstance(each.call, Needs)]


def test_every_route_says_who_may_use_it(store: Store, settings: Settings) -> None:
    undeclared = [
        route.path
        for route in routes(store, settings)
        if route.path not in OPEN and (not isinstance(route.original_route, APIRoute) or not needed(route))
    ]
    assert undeclared == []


def test_whatever_writes_or_takes_a_document_along_needs_more_than_anybody_has(
    store: Store, settings: Settings
) -> None:
    roles = {
        (method, route.path): max(needed(route))
        for route in routes(store, settings)
        if route.path not in OPEN
        for method in route.methods
    }
    assert roles["POST", "/api/v1/views"] == roles["DELETE", "/api/v1/views/{name}"] == Role.READER
    assert roles["GET", "/api/v1/reports/{name}.{form}"] == roles["GET", "/report/{name}.{form}"] == Role.READER
    assert roles["GET", "/api/v1/exports/{name}"] == Role.READER
    assert roles["GET", "/api/v1/entities"] == Role.PUBLIC


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/entities", 200),
        ("GET", "/api/v1/snapshots.svg", 200),
        ("GET", "/api/v1/views", 200),
        ("POST", "/api/v1/views", 401),
        ("DELETE", "/api/v1/views/a", 401),
        ("GET", "/api/v1/reports", 401),
        ("GET", "/api/v1/reports/municipality-card.html?for=077", 401),
        ("GET", "/api/v1/exports/graphml?region=13", 401),
        ("GET", "/api/v1/exports/graphml", 401),
    ],
)
def test_who_has_not_signed_in_has_what_is_public(
    client: TestClient, store: Store, settings: Settings, method: str, path: str, status: int
) -> None:
    public = settings.model_copy(update={"open_network": True})
    with TestClient(create_app(store, public), base_url="http://example.org") as visitor:
        body = {"name": "a", "choices": ""} if method == "POST" else None
        assert visitor.request(method, path, json=body).status_code == status
