"""The cache: public pages from memory while the graph stays the same, and nothing else."""

import gzip
import threading
import time

import pytest
from fastapi import Request, Response
from fastapi.testclient import TestClient

from tests.api.conftest import HANKASALMI, survey
from tests.graph.sources import MadeSource, person, relation
from yhdysverkko.api import cache
from yhdysverkko.api.app import create_app
from yhdysverkko.api.pages import respond
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store, open_store

PAGE = "/entity/municipality/077"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the database, however slow the machine is."""
    monkeypatch.setattr(cache, "PATIENCE_S", 60)


def kept(client: TestClient) -> int:
    """How many requests were answered from memory so far."""
    return int(client.app.state.metrics.registry.get_sample_value("yhdysverkko_kept_pages_total"))  # type: ignore[attr-defined]


def news() -> MadeSource:
    newcomer = Ref("Person", "mikko-mallinen")
    return MadeSource(
        "news",
        [person(newcomer.id, name="Mikko Mallinen"), relation("LIAISON_FOR", newcomer, HANKASALMI, basis="named")],
    )


def test_a_page_that_was_sent_is_sent_again_from_memory(client: TestClient) -> None:
    first, second = client.get(PAGE), client.get(PAGE)

    assert kept(client) == 1
    assert second.text == first.text
    assert {**second.headers, "x-request-id": ""} == {**first.headers, "x-request-id": ""}


@pytest.mark.parametrize("other", [PAGE + "?language=sv", "/entity/municipality/992"])
def test_another_address_is_another_page(client: TestClient, other: str) -> None:
    client.get(PAGE)

    assert client.get(other).text != client.get(PAGE).text
    assert kept(client) == 1


def test_what_is_kept_compressed_goes_to_those_who_can_read_it(client: TestClient) -> None:
    zipped, plain = ({"accept-encoding": "gzip"}, {"accept-encoding": "identity"})
    for _ in range(2):
        assert client.get(PAGE, headers=zipped).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get(PAGE, headers=plain).headers

    assert kept(client) == 2
    with client.stream("GET", PAGE, headers=zipped) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())).decode() == client.get(PAGE).text


def test_a_browser_that_has_the_page_is_told_so(client: TestClient) -> None:
    tag = client.get(PAGE).headers["etag"]

    answer = client.get(PAGE, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert kept(client) == 1


@pytest.mark.parametrize("name", ["cookie", "authorization"])
def test_who_may_have_signed_in_is_not_answered_from_memory(client: TestClient, name: str) -> None:
    for _ in range(2):
        client.get(PAGE)
        client.get(PAGE, headers={name: "session=1"})

    assert kept(client) == 1


@pytest.mark.parametrize("path", ["/nowhere", "/entity/municipality/999", "/healthz", "/readyz"])
def test_errors_and_what_does_not_follow_from_the_graph_are_never_kept(client: TestClient, path: str) -> None:
    assert [client.get(path).status_code for _ in range(2)] == [client.get(path).status_code] * 2
    assert kept(client) == 0


def test_an_answer_that_sets_a_cookie_is_not_kept(client: TestClient) -> None:
    def greet(request: Request) -> Response:
        answer = respond(request, b"good day", "text/plain", cache.PUBLIC)
        answer.set_cookie("visit", "1")
        return answer

    client.app.add_api_route("/greet", greet)  # type: ignore[attr-defined]
    for _ in range(2):
        client.get("/greet")
        client.cookies.clear()

    assert kept(client) == 0


def test_what_the_same_store_writes_is_seen_at_once(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    assert "Mikko" not in client.get(PAGE).text
    load(store, vocabulary, news())

    assert "Mikko Mallinen" in client.get(PAGE).text


def test_what_another_process_writes_is_seen_soon(client: TestClient, settings: Settings, vocabulary: Ontology) -> None:
    with open_store(settings) as other:
        assert "Mikko" not in client.get(PAGE).text
        load(other, vocabulary, news())
        time.sleep(cache.LOOK_S)

        assert "Mikko Mallinen" in client.get(PAGE).text


def test_a_page_that_was_being_made_while_the_graph_changed_is_not_kept(
    store: Store, settings: Settings, vocabulary: Ontology
) -> None:
    app = create_app(store, settings)
    asked, written = threading.Event(), threading.Event()

    def slow(request: Request) -> Response:
        [row] = store.read("MATCH (n:Person) RETURN count(n) AS n")
        asked.set()
        written.wait(10)
        return respond(request, str(row["n"]).encode(), "text/plain", cache.PUBLIC)

    app.add_api_route("/people", slow)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        thread = threading.Thread(target=client.get, args=("/people",))
        thread.start()
        asked.wait(10)
        load(store, vocabulary, survey())
        client.get("/about")
        written.set()
        thread.join()

        assert client.get("/people").text == "2"


def test_memory_is_bounded_in_bytes(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LIMIT", len(client.get(PAGE, headers={"accept-encoding": "identity"}).content) * 3)
    for number in range(9):
        client.get(f"{PAGE}?n={number}", headers={"accept-encoding": "identity"})

    size = client.app.state.metrics.registry.get_sample_value("yhdysverkko_kept_bytes")  # type: ignore[attr-defined]
    assert 0 < size <= cache.LIMIT
    client.get(f"{PAGE}?n=8", headers={"accept-encoding": "identity"})
    client.get(f"{PAGE}?n=0", headers={"accept-encoding": "identity"})
    assert kept(client) == 1
