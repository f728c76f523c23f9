"""Operation: each request has an id that the log, the answer and the error agree on; health and measurements."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.serving import served
from tests.viz.chromium import chromium
from yhdysverkko.api.app import create_app
from yhdysverkko.api.operation import routes, upkeep
from yhdysverkko.api.operation.logs import JsonLines, PlainLines
from yhdysverkko.graph.errors import StoreUnavailable
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.staging import WRITING, mark_unfinished
from yhdysverkko.graph.store import Store


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the database, however slow the machine is."""
    monkeypatch.setattr(routes, "PATIENCE_S", 60)


@pytest.fixture
def gone(settings: Settings) -> Iterator[Store]:
    """A store whose server is not there: the real driver at a port that nothing listens on."""
    address, keys = "bolt://127.0.0.1:1", settings.keys
    with Store(address, "neo4j", "x", "neo4j", keys=keys, time_limit_s=1, patience_s=0.1) as store:
        yield store


def near(store: Store, settings: Settings) -> TestClient:
    """The application as this computer sees it."""
    app = create_app(store, settings)
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000), raise_server_exceptions=False)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the application writes into its log."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    ours = logging.getLogger("yhdysverkko")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    ours.removeHandler(handler)
    ours.setLevel(logging.NOTSET)


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_keeps_the_id_that_it_comes_with(empty: TestClient) -> None:
    assert empty.get("/healthz", headers={"x-request-id": "proxy-0123456"}).headers["x-request-id"] == "proxy-0123456"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g h", "Maija Meikäläinen".encode()])
def test_a_request_without_a_good_id_gets_one(empty: TestClient, given: str | bytes) -> None:
    sent = given.encode() if isinstance(given, str) else given
    first, second = (empty.get("/healthz", headers={b"x-request-id": sent}) for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]+", first.headers["x-request-id"])
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


def test_an_error_names_its_request(empty: TestClient) -> None:
    problem = empty.get("/api/v1/nothing")
    page = empty.get("/entity/municipality/999", headers={"accept": "text/html"})

    assert problem.json()["request_id"] == problem.headers["x-request-id"]
    assert f"Tunnus: <code>{page.headers['x-request-id']}</code>" in page.text


def test_a_failure_of_our_own_has_an_id_and_safe_headers_too(store: Store, settings: Settings, log: StringIO) -> None:
    app = create_app(store, settings)

    def fail() -> None:
        raise RuntimeError("Salla Salainen")

    app.add_api_route("/api/v1/fail/{name}", fail)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get("/api/v1/fail/salla-salainen")

    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "content-security-policy" in answer.headers
    told = lines(log)
    assert {line["request_id"] for line in told} == {answer.headers["x-request-id"]}
    assert any(line.get("error") == "RuntimeError" and line["where"] for line in told)
    assert "alainen" not in json.dumps(told)


def test_a_line_of_the_log_says_what_was_asked_but_not_of_whom(client: TestClient, log: StringIO) -> None:
    answer = client.get("/entity/person/maija-meikäläinen?language=sv")

    [line] = lines(log)
    assert line["route"] == "/entity/{kind}/{entity_id:path}"
    assert (line["method"], line["status"], line["role"], line["level"]) == ("GET", 200, "admin", "info")
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["duration_ms"] > 0
    assert "maija" not in log.getvalue()


def test_a_line_to_read_says_the_same_as_one_of_json() -> None:
    record = logging.LogRecord("yhdysverkko", logging.ERROR, "", 0, "request", None, None)
    record.told = {"method": "GET", "route": "/about", "status": 503, "role": ""}

    assert PlainLines().format(record)[8:] == " error   request method=GET route=/about status=503"


def test_the_application_lives_without_its_database_and_says_that_it_is_not_ready(
    gone: Store, settings: Settings
) -> None:
    client = near(gone, settings)

    assert client.get("/healthz").json() == {"status": "ok"}
    unready = client.get("/readyz")
    assert (unready.status_code, unready.json()["code"]) == (503, "ready.database")
    assert "yhdysverkko_database_up 0.0" in client.get("/metrics").text


def test_it_is_ready_when_all_is_in_place(empty: TestClient) -> None:
    assert empty.get("/readyz").json() == {"status": "ready"}


def test_it_is_not_ready_on_the_schema_of_another_version(empty: TestClient, store: Store) -> None:
    store.write("MATCH (g:Graph) SET g.schema = 'another'")

    assert empty.get("/readyz").json()["code"] == "ready.schema"


def test_it_is_not_ready_where_the_key_of_the_graph_is_missing(empty: TestClient, store: Store) -> None:
    store.write("MATCH (g:Graph) SET g.seal = 'elsewhere'")

    assert empty.get("/readyz").json()["code"] == "ready.key"
    assert "keys/elsewhere" in empty.get("/map?language=en", headers={"accept": "text/html"}).text


def test_it_is_not_ready_while_half_a_load_is_there(empty: TestClient, store: Store) -> None:
    mark_unfinished(store, "Survey", WRITING, "survey")

    assert empty.get("/readyz").json()["code"] == "ready.load"


def test_measurements_count_requests_by_their_route(store: Store, settings: Settings, client: TestClient) -> None:
    del client  # for its graph
    prometheus = near(store, settings)
    prometheus.get("/entity/municipality/077")
    prometheus.get("/entity/municipality/992")
    prometheus.get("/nowhere/maija")

    text = prometheus.get("/metrics").text
    route = 'method="GET",route="/entity/{kind}/{entity_id:path}",status="200"'
    assert f"yhdysverkko_requests_total{{{route}}} 2.0" in text
    assert 'yhdysverkko_requests_total{method="GET",route="-",status="404"} 1.0' in text
    assert 'yhdysverkko_facts{kind="Municipality"} 2.0' in text
    assert "yhdysverkko_sources 1.0" in text
    assert "yhdysverkko_loads_unfinished 0.0" in text
    assert "maija" not in text


def test_measurements_are_not_for_strangers(store: Store, settings: Settings) -> None:
    app = create_app(store, settings.model_copy(update={"open_network": True}))
    stranger = TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.1", 50000))

    assert stranger.get("/metrics").status_code == 401


def test_a_page_opens_by_itself_when_the_database_is_back(
    store: Store, settings: Settings, client: TestClient, gone: Store
) -> None:
    del client  # for its graph
    app = create_app(gone, settings)
    with served(app) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/entity/municipality/077")
        assert page.locator("h1").inner_text() == "Hetki vain"
        assert "Tietokantaan ei saada juuri nyt yhteyttä." in page.locator("main").inner_text()

        app.state.store = store
        page.locator("h1", has_text="Hankasalmi").wait_for(timeout=20_000)


def test_whoever_looks_after_the_database_goes_on_whatever_happens(
    store: Store, settings: Settings, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    fates = iter(
        [ValueError("Maija Meikäläinen"), OSError(28, "No space left on device"), StoreUnavailable("store.lost")]
    )
    looked = Event()

    def recover(_: Store) -> None:
        if fate := next(fates, None):
            raise fate
        looked.set()

    monkeypatch.setattr(upkeep, "recover", recover)
    monkeypatch.setattr(upkeep, "LOOK_S", 0.01)
    with upkeep.Upkeep(store, settings):
        assert looked.wait(20)

    said = log.getvalue()
    assert "ValueError" in said
    assert "No space left" in said
    assert "store.lost" in said
    assert "Meikäläinen" not in said
