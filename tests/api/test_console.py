"""The console through the API: answers, streams that say how they end, roles, what is shared, and its pages."""

import csv
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pyarrow as pa
import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from tests.api.conftest import HOSTILE
from tests.api.serving import asking, served, wait_for_run
from tests.queries.test_console import ENDLESS
from tests.queries.test_console import HOSTILE as REFUSED
from yhdysverkko.api import apart, cypher
from yhdysverkko.api.access.accounts import add_account
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.tokens import make_key
from yhdysverkko.api.app import create_app
from yhdysverkko.api.console import PROCEDURES
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.examples import read_examples

CYPHER = "/api/v1/cypher"
NAMES = "MATCH (m:Municipality) RETURN m.id AS code, m.name AS name ORDER BY code"


def ask(client: TestClient, text: str, address: str = CYPHER, **more: Any) -> Any:
    return client.post(address, json={"query": text, **more})


def test_an_answer_has_columns_rows_limits_and_what_the_server_says(client: TestClient) -> None:
    answer = ask(client, "MATCH (m:Municipality {id: $code}) RETURN m.name AS name", parameters={"code": "077"}).json()

    assert answer["columns"] == ["name"]
    assert answer["rows"] == [["Hankasalmi"]]
    assert answer["truncated"] is None
    assert answer["limits"]["rows"] == 1_000
    assert answer["summary"]["type"] == "r"
    assert answer["drawing"] is None
    assert answer["took_ms"] >= 0


def test_values_are_json_that_says_what_they_are(client: TestClient) -> None:
    text = (
        "MATCH p = (m:Municipality {id: '077'})<-[r:LIAISON_FOR]-() "
        "RETURN m, r.valid_from AS since, p, 0.0 / 0 AS nothing, m.location AS place, [1, {a: null}] AS listed"
    )
    [[town, since, path, nothing, place, listed]] = ask(client, text).json()["rows"]

    assert town["labels"] == ["Municipality"]
    assert town["properties"]["name"] == "Hankasalmi"
    assert since == "2018-10-08"
    assert [next(iter(part)) for part in path["$path"]] == ["$node", "$relationship", "$node"]
    assert path["$path"][1]["start"] == path["$path"][2]["$node"]
    assert nothing == "nan"
    assert place == {"lat": 62.39, "lon": 26.44}
    assert listed == [1, {"a": None}]


def test_a_limit_cuts_and_says_so_in_every_form(client: TestClient) -> None:
    text = "UNWIND range(1, 2500) AS x RETURN x, '=' + x AS y"

    cut = ask(client, text, limit=2).json()
    assert (cut["rows"], cut["truncated"]) == ([[1, "=1"], [2, "=2"]], "rows")

    lines = [json.loads(line) for line in ask(client, text, f"{CYPHER}?format=ndjson", limit=2100).text.splitlines()]
    assert lines[0] == {"columns": ["x", "y"]}
    assert lines[1] == {"row": [1, "=1"]}
    assert lines[-1]["end"] | {"took_ms": 0} == {"rows": 2100, "truncated": True, "took_ms": 0, "error": None}
    assert len(lines) == 2102

    table = list(csv.reader(io.StringIO(ask(client, text, f"{CYPHER}?format=csv", limit=2).text)))
    assert table == [["x", "y"], ["1", "'=1"], ["2", "'=2"], ["# truncated: 2"]]

    rows, end = read_arrow(ask(client, text, f"{CYPHER}?format=arrow", limit=2100).content)
    assert len(rows) == 2100
    assert end["truncated"] is True


def read_arrow(content: bytes) -> tuple[list[dict[str, Any]], Any]:
    """The rows of a stream and what its empty last batch says."""
    rows: list[dict[str, Any]] = []
    said: Any = None
    reader = pa.ipc.open_stream(content)
    while True:
        try:
            batch, said = reader.read_next_batch_with_custom_metadata()
        except StopIteration:
            return rows, json.loads(said[b"end"])
        rows += batch.to_pylist()


def test_a_whole_stream_says_that_it_is_whole(client: TestClient) -> None:
    lines = ask(client, NAMES, f"{CYPHER}?format=ndjson").text.splitlines()
    assert json.loads(lines[-1])["end"]["truncated"] is False

    table = ask(client, NAMES, f"{CYPHER}?format=csv")
    assert table.text == "code,name\n077,Hankasalmi\n992,Äänekoski\n"
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.headers["cache-control"] == "no-store"

    rows, end = read_arrow(ask(client, NAMES, f"{CYPHER}?format=arrow").content)
    assert rows == [{"code": "077", "name": "Hankasalmi"}, {"code": "992", "name": "Äänekoski"}]
    assert end["truncated"] is False


