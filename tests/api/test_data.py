"""The pages of the data, as an editor uses them."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import survey
from tests.api.serving import served
from tests.graph.sources import MadeSource, municipality, person, relation
from tests.viz.chromium import chromium
from yhdysverkko.api.app import create_app
from yhdysverkko.graph import staging
from yhdysverkko.graph.decisions import candidate_id, list_candidates, pack_records
from yhdysverkko.graph.ledger import list_sources, load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import dumps
from yhdysverkko.graph.records import Node, Record, Ref, make_node
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

BAD = "Nimi;Alkaen\nHankasalmen Martat ry;1925\nKonneveden Kylät ry;ei ole vuosi\n"
MAIJA, MATTI = Ref("Person", "maija-meikäläinen"), Ref("Person", "matti-meikäläinen")
HANKASALMI = Ref("Municipality", "077")


def asked(vocabulary: Ontology) -> MadeSource:
    """A document that may state that Maija works for Hankasalmi, and whose Matti may be one that the graph knows."""
    post = relation("WORKS_FOR", MAIJA, HANKASALMI, title="kulttuurisihteeri")
    records: list[Record] = [person(MAIJA.id, name="Maija Meikäläinen"), municipality("077", "Hankasalmi"), post]
    own = person("matti-meikäläinen-artikkeli", name="Matti Meikäläinen")

    def candidate(entity_id: str, **properties: str | float) -> Node:
        return make_node(vocabulary.kinds["Candidate"], entity_id, properties, {"file": "artikkeli.txt"})

    return MadeSource(
        "artikkeli",
        [
            own,
            candidate(
                candidate_id("artikkeli", "post"),
                statement="Maija Meikäläinen työskentelee: Hankasalmi",
                sentence="Kulttuurisihteeri Maija Meikäläinen kertoi avustuksista.",
                rule="post",
                confidence=0.6,
                records=pack_records(records),
            ),
            candidate(
                candidate_id("artikkeli", "same"),
                statement="Matti Meikäläinen on sama henkilö kuin verkossa",
                sentence="",
                rule="merge",
                confidence=0.5,
                records=dumps({"same": [list(own.ref), list(MATTI)]}).decode(),
            ),
        ],
        kind="document",
    )


def known() -> MadeSource:
    return MadeSource("tiedossa", [municipality("077", "Hankasalmi"), person(MATTI.id, name="Matti Meikäläinen")])


def test_an_empty_graph_says_what_to_do(editor: TestClient) -> None:
    page = editor.get("/data").text
    assert "Yhtään lähdettä ei ole vielä ladattu" in page
    assert "Mikään ei odota päätöstä" in page


def test_sources_are_listed_with_what_they_are(editor: TestClient, store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, survey())
    page = editor.get("/data?language=en").text
    assert "Survey" in page
    assert "12.3.2020" in page
    assert "/data/retract/survey?language=en" in page


def test_a_source_shows_what_it_states_but_nobody_who_is_internal(
    editor: TestClient, store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, survey())
    page = editor.get("/data/sources/survey").text
    assert "/entity/municipality/077" in page
    assert "Maija Meikäläinen" in page
    assert "Salla Salainen" not in page
    assert "040 123 4567" not in page
    assert "<img src=x" not in page


def test_retraction_asks_first_and_says_what_goes_and_stays(
    editor: TestClient, store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, survey())
    load(store, vocabulary, known())
    asked_first = editor.get("/data/retract/tiedossa?language=en").text
    assert "The source states 2 facts. Of these 1 leave the graph; 1 stay" in asked_first
    assert len(list_sources(store)) == 2

    said = editor.post("/data/retract/tiedossa?language=en").text

    assert "The source has been taken out: 2 facts." in said
    assert [stored.source.id for stored in list_sources(store)] == ["survey"]
    assert editor.post("/data/retract/tiedossa").status_code == 404


def test_accepted_facts_are_not_retracted_as_a_source(editor: TestClient) -> None:
    assert editor.post("/data/retract/review").status_code == 400


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_empty_tables_are_taken_from_the_page(editor: TestClient, language: str) -> None:
    book = openpyxl.load_workbook(BytesIO(editor.get(f"/data/templates.xlsx?language={language}").content))
    assert len(book.sheetnames) > 10
    archive = zipfile.ZipFile(BytesIO(editor.get(f"/data/templates.zip?language={language}").content))
    assert len(archive.namelist()) == len(book.sheetnames) - 2  # instructions, and what the lists offer
    assert editor.get("/data/templates.exe").status_code == 400


def test_what_is_wrong_with_files_is_said_on_the_page(editor: TestClient) -> None:
    answer = editor.post("/data/loads?language=en", files=[("files", ("a.exe", b"MZ"))])
    assert answer.status_code == 415
    assert 'role="alert"' in answer.text
    assert "a.exe cannot be read" in answer.text


def test_readers_see_no_data_pages(store: Store, own: Settings) -> None:
    with TestClient(create_app(store, own.model_copy(update={"open_network": True})), base_url="http://x") as public:
        for address in ("/data", "/data/review", "/data/retract/survey", "/api/v1/loads"):
            assert public.get(address, follow_redirects=False).status_code in (303, 401, 403), address
        assert public.post("/data/retract/survey", follow_redirects=False).status_code in (401, 403)


def test_an_accepted_candidate_is_a_fact_and_may_be_rejected_again(
    editor: TestClient, store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, known())
    load(store, vocabulary, asked(vocabulary))
    page = editor.get("/data/review").text
    assert "Kulttuurisihteeri Maija Meikäläinen kertoi avustuksista." in page
    assert "varmuus 60 %" in page
    post = candidate_id("artikkeli", "post")

    said = editor.post("/data/review", data={post: "accept", candidate_id("artikkeli", "same"): ""}).text

    assert "Päätöksiä tallennettu: 1." in said
    works = "MATCH (p:Person)-[:WORKS_FOR]->(m) RETURN p.name AS who, m.name AS whom"
    assert store.read(works) == [{"who": "Maija Meikäläinen", "whom": "Hankasalmi"}]
    assert [candidate.rule for candidate in list_candidates(store)] == ["merge"]

    editor.post("/data/review", data={post: "reject"})
    assert store.read(works) == []


def test_a_doubtful_link_shows_both_and_makes_them_one(editor: TestClient, store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, known())
    load(store, vocabulary, asked(vocabulary))
    page = editor.get("/data/review").text
    assert "/entity/person/matti-meik%C3%A4l%C3%A4inen-artikkeli" in page
    assert "Jo verkossa" in page
    editor.post("/data/review", data={candidate_id("artikkeli", "same"): "accept"})
    assert store.read("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 1}]


def test_a_verdict_that_is_none_is_refused(editor: TestClient) -> None:
    assert editor.post("/data/review", data={"a": "perhaps"}).status_code == 400
    assert editor.post("/data/review", data={"a": "accept"}).status_code == 404


def test_readers_wait_while_a_source_is_half_written_and_the_page_opens_by_itself(
    browser: Browser, store: Store, own: Settings, vocabulary: Ontology
) -> None:
    load(store, vocabulary, survey())
    staging.mark_unfinished(store, "Kunnat", staging.WRITING, "kunnat")
    with served(create_app(store, own)) as address, browser.new_page() as page:
        answer = page.goto(f"{address}/entity/municipality/077")
        assert answer
        assert answer.status == 503
        assert answer.headers["retry-after"] == "2"
        expect(page.get_by_role("status")).to_contain_text("yrittää itsestään uudelleen")
        assert page.request.get(f"{address}/data").ok  # those who load see how it goes
        store.write("MATCH (l:Load) DELETE l")
        expect(page.get_by_role("heading", level=1)).to_have_text("Hankasalmi", timeout=30_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(store: Store, own: Settings, vocabulary: Ontology) -> Iterator[str]:
    load(store, vocabulary, known())
    load(store, vocabulary, asked(vocabulary))
    with served(create_app(store, own)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/data")
    yield page
    page.close()
    assert complaints == []


def test_an_editor_s_day(page: Page, address: str, tmp_path: Path) -> None:
    table = tmp_path / "Järjestöt.csv"
    table.write_text(BAD, encoding="utf-8")
    page.get_by_label("Tiedostot", exact=True).set_input_files(table)
    expect(page.locator("#chosen")).to_contain_text("Valittu 1 tiedostoa")
    page.get_by_role("button", name="Tarkista tiedostot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkistettu, ei vielä tallennettu", timeout=120_000)
    row = page.get_by_role("region", name="Rivit, jotka eivät kelpaa").get_by_role("row").nth(1)
    expect(row).to_contain_text("3")
    expect(row).to_contain_text("ei ole vuosi")
    page.get_by_role("button", name="Hylkää tiedostot").click()

    table.write_text(BAD.replace("ei ole vuosi", "1987"), encoding="utf-8")
    page.get_by_label("Tiedostot", exact=True).set_input_files(table)
    page.get_by_role("button", name="Tarkista tiedostot").click()
    page.get_by_role("button", name="Tallenna verkkoon").click(timeout=120_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tallennettu", timeout=120_000)
    page.get_by_role("link", name="Järjestöt").click()
    page.get_by_role("link", name="Konneveden Kylät ry").click()
    page.get_by_text("Mistä tämä tiedetään").first.click()
    expect(page.locator(".evidence").first).to_contain_text("Järjestöt.csv")
    expect(page.locator(".evidence").first).to_contain_text("rivi 3")

    page.goto(f"{address}/data/review")
    expect(page.locator(".candidate").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(".candidate").nth(1)).to_be_focused()
    page.get_by_role("button", name="Tallenna päätökset").click()
    expect(page.get_by_text("Päätöksiä tallennettu: 1.")).to_be_visible()
    page.goto(f"{address}/entity/person/maija-meikäläinen")
    expect(page.locator("main")).to_contain_text("kulttuurisihteeri")

    page.goto(f"{address}/data")
    page.get_by_role("link", name="Poista lähde: Järjestöt").click()
    page.get_by_role("button", name="Poista").click()
    expect(page.get_by_text(re.compile("Lähde on poistettu"))).to_be_visible()
    expect(page.get_by_role("link", name="Järjestöt", exact=True)).to_have_count(0)


def test_too_large_a_file_is_told_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    (tmp_path / "iso.csv").write_bytes(b"x" * (51 << 20))
    page.get_by_label("Tiedostot", exact=True).set_input_files(tmp_path / "iso.csv")
    expect(page.locator("#chosen")).to_have_text("Jokin tiedostoista on yli 50 Mt. Jaa se osiin.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_accessibility_faults_and_fit_a_telephone(
    browser: Browser, address: str, scheme: Literal["light", "dark"], tmp_path: Path
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto(f"{address}/data")
    (tmp_path / "Järjestöt.csv").write_text(BAD, encoding="utf-8")
    page.get_by_label("Tiedostot", exact=True).set_input_files(tmp_path / "Järjestöt.csv")
    page.get_by_role("button", name="Tarkista tiedostot").click()
    page.get_by_role("button", name="Tallenna kelvolliset rivit").wait_for(timeout=120_000)
    for here in (page.url, "/data", "/data/review", "/data/sources/artikkeli", "/data/retract/artikkeli"):
        page.goto(here if here.startswith("http") else f"{address}{here}")
        found = Axe().run(page)
        assert found.violations_count == 0, (here, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, here
    page.close()
