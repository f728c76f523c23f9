"""A map in a cell of a notebook, as a browser shows it."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.viz.sample import HANKASALMI, HOSTILE, KYT, small_map
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.values import Point
from yhdysverkko.queries.model import Attributes, Network, TieValues, make_selection
from yhdysverkko.viz import show
from yhdysverkko.viz.notebook import project_network


class Elements(HTMLParser):
    """The elements of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_cell_is_one_frame_that_holds_the_whole_page() -> None:
    shown = show(small_map(), "sv", height=500)
    elements = Elements(shown._repr_html_()).found

    assert [tag for tag, _ in elements] == ["iframe"]
    assert elements[0][1]["srcdoc"] == shown.html
    assert elements[0][1]["height"] == "500"
    assert HOSTILE not in shown._repr_html_()
    assert 'lang="sv"' in shown.html
    assert show(small_map(), "sv", height=500) == shown


def test_a_browser_draws_the_map_of_a_cell(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "cell.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{show(small_map())._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(file.as_uri())

    page.frame_locator("iframe").locator("#network canvas").first.wait_for()

    assert complaints == []
    page.close()


def test_a_language_that_there_is_not_is_wrong_use() -> None:
    with pytest.raises(WrongUse):
        show(small_map(), "xx")


def test_a_network_with_its_attributes_is_the_projection_of_its_ties() -> None:
    projection = project_network(small_network())

    assert [item.ref for item in projection.entities] == [KYT, HANKASALMI]
    assert projection.entities[1].location == Point(62.39, 26.44)
    [tie] = projection.ties
    assert (tie.kind, tie.start, tie.end, tie.properties) == ("LOCATED_IN", KYT, HANKASALMI, {"spell": "1"})
    assert "Hankasalmi" in show(small_network()).html


def test_a_network_without_attributes_says_how_to_read_it() -> None:
    with pytest.raises(WrongUse, match="attributes=True"):
        show(replace(small_network(), attributes=None))


def small_network() -> Network:
    """An association in Hankasalmi."""
    return Network(
        (KYT, HANKASALMI),
        ("KYT", "Hankasalmi"),
        ((0, 1),),
        (("LOCATED_IN",),),
        (1.0,),
        make_selection(),
        Attributes(
            ({"name": "KYT"}, {"name": "Hankasalmi", "location": Point(62.39, 26.44)}),
            ((TieValues("LOCATED_IN", 0, 1, {"spell": "1"}),),),
        ),
    )
