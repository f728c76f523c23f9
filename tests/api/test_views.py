"""Views over HTTP: pictures, embeds, saved views."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("svg", "image/svg+xml", b"<svg"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_a_view_is_a_picture_or_a_file_at_its_address(
    client: TestClient, form: str, media_type: str, start: bytes
) -> None:
    address = f"/view.{form}?region=13&overlay=gaps&as_of=2019-06-01"
    answer = client.get(address)
    again = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content.startswith(start)
    assert again.content == answer.content
    assert client.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_no_picture_holds_markup_from_a_name_or_a_contact(client: TestClient) -> None:
    drawn = client.get("/view.svg").text + client.get("/view.html").text

    assert HOSTILE not in drawn
    assert "040 123 4567" not in drawn
    assert "maija@example.fi" not in drawn
    assert "Salla" not in drawn


def test_an_embed_may_be_framed_and_the_page_may_not(client: TestClient) -> None:
    assert "frame-ancestors *" in client.get("/embed?region=13").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in client.get("/map?region=13").headers["content-security-policy"]
    assert 'id="choices"' not in client.get("/embed?region=13").text


def save(client: TestClient, name: str, choices: str) -> Any:
    return client.post("/api/v1/views", json={"name": name, "choices": choices})


def test_a_saved_view_is_shown_drawn_listed_and_forgotten(client: TestClient) -> None:
    saved = save(client, "Puutteet Keski-Suomessa", "region=13&overlay=gaps").json()

    assert saved["id"] == "puutteet-keski-suomessa"
    assert [each["name"] for each in client.get("/api/v1/views").json()] == ["Puutteet Keski-Suomessa"]
    assert "<h1>Puutteet Keski-Suomessa</h1>" in client.get(saved["page"]).text
    assert "Puutteet Keski-Suomessa" in client.get(saved["image"]).text
    assert client.delete("/api/v1/views/puutteet-keski-suomessa").status_code == 204
    assert client.get(saved["page"], headers={"accept": "application/json"}).status_code == 404


def test_a_saved_view_must_fit(client: TestClient) -> None:
    assert save(client, "Outo", "layout=pallo").status_code == 400
    assert save(client, "!!!", "region=13").status_code == 400
    assert client.get("/api/v1/views").json() == []


def test_a_form_of_another_page_cannot_save(client: TestClient) -> None:
    assert client.post("/api/v1/views", data={"name": "a", "choices": ""}).status_code == 422


def test_oembed_tells_how_to_embed_our_pages_and_no_others(client: TestClient) -> None:
    found = client.get("/oembed", params={"url": "http://127.0.0.1/map?region=13&title=%22%3E%3Cb%3E"}).json()

    assert found["type"] == "rich"
    assert found["html"].startswith('<iframe src="http://127.0.0.1/embed?')
    assert "<b>" not in found["html"]
    assert client.get("/oembed", params={"url": "https://example.org/"}).status_code == 404