def test_the_form_is_chosen_by_accept_too(client: TestClient) -> None:
    for media, start in (("text/csv", "code,name"), ("application/x-ndjson", '{"columns"')):
        answer = client.post(CYPHER, json={"query": NAMES}, headers={"accept": media})
        assert answer.headers["content-type"].startswith(media)
        assert answer.text.startswith(start)


def test_a_stream_that_fails_on_its_way_says_so_at_its_end(client: TestClient) -> None:
    text = "UNWIND range(-1500, 10) AS x RETURN 1 / x AS y"

    end = json.loads(ask(client, text, f"{CYPHER}?format=ndjson", limit=9999).text.splitlines()[-1])["end"]
    assert end["error"]
    assert end["rows"] >= 1_000
    assert ask(client, text, f"{CYPHER}?format=csv", limit=9999).text.splitlines()[-1].startswith("# failed: ")
    assert read_arrow(ask(client, text, f"{CYPHER}?format=arrow", limit=9999).content)[1]["error"]
    assert ask(client, text, limit=9999).status_code == 400


def test_an_arrow_column_that_turns_into_another_sort_is_named(client: TestClient) -> None:
    text = "UNWIND range(1, 1500) AS x RETURN x, CASE WHEN x < 1200 THEN x ELSE 'text' END AS mixed"

    rows, end = read_arrow(ask(client, text, f"{CYPHER}?format=arrow", limit=9999).content)
    assert len(rows) == 1_000
    assert "mixed" in end["error"]


def test_arrow_types_are_those_of_the_values(client: TestClient) -> None:
    text = (
        "UNWIND [1, null] AS n RETURN n, n * 0.5 AS f, n = 1 AS b, date('2020-01-0' + toString(coalesce(n, 2))) AS d, "
        "[n] AS l, null AS nothing, toString(n) AS t, CASE n WHEN 1 THEN 1 ELSE 0.5 END AS m"
    )
    schema = pa.ipc.open_stream(ask(client, text, f"{CYPHER}?format=arrow").content).schema

    expected = {"n": "int64", "f": "double", "b": "bool", "d": "date32[day]", "l": "string", "nothing": "string"}
    assert {field.name: str(field.type) for field in schema} == expected | {"t": "string", "m": "double"}


@pytest.fixture
def little_room() -> Iterator[None]:
    before, cypher.MOST_BYTES = cypher.MOST_BYTES, 10_000
    yield
    cypher.MOST_BYTES = before


def test_an_answer_that_grows_too_large_is_cut(client: TestClient, little_room: None) -> None:
    answer = ask(client, "UNWIND range(1, 100) AS x RETURN range(1, 100) AS many").json()

    assert answer["truncated"] == "bytes"
    assert 0 < len(answer["rows"]) < 100


def test_what_is_refused_is_a_problem_that_says_why(client: TestClient) -> None:
    for text in REFUSED:
        answer = client.post(CYPHER, content=json.dumps({"query": text}), headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), text
        assert answer.json()["detail"]
        assert answer.headers["content-type"] == "application/problem+json"
    for form in ("ndjson", "csv", "arrow"):
        assert ask(client, "CREATE (n)", f"{CYPHER}?format={form}").status_code == 400
    assert "Rivi 2, sarake 1" in ask(client, "MATCH (n)\nRETRUN n").json()["detail"]


def test_the_plan_and_the_limits_are_known_before_the_run(client: TestClient) -> None:
    plan = ask(client, NAMES, f"{CYPHER}/explain", limit=10, timeout=5).json()

    assert plan["summary"]["type"] == "r"
    assert plan["limits"] | {"bytes": 0} == {"rows": 10, "seconds": 5, "bytes": 0}
    assert ask(client, "CREATE (n)", f"{CYPHER}/explain").status_code == 400
    longest = ask(client, NAMES, f"{CYPHER}/explain", timeout=80_000).json()["limits"]["seconds"]
    assert longest == client.app.state.settings.time_limit_s  # type: ignore[attr-defined]


