"""The served page in a real Chromium, under the policy that the server sends with it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.api.conftest import survey
from tests.api.serving import served
from tests.graph.sources import MadeSource, node
from tests.viz.chromium import chromium
from yhdysverkko.api import front
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.choices import Layout


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(store: Store, vocabulary: Ontology, settings: Settings) -> Iterator[str]:
    """A running server with the survey's graph."""
    load(store, vocabulary, survey())
    with served(create_app(store, settings)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if is_ours(message) else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:")) else complaints.append(request.url),
    )
    page.goto(f"{address}/map")
    yield page
    page.close()
    assert complaints == []


def is_ours(message: ConsoleMessage) -> bool:
    """Whether a message is about our scripts or policy; a server's error is the browser's to say."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def find(page: Page, text: str, name: str) -> None:
    page.get_by_role("combobox", name="Hae nimellä").fill(text)
    page.get_by_role("option", name=name).wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(name)


def test_an_inflected_name_finds_its_municipality(page: Page) -> None:
    find(page, "hankasalmella", "Hankasalmi")


def test_evidence_is_one_click_away(page: Page) -> None:
    find(page, "hankasalmi", "Hankasalmi")
    liaison = page.locator(".tie-group").filter(has_text="järjestöyhdyshenkilö")
    liaison.get_by_text("Lähteet (1)").click()
    expect(liaison.locator(".claim")).to_contain_text("Survey")
    expect(liaison.locator(".claim")).to_contain_text("julkaistu 12.3.2020 · test.csv · rivi 12")


def test_a_region_is_chosen_without_a_script_of_ours(page: Page) -> None:
    page.get_by_label("Maakunta").select_option("Keski-Suomi")
    page.get_by_role("button", name="Näytä", exact=True).click()
    page.wait_for_url("**/map?region=13")
    expect(page.get_by_label("Maakunta")).to_have_value("13")


def test_a_server_that_went_away_is_said_beside_the_fact(page: Page) -> None:
    find(page, "hankasalmi", "Hankasalmi")
    page.route("**/api/v1/entities/**", lambda route: route.fulfill(status=503, body="{}"))
    page.locator("#details .evidence > summary").first.click()
    expect(page.get_by_role("alert")).to_have_text("Lähteitä ei saatu haettua. Yritä hetken päästä uudelleen.")
    page.unroute("**/api/v1/entities/**")
    page.get_by_role("button", name="Yritä uudelleen").click()
    expect(page.locator("#details .claim").first).to_contain_text("Survey")


@pytest.mark.parametrize("layout", [*Layout])
@pytest.mark.parametrize("overlay", ["none", "gaps", "hubs", "communities"])
def test_every_layout_and_overlay_draws_its_marks(page: Page, address: str, layout: Layout, overlay: str) -> None:
    page.goto(f"{address}/map?layout={layout}&overlay={overlay}")

    drawn = page.evaluate(
        """() => { const box = document.querySelector("#network").getBoundingClientRect();
        return data.nodes.filter(isShown).map((node) => network.canvasToDOM(node))
          .filter(({ x, y }) => x > 0 && y > 0 && x < box.width && y < box.height).length; }"""
    )
    assert drawn == page.evaluate("data.nodes.filter(isShown).length") >= 4
    assert (page.locator("#legend-tones p").count() > 0) == (overlay != "none")


def test_a_group_unfolds_and_folds_in_place(page: Page, address: str) -> None:
    page.goto(f"{address}/map?grouping=municipality")
    page.evaluate("window.kept = true")
    find(page, "hankasalmi", "Hankasalmi")
    groups = page.evaluate("data.nodes.length")

    page.get_by_role("link", name="Avaa kohteet").click()
    page.wait_for_url("**/map?grouping=municipality&unfolded=municipality%3A077")

    assert page.evaluate("data.nodes.length") == page.evaluate("nodeMarks.length") > groups
    expect(page.locator("#subtitle")).to_contain_text(str(page.evaluate("data.nodes.length")))
    for place in page.locator("#kept input[name=unfolded]"), page.locator("a.picture").first:
        written = place.get_attribute("value") or place.get_attribute("href") or ""
        assert "municipality" in written
    find(page, "maija", "Maija Meikäläinen")

    page.go_back()
    expect(page.locator("#subtitle")).to_contain_text(str(groups))
    expect(page.locator("#details h2")).to_have_text("Hankasalmi")
    page.go_forward()
    expect(page.locator("#subtitle")).not_to_contain_text(f"· {groups} ")
    find(page, "hankasalmi", "Hankasalmi")
    page.get_by_role("link", name="Sulje ryhmäksi").click()
    page.wait_for_url("**/map?grouping=municipality")
    assert page.evaluate("data.nodes.length") == groups
    assert page.evaluate("window.kept"), "the page was never left"


def test_the_slider_shows_the_day_and_the_address_keeps_it(
    page: Page, address: str, store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, MadeSource("calendar", [node("Project", "hanke", valid_to=date(2020, 1, 1))]))
    page.goto(f"{address}/map")
    page.locator("#time-day").fill("0")

    assert page.evaluate("data.span") == ["2018-10-08", "2020-01-01"]
    expect(page.locator("#subtitle")).to_contain_text("Tilanne 1.10.2018")
    assert "as_of=2018-10-01" in page.url
    assert "as_of=2018-10-01" in (page.locator("a.picture").first.get_attribute("href") or "")
    shown = page.evaluate("data.ties.filter(isTieShown).map((tie) => tie.kind)")
    assert "LIAISON_FOR" not in shown  # it began on the eighth
    page.goto(page.url)
    assert page.evaluate("data.ties.filter(isTieShown).map((tie) => tie.kind)") == shown
    page.get_by_role("button", name="Toista").click()
    expect(page.locator("#time-said")).not_to_have_text("1.10.2018")
    page.get_by_role("button", name="Kaikki ajat").click()
    assert "as_of" not in page.url


def test_what_is_switched_off_is_in_the_address_and_can_be_undone(page: Page) -> None:
    people = page.locator("#legend").get_by_label("henkilöt")
    shown = page.evaluate("data.nodes.filter(isShown).length")
    expect(page.get_by_role("button", name="Kumoa")).to_be_disabled()

    people.uncheck()
    fewer = page.evaluate("data.nodes.filter(isShown).length")
    assert fewer < shown
    page.goto(page.url)
    assert page.evaluate("data.nodes.filter(isShown).length") == fewer
    expect(people).not_to_be_checked()

    page.get_by_role("button", name="Kumoa").click()
    expect(people).to_be_checked()
    assert page.evaluate("data.nodes.filter(isShown).length") == shown
    page.get_by_role("button", name="Tee uudelleen").click()
    expect(people).not_to_be_checked()


def test_a_way_between_two_is_found_from_their_cards(page: Page) -> None:
    find(page, "maija", "Maija Meikäläinen")
    page.get_by_role("button", name="Etsi yhteys tästä toiseen").click()
    find(page, "hankasalmi", "Hankasalmi")
    page.get_by_role("link", name="Yhteys: Maija Meikäläinen – tämä").click()
    page.wait_for_url("**/map?question=how-connected**")
    assert set(page.evaluate("data.nodes.map((node) => node.name)")) == {"Maija Meikäläinen", "Hankasalmi"}

    page.goto(page.url.replace("municipality%3A077", "municipality%3A992"))
    expect(page.get_by_role("heading", name="Vastauksessa ei ole mitään kartalle")).to_be_visible()


def test_the_table_is_ordered_by_its_heads_from_the_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Taulukko").press("Enter")
    names = page.locator("#table-body th")
    page.locator("#table-head button").first.press("Enter")
    ascending = names.all_inner_texts()
    page.locator("#table-head button").first.press("Enter")

    assert ascending.index("Hankasalmi") < ascending.index("Maija Meikäläinen") < ascending.index("Äänekoski")
    assert names.all_inner_texts() == ascending[::-1]
    expect(page.locator("#table-head th").first).to_have_attribute("aria-sort", "descending")


def test_choosing_leads_to_the_address_of_the_choice(page: Page) -> None:
    page.get_by_label("Korostus").select_option("gaps")
    page.wait_for_url("**overlay=gaps**")
    page.locator(".findings .node-link").first.click()

    expect(page.locator("#details h2")).to_have_text("Äänekoski")
    expect(page.locator(".remarks")).to_contain_text("järjestöyhdyshenkilöstä ei ole tietoa")


def test_a_view_is_saved_under_a_name_and_embedded(page: Page, address: str) -> None:
    page.goto(f"{address}/map?overlay=hubs")
    page.get_by_label("Tallenna näkymä nimellä").fill("Omat solmut")
    page.get_by_role("button", name="Tallenna").click()
    page.locator("#save-said a").nth(1).click()

    expect(page.locator("h1")).to_have_text("Omat solmut")
    assert page.evaluate("network.getScale()") > 0
    expect(page.locator("#choices")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/map", "/map?overlay=gaps", "/map?layout=timeline&overlay=hubs", "/embed?overlay=communities"]
)
def test_axe_finds_nothing_serious(browser: Browser, address: str, path: str, scheme: Literal["light", "dark"]) -> None:
    # The policy of the page would keep the checker's own script out.
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        page.evaluate("select({ node: nodes.get('municipality:077') })")
        found = Axe().run(page).response

    assert found["passes"]
    assert [rule["id"] for rule in found["violations"] if rule["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ask",
        "/ask/missing-liaison?region=13",
        "/ask/profile-of-person",
        "/ask/missing-liaison?as_of=eilen",
        "/entity/municipality/077",
        "/search?q=hankasalmella",
        "/entity/municipality/999",
        "/about",
    ],
)
def test_axe_finds_nothing_serious_beside_the_map(
    browser: Browser, address: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}{path}")
        found = Axe().run(page).response

    assert found["passes"]
    assert [rule["id"] for rule in found["violations"] if rule["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_the_map_is_in_the_middle_of_what_is_free(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.reload()
    middle, free = page.evaluate("""() => {
      const places = data.nodes.filter(isShown).map((node) => network.canvasToDOM({ x: node.x, y: node.y }));
      const middle = (axis) => {
        const all = places.map((place) => place[axis]);
        return (Math.min(...all) + Math.max(...all)) / 2;
      };
      const whole = stage.getBoundingClientRect();
      const { offset } = freeArea();
      return [["x", "y"].map(middle), [whole.width / 2 + offset.x, whole.height / 2 + offset.y]];
    }""")

    assert middle == pytest.approx(free, abs=2)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_coordinator_finds_where_there_is_no_liaison_and_sees_it_on_the_map(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("link", name="Kysymykset").click()
    page.get_by_role("link", name="Missä kunnissa ei ole nimettyä järjestöyhdyshenkilöä?").click()
    page.get_by_label("maakunta").select_option(label="Keski-Suomi")
    page.get_by_role("button", name="Hae vastaus").click()

    expect(page.get_by_role("table").get_by_role("link", name="Äänekoski")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    with page.expect_download() as file:
        page.get_by_role("link", name="XLSX").click()
    assert file.value.suggested_filename == "missing-liaison.xlsx"

    page.get_by_role("link", name="Avaa karttana").click()
    expect(page.locator("#network canvas")).to_be_visible()
    assert page.evaluate("[...nodes.keys()]") == ["municipality:992"]


def test_a_front_page_that_is_being_made_completes_itself(
    page: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "WAIT_S", 0)
    page.goto(f"{address}/?language=sv")

    expect(page.get_by_role("heading", name="De mest brådskande luckorna")).to_be_visible(timeout=30_000)
    expect(page.locator("#waiting")).to_have_count(0)


def test_an_entity_on_the_map_leads_to_its_page_and_back(page: Page) -> None:
    find(page, "hankasalmi", "Hankasalmi")
    page.get_by_role("link", name="Oma sivu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hankasalmi")

    page.locator(".ties .evidence > summary").first.click()
    expect(page.locator(".ties .evidence[open]")).to_contain_text("test.csv")
    page.locator(".ties").get_by_role("link", name="Maija Meikäläinen").click()
    page.get_by_role("link", name="Kehät").click()
    expect(page.locator("#network canvas")).to_be_visible()


def test_the_language_stays_from_page_to_page(page: Page) -> None:
    page.get_by_role("link", name="Kysymykset").click()
    page.get_by_role("link", name="svenska").click()
    page.get_by_role("link", name="Vilka kommuner saknar en utsedd kontaktperson för föreningar?").click()
    page.get_by_role("button", name="Hämta svar").click()

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.get_by_role("link", name="Karta", exact=True)).to_be_visible()
