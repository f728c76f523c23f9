"""Sending files to be loaded, and waiting for what comes of them."""

import time
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from yhdysverkko.graph.store import Store

TABLE = ("Järjestöt.csv", b"Nimi;Alkaen\nHankasalmen Martat ry;1925\nKonneveden Kyl\xc3\xa4t ry;ei ole vuosi\n")
MENDED = ("Järjestöt.csv", b"Nimi;Alkaen\nHankasalmen Martat ry;1925\nKonneveden Kyl\xc3\xa4t ry;1987\n")
LOADS = "/api/v1/loads"


def send(client: TestClient, *files: tuple[str, bytes], **fields: str) -> httpx2.Response:
    answer: httpx2.Response = client.post(LOADS, files=[("files", file) for file in files], data=fields)
    return answer


def wait(client: TestClient, load_id: str) -> Any:
    """The load once nothing of it is going on any more."""
    deadline = time.monotonic() + 120
    while (load := client.get(f"{LOADS}/{load_id}").json())["state"] in ("checking", "loading"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return load


def begun(answer: httpx2.Response) -> str:
    assert answer.status_code == 202, answer.text
    load: dict[str, str] = answer.json()
    assert answer.headers["location"] == f"{LOADS}/{load['id']}"
    return load["id"]


def associations(store: Store) -> list[str]:
    return [row["name"] for row in store.read("MATCH (a:Association) RETURN a.name AS name ORDER BY name")]
