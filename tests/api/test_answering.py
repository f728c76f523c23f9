"""Pages that ask: forms, answers as tables and files, and what is wrong said above the form."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape
from openpyxl import load_workbook

from tests.api.conftest import HOSTILE
from tests.graph.sources import MadeSource, node
from yhdysverkko.api.tables import order_rows
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import Answer, Cells
from yhdysverkko.queries.catalogue import read_catalogue

PAGE = {"accept": "text/html"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_listed_and_opens(client: TestClient, language: str) -> None:
    listed = client.get(f"/ask?language={language}").text

    for question in read_catalogue().values():
        assert f'href="/ask/{question.name}?language={language}"' in listed
        shown = client.get(f"/ask/{question.name}?language={language}")
        assert shown.status_code == 200, question.name
        assert f"<h1>{escape(question.label(language))}</h1>" in shown.text


def test_an_answer_is_a_table_with_its_line_its_query_and_links_to_the_map(client: TestClient) -> None:
    page = client.get("/ask/missing-liaison?region=13&as_of=2019-06-01").text

    assert '<a href="/entity/municipality/992">Äänekoski</a>' in page
    assert "Hankasalmi" not in page.partition("<table>")[2].partition("</table>")[0]
    assert "Rivejä 1 (päivä 1.6.2019, maakunta Keski-Suomi" in page
    assert "MATCH (m:Municipality)" in page
    assert '<option value="13" selected>Keski-Suomi</option>' in page
    link = "/map?question=missing-liaison&given=region%3D13&given=as_of%3D2019-06-01"
    assert link.replace("&", "&amp;") in page
    assert client.get(link).status_code == 200


def test_the_same_address_with_another_ending_is_a_file(client: TestClient) -> None:
    address = "/ask/missing-liaison.{}?region=13&as_of=2019-06-01"

    rows = list(csv.DictReader(io.StringIO(client.get(address.format("csv")).text)))
    assert [(row["municipality"], row["municipality_id"]) for row in rows] == [("Äänekoski", "992")]
    assert json.loads(client.get(address.format("json")).text)[0]["municipality_id"] == "992"
    workbook = client.get(address.format("xlsx"))
    assert workbook.headers["content-disposition"] == 'attachment; filename="missing-liaison.xlsx"'
    sheet = load_workbook(io.BytesIO(workbook.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["Äänekoski", "992"]


def test_any_column_orders_the_table_and_its_files(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    towns = [node("Municipality", code, name=name) for code, name in (("111", "Åre"), ("222", "zeta"), ("333", "Östa"))]
    load(store, vocabulary, MadeSource("towns", [*towns]))

    def names(sort: str) -> list[str]:
        rows = csv.DictReader(io.StringIO(client.get(f"/ask/missing-liaison.csv?as_of=2019-06-01&sort={sort}").text))
        return [row["municipality"] for row in rows]

    assert names("municipality") == ["zeta", "Åre", "Äänekoski", "Östa"]
    assert names("-municipality") == ["Östa", "Äänekoski", "Åre", "zeta"]
    page = client.get("/ask/missing-liaison?as_of=2019-06-01&sort=-municipality").text
    assert page.index(">Östa<") < page.index(">Äänekoski<") < page.index(">Åre<") < page.index(">zeta<")
    assert page.count('aria-sort="descending"') == 1
    assert 'href="/ask/missing-liaison?as_of=2019-06-01&amp;sort=municipality"' in page
    assert 'href="/ask/missing-liaison.csv?as_of=2019-06-01&amp;sort=-municipality"' in page
    assert '<input type="hidden" name="sort" value="-municipality">' in page
    unknown = client.get("/ask/missing-liaison?sort=nothing")
    assert unknown.status_code == 404
    assert 'name="sort"' not in unknown.text


def test_numbers_are_ordered_as_numbers_and_what_is_unknown_comes_last() -> None:
    rows: list[Cells] = [("A", "1", None, since, []) for since in (9, None, 10)]
    found = Answer(read_catalogue()["missing-liaison"], {}, rows)

    assert [row[3] for row in order_rows(found, "since").rows] == [9, 10, None]
    assert [row[3] for row in order_rows(found, "-since").rows] == [10, 9, None]


def test_nothing_is_asked_before_all_that_it_needs_is_given(client: TestClient) -> None:
    page = client.get("/ask/profile-of-municipality")

    assert page.status_code == 200
    assert "Täytä tähdellä merkityt kohdat." in page.text
    assert "<table>" not in page.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/ask/profile-of-municipality?municipality=Hankasalmmi", 404, "Hankasalmi"),
        ("/ask/missing-liaison?as_of=eilen", 400, "8.10.2026"),
        ("/ask/missing-liaison?regoin=13", 404, "region"),
    ],
)
def test_what_is_wrong_is_said_above_a_form_that_keeps_what_was_given(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address, headers=PAGE)

    assert answer.status_code == status
    told = answer.text.partition('role="alert">')[2].partition("</p>")[0]
    assert said in told
    assert "<form" in answer.text


def test_a_question_that_there_is_not_is_a_page_that_says_so(client: TestClient) -> None:
    answer = client.get("/ask/missing-liason", headers=PAGE)

    assert answer.status_code == 404
    assert "missing-liaison" in answer.text
    assert client.get("/ask/missing-liaison.exe", headers=PAGE).status_code == 404


def test_people_who_are_not_shown_have_neither_name_nor_link(everybody: TestClient) -> None:
    for form in ("", ".csv", ".json"):
        answer = everybody.get(f"/ask/profile-of-municipality{form}?municipality=077").text

        assert "Maija Meikäläinen" in answer
        assert "alainen" not in answer.replace("Meikäläinen", "")


def test_text_from_data_and_from_the_address_stays_text(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("more", [node("Association", "kaava", name="=1+1")]))

    for address in ("/ask/associations-without-ties", f"/ask/missing-liaison?region={HOSTILE}", f"/ask/{HOSTILE}"):
        assert "<img" not in client.get(address, headers=PAGE).text
    table = client.get("/ask/associations-without-ties.csv").text
    assert HOSTILE in table
    assert "'=1+1" in table


def test_an_empty_graph_answers_that_nothing_was_found(empty: TestClient) -> None:
    page = empty.get("/ask/missing-liaison").text

    assert "Aineistosta ei löytynyt yhtään." in page


def test_a_page_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/ask/missing-liaison")

    assert client.get("/ask/missing-liaison", headers={"if-none-match": first.headers["etag"]}).status_code == 304
