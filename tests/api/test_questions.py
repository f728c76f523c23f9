"""The catalogue of questions through the API and the command line."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.api.conftest import Run, survey
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import read_catalogue


def test_the_api_lists_every_question_in_the_language_asked_for(client: TestClient) -> None:
    listed = client.get("/api/v1/queries?language=sv").json()

    assert [item["name"] for item in listed] == list(read_catalogue())
    [item] = [item for item in listed if item["name"] == "missing-liaison"]
    assert item["question"] == "Vilka kommuner saknar en utsedd kontaktperson för föreningar?"
    assert item["columns"][0] == {
        "name": "municipality",
        "label": "kommun",
        "type": "Municipality",
        "unit": "",
        "fields": ["municipality", "municipality_id"],
    }


def test_an_answer_comes_with_its_parameters_line_and_query(client: TestClient) -> None:
    answer = client.get("/api/v1/queries/missing-liaison?region=13&as_of=2019-06-01&language=en").json()

    assert answer["rows"] == [["Äänekoski", "992", "unknown", None, []]]
    assert answer["parameters"] == {"as_of": "2019-06-01", "region": "13"}
    assert answer["line"].startswith("Which municipalities have no named association liaison? 1 rows (as of 1.6.2019")
    assert "MATCH (m:Municipality)" in answer["query"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/queries/missing-liason", 404, "missing-liaison"),
        ("/api/v1/queries/missing-liaison?regoin=13", 404, "region"),
        ("/api/v1/queries/missing-liaison?region=Keski", 404, "Keski-Suomi (region:13)"),
        ("/api/v1/queries/missing-liaison?as_of=eilen", 400, "8.10.2026"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_says_why(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert said in answer.json()["detail"]


@pytest.fixture
def asked(run: Run, store: Store, vocabulary: Ontology) -> Run:
    """The command line on the survey's graph."""
    load(store, vocabulary, survey())
    return run


def test_the_command_answers_in_words_and_as_data(asked: Run) -> None:
    words = asked("query", "missing-liaison", "--as-of", "1.6.2019", YHDYSVERKKO_LANG="fi")
    rows = list(csv.DictReader(io.StringIO(asked("query", "missing-liaison", "--format", "csv").stdout)))
    data = json.loads(asked("query", "missing-liaison", "--param", "region=13", "--format", "json").stdout)

    assert "ei tiedossa" in words.stdout
    assert "Missä kunnissa" in words.stderr
    assert [row["municipality_id"] for row in rows] == ["992"]
    assert data[0]["status"] == "unknown"


def test_the_command_writes_a_workbook_in_which_nothing_is_a_formula(
    asked: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    own = """// name: own
// kind: quality
// question.en: What is written?
// param as_of: date
// column text: text -- text
// column amount: number € -- amount
WITH date() AS as_of
RETURN '=1+1' AS text, 2.5 AS amount
"""
    (tmp_path / "own.cypher").write_text(own, encoding="utf-8")
    command = [sys.executable, "-c", "from yhdysverkko.api.cli import main; main()", "query", "own", "--format", "xlsx"]
    written = subprocess.run([*command, "--queries", str(tmp_path)], env=environment, capture_output=True, check=True)

    [header, row] = load_workbook(io.BytesIO(written.stdout)).active.iter_rows()

    assert [cell.value for cell in header] == ["text", "amount"]
    assert [(cell.value, cell.data_type) for cell in row] == [("=1+1", "s"), (2.5, "n")]


def test_the_command_lists_shows_and_refuses(asked: Run) -> None:
    listed = json.loads(asked("query", "--format", "json").stdout)
    shown = asked("query", "missing-liaison", "--show").stdout
    unknown = asked("query", "missing-liason")

    assert {item["name"] for item in listed} == set(read_catalogue())
    assert shown.startswith("// name: missing-liaison")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "missing-liaison" in unknown.stderr
