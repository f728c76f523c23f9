"""Pages of entities, search, and reports taken from them."""

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE
from tests.graph.sources import MadeSource, relation
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

PAGE = {"accept": "text/html"}
HANKASALMI, MAIJA = Ref("Municipality", "077"), Ref("Person", "maija-meikäläinen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entity_comes_with_facts_ties_evidence_and_what_can_be_asked(client: TestClient, language: str) -> None:
    page = client.get(f"/entity/municipality/077?language={language}").text

    assert "<h1>Hankasalmi</h1>" in page
    assert f'href="/entity/person/maija-meik%C3%A4l%C3%A4inen?language={language}"' in page
    assert "test.csv" in page
    assert f'href="/ask/indicators-of-municipality?municipality=municipality%3A077&amp;language={language}"' in page
    assert f'href="/report/municipality-card.pdf?for=municipality%3A077&amp;language={language}"' in page
    assert client.get(f"/map?focus=municipality%3A077&layout=timeline&language={language}").status_code == 200


def test_ties_that_lead_to_one_entity_stand_together(client: TestClient, store: Store, vocabulary: Ontology) -> None:
    posts = [relation("WORKS_FOR", MAIJA, HANKASALMI, title=title) for title in ("sihteeri", "suunnittelija")]
    load(store, vocabulary, MadeSource("more", [*posts, relation("WORKS_FOR", MAIJA, HANKASALMI)]))
    page = client.get("/entity/municipality/077").text
    told = page.partition("<h3>työskentelee")[2].partition("<h3>")[0]

    assert "henkilö · 3" in told
    assert told.index("Maija Meikäläinen") < told.index("sihteeri") < told.index("suunnittelija")
    assert told.count(">Maija Meikäläinen</a>") == 1
    assert told.count("tarkemmin ei tiedossa") == 1


def test_one_who_is_not_to_be_shown_has_no_page(everybody: TestClient) -> None:
    hidden = everybody.get("/entity/person/salla-salainen", headers=PAGE)
    other = everybody.get("/entity/municipality/077").text

    assert hidden.status_code == 404
    assert "Salla" not in hidden.text + other
    assert "salla-salainen" not in other


def test_dated_ties_stand_on_a_line(client: TestClient) -> None:
    page = client.get("/entity/municipality/077").text

    assert "8.10.2018" in page.partition('class="timeline"')[2].partition("</table>")[0]
    assert 'class="open"' in page


def test_answers_about_an_entity_come_after_its_page(client: TestClient) -> None:
    page = client.get("/entity/municipality/077?language=en").text
    part = client.get("/part/missing-structures?region=13&only=municipality:077&language=en").text

    assert 'data-part="/part/missing-structures?region=13&amp;only=municipality%3A077&amp;language=en"' in page
    assert "Hankasalmi" in part
    assert "Äänekoski" not in part
    assert "<html" not in part


@pytest.mark.parametrize("address", ["/entity/municipality/999", "/entity/nothing/077", "/entity/source/survey"])
def test_an_entity_that_there_is_not_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=PAGE)

    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text


def test_text_from_data_stays_text_on_every_page(client: TestClient) -> None:
    for address in (f"/entity/association/{quote('hyökkääjä')}", "/search?q=img", f"/search?q={quote(HOSTILE)}"):
        assert "<img" not in client.get(address).text


@pytest.mark.parametrize("text", ["Hankasalmi", "hankasalmella", "hankasamli", "077"])
def test_search_forgives_and_leads_to_the_page(client: TestClient, text: str) -> None:
    assert 'href="/entity/municipality/077"' in client.get("/search", params={"q": text}).text


@pytest.mark.parametrize(("text", "said"), [("", "Kirjoita kunnan"), ("xyzzy", "Mikään nimi ei vastaa hakua")])
def test_a_search_without_outcome_says_what_to_do(client: TestClient, text: str, said: str) -> None:
    assert said in client.get("/search", params={"q": text}).text


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_report_is_taken_from_the_page(client: TestClient, form: str, begins: bytes) -> None:
    answer = client.get(f"/report/municipality-card.{form}?for=municipality:077&language=sv")

    assert answer.content.lower().startswith(begins.lower())
    assert answer.headers["content-disposition"] == f'attachment; filename="municipality-card-municipality-077.{form}"'


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/report/municipality-card.exe?for=Hankasalmi", 422),
        ("/report/nothing.pdf?for=Hankasalmi", 404),
        ("/report/municipality-card.pdf?for=Hankasalmmi", 404),
        ("/report/..%2F..%2Fetc.pdf?for=Hankasalmi", 404),
    ],
)
def test_a_report_that_there_is_not_is_refused(client: TestClient, address: str, status: int) -> None:
    assert client.get(address, headers=PAGE).status_code == status


def test_every_kind_has_a_page(client: TestClient, vocabulary: Ontology) -> None:
    found = client.get("/api/v1/projection").json()["entities"]

    for entity in found:
        if not entity["name"].startswith("•") and entity["kind"] != "Person":
            kind, entity_id = entity["reference"].split(":")
            assert client.get(f"/entity/{kind}/{quote(entity_id)}").status_code == 200
    assert {entity["kind"] for entity in found} <= set(vocabulary.domain_kinds)


def test_the_page_about_the_data_names_sources_and_says_how_to_have_something_mended(
    client: TestClient,
) -> None:
    page = client.get("/about").text

    assert "<td>Survey</td><td>12.3.2020</td>" in page
    assert "Onko tieto väärin" in page


def test_an_empty_graph_says_how_to_begin(empty: TestClient) -> None:
    assert "yhdysverkko load" in empty.get("/about").text


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("tietosuoja@example.org", 'href="mailto:tietosuoja@example.org"'),
        ("https://example.org/palaute", 'href="https://example.org/palaute"'),
        ("javascript:alert(1)", "<strong>javascript:alert(1)</strong>"),
        (None, "YHDYSVERKKO_CONTACT"),
    ],
)
def test_every_entity_leads_to_where_an_error_is_reported(
    store: Store, settings: Settings, client: TestClient, contact: str | None, shown: str
) -> None:
    told = create_app(store, settings.model_copy(update={"contact": contact}))

    assert 'href="/about#report"' in client.get("/entity/municipality/077").text
    assert shown in TestClient(told, base_url="http://127.0.0.1").get("/about").text