def test_a_run_may_ask_for_less_time(client: TestClient) -> None:
    answer = ask(client, ENDLESS, timeout=1)

    assert answer.status_code == 400
    assert "keskeytettiin" in answer.json()["detail"]


def test_nodes_and_ties_come_placed_where_a_drawing_is_wanted(client: TestClient) -> None:
    text = "MATCH p = (:Municipality {id: '077'})--() RETURN p"
    drawing = ask(client, text, f"{CYPHER}?draw=true").json()["drawing"]

    assert {mark["reference"] for mark in drawing["marks"]} >= {"municipality:077", "region:13"}
    assert len(drawing["lines"]) == 3
    assert "järjestöyhdyshenkilö" in {line["label"] for line in drawing["lines"]}
    assert len({(mark["x"], mark["y"]) for mark in drawing["marks"]}) == len(drawing["marks"]) == drawing["all"] == 4
    assert ask(client, NAMES, f"{CYPHER}?draw=true").json()["drawing"] is None


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_reader_who_goes_away_stops_the_query(
    client: TestClient, store: Store, settings: Settings, form: str
) -> None:
    slow = ENDLESS if form == "json" else "UNWIND range(1, 1000000000) AS x WITH x WHERE x < 2000 OR x < 0 RETURN x"
    with served(create_app(store, settings)) as address:
        with asking(f"{address}{CYPHER}?format={form}", {"query": slow, "limit": 100_000}):
            wait_for_run(store, slow, there=True)
        wait_for_run(store, slow, there=False)
        assert httpx2.post(f"{address}{CYPHER}", json={"query": "RETURN 1 AS one"}).json()["rows"] == [[1]]


def test_neither_queries_nor_answers_reach_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ask(client, "MATCH (p:Person {name: 'Maija Meikäläinen'}) RETURN p.name AS name")
    ask(client, "MATCH (p {name: 'Maija Meikäläinen'}) RETRUN p")
    ask(client, "UNWIND [1, 0] AS x RETURN 1 / x AS y, 'Maija Meikäläinen' AS name", f"{CYPHER}?format=csv")

    assert "Meikäläinen" not in caplog.text


Ask = Callable[..., httpx2.Response]


@pytest.fixture
def asked_by(client: TestClient, store: Store, settings: Settings, tmp_path: Path) -> Iterator[Ask]:
    """Ask as an administrator, one of two analysts, a reader, or (with an empty name) nobody."""
    app = create_app(store, settings.model_copy(update={"data": tmp_path}))
    headers: dict[str, dict[str, str]] = {"": {}}
    for name, role in {"admin": Role.ADMIN, "one": Role.ANALYST, "two": Role.ANALYST, "reader": Role.READER}.items():
        account = add_account(app.state.vault, f"{name}@example.org", role, "hankalasti arvattava")
        headers[name] = {"authorization": f"Bearer {make_key(app.state.vault, account, name, role, 1)}"}
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as apart:
        yield lambda who, method, address, **more: apart.request(method, address, headers=headers[who], **more)


def test_the_console_is_for_analysts(asked_by: Ask) -> None:
    asked = [
        ("POST", CYPHER),
        ("POST", f"{CYPHER}/explain"),
        ("GET", f"{CYPHER}/saved"),
        ("POST", f"{CYPHER}/saved"),
        ("GET", f"{CYPHER}/saved/x"),
        ("DELETE", f"{CYPHER}/saved/x"),
        ("GET", "/console"),
        ("GET", "/console/examples"),
    ]
    for method, address in asked:
        for who, status in (("", 401), ("reader", 403)):
            assert asked_by(who, method, address, json={"query": NAMES}).status_code == status, address

    assert asked_by("one", "POST", CYPHER, json={"query": NAMES}).status_code == 200
    assert 'href="/console"' in asked_by("one", "GET", "/").text
    assert 'href="/console"' not in asked_by("reader", "GET", "/").text


def test_only_its_author_or_an_administrator_changes_a_saved_query(asked_by: Ask) -> None:
    def save(who: str, text: str) -> int:
        return asked_by(who, "POST", f"{CYPHER}/saved", json={"name": "Yhteinen", "query": text}).status_code

    def forget(who: str) -> int:
        return asked_by(who, "DELETE", f"{CYPHER}/saved/yhteinen").status_code

    assert save("one", NAMES) == 201
    assert save("two", "MATCH (n) RETURN n") == 403
    assert forget("two") == 403
    [kept] = asked_by("two", "GET", f"{CYPHER}/saved").json()
    assert (kept["query"], kept["author"]) == (NAMES, "one@example.org")
    assert save("admin", "RETURN 1") == 201
    assert asked_by("one", "GET", f"{CYPHER}/saved/yhteinen").json()["author"] == "one@example.org"
    assert "Poista Yhteinen" in asked_by("one", "GET", "/console").text
    assert "Poista Yhteinen" not in asked_by("two", "GET", "/console").text
    assert forget("one") == 204


