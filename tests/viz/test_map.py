"""The map as text: self-contained, repeatable, every name escaped."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.viz.sample import HOSTILE, entity, evidence, scene_of, small_map
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.assets import SCRIPTS, STYLES, asset
from yhdysverkko.viz.map import embed, render_map


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_same_projection_gives_the_same_file() -> None:
    projection = small_map()
    turned = Projection(projection.entities[::-1], projection.ties[::-1], projection.as_of, projection.sources)
    one, other = (render_map(scene_of(item), evidence(item)) for item in (projection, turned))
    assert one == other


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    html = render_map(scene_of(small_map(), title="Äänekoski"))
    file = tmp_path / "map.html"
    file.write_text(html, encoding="utf-8")
    assert "<title>Äänekoski</title>" in file.read_text(encoding="utf-8")
    assert '<meta charset="utf-8">' in html[:200]


def test_nothing_in_the_file_points_outside() -> None:
    html = render_map(scene_of(small_map()))
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', markup) == []
    head = unescape(html[: html.index("<style>")])
    assert "default-src 'none'; script-src 'sha256-" in head
    assert "unsafe-" not in head


def test_an_attack_in_a_name_is_only_text() -> None:
    html = render_map(scene_of(small_map(), title=HOSTILE), evidence(small_map()))
    assert HOSTILE not in html
    assert HOSTILE in json.dumps(data_of(html), ensure_ascii=False)


@pytest.mark.parametrize("attack", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028", "&lt;b&gt;"])
def test_embedded_data_cannot_end_its_element(attack: str) -> None:
    text = embed({"name": attack})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"name": attack}


@pytest.mark.parametrize("name", [*STYLES, *SCRIPTS])
def test_an_asset_cannot_end_its_element(name: str) -> None:
    assert not re.search(r"</(script|style)|<!--", asset(name).text, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_complete(language: str) -> None:
    html = render_map(scene_of(small_map(), language=language), evidence(small_map()))
    assert f'<html lang="{language}">' in html


def test_the_file_says_how_recent_it_is_and_whose_data_it_shows() -> None:
    html = render_map(scene_of(small_map()))
    assert "Tilanne 31.12.2020" in html
    assert "Tilastokeskus ja Maanmittauslaitos, CC BY 4.0" in html


def test_an_empty_map_says_what_to_do() -> None:
    html = render_map(scene_of(Projection((), ())))
    assert "Kartalla ei ole vielä mitään" in html


def test_regions_and_borders_are_off_at_first() -> None:
    data = data_of(render_map(scene_of(small_map())))
    kinds, relations = ({item["name"]: item["quiet"] for item in data[part]} for part in ("kinds", "relations"))
    assert kinds["Region"]
    assert relations["BORDERS"]
    assert not kinds["Municipality"]
    assert not relations["LIAISON_FOR"]


def test_subregions_are_off_apart_from_other_areas() -> None:
    areas = [
        entity(Ref("Area", "seutu"), "Seutukunta", type="subregion"),
        entity(Ref("Area", "paja"), "Työpaja-alue", type="workshop_area"),
    ]
    data = data_of(render_map(scene_of(Projection(tuple(areas), ()))))
    assert {item["name"]: item["quiet"] for item in data["kinds"]} == {"Area": False, "Area.subregion": True}
