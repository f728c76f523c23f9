"""A day of each of the three users in a real Chromium, signed in with their own accounts, in the three languages."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.api.access.conftest import PASSWORD
from tests.api.serving import served
from tests.graph.sources import MadeSource, municipality, person, relation
from tests.viz.chromium import chromium
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store

SignIn = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def sign_in(browser: Browser, app: FastAPI) -> Iterator[SignIn]:
    """Sign in as somebody with a role, in a language; the front page that it leads to."""
    with served(app) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)

        def enter(role: str, language: str) -> Page:
            page = context.new_page()
            page.goto(f"{address}/?language={language}")
            page.get_by_role("link", name=say("access.sign_in", language=language)).click()
            page.get_by_role("textbox", name=say("account.name", language=language), exact=True).fill(
                f"{role}@example.org"
            )
            page.get_by_label(say("account.password", language=language)).fill(PASSWORD)
            page.get_by_role("button", name=say("access.sign_in", language=language)).click()
            expect(page.get_by_role("link", name=f"{role}@example.org")).to_be_visible()
            return page

        yield enter
        context.close()


def check(page: Page) -> None:
    """No serious fault for those who hear a page or use it from the keyboard."""
    found = Axe().run(page)
    serious = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    assert serious == []


def take(page: Page, click: Callable[[], Any], file: Path) -> Path:
    with page.expect_download() as download:
        click()
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coordinator_finds_who_has_no_liaison_and_takes_the_map_to_a_meeting(
    sign_in: SignIn, tmp_path: Path, language: str
) -> None:
    page = sign_in("reader", language)
    page.get_by_role("link", name=say("site.ask", language=language), exact=True).click()
    check(page)
    page.locator("a[href^='/ask/missing-liaison']").click()
    expect(page.get_by_role("cell", name="Äänekoski")).to_be_visible()
    check(page)

    page.get_by_role("link", name=say("ask.on_map", language=language)).click()
    page.wait_for_url("**/map?**", wait_until="load")
    assert "Äänekoski" in page.evaluate("data.nodes.map((node) => node.name)")
    file = take(page, page.locator("a.picture", has_text="PDF").click, tmp_path / "map.pdf")

    assert "Äänekoski" in pypdf.PdfReader(file).pages[0].extract_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_analyst_writes_a_query_shares_it_and_takes_the_rows(
    sign_in: SignIn, browser: Browser, tmp_path: Path, language: str
) -> None:
    page = sign_in("analyst", language)
    page.get_by_role("link", name=say("site.console", language=language), exact=True).click()
    page.wait_for_url("**/console*")  # and for its script, which listens for the keys
    page.locator("#query").fill("MATCH (m:Municipality) RETURN m.id AS code, m.name AS name ORDER BY code")
    page.locator("#query").press("Control+Enter")
    expect(page.get_by_role("cell", name="Hankasalmi")).to_be_visible()
    check(page)
    file = take(page, page.locator("[data-form=csv]").click, tmp_path / "answer.csv")
    page.locator("#save-name").fill("Kunnat")
    page.get_by_role("button", name=say("console.save", language=language)).click()
    expect(page.locator("#save-said a")).to_contain_text("/console?saved=kunnat")

    colleague = page.context.new_page()
    colleague.goto(page.locator("#save-said a").inner_text())

    assert [row["name"] for row in csv.DictReader(file.open(encoding="utf-8"))] == ["Hankasalmi", "Äänekoski"]
    expect(colleague.locator("#query")).to_have_value(
        "MATCH (m:Municipality) RETURN m.id AS code, m.name AS name ORDER BY code"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_writer_updates_the_letter_of_the_quarter_and_keeps_her_own_words(
    sign_in: SignIn, store: Store, vocabulary: Ontology, tmp_path: Path, language: str
) -> None:
    page = sign_in("reader", language)
    page.get_by_role("link", name=say("site.reports", language=language), exact=True).click()
    check(page)
    label = say("report.name.municipal-letter", language=language)
    file = take(page, page.get_by_role("button", name=f"DOCX {label}").click, tmp_path / "letter.docx")
    before = text_of(file.read_bytes())
    letter = docx.Document(str(file))
    letter.paragraphs[1].insert_paragraph_before("Terveisin Maija, ensi viikolla nähdään!")
    letter.save(str(file))
    somebody = Ref("Person", "pekka-puutteenkorjaaja")
    facts: list[Record | Rejection] = [
        municipality("992", "Äänekoski"),
        person(somebody.id, name="Pekka Puutteenkorjaaja"),
        relation("LIAISON_FOR", somebody, Ref("Municipality", "992"), basis="named", valid_from=date(2026, 1, 1)),
    ]
    load(store, vocabulary, MadeSource("quarter", facts))

    page.get_by_label(say("reports.file", language=language)).set_input_files(file)
    update = page.get_by_role("button", name=say("reports.update", language=language))
    after = text_of(take(page, update.click, tmp_path / "updated.docx").read_bytes())

    assert "Terveisin Maija, ensi viikolla nähdään!" in after
    assert after.replace("Terveisin Maija, ensi viikolla nähdään!", "") != before


def test_what_is_no_report_of_ours_is_said_on_the_page(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("reader", "fi")
    page.get_by_role("link", name="Raportit", exact=True).click()
    other = tmp_path / "other.docx"
    docx.Document().save(str(other))

    page.get_by_label("Tiedosto").set_input_files(other)
    page.get_by_role("button", name="Päivitä oma raportti").click()

    expect(page.get_by_role("alert")).to_be_visible()


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
