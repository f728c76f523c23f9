"""The API: facts with their evidence, problems that explain themselves, nothing about people that must not leave."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

EVERYWHERE = (
    "/",
    "/map",
    "/about",
    "/entity/municipality/077",
    "/ask/profile-of-municipality?municipality=077",
    "/api/v1/status",
    "/api/v1/search?q=salla",
    "/api/v1/search?q=maija",
    "/api/v1/projection",
    "/api/v1/projection?region=13",
    "/api/v1/entities/municipality/077",
    "/api/v1/entities/person/maija-meikäläinen",
    "/api/v1/entities/person/salla-salainen",
    "/api/v1/sources",
)


def test_status_counts_what_there_is_and_says_how_recent_it_is(client: TestClient) -> None:
    status = client.get("/api/v1/status").json()
    assert (status["entities"], status["ties"], status["sources"]) == (6, 4, 1)
    assert status["date_of_data"] == "2020-03-12"
    assert {"kind": "Municipality", "label": "kunnat", "count": 2} in status["kinds"]


def test_status_of_an_empty_graph_knows_no_date(empty: TestClient) -> None:
    status = empty.get("/api/v1/status").json()
    assert (status["entities"], status["ties"], status["date_of_data"]) == (0, 0, None)


@pytest.mark.parametrize("text", ["Hankasalmi", "hankasalmella", "hankasamli", "077"])
def test_search_forgives_inflection_and_typing_errors(client: TestClient, text: str) -> None:
    found = client.get("/api/v1/search", params={"q": text}).json()["results"]
    assert found[0]["reference"] == "municipality:077"


@pytest.mark.parametrize("text", ['") OR *:*', "a AND (", "~~~", "\\", "'; MATCH (n) DETACH DELETE n //"])
def test_search_takes_any_text_for_text(client: TestClient, text: str) -> None:
    assert client.get("/api/v1/search", params={"q": text}).status_code == 200
    assert client.get("/api/v1/status").json()["entities"] == 6


def test_an_entity_comes_with_its_ties_and_the_evidence_for_each(client: TestClient) -> None:
    card = client.get("/api/v1/entities/municipality/077").json()
    assert card["location"] == {"lat": 62.39, "lon": 26.44}
    assert {"name": "population", "label": "väkiluku", "text": "4601", "href": None} in card["facts"]
    (liaison,) = [tie for tie in card["ties"] if tie["kind"] == "LIAISON_FOR"]
    assert liaison["other"]["name"] == "Maija Meikäläinen"
    assert liaison["properties"]["valid_from"] == "2018-10-08"
    assert liaison["claims"][0]["title"] == "Survey"
    assert liaison["claims"][0]["where"] == "test.csv · rivi 12"
    assert liaison["claims"][0]["evidence"] == {"file": "test.csv", "line": 12}


def test_an_entity_speaks_the_language_that_was_asked_for(client: TestClient) -> None:
    assert client.get("/api/v1/entities/municipality/077?language=sv").json()["kind_label"] == "kommun"


def test_a_projection_holds_both_ends_of_every_tie(client: TestClient) -> None:
    projection = client.get("/api/v1/projection?region=13").json()
    known = {entity["reference"] for entity in projection["entities"]}
    assert {"municipality:077", "municipality:992", "person:maija-meikäläinen"} <= known
    assert {end for tie in projection["ties"] for end in (tie["start"], tie["end"])} <= known
    assert projection["sources"] == {"survey": "Survey"}


def test_a_projection_as_of_a_day_leaves_out_what_did_not_hold_yet(client: TestClient) -> None:
    kinds = {tie["kind"] for tie in client.get("/api/v1/projection?as_of=2018-10-07").json()["ties"]}
    assert "LIAISON_FOR" not in kinds
    assert "PART_OF" in kinds


def test_sources_say_how_much_each_states(client: TestClient) -> None:
    (source,) = client.get("/api/v1/sources").json()["items"]
    assert (source["id"], source["facts"], source["published"]) == ("survey", 10, "2020-03-12")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_contact_data_and_withheld_names_leave_by_no_way(client: TestClient, everybody: TestClient, path: str) -> None:
    published = everybody.get(path).text
    for secret in ("040 123", "maija@example"):
        assert secret not in client.get(path).text + published
    assert "Salla Salainen" not in published


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/entities/municipality/999", 404, "entity.unknown"),
        ("/api/v1/entities/source/survey", 404, "entity.unknown"),
        ("/api/v1/entities/nonsense/1", 400, "reference.unknown_kind"),
        ("/api/v1/projection?region=99", 404, "region.unknown"),
        ("/api/v1/projection?region=1", 422, "api.invalid"),
        ("/api/v1/projection?as_of=yesterday", 422, "api.invalid"),
        ("/api/v1/search", 422, "api.invalid"),
        ("/api/v1/nothing", 404, "api.not_found"),
        ("/api/v1/entities?cursor=!!!", 400, "api.cursor"),
        ("/api/v1/entities?cursor=WzFd", 400, "api.cursor"),
        ("/api/v1/entities?kind=nonsense", 422, "api.invalid"),
        ("/api/v1/entities?region=99", 404, "region.unknown"),
        ("/api/v1/entities?limit=0", 422, "api.invalid"),
        ("/api/v1/ties?relation=nonsense", 422, "api.invalid"),
        ("/api/v1/entities/municipality/999/neighbours", 404, "entity.unknown"),
        ("/api/v1/paths?from=Hankasalmi&to=Nowhere", 404, "entity.unknown"),
        ("/api/v1/sources/nothing", 404, "source.unknown"),
        ("/api/v1/reports/nothing.pdf?for=Hankasalmi", 404, "report.unknown_template"),
    ],
)
def test_an_error_is_a_problem_in_one_form(client: TestClient, path: str, status: int, code: str) -> None:
    response = client.get(path)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"]


def test_a_method_a_body_or_a_type_that_does_not_fit_is_a_problem_too(client: TestClient) -> None:
    refused = [
        (client.put("/api/v1/status"), 405),
        (client.post("/api/v1/views", json={"name": "a", "choices": "x" * 100_000}), 413),
        (client.post("/api/v1/views", content=b"{", headers={"content-type": "application/json"}), 422),
        (client.get("/api/v1/entities", headers={"accept": "image/png"}), 406),
        (client.get("/api/v1/status", headers={"host": "evil.example.org"}), 421),
        (client.post("/api/v1/views", headers={"origin": "https://evil.example.org"}), 403),
    ]
    for response, status in refused:
        assert (response.status_code, response.json()["status"]) == (status, status)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]


def test_a_wrong_value_is_not_repeated_in_the_problem(client: TestClient) -> None:
    assert "131052-308T" not in client.get("/api/v1/projection?as_of=131052-308T").text


def test_a_database_that_cannot_be_reached_is_said_so(settings: Settings) -> None:
    # A port that nothing listens on: the real driver against no server.
    with Store("bolt://127.0.0.1:1", "neo4j", "secret-password", "neo4j", keys=settings.keys, time_limit_s=1) as gone:
        client = TestClient(create_app(gone, settings), base_url="http://127.0.0.1", raise_server_exceptions=False)
        response = client.get("/api/v1/status")
    assert response.status_code == 503
    assert response.json()["code"] == "store.unreachable"
    assert "Traceback" not in response.text
    assert "secret-password" not in response.text


def test_a_failure_of_our_own_shows_nothing_of_itself(store: Store, settings: Settings) -> None:
    app: FastAPI = create_app(store, settings)

    def fail() -> None:
        raise RuntimeError("Salla Salainen")

    app.add_api_route("/api/v1/fail", fail)
    response = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False).get("/api/v1/fail")
    assert (response.status_code, response.json()["code"]) == (500, "api.failed")
    assert "Salla" not in response.text


def test_documentation_pages_that_load_from_elsewhere_are_not_served(client: TestClient) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_the_application_says_that_it_is_well(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_hostile_name_travels_as_data(client: TestClient) -> None:
    response = client.get("/api/v1/entities/association/hyökkääjä")
    assert response.json()["name"] == HOSTILE
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
