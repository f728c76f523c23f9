"""Lists of the API: pages that hold everything once, streams that other tools read, answers asked for again."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import orjson
import pandas
import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HANKASALMI, HOSTILE
from tests.graph.sources import MadeSource, node, relation
from yhdysverkko.graph.ledger import load, retract
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store

LISTS = (
    "/api/v1/entities",
    "/api/v1/ties",
    "/api/v1/entities/municipality/077/neighbours",
    "/api/v1/sources",
)

FORMULA = '=HYPERLINK("https://example.org")'


def items(client: TestClient, address: str, **asked: Any) -> Iterator[dict[str, Any]]:
    """Everything on all pages of a list, with `next` as programs follow it."""
    cursor = None
    while True:
        page = client.get(address, params=asked | ({"cursor": cursor} if cursor else {})).json()
        yield from page["items"]
        if (cursor := page["next"]) is None:
            return


def associations(*names: str) -> MadeSource:
    """Associations with a tie to Hankasalmi each."""
    refs = [Ref("Association", name) for name in names]
    return MadeSource(
        names[0],
        [
            *(node("Association", ref.id, name=ref.id.title()) for ref in refs),
            *(relation("LOCATED_IN", ref, HANKASALMI) for ref in refs),
        ],
    )


def references(found: Any) -> list[str]:
    return [each["reference"] for each in found]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_all_pages_together_are_the_whole(
    client: TestClient, store: Store, vocabulary: Ontology, address: str, limit: int
) -> None:
    load(store, vocabulary, associations("aamu", "ilta"))
    whole = client.get(address).json()
    assert whole["next"] is None
    assert len(whole["items"]) > limit or address.endswith("sources")
    assert list(items(client, address, limit=limit)) == whole["items"]


def test_what_is_loaded_and_retracted_between_pages_moves_nothing(
    client: TestClient, store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, associations("jousi", "kirves", "nauris"))
    load(store, vocabulary, associations("lanttu"))
    asked: dict[str, str | int] = {"kind": "association", "limit": 2}
    first = client.get("/api/v1/entities", params=asked).json()
    load(store, vocabulary, associations("aamu", "omena"))
    retract(store, vocabulary, "lanttu")
    rest = items(client, "/api/v1/entities", cursor=first["next"], **asked)
    found = [*references(first["items"]), *references(rest)]
    assert found == [f"association:{name}" for name in ("hyökkääjä", "jousi", "kirves", "nauris", "omena")]


def test_the_next_page_is_named_in_a_header_too(client: TestClient) -> None:
    first = client.get("/api/v1/entities?limit=2&language=sv")
    address = first.headers["link"].removeprefix("<").removesuffix('>; rel="next"')
    assert address == f"/api/v1/entities?{urlencode({'limit': 2, 'language': 'sv', 'cursor': first.json()['next']})}"
    assert client.get(address).json()["items"][0]["kind_label"] == "kommun"
    assert "link" not in client.get("/api/v1/entities").headers


def test_entities_are_chosen_by_kind_region_name_and_day(everybody: TestClient) -> None:
    def found(asked: str) -> list[str]:
        return references(everybody.get(f"/api/v1/entities?{asked}").json()["items"])

    assert found("kind=municipality") == ["municipality:077", "municipality:992"]
    assert found("kind=municipality&kind=region") == ["municipality:077", "municipality:992", "region:13"]
    assert found("name=HANKA") == ["municipality:077"]
    assert found("region=13") == ["municipality:077", "municipality:992", "person:maija-meikäläinen", "region:13"]
    assert found("name=zzz") == []


def test_people_who_are_not_shown_are_on_no_list_and_in_no_cursor(everybody: TestClient) -> None:
    assert references(everybody.get("/api/v1/entities?kind=person").json()["items"]) == ["person:maija-meikäläinen"]
    assert {tie["kind"] for tie in everybody.get("/api/v1/ties").json()["items"]} == {"PART_OF", "LIAISON_FOR"}
    ties = list(items(everybody, "/api/v1/entities/municipality/077/neighbours", limit=1))
    hidden = [tie for tie in ties if tie["kind"] == "WORKS_FOR"]
    assert len(ties) == 3
    assert [tie["claims"] for tie in hidden] == [[]]
    assert "salla" not in str(hidden).casefold()


def test_ties_are_chosen_by_kind_and_day(client: TestClient) -> None:
    for address in ("/api/v1/ties", "/api/v1/entities/municipality/077/neighbours"):
        (tie,) = client.get(f"{address}?relation=LIAISON_FOR").json()["items"]
        assert (tie["start"], tie["end"]) == ("person:maija-meikäläinen", "municipality:077")
        assert client.get(f"{address}?relation=LIAISON_FOR&as_of=2018-10-07").json()["items"] == []


def test_a_path_says_how_two_are_connected(client: TestClient) -> None:
    asked = {"from": "person:maija-meikäläinen", "to": "Hankasalmi", "language": "en"}
    (path,) = client.get("/api/v1/paths", params=asked).json()["paths"]
    assert path["steps"] == 1
    assert [stop["reference"] for stop in path["stops"]] == ["person:maija-meikäläinen", "municipality:077"]
    assert path["stops"][0]["ties"] == ["LIAISON_FOR"]
    assert path["text"].startswith("Maija Meikäläinen – [")
    assert client.get("/api/v1/paths", params=asked | {"as_of": "2018-10-07"}).json()["paths"] == []


def test_a_path_has_no_more_steps_than_asked_for(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    aamu = Ref("Association", "aamu")
    told: list[Record | Rejection] = [
        node("Association", "aamu", name="Aamu"),
        relation("COOPERATES_WITH", aamu, HANKASALMI),
    ]
    load(store, vocabulary, MadeSource("aamu", told))
    asked = {"from": "association:aamu", "to": "person:maija-meikäläinen"}
    assert [path["steps"] for path in client.get("/api/v1/paths", params=asked).json()["paths"]] == [2]
    assert client.get("/api/v1/paths", params=asked | {"steps": 1}).json()["paths"] == []


def rows_of(client: TestClient, address: str, form: str) -> list[dict[str, Any]]:
    """The rows of a stream, read as the tools of its form read it; all values as text."""
    content = client.get(f"{address}{'&' if '?' in address else '?'}format={form}").content
    match form:
        case "ndjson":
            return [orjson.loads(line) for line in content.splitlines()]
        case "csv":
            return list(csv.DictReader(io.StringIO(content.decode())))
        case _:
            table = pa.ipc.open_stream(content).read_all()
            frame = table.to_pandas()
            assert list(frame.columns) == table.column_names
            return list(table.to_pylist())


@pytest.mark.parametrize(
    "address", ["/api/v1/entities", "/api/v1/ties", "/api/v1/projection/entities", "/api/v1/projection/ties?region=13"]
)
def test_every_form_of_a_stream_has_the_same_rows(client: TestClient, address: str) -> None:
    lines, cells, columns = (rows_of(client, address, form) for form in ("ndjson", "csv", "arrow"))
    assert len(lines) == len(cells) == len(columns) > 0
    for line, cell, column in zip(lines, cells, columns, strict=True):
        assert list(line) == list(cell) == list(column)
        assert line["kind"] == cell["kind"] == column["kind"]
        assert line["sources"] == orjson.loads(cell["sources"]) == column["sources"]
        assert line["properties"] == orjson.loads(cell["properties"]) == orjson.loads(column["properties"])


def test_a_stream_has_what_the_pages_have(client: TestClient) -> None:
    paged = references(items(client, "/api/v1/entities", limit=2))
    assert references(rows_of(client, "/api/v1/entities", "ndjson")) == paged
    assert [tie["id"] for tie in rows_of(client, "/api/v1/ties", "arrow")] == [
        tie["id"] for tie in items(client, "/api/v1/ties", limit=1)
    ]


def test_an_answer_streams_with_numbers_as_numbers(client: TestClient) -> None:
    answer = client.get("/api/v1/queries/hubs?format=arrow&as_of=2020-01-01")
    table = pa.ipc.open_stream(answer.content).read_all()
    assert table.schema.field("value").type == pa.float64()
    assert table.num_rows == len(client.get("/api/v1/queries/hubs?as_of=2020-01-01").json()["rows"]) > 0
    frame = pandas.read_csv(io.BytesIO(client.get("/api/v1/queries/hubs?format=csv&as_of=2020-01-01").content))
    assert list(frame["value"]) == table.column("value").to_pylist()


def test_every_question_that_needs_nothing_streams_as_arrow(client: TestClient) -> None:
    for question in client.get("/api/v1/queries").json():
        if not any(parameter["required"] for parameter in question["parameters"]):
            answer = client.get(f"/api/v1/queries/{question['name']}?format=arrow")
            table = pa.ipc.open_stream(answer.content).read_all()
            assert table.column_names == [name for column in question["columns"] for name in column["fields"]]


def test_no_cell_of_a_csv_runs_as_a_formula(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("evil", [node("Association", "paha", name=FORMULA)]))
    names = [row["name"] for row in rows_of(client, "/api/v1/entities?kind=association", "csv")]
    assert names == [HOSTILE, f"'{FORMULA}"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("text/csv;q=0.5, application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream"),
        ("text/*", "text/csv; charset=utf-8"),
    ],
)
def test_the_accept_header_chooses_the_form(client: TestClient, accept: str, media_type: str) -> None:
    assert client.get("/api/v1/entities", headers={"accept": accept}).headers["content-type"] == media_type


@pytest.mark.parametrize(
    "address",
    [
        *LISTS,
        "/api/v1/status",
        "/api/v1/search?q=hanka",
        "/api/v1/projection?region=13",
        "/api/v1/paths?from=077&to=992",
        "/api/v1/queries/missing-liaison?as_of=2020-01-01",
        "/api/v1/snapshots.svg?region=13",
        "/api/v1/exports/graphml",
        "/api/v1/entities?format=arrow",
        "/api/v1/queries/missing-liaison?format=csv",
    ],
)
def test_an_answer_is_sent_again_only_once_it_is_another(
    client: TestClient, store: Store, vocabulary: Ontology, address: str
) -> None:
    first = client.get(address)
    etag = first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"]
    assert not etag.startswith("W/")
    for given in (etag, f'"other", W/{etag}', "*"):
        again = client.get(address, headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    load(store, vocabulary, MadeSource("more", [node("Association", "hankaava", name="Hankaava"), *_ties()]))
    changed = client.get(address, headers={"if-none-match": etag})
    unchanged = {"/api/v1/paths?from=077&to=992", "/api/v1/queries/missing-liaison?as_of=2020-01-01"}
    assert changed.status_code == (304 if address in unchanged else 200)


def _ties() -> list[Any]:
    return [relation("LOCATED_IN", Ref("Association", "hankaava"), HANKASALMI)]
