"""The description of the API: every operation says what it is for, with examples that are true to its schemas."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from yhdysverkko.api.app import make_routes

DESCRIBED = make_routes().openapi()
GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
OPERATIONS = {
    operation["operationId"]: operation for path in DESCRIBED["paths"].values() for operation in path.values()
}
LISTED = {tag["name"] for tag in DESCRIBED["tags"]}


def contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (content for answer in operation["responses"].values() for content in answer.get("content", {}).values())


def test_the_paths_are_those_of_the_first_version() -> None:
    for path in DESCRIBED["paths"]:
        assert path.startswith("/api/v1/") or path in ("/healthz", "/readyz")
    assert {
        "/api/v1/status",
        "/api/v1/search",
        "/api/v1/entities",
        "/api/v1/entities/{kind}/{entity_id}",
        "/api/v1/entities/{kind}/{entity_id}/neighbours",
        "/api/v1/ties",
        "/api/v1/paths",
        "/api/v1/projection",
        "/api/v1/projection/{part}",
        "/api/v1/queries",
        "/api/v1/queries/{name}",
        "/api/v1/sources",
        "/api/v1/sources/{source_id}",
        "/api/v1/exports/{name}",
        "/api/v1/reports",
        "/api/v1/reports/{name}.{form}",
        "/api/v1/views",
        "/api/v1/views/{name}",
        "/api/v1/snapshots.{form}",
    } <= set(DESCRIBED["paths"])


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_an_operation_is_described_with_examples(operation: dict[str, Any]) -> None:
    assert re.fullmatch("[a-z]+(_[a-z]+)+|[a-z]+", operation["operationId"])
    assert operation["summary"]
    assert operation["description"]
    assert set(operation["tags"]) <= LISTED
    for parameter in operation.get("parameters", ()):
        assert parameter["description"], parameter["name"]
        assert parameter["example"] not in (None, ""), parameter["name"]
    assert any("example" in content for content in contents(operation))
    for status, answer in operation["responses"].items():
        assert answer["description"]
        assert int(status) < 400 or list(answer["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_an_example_is_true_to_its_schema(operation: dict[str, Any]) -> None:
    for described in (*operation.get("parameters", ()), *contents(operation)):
        if "example" in described:
            schema = described["schema"] | {"components": DESCRIBED["components"]}
            jsonschema_rs.validate(schema, described["example"])


def test_the_addresses_of_the_guide_answer(client: TestClient) -> None:
    addresses = re.findall(r"http://127\.0\.0\.1:8000(/[^\s'\")]*)", GUIDE)
    assert len(addresses) >= 10
    for address in addresses:
        assert client.get(address).status_code == 200, address