def test_every_example_has_a_title_and_opens_in_the_editor(client: TestClient) -> None:
    for language in LANGUAGES:
        page = client.get(f"/console/examples?language={language}").text
        for example in read_examples().values():
            assert example.title[language] in page
            assert f"/console?example={example.name}&language={language}" in page.replace("&amp;", "&")
    for example in read_examples().values():
        opened = client.get(f"/console?example={example.name}").text
        assert str(escape(example.text)) in opened
    assert client.get("/console?example=none").status_code == 404


def test_every_procedure_that_is_suggested_may_be_called(client: TestClient) -> None:
    for name in PROCEDURES:
        arguments = "'names', 'x'" if name.endswith("Nodes") else "'none', 'x'" if "query" in name else ""
        answer = ask(client, f"CALL {name}({arguments})", f"{CYPHER}/explain")
        assert answer.status_code == 200, name


def test_the_page_says_what_memory_an_answer_may_take(client: TestClient) -> None:
    assert f"{apart.MOST_MEMORY >> 20} MiB muistia" in client.get("/console").text


def test_a_text_in_the_address_is_only_text(client: TestClient) -> None:
    page = client.get("/console", params={"q": f"</textarea>{HOSTILE}"}).text

    assert "<img" not in page
    assert "&lt;/textarea&gt;" in page


def test_a_query_is_saved_shared_opened_and_deleted(client: TestClient) -> None:
    assert client.get(f"{CYPHER}/saved").json() == []
    kept = client.post(f"{CYPHER}/saved", json={"name": "Kunnat aakkosissa", "query": NAMES})
    assert kept.status_code == 201
    assert kept.json()["page"] == "/console?saved=kunnat-aakkosissa"

    page = client.get(kept.json()["page"]).text
    assert "ORDER BY code" in page
    assert "Kunnat aakkosissa" in page
    assert client.get(f"{CYPHER}/saved/kunnat-aakkosissa").json()["query"] == NAMES
    assert client.post(f"{CYPHER}/saved", json={"name": "!!!", "query": NAMES}).status_code == 400

    assert client.delete(f"{CYPHER}/saved/kunnat-aakkosissa").status_code == 204
    assert client.get(f"{CYPHER}/saved/kunnat-aakkosissa").status_code == 404
    assert client.get(kept.json()["page"]).status_code == 404


GIANT = "RETURN range(1, 6000000) AS many"
"""One row that costs its server little and its reader hundreds of megabytes."""


@pytest.fixture
def little_memory() -> Iterator[None]:
    before, apart.MOST_MEMORY = apart.MOST_MEMORY, 300 * 2**20
    yield
    apart.MOST_MEMORY = before


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "arrow"])
def test_a_row_without_measure_is_refused_and_takes_no_memory_of_ours(
    client: TestClient, little_memory: None, form: str
) -> None:
    before = psutil.Process().memory_info().rss
    answer = ask(client, GIANT, f"{CYPHER}?format={form}")

    assert answer.status_code == 400, answer.text
    assert "muistiin" in answer.json()["detail"]
    assert psutil.Process().memory_info().rss - before < 50 * 2**20
    assert ask(client, "RETURN 1 AS one").json()["rows"] == [[1]]


def test_a_row_without_measure_on_the_way_breaks_the_stream(
    client: TestClient, store: Store, settings: Settings, little_memory: None
) -> None:
    text = "UNWIND range(1, 2500) AS x RETURN CASE WHEN x < 2500 THEN [x] ELSE range(1, 6000000) END AS many"
    body = {"query": text, "limit": 2500}
    with (
        served(create_app(store, settings)) as address,
        httpx2.stream("POST", f"{address}{CYPHER}?format=ndjson", json=body, timeout=60) as answer,
    ):
        lines = answer.iter_lines()
        assert json.loads(next(lines)) == {"columns": ["many"]}
        with pytest.raises(httpx2.RemoteProtocolError):
            list(lines)
