"""Static pictures: what the SVG of a scene says, and how it is laid out on paper."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tests.viz.sample import AANEKOSKI, HANKASALMI, HOSTILE, JYVASKYLA, KYT
from tests.viz.scenes import bare_scene, crowded_scene, kind_entry, small_scene
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.period import Period
from yhdysverkko.viz.pictures.ink import Box
from yhdysverkko.viz.pictures.svg import draw_svg
from yhdysverkko.viz.scene import Finding, Line, Mark, Scene, Tone

SVG = "{http://www.w3.org/2000/svg}"
MILLIMETRE = 72 / 25.4


def drawn(scene: Scene, *, width_mm: float | None = None, captioned: bool = True) -> Element:
    root: Element = fromstring(draw_svg(scene, width_mm=width_mm, captioned=captioned))
    return root


def parts(root: Element, kind: str) -> list[Element]:
    """The elements of this class."""
    return [item for item in root.iter() if item.get("class") == kind]


def texts(root: Element) -> list[str]:
    return ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]


def shapes(root: Element) -> list[Element]:
    return [item for part in parts(root, "marks") for item in part.iter() if item.tag in (f"{SVG}path", f"{SVG}circle")]


def lines(root: Element) -> list[Element]:
    return [path for part in parts(root, "lines") for path in part.iter(f"{SVG}path")]


def labels(root: Element) -> dict[str, Box]:
    """What each name on the map covers, from the width that the SVG gives it and the size of its group."""
    found = {}
    for part in parts(root, "labels"):
        size = float(part.attrib["font-size"])
        for text in part.iter(f"{SVG}text"):
            x, y, wide = (float(text.attrib[name]) for name in ("x", "y", "textLength"))
            found[f"{text.text} {x} {y}"] = Box(x, y - 0.75 * size, x + wide, y + 0.2 * size)
    return found


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def town(number: int, x: float, y: float, **more: Any) -> Mark:
    return replace(
        Mark(Ref("Municipality", f"9{number:02}"), f"Kunta {number}", "Municipality", (x, y), 10.0, 1.0), **more
    )


def test_every_shown_mark_and_line_is_drawn_and_nothing_that_is_switched_off() -> None:
    root = drawn(small_scene())

    assert len(shapes(root)) == 6
    assert sum(path.attrib["d"].count("M") for path in lines(root)) == 4
    assert not [text for text in texts(root) if "rajanaapuri" in text]


def test_a_mark_that_does_not_hold_on_the_day_of_the_view_is_not_drawn() -> None:
    gone = town(1, 0, 0, period=Period(None, date(2019, 1, 1)))
    scene = bare_scene(gone, town(2, 90, 0))

    root = drawn(replace(scene, view=scene.view.model_copy(update={"as_of": date(2020, 1, 1)})))

    assert len(shapes(root)) == 1
    assert "kunnat (1)" in texts(root)


def test_kinds_differ_by_colour_and_by_shape() -> None:
    groups = [group for part in parts(drawn(small_scene()), "marks") for group in part]

    looks = {
        group.attrib["fill"]: {(item.tag, len(item.get("d", "").split("L"))) for item in group} for group in groups
    }
    assert looks == {
        ontology().kinds["Municipality"].colour: {(f"{SVG}path", 4)},
        ontology().kinds["Person"].colour: {(f"{SVG}circle", 1)},
        ontology().kinds["Association"].colour: {(f"{SVG}path", 3)},
    }


def test_the_legend_says_all_that_is_drawn() -> None:
    said = " ".join(texts(drawn(small_scene())))

    for text in (
        "kunnat (3)",
        "henkilöt (1)",
        "järjestöt (2)",
        "tekee yhteistyötä (2)",
        "merkin koko: yhteyksien määrä",
    ):
        assert text in said
    for text in ("yhdyshenkilö puuttuu (1)", "yhdyshenkilö nimetty (1)", "katkoviiva: päättynyt tai ehdotettu"):
        assert text in said
    assert "viivan paksuus: kuinka monta" in said
    assert "hankkeet" not in said


def test_what_has_ended_or_is_not_certain_is_dashed_and_paler() -> None:
    ended = Line("ended", "COOPERATES_WITH", KYT, HANKASALMI, Period(None, date(2019, 5, 1)))
    maybe = Line("maybe", "COOPERATES_WITH", KYT, JYVASKYLA, candidate=True)
    holds = Line("holds", "COOPERATES_WITH", KYT, AANEKOSKI)
    marks = [
        Mark(ref, ref.id, ref.kind, (90.0 * at, 0.0), 9.0, 1.0)
        for at, ref in enumerate((KYT, HANKASALMI, JYVASKYLA, AANEKOSKI))
    ]

    paths = {
        path.get("stroke-dasharray"): path for path in lines(drawn(bare_scene(*marks, lines=(ended, maybe, holds))))
    }

    assert {dash: path.attrib["d"].count("M") for dash, path in paths.items()} == {None: 1, "2.4 2": 2}
    assert float(paths["2.4 2"].attrib["stroke-opacity"]) < float(paths[None].attrib["stroke-opacity"])


def test_a_heavier_line_is_thicker() -> None:
    scene = bare_scene(
        town(1, 0, 0),
        town(2, 90, 0),
        town(3, 0, 90),
        lines=(
            Line("light", "COOPERATES_WITH", Ref("Municipality", "901"), Ref("Municipality", "902")),
            Line("heavy", "COOPERATES_WITH", Ref("Municipality", "901"), Ref("Municipality", "903"), weight=8.0),
        ),
    )

    widths = sorted(float(path.attrib["stroke-width"]) for path in lines(drawn(scene)))

    assert len(widths) == 2
    assert widths[1] > 2 * widths[0]


def test_two_kinds_of_tie_between_the_same_marks_lie_side_by_side() -> None:
    ends = (Ref("Municipality", "901"), Ref("Municipality", "902"))
    scene = bare_scene(
        town(1, 0, 0), town(2, 90, 0), lines=(Line("a", "COOPERATES_WITH", *ends), Line("b", "FUNDS", *ends))
    )

    heights = [float(re.split("[ML ]", path.attrib["d"])[2]) for path in lines(drawn(scene))]

    assert abs(heights[0] - heights[1]) > 1


def test_a_tone_is_a_ring_with_a_sign_and_stands_in_the_legend() -> None:
    root = drawn(small_scene())

    rings = [ring for part in parts(root, "tones") for ring in part]
    assert {(ring.attrib["stroke"], ring.get("stroke-dasharray")) for ring in rings} == {
        ("#B3261E", "1.8 1.2"),
        ("#00568A", None),
    }
    assert texts(root).count("!") == 2


def test_a_tone_of_lines_is_a_line_in_the_legend() -> None:
    ends = (Ref("Municipality", "901"), Ref("Municipality", "902"))
    gone = Tone("gone", "yhteys katkeaa", "#123456", (4, 4))
    scene = bare_scene(town(1, 0, 0), town(2, 90, 0), lines=(Line("a", "FUNDS", *ends, tone="gone"),))

    root = drawn(replace(scene, legend=replace(scene.legend, tones=((gone, 1),))))

    assert [path.attrib["stroke"] for path in lines(root)] == ["#123456"]
    (sample,) = [
        path for part in parts(root, "samples") for path in part.iter(f"{SVG}path") if path.get("stroke") == "#123456"
    ]
    assert sample.get("stroke-dasharray") == lines(root)[0].get("stroke-dasharray")
    assert "yhteys katkeaa (1)" in texts(root)


def test_a_group_says_how_many_it_stands_for() -> None:
    group = town(1, 0, 0, members={"Municipality": 1, "Association": 12})

    root = drawn(bare_scene(group))

    assert "Kunta 1 (13)" in texts(root)
    assert any("luku nimen perässä" in text for text in texts(root))


def test_backdrops_and_guides_are_drawn_with_their_names() -> None:
    root = drawn(small_scene())

    assert len(parts(root, "backdrop")) == 1
    assert len(parts(root, "guide")) == 1
    assert "2020" in texts(root)
    assert any(text.startswith("Keski-Suomi <img") for text in texts(root))


def test_ten_findings_are_numbered_in_the_list_and_on_the_map_and_the_rest_counted() -> None:
    towns = [town(number, 150.0 * (number % 4), 60.0 * number) for number in range(1, 13)]
    found = tuple(Finding(mark.ref, mark.name, "yhdyshenkilö puuttuu") for mark in towns)

    said = texts(drawn(replace(bare_scene(*towns), findings=found)))

    assert {f"{number}. Kunta {number}" for number in range(1, 11)} <= set(said)
    assert "Kunta 11" in said
    assert "Kunta 10: yhdyshenkilö puuttuu" in said
    assert "Lisäksi 2 muuta." in said


def test_no_label_overlaps_another_and_most_of_those_that_could_be_are_there() -> None:
    boxes = labels(drawn(crowded_scene(300)))

    assert len(boxes) >= 110
    assert [pair for pair in combinations(boxes, 2) if overlap(boxes[pair[0]], boxes[pair[1]])] == []


def test_no_label_overlaps_another_where_there_are_too_many() -> None:
    boxes = labels(drawn(crowded_scene(1500)))

    assert len(boxes) >= 110
    assert [pair for pair in combinations(boxes, 2) if overlap(boxes[pair[0]], boxes[pair[1]])] == []


def test_where_only_one_name_has_room_it_is_the_more_important_one() -> None:
    heap = [town(number, number / 10, 0, rank=float(number == 3)) for number in range(1, 40)]

    said = texts(drawn(bare_scene(*heap)))

    assert "Kunta 3" in said
    assert len([text for text in said if text.startswith("Kunta ")]) < 39


def test_municipalities_are_bold_when_they_have_ties() -> None:
    root = drawn(small_scene())

    bold = {text.text for part in parts(root, "labels") if part.get("font-weight") for text in part.iter(f"{SVG}text")}
    assert bold == {"Hankasalmi", "1. Äänekoski"}
    assert "Jyväskylä" in texts(root)


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    said = texts(drawn(bare_scene(town(1, 0, 0, name="Kunnan ja järjestöjen pitkä yhteinen kehittämisrakenne " * 3))))

    assert [text for text in said if text.startswith("Kunnan ja järjestöjen") and text.endswith("…")]


def test_text_from_data_is_text_wherever_it_goes() -> None:
    svg = draw_svg(small_scene())
    root = fromstring(svg)

    assert "<img" not in svg
    assert {item.tag.removeprefix(SVG) for item in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "circle", "text",
    }  # fmt: skip
    assert root.findtext(f"{SVG}title") == f"Yhdyshenkilöt {HOSTILE}"
    assert HOSTILE in texts(root)


def test_letters_that_xml_forbids_or_that_turn_the_text_are_left_out() -> None:
    root = drawn(bare_scene(town(1, 0, 0, name="A\x00\x08B\ud800\ufffe\u202eC\nD")))

    assert "ABC D" in texts(root)


def test_the_picture_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    scene = small_scene()

    root = drawn(scene)

    assert root.get("role") == "img"
    assert root.get("lang") == "fi"
    by_id = {item.get("id"): item.text for item in root.iter() if item.get("id")}
    assert by_id[root.get("aria-labelledby")] == scene.title
    assert by_id[root.get("aria-describedby")] == scene.alt


def test_title_subtitle_and_caption_are_on_it_unless_the_document_says_them() -> None:
    scene = bare_scene(town(1, 0, 0))
    scene = replace(scene, title="Otsikko", caption="Kuvateksti. Lähde: kysely 2020.")

    alone, within = texts(drawn(scene)), texts(drawn(scene, width_mm=160, captioned=False))

    assert {"Otsikko", "31.12.2020", "Kuvateksti. Lähde: kysely 2020."} <= set(alone)
    assert not {"Otsikko", "31.12.2020", "Kuvateksti. Lähde: kysely 2020."} & set(within)


@pytest.mark.parametrize(("east", "south", "wide"), [(900.0, 300.0, "297mm"), (300.0, 2000.0, "210mm")])
def test_a_page_lies_or_stands_by_the_shape_of_what_it_shows(east: float, south: float, wide: str) -> None:
    assert drawn(bare_scene(town(1, 0, 0), town(2, east, south))).get("width") == wide


@pytest.mark.parametrize("width_mm", [None, 80, 160])
def test_no_text_is_smaller_than_seven_points_and_all_of_it_is_on_the_paper(width_mm: float | None) -> None:
    root = drawn(crowded_scene(60), width_mm=width_mm)

    wide, high = (float(root.attrib[side].removesuffix("mm")) * MILLIMETRE for side in ("width", "height"))
    assert [float(length) for length in root.attrib["viewBox"].split()[2:]] == pytest.approx([wide, high], abs=0.2)
    assert min(float(item.attrib["font-size"]) for item in root.iter() if item.get("font-size")) >= 7
    for box in labels(root).values():
        assert 0 <= box.left <= box.right <= wide
        assert 0 <= box.top <= box.bottom <= high


def test_a_view_that_shows_nothing_says_so() -> None:
    assert "Tässä näkymässä ei ole mitään näytettävää." in texts(drawn(bare_scene()))


def test_a_kind_of_its_own_colour_is_drawn_in_it() -> None:
    scene = bare_scene(town(1, 0, 0))
    entry = replace(kind_entry("Municipality"), colour="#123456", shape="hexagon")

    root = drawn(replace(scene, legend=replace(scene.legend, kinds=(entry,))))

    assert [group.attrib["fill"] for part in parts(root, "marks") for group in part] == ["#123456"]


@pytest.mark.parametrize("width_mm", [10, 79.9, 421])
def test_a_width_that_no_paper_has_is_refused(width_mm: float) -> None:
    with pytest.raises(WrongUse):
        draw_svg(bare_scene(), width_mm=width_mm)


def test_the_same_scene_gives_the_same_bytes_in_every_process() -> None:
    script = (
        "from hashlib import sha256; from tests.viz.scenes import small_scene as scene;"
        "from yhdysverkko.viz.pictures.svg import draw_svg; from yhdysverkko.viz.pictures.png import draw_png;"
        "from yhdysverkko.viz.pictures.pdf import draw_pdf;"
        "files = draw_svg(scene()).encode(), draw_png(scene()), draw_pdf(scene());"
        "print([sha256(file).hexdigest() for file in files])"
    )

    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout

    assert run("1") == run("2")
