"""The front page: what the graph holds, what is missing, who holds it together, what changed."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HANKASALMI, HOSTILE
from tests.graph.sources import MadeSource, person, relation
from yhdysverkko.api import front
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what is being made, however slow the machine is."""
    monkeypatch.setattr(front, "WAIT_S", 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_says_what_there_is_and_leads_on(client: TestClient, language: str) -> None:
    page = client.get(f"/?language={language}").text

    assert f'<html lang="{language}">' in page
    assert "<strong>2</strong>" in page
    assert "12.3.2020" in page
    assert f'href="/map?language={language}"' in page
    assert f'href="/ask/missing-liaison?language={language}"' in page
    assert f'<a href="/entity/municipality/992?language={language}">Äänekoski</a>' in page


def test_what_changed_before_the_newest_source_is_told_with_its_day(
    client: TestClient, store: Store, vocabulary: Ontology
) -> None:
    newcomer = Ref("Person", "mikko-mallinen")
    facts: list[Record | Rejection] = [
        person(newcomer.id, name="Mikko Mallinen"),
        relation("LIAISON_FOR", newcomer, HANKASALMI, basis="named", valid_from=date(2020, 2, 1)),
    ]
    before = client.get("/").text
    load(store, vocabulary, MadeSource("news", facts, published=date(2020, 3, 1)))
    page = client.get("/").text

    assert "Mikko Mallinen" not in before
    changes = page.partition('id="front.changes"')[2]
    assert '<a href="/entity/person/mikko-mallinen">Mikko Mallinen</a>' in changes
    assert "2020" in changes.partition("Mikko Mallinen")[2].partition("</li>")[0]


def test_people_who_are_not_shown_are_not_on_the_front_page(everybody: TestClient) -> None:
    page = everybody.get("/").text

    assert "alainen" not in page.replace("Meikäläinen", "")
    assert HOSTILE not in page


def test_the_front_page_of_an_empty_graph_says_how_to_begin(empty: TestClient) -> None:
    assert "yhdysverkko load" in empty.get("/").text


def test_the_front_page_is_the_same_until_the_graph_changes(client: TestClient, store: Store) -> None:
    first = client.get("/")
    assert client.get("/", headers={"if-none-match": first.headers["etag"]}).status_code == 304

    store.write("MATCH (s:Source) SET s.loaded = datetime('2031-01-01T00:00:00Z') DETACH DELETE s")
    assert client.get("/").headers["etag"] != first.headers["etag"]


def test_a_front_page_that_takes_long_says_so_until_it_is_made(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "WAIT_S", 0)
    page = client.get("/").text

    assert "Sivu täydentyy itsestään." in page
    assert "front.js" in page

    monkeypatch.setattr(front, "WAIT_S", 60)
    page = client.get("/").text
    assert "Kiireisimmät aukot" in page
    assert "front.js" not in page
