"""Exports as people and programs ask for them: on the command line and over HTTP."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from defusedxml import ElementTree
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE, Run, survey
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.exports.formats import FORMATS

SECRETS = ("040 123", "maija@example", "Salla Salainen", "salla-salainen")


@pytest.fixture
def filled(store: Store, vocabulary: Ontology) -> Store:
    load(store, vocabulary, survey())
    return store


def texts(content: bytes) -> str:
    """All text of a file, of the parts of an archive too."""
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_comes_with_its_type_its_name_and_nothing_that_must_not_leave(client: TestClient, name: str) -> None:
    response = client.get(f"/api/exports/{name}", params={"region": "13", "as_of": "2020-12-31"})

    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == FORMATS[name].media_type
    file = f"yhdysverkko-13-2020-12-31.{FORMATS[name].ending}"
    assert response.headers["content-disposition"] == f'attachment; filename="{file}"'
    text = texts(response.content)
    assert "Maija Meikäläinen" in text
    for secret in SECRETS:
        assert secret not in text


def test_an_export_holds_what_held_on_the_day_of_the_region_that_was_asked_for(client: TestClient) -> None:
    def kinds(**asked: str) -> set[str]:
        data = client.get("/api/exports/cytoscape", params=asked).json()
        return {edge["data"]["kind"] for edge in data["elements"]["edges"]}

    assert kinds(as_of="2018-10-07") == {"PART_OF", "WORKS_FOR"}
    assert kinds(as_of="2018-10-08") == {"PART_OF", "WORKS_FOR", "LIAISON_FOR"}
    names = client.get("/api/exports/cytoscape", params={"region": "13"}).json()["elements"]["nodes"]
    assert HOSTILE not in {node["data"]["label"] for node in names}  # tied to nothing of the region


def test_an_export_speaks_the_language_that_was_asked_for(client: TestClient) -> None:
    content = client.get("/api/exports/xlsx", params={"language": "sv"}).content
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[1] == "Kommuner"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/exports/dot", 400, "export.format"),
        ("/api/exports/jsonl", 400, "export.format"),
        ("/api/exports/gexf?region=99", 404, "region.unknown"),
        ("/api/exports/gexf?region=1", 422, "api.invalid"),
        ("/api/exports/gexf?as_of=yesterday", 422, "api.invalid"),
    ],
)
def test_an_export_that_cannot_be_is_a_problem(client: TestClient, address: str, status: int, code: str) -> None:
    problem = client.get(address)
    assert (problem.status_code, problem.json()["code"]) == (status, code)


def test_the_command_line_and_the_api_write_the_same_bytes(
    run: Run, filled: Store, client: TestClient, tmp_path: Path
) -> None:
    target = tmp_path / "verkko.gexf"
    result = run("export", str(target), "--format", "gexf", "--region", "13", "--as-of", "31.12.2020")

    assert result.returncode == 0
    assert "verkko.gexf" in result.stderr
    asked = {"region": "13", "as_of": "2020-12-31", "language": "en"}
    assert target.read_bytes() == client.get("/api/exports/gexf", params=asked).content
    assert ElementTree.fromstring(target.read_bytes()).get("version") == "1.3"


def test_a_dash_writes_to_standard_output_and_nothing_else_there(run: Run, filled: Store) -> None:
    result = run("export", "-", "--format", "cytoscape")

    assert len(json.loads(result.stdout)["elements"]["nodes"]) == 6
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--format", "dot"), "graphml"),
        (("--region", "13"), "jsonl"),
        (("--as-of", "2020-12-31"), "jsonl"),
        (("--format", "gexf", "--region", "99"), "99"),
    ],
)
def test_a_wrong_combination_is_one_sentence_and_writes_nothing(
    run: Run, tmp_path: Path, options: tuple[str, ...], word: str
) -> None:
    result = run("export", str(tmp_path / "out"), *options)

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert word in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_too_much_for_a_file_is_one_sentence_about_files(run: Run, store: Store, tmp_path: Path) -> None:
    store.write(
        "UNWIND range(1, 5001) AS n CREATE (:Association {id: 'a' + n, name: 'A', sources: ['s'], claims: ['']})"
    )

    result = run("export", str(tmp_path / "out.gexf"), "--format", "gexf")

    assert result.returncode == 2
    assert "5000" in result.stderr
    assert "file" in result.stderr
    assert list(tmp_path.iterdir()) == []
