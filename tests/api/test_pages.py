"""The pages: the map explorer in a browser's eyes, its headers, its files."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.assets import SCRIPTS, STYLES

READER = {"accept": "text/html"}


def test_the_map_holds_what_there_is_and_asks_only_its_own_server(client: TestClient) -> None:
    page = client.get("/map", headers=READER).text
    assert "Hankasalmi" in page
    assert HOSTILE not in page
    linked = re.findall(r'(?:src|href)="([^"]*)"', re.sub(r'<script type="application/json".*?</script>', "", page))
    assert all(address.startswith(("/", "#", "data:,")) for address in linked)
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []


@pytest.mark.parametrize("path", ["/", "/map", "/api/v1/status", "/api/v1/nothing", "/static/map.css", "/healthz"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("name", [*STYLES, *SCRIPTS])
def test_files_of_the_page_are_kept_by_their_version(client: TestClient, name: str) -> None:
    page = client.get("/map").text
    found = re.search(rf'"(/static/{re.escape(name)}\?v=\w+)"', page)
    assert found
    response = client.get(found[1])
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]
    assert client.get(found[1], headers={"if-none-match": response.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/..%2F..%2Fpyproject.toml", "/static/map.html.j2"])
def test_other_files_are_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/map")
    assert client.get("/map", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_a_region_can_be_chosen_and_stays_chosen(client: TestClient) -> None:
    page = client.get("/map?region=13&language=sv", headers=READER).text
    assert '<option value="13" selected>Keski-Suomi</option>' in page
    assert '<input type="hidden" name="language" value="sv">' in page
    assert '<html lang="sv">' in page


def test_an_unknown_region_gets_a_page_that_says_so(client: TestClient) -> None:
    response = client.get("/map?region=99", headers=READER)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Tämä ei onnistunut" in response.text


def test_an_empty_graph_says_what_to_do(empty: TestClient) -> None:
    assert "Kartalla ei ole vielä mitään" in empty.get("/map", headers=READER).text


def test_a_server_on_loopback_answers_to_no_other_name(store: Store, settings: Settings) -> None:
    client = TestClient(create_app(store, settings), base_url="http://rebound.example")
    assert client.get("/api/v1/sources").status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_a_server_on_loopback_answers_to_its_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200
