"""A map in a browser, for the tests that look at it as a reader does."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.viz.chromium import chromium
from tests.viz.sample import HOSTILE, evidence, scene_of, small_map
from yhdysverkko.viz.map import render_map


class Opened(NamedTuple):
    """A map in a browser, with what it asked the network for and what went wrong."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def map_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("map") / "map.html"
    projection = small_map()
    html = render_map(scene_of(projection, title=f"Kartta {HOSTILE}"), evidence(projection))
    file.write_text(html, encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Browser, map_file: Path) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    page.goto(map_file.as_uri())
    page.wait_for_function("document.querySelector('#network canvas') !== null")
    yield Opened(page, requests, complaints)
    context.close()
