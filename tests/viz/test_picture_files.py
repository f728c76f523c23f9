"""The files of static pictures, opened by programs that are not ours."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from reportlab.pdfbase.ttfonts import TTFont

from tests.viz.sample import HOSTILE
from tests.viz.scenes import bare_scene, crowded_scene, small_scene
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import catalogue
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.viz.pictures.font import FOLDER, font, shorten, width, wrap
from yhdysverkko.viz.pictures.pdf import draw_pdf
from yhdysverkko.viz.pictures.png import draw_png, to_pixels
from yhdysverkko.viz.pictures.svg import Picture

SAYING = "Äänekosken “yhdyshenkilö” – šaž ÅÖ… 1 234,5 €"


def colours(image: Image.Image) -> dict[tuple[int, int, int], int]:
    """How many pixels have each colour."""
    found = image.convert("RGB").getcolors(image.width * image.height)
    assert found
    return {(colour[0], colour[1], colour[2]): count for count, colour in found if isinstance(colour, tuple)}


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_a_png_has_the_asked_resolution_and_the_colours_of_the_kinds() -> None:
    image = Image.open(BytesIO(draw_png(small_scene(), dpi=120)))

    assert image.width == round(297 / 25.4 * 120)
    assert image.info["dpi"] == pytest.approx((120, 120), abs=0.1)
    drawn = colours(image)
    for kind in ("Municipality", "Person", "Association"):
        assert drawn[rgb(ontology().kinds[kind].colour)] > 20
    assert max(drawn, key=lambda colour: drawn[colour]) == (255, 255, 255)


def test_a_png_carries_its_title_and_its_alternative_text() -> None:
    scene = small_scene()

    image = Image.open(BytesIO(draw_png(scene, dpi=50)))
    image.load()

    assert image.info["Title"] == scene.title
    assert image.info["Description"] == scene.alt


def test_a_png_for_a_column_is_as_wide_as_the_column() -> None:
    image = Image.open(BytesIO(draw_png(small_scene(), dpi=254, width_mm=100, captioned=False)))

    assert image.width == pytest.approx(1000, abs=1)


@pytest.mark.parametrize(("wide", "high"), [(741.4, 333.3), (333.3, 741.4), (595.3, 823.1)])
def test_no_row_or_column_of_pixels_is_lost(wide: float, high: float) -> None:
    columns, rows = range(round(wide)), range(round(high))
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}">'

    def stripes(path: str) -> Image.Image:
        svg = f'{frame}<rect width="{wide}" height="{high}" fill="#fff"/><path d="{path}"/></svg>'
        return Image.open(BytesIO(to_pixels(Picture(svg, wide, high), 72))).convert("L")

    upright = stripes("".join(f"M{x} 0h1v{high}h-1z" for x in columns[::2]))
    lying = stripes("".join(f"M0 {y}h{wide}v1h-{wide}z" for y in rows[::2]))
    assert upright.size == lying.size == (len(columns), len(rows))
    assert [x for x in columns if (pixel_at(upright, x, 99) < 128) != (x % 2 == 0)] == []
    assert [y for y in rows if (pixel_at(lying, 99, y) < 128) != (y % 2 == 0)] == []


def pixel_at(image: Image.Image, x: int, y: int) -> int:
    value = image.getpixel((x, y))
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize("dpi", [0, 9, 1201])
def test_a_resolution_out_of_range_is_refused(dpi: float) -> None:
    with pytest.raises(WrongUse):
        draw_png(bare_scene(), dpi=dpi)


def test_a_pdf_is_one_a4_page_whose_text_can_be_searched_and_whose_fonts_are_in_it() -> None:
    reader = PdfReader(BytesIO(draw_pdf(small_scene())))

    (page,) = reader.pages
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([841.89, 595.28], abs=0.1)
    text = page.extract_text()
    for said in ("Hankasalmi", "Äänekoski", "Jyväskylä", "kunnat (3)", HOSTILE):
        assert said in text
    resources: Any = page["/Resources"]
    fonts = [item.get_object() for item in resources["/Font"].values()]
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}
    for item in fonts:
        assert "/FontFile2" in item["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_a_pdf_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    scene = small_scene()

    reader = PdfReader(BytesIO(draw_pdf(scene)))

    root: Any = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title == scene.title
    assert reader.metadata.creation_date
    assert reader.metadata.creation_date.date() == date(2020, 12, 31)
    assert root["/Lang"] == "fi"
    assert root["/MarkInfo"]["/Marked"].value
    figures = [item for item in structure(root["/StructTreeRoot"]) if item.get("/S") == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [scene.alt]


def structure(item: DictionaryObject) -> Iterator[DictionaryObject]:
    """A tagged PDF's elements, each before those within it."""
    yield item
    inner = item.get("/K", [])
    for child in inner if isinstance(inner, list) else [inner]:
        found = child.get_object()
        if isinstance(found, DictionaryObject):
            yield from structure(found)


def test_a_pdf_of_much_is_one_upright_page() -> None:
    reader = PdfReader(BytesIO(draw_pdf(crowded_scene(300))))

    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.28, abs=0.1)
    assert "Esimerkkilä 900" in reader.pages[0].extract_text()


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font(bold: bool) -> None:
    known = TTFont("known", str(FOLDER / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"))

    assert width(SAYING, 10, bold) == pytest.approx(known.stringWidth(SAYING, 10), abs=0.1)


def test_the_font_has_every_letter_that_we_say() -> None:
    said = {
        letter for message in catalogue().values() for text in message.values() for letter in text if letter != "\n"
    }

    for bold in (False, True):
        assert sorted(letter for letter in said | set("äöåšžéđŋŧ–…€²") if ord(letter) not in font(bold).advances) == []


def test_lines_of_text_fit_their_room_even_where_a_word_does_not() -> None:
    address = "https://example.org/" + "pitka" * 30

    found = wrap(f"Lähde: {address} kysely", 8, 100)

    assert "".join(found).replace(" ", "") == f"Lähde:{address}kysely"
    assert max(width(line, 8) for line in found) <= 100


def test_a_shortened_text_fits_and_one_that_fits_is_left_alone() -> None:
    assert shorten("Hankasalmi", 8, 100) == "Hankasalmi"
    cut = shorten("Keski-Suomen Yhteisöjen Tuki ry", 8, 60)
    assert cut.endswith("…")
    assert 40 < width(cut, 8) <= 60
