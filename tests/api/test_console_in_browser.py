"""The console in a real Chromium: writing, suggestions, running, what is cut, sharing, files, in three languages."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import HOSTILE, survey
from tests.api.serving import served, wait_for_run
from tests.api.test_page_in_browser import is_ours
from tests.graph.sources import MadeSource, node
from tests.queries.test_console import ENDLESS
from tests.viz.chromium import chromium
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

NAMES = "MATCH (m:Municipality) RETURN m.id AS code, m.name AS name ORDER BY code"
AROUND = "MATCH p = (:Municipality {id: '077'})--() RETURN p"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(store: Store, vocabulary: Ontology, settings: Settings) -> Iterator[str]:
    load(store, vocabulary, survey())
    load(store, vocabulary, MadeSource("more", [node("Association", "kaava", name="=1+1")]))
    with served(create_app(store, settings)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if is_ours(message) else None)
    page.goto(f"{address}/console")
    yield page
    page.close()
    assert complaints == []


def write(page: Page, text: str) -> None:
    page.locator("#query").fill(text)


def run(page: Page, text: str) -> None:
    write(page, text)
    page.locator("#query").press("Control+Enter")
    expect(page.get_by_role("button", name="Keskeytä")).to_be_hidden()
    expect(page.locator("#said")).not_to_have_text(say("console.said.running", language="fi"))


def test_a_query_is_written_with_suggestions_and_run_from_the_keyboard(page: Page) -> None:
    query = page.get_by_label("Kysely (Cypher)")
    query.press_sequentially("MATCH (k:kun")
    expect(page.get_by_role("option", name="Municipality kunta", exact=True)).to_be_visible()
    expect(page.locator("#suggested")).to_contain_text("Ehdotuksia")
    query.press("ArrowDown")
    query.press("Enter")
    expect(query).to_have_value("MATCH (k:Municipality")
    query.press_sequentially(")-[r:kuuluu")
    expect(page.get_by_role("option").first).to_contain_text("PART_OF")
    query.press("ArrowDown")
    query.press("Enter")
    query.press_sequentially("]->(m) RETURN k.väk")
    expect(page.get_by_role("option").first).to_contain_text("population")
    query.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    query.press("Control+A")
    query.press_sequentially("MATCH (k:Municipality) RETURN k ORDER BY k.name")
    query.press("Control+Enter")

    expect(page.locator("#said")).to_contain_text("Rivejä 2")
    expect(page.locator("#shown td a").first).to_have_attribute("href", "/entity/municipality/077")


def test_tab_always_leaves_the_editor(page: Page) -> None:
    query = page.get_by_label("Kysely (Cypher)")
    query.press_sequentially("MATCH (k:kun")
    expect(page.get_by_role("option").first).to_be_visible()
    query.press("Tab")

    expect(page.get_by_label("Parametrit (JSON)")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_words_have_their_colours_and_the_layer_says_what_the_editor_holds(page: Page) -> None:
    text = "MATCH (m:Municipality {id: '077'}) // kunta\nRETURN m, $x, 12"
    write(page, text)

    assert page.locator("#layer").inner_text().rstrip("\n") == text
    assert page.locator("#layer .keyword").all_inner_texts() == ["MATCH", "RETURN"]
    assert page.locator("#layer .literal").all_inner_texts() == ["'077'", "$x", "12"]
    assert page.locator("#layer .remark").all_inner_texts() == ["// kunta"]


def test_what_is_cut_is_said_aloud(page: Page) -> None:
    page.get_by_label("Rivejä enintään").fill("1")
    run(page, NAMES)

    expect(page.get_by_role("status").filter(has_text="Vastaus on katkaistu")).to_be_visible()
    expect(page.locator("#shown tbody tr")).to_have_count(1)


def test_an_answer_is_a_table_a_graph_and_json(page: Page) -> None:
    run(page, AROUND)
    expect(page.locator("#shown td").first).to_contain_text("Hankasalmi")
    page.get_by_role("button", name="Verkko").click()
    expect(page.locator("#shown svg line")).to_have_count(3)
    expect(page.locator("#shown svg a").filter(has_text="Keski-Suomi")).to_have_attribute("href", "/entity/region/13")
    page.locator("[data-way=json]").click()
    expect(page.locator("#shown pre")).to_contain_text('"$relationship"')


def test_names_from_the_data_stay_text_in_every_way_to_show_them(page: Page) -> None:
    run(page, "MATCH (a:Association {id: 'hyökkääjä'}) RETURN a, a.name AS name, {name: a.name} AS map")
    for way in ("table", "graph", "json"):
        page.locator(f"[data-way={way}]").click()
        assert HOSTILE.removeprefix("<") in page.locator("#shown").inner_text()
        assert page.locator("#shown img").count() == 0


def test_errors_of_texts_and_parameters_are_said_and_the_text_stays(page: Page) -> None:
    run(page, "MATCH (m:Municipality)\nRETRUN m")
    expect(page.get_by_role("alert")).to_contain_text("Rivi 2, sarake 1")
    run(page, "CREATE (n)")
    expect(page.get_by_role("alert")).to_have_text("Konsolissa voi vain lukea, ja tämä kysely muuttaisi verkkoa.")
    page.get_by_label("Parametrit (JSON)").fill("{code")
    run(page, NAMES)
    expect(page.get_by_role("alert")).to_contain_text("JSON-olio")
    page.get_by_label("Parametrit (JSON)").fill('{"code": "077"}')
    run(page, "MATCH (m:Municipality {id: $code}) RETURN m.name AS name")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#shown td")).to_have_text("Hankasalmi")
    run(page, "MATCH (m:Municipality {id: '000'}) RETURN m")
    expect(page.locator("#shown")).to_have_text("Kysely ei löytänyt yhtään riviä.")


def test_the_plan_is_said_before_the_run(page: Page) -> None:
    write(page, NAMES)
    page.get_by_role("button", name="Tarkista").click()

    expect(page.locator("#said")).to_contain_text("Kysely vain lukee.")
    expect(page.locator("#answer")).to_be_hidden()


def test_a_run_is_cancelled_and_the_server_stops_it(page: Page, store: Store) -> None:
    write(page, ENDLESS)
    page.get_by_role("button", name="Aja").click()
    wait_for_run(store, ENDLESS, there=True)
    page.get_by_role("button", name="Keskeytä").click()

    expect(page.locator("#said")).to_have_text("Kysely keskeytettiin.")
    wait_for_run(store, ENDLESS, there=False)


def test_files_hold_all_rows_and_no_formulas(page: Page, tmp_path: Path) -> None:
    run(page, "MATCH (a:Association) RETURN a.id AS id, a.name AS name ORDER BY id")
    for form in ("csv", "json", "arrow"):
        with page.expect_download() as download:
            page.locator(f"[data-form={form}]").click()
        download.value.save_as(tmp_path / f"answer.{form}")
        expect(page.locator("#said")).to_have_text("Tiedosto on ladattu.")

    rows = list(csv.DictReader((tmp_path / "answer.csv").open(encoding="utf-8")))
    assert {"id": "kaava", "name": "'=1+1"} in rows


def test_a_query_is_saved_and_another_opens_it_by_its_address(page: Page, browser: Browser) -> None:
    write(page, NAMES)
    page.get_by_label("Kyselyn nimi").fill("Kunnat aakkosissa")
    page.get_by_role("button", name="Tallenna ja jaa").click()
    link = page.locator("#save-said a")
    expect(link).to_contain_text("/console?saved=kunnat-aakkosissa")

    other = browser.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    other.goto(link.inner_text())
    expect(other.get_by_label("Kysely (Cypher)")).to_have_value(NAMES)
    other.wait_for_timeout(500)
    assert asked == []
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Poista Kunnat aakkosissa").click()
    expect(other.get_by_text("Yhtään kyselyä ei ole vielä tallennettu.")).to_be_visible()
    other.close()


def test_the_latest_queries_stay_in_the_browser_until_they_are_cleared(page: Page) -> None:
    run(page, NAMES)
    page.reload()
    write(page, "")
    page.locator("#history button").first.click()
    expect(page.get_by_label("Kysely (Cypher)")).to_have_value(NAMES)
    page.get_by_role("button", name="Tyhjennä").click()
    expect(page.locator("#history-said")).to_have_text("Luettelo on tyhjennetty.")
    page.reload()
    expect(page.locator("#history button")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_console_fits_narrow_and_wide_light_and_dark_and_has_no_barrier(
    browser: Browser, address: str, language: str
) -> None:
    looks: list[tuple[int, Literal["light", "dark"]]] = [(360, "light"), (768, "dark"), (1440, "light")]
    for width, scheme in looks:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in ("/console?example=neighbourhood&", "/console/examples?"):
            page.goto(f"{address}{path}language={language}")
            if "example=" in path:
                page.locator("#query").press("Control+Enter")
                page.locator("#shown table").wait_for()
                page.locator("[data-way=graph]").click()
                page.locator("#query").press("Control+End")
                page.locator("#query").press_sequentially("MA")
                expect(page.get_by_role("option").first).to_be_visible()
            found = Axe().run(page).response["violations"]
            assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
