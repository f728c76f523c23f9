"""The map as a reader meets it, in a real Chromium without a network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.viz.conftest import Opened
from tests.viz.sample import HOSTILE

COLOURS_DRAWN = """() => {
  const canvas = document.querySelector("#network canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let at = 0; at < pixels.length; at += 4) seen.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
  return [...seen];
}"""
MUNICIPALITY_BLUE = "0,114,178"


def spot(page: Page, node: str) -> tuple[float, float]:
    """Where on the screen an entity is drawn."""
    box = page.locator("#network").bounding_box()
    at = page.evaluate("(id) => network.canvasToDOM({ x: nodes.get(id).x, y: nodes.get(id).y })", node)
    assert box
    return box["x"] + at["x"], box["y"] + at["y"]


def find(page: Page, text: str) -> None:
    page.get_by_role("combobox").fill(text)
    page.keyboard.press("Enter")


def test_it_draws_without_a_network(opened: Opened) -> None:
    expect(opened.page.locator("#legend")).to_be_visible()
    assert MUNICIPALITY_BLUE in opened.page.evaluate(COLOURS_DRAWN)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert opened.complaints == []


def test_a_click_on_an_entity_shows_what_is_known_of_it(opened: Opened) -> None:
    opened.page.mouse.click(*spot(opened.page, "municipality:077"))
    details = opened.page.locator("#details")
    expect(details.get_by_role("heading", level=2)).to_have_text("Hankasalmi")
    expect(details).to_contain_text("571,69\u00a0km²")
    expect(details).to_contain_text("järjestöyhdyshenkilö")
    expect(details).to_contain_text("8.10.2018–")
    details.get_by_text("Lähteet (1)").first.click()
    expect(details.locator(".claim").first).to_contain_text("julkaistu 12.3.2020 · kysely.csv · rivi 12")
    expect(details.locator("blockquote").first).to_contain_text("Maija on yhdyshenkilö")
    assert opened.complaints == []


def test_a_click_on_a_tie_shows_all_that_ties_the_two(opened: Opened) -> None:
    page = opened.page
    (x, y), (x2, y2) = spot(page, "municipality:077"), spot(page, "person:maija-meikäläinen")
    page.mouse.click((x + x2) / 2, (y + y2) / 2)
    details = page.locator("#details")
    expect(details).to_contain_text("Maija Meikäläinen")
    expect(details).to_contain_text("nimetty")
    expect(details).to_contain_text("kulttuuripäällikkö")
    expect(details.locator("blockquote").first).to_be_visible()  # the sentence that says it, without another click


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Hankasalmi", "Hankasalmi"),
        ("äänekoski", "Äänekoski"),
        ("AANEK", "Äänekoski"),
        ("kyt", "Keski-Suomen Yhteisöjen Tuki ry"),
    ],
)
def test_search_finds_by_name_in_any_spelling(opened: Opened, typed: str, name: str) -> None:
    find(opened.page, typed)
    expect(opened.page.locator("#details h2")).to_have_text(name)


def test_search_says_when_nothing_matches(opened: Opened) -> None:
    opened.page.get_by_role("combobox").fill("Ouagadougou")
    expect(opened.page.locator("#matches")).to_have_text("Ei osumia")


def test_an_attack_in_a_name_stays_text_everywhere(opened: Opened) -> None:
    page = opened.page
    expect(page).to_have_title(f"Kartta {HOSTILE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Kartta {HOSTILE}")
    expect(page.locator(".sources li")).to_have_text(f"Kysely {HOSTILE}")
    page.get_by_role("combobox").fill("img")
    expect(page.locator("#matches li").first).to_contain_text(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(HOSTILE)
    page.locator("#details .evidence > summary").first.click()
    expect(page.locator(".claim h4").first).to_have_text(f"Kysely {HOSTILE}")
    page.mouse.move(*spot(page, "association:hyökkääjä"))
    expect(page.locator(".vis-tooltip")).to_contain_text(HOSTILE)
    page.locator("#table-toggle").click()
    expect(page.locator("#table-body")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert opened.complaints == []


def test_the_legend_filters_what_is_drawn(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("checkbox", name=re.compile("^kunnat")).uncheck()
    page.wait_for_function(f"!({COLOURS_DRAWN})().includes('{MUNICIPALITY_BLUE}')")
    page.get_by_role("checkbox", name=re.compile("^kunnat")).check()
    page.wait_for_function(f"({COLOURS_DRAWN})().includes('{MUNICIPALITY_BLUE}')")


def test_what_is_off_is_switched_on_when_someone_looks_for_it(opened: Opened) -> None:
    region = opened.page.get_by_role("checkbox", name="maakunnat")
    expect(region).not_to_be_checked()
    find(opened.page, "Keski-Suomi")
    expect(region).to_be_checked()


def test_the_keyboard_alone_reaches_an_entity_and_its_neighbour(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link that skips to the search
    page.keyboard.type("hankas")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    # A busy browser tells late that the first link was followed.
    page.evaluate("dispatchEvent(new Event('hashchange'))")
    expect(page.locator("#details h2")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator(".node-link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Maija Meikäläinen")
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_visible()


def test_the_arrow_keys_move_the_map_and_plus_enlarges_it(opened: Opened) -> None:
    page = opened.page
    page.locator("#network").focus()
    before, scale = spot(page, "municipality:077"), page.evaluate("network.getScale()")
    page.keyboard.press("ArrowRight")
    assert spot(page, "municipality:077")[0] == pytest.approx(before[0] - 80, abs=1)
    page.keyboard.press("+")
    assert page.evaluate("network.getScale()") > scale


def test_the_table_holds_what_the_map_shows(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Taulukko").click()
    rows = opened.page.locator("#table-body tr")
    expect(rows).to_have_count(7)  # the region is off at first
    rows.filter(has_text="Äänekoski").get_by_role("button").click()
    expect(opened.page.locator("#details h2")).to_have_text("Äänekoski")


def test_a_link_to_an_entity_opens_it(browser: Browser, map_file: Path) -> None:
    page = browser.new_page()
    page.goto(f"{map_file.as_uri()}#municipality:992")
    expect(page.locator("#details h2")).to_have_text("Äänekoski")
    page.close()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, map_file: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(map_file.as_uri())
    find(page, "hankasalmi")
    expect(page.locator("#panel")).to_have_class("panel open")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
