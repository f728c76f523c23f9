"""Exports of a real graph, over HTTP and from the command line."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import networkx
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import Run, survey
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.tables import open_tables
from yhdysverkko.viz.exports.formats import FORMATS

UNLIKE = {"sources", "valid_from_precision", "id", "key", "value", "source", "target"}
"""What differs after a round: the source, how exact a day is said to be, and ids made of one that is veiled anew."""


def unpacked(content: bytes) -> str:
    """Everything that a file says, in one text; an archive's files one after another."""
    if not is_zipfile(BytesIO(content)):
        return content.decode()
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture
def surveyed(store: Store, vocabulary: Ontology, run: Run) -> Run:
    """The command line on the survey's graph."""
    load(store, vocabulary, survey())
    return run


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_as_a_file_without_contacts_or_who_is_not_to_be_shown(client: TestClient, name: str) -> None:
    address = f"/api/v1/exports/{name}?region=13&as_of=2020-01-01"
    answer = client.get(address)
    told = unpacked(answer.content)

    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == FORMATS[name].media_type
    named = f'attachment; filename="yhdysverkko-13-2020-01-01.{FORMATS[name].ending}"'
    assert answer.headers["content-disposition"] == named
    assert "Hankasalmi" in told
    assert "Maija Meikäläinen" in told
    for secret in ("Salla", "salla", "040 123 4567", "maija@example.fi"):
        assert secret not in told
    assert client.get(address).content == answer.content


def test_an_export_holds_what_the_day_holds(client: TestClient) -> None:
    def ties(choices: str) -> set[str]:
        graph = networkx.read_graphml(BytesIO(client.get(f"/api/v1/exports/graphml?{choices}").content))
        return {data["kind"] for _, _, data in graph.edges(data=True)}

    assert "LIAISON_FOR" in ties("region=13")
    assert "LIAISON_FOR" not in ties("region=13&as_of=2018-10-07")
    assert "LIAISON_FOR" in ties("region=13&as_of=2018-10-08")


def test_kinds_are_named_in_the_language_of_the_reader(client: TestClient) -> None:
    assert "kommun" in client.get("/api/v1/exports/graphml?language=sv").text
    assert "kommun" not in client.get("/api/v1/exports/graphml?language=fi").text


@pytest.mark.parametrize(
    ("address", "status"),
    [("docx", 400), ("gexf?region=99", 404), ("gexf?region=kuu", 422), ("gexf?as_of=eilen", 422)],
)
def test_an_export_that_cannot_be_is_a_problem(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/exports/{address}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_command_writes_the_same_bytes_to_a_file_and_to_standard_output(
    surveyed: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "kunnat.gexf"
    result = surveyed("export", str(target), "--format", "gexf", "--region", "13", "--as-of", "2020-01-01")
    command = "from yhdysverkko.api.cli import main; main()"
    piped = subprocess.run(
        [sys.executable, "-c", command, *["export", "-", "--format", "gexf", "--region", "13", "--as-of", "1.1.2020"]],
        env=environment | {"YHDYSVERKKO_LANG": "en"},
        capture_output=True,
        check=True,
    )

    assert result.returncode == 0
    assert "5 entities, 4 ties" in result.stderr
    assert piped.stdout == target.read_bytes()
    assert piped.stderr == b""


@pytest.mark.parametrize(
    "choices",
    [["--format", "docx"], ["--region", "13"], ["--as-of", "2020-01-01"], ["--format", "gexf", "--region", "99"]],
)
def test_what_cannot_be_exported_is_one_sentence_and_no_file(surveyed: Run, tmp_path: Path, choices: list[str]) -> None:
    target = tmp_path / "verkko"
    result = surveyed("export", str(target), *choices)

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert not target.exists()


def test_too_much_for_a_file_is_one_sentence_about_files(run: Run, store: Store, tmp_path: Path) -> None:
    store.write("UNWIND range(1, 5001) AS n CREATE (:Association {id: 'a' + n, sources: [], claims: []})")
    target = tmp_path / "verkko.gexf"
    result = run("export", str(target), "--format", "gexf")

    assert result.returncode == 2
    assert result.stderr.startswith("The file would hold more than 5000 entities")
    assert not target.exists()


@pytest.mark.parametrize("name", ["xlsx", "kumu"])
def test_an_exported_workbook_loads_into_the_same_graph(
    client: TestClient, store: Store, vocabulary: Ontology, tmp_path: Path, name: str
) -> None:
    def told() -> Any:
        data = client.get("/api/v1/exports/cytoscape").json()["elements"]
        names = {node["data"]["id"]: node["data"]["name"] for node in data["nodes"]}
        facts = [
            {key: value for key, value in each["data"].items() if key not in UNLIKE}
            | {end: names[each["data"][end]] for end in ("source", "target") if end in each["data"]}
            for each in (*data["nodes"], *data["edges"])
        ]
        return sorted(facts, key=str)

    before = told()
    target = tmp_path / "verkko.xlsx"
    target.write_bytes(client.get(f"/api/v1/exports/{name}").content)
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")

    load(store, vocabulary, open_tables(target, vocabulary=vocabulary)[0])

    assert told() == before
    assert len(before) == 6 + 4
