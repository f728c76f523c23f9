"""A scene as SVG: vectors, its text still text."""

from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple
from xml.sax.saxutils import escape

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.viz.pictures.font import STACK
from yhdysverkko.viz.pictures.ink import clean, element, number
from yhdysverkko.viz.pictures.sheet import A4, POINTS, column_of, lay_out
from yhdysverkko.viz.scene import Scene

NARROWEST, WIDEST = 80, 420
"""Widths in millimetres that a picture can be asked for."""


class Picture(NamedTuple):
    """A drawn scene: one SVG document and its size in points."""

    svg: str
    width: float
    height: float


def draw_svg(scene: Scene, *, width_mm: float | None = None, captioned: bool = True) -> str:
    """The scene as one SVG document, ready for print: title, map, legend, findings and caption.

    `width_mm` (80 to 420) draws it for a column of that width, all texts staying at 7 points or more; without it it is
    an A4 page, upright or lying by the shape of what it shows. `captioned=False` leaves out title, subtitle and
    caption, for a document that says them beside the picture. Raises WrongUse for a width outside the range.
    """
    return make_picture(scene, width_mm=width_mm, captioned=captioned).svg


def make_picture(scene: Scene, *, width_mm: float | None = None, captioned: bool = True) -> Picture:
    """What `draw_svg` draws, with its size. Raises WrongUse for a width outside the range."""
    if width_mm is not None and not NARROWEST <= width_mm <= WIDEST:
        raise WrongUse("pictures.width", width=number(width_mm), narrowest=NARROWEST, widest=WIDEST)
    papers = A4 if width_mm is None else (column_of(width_mm),)
    shown = replace(scene, marks=tuple(scene.shown_marks), lines=tuple(scene.shown_lines))
    sheet = lay_out(shown, papers, captioned=captioned)
    title, about = escape(clean(scene.title)), escape(clean(scene.alt))
    # Several pictures may stand in one page, where every id is one element's.
    mark = sha256("\n".join([title, about, *sheet.content]).encode()).hexdigest()[:12]
    svg = element(
        "svg",
        element("title", title, id=f"title-{mark}"),
        element("desc", about, id=f"about-{mark}"),
        *sheet.content,
        xmlns="http://www.w3.org/2000/svg",
        width=f"{number(sheet.width / POINTS)}mm",
        height=f"{number(sheet.height / POINTS)}mm",
        viewBox=f"0 0 {number(sheet.width)} {number(sheet.height)}",
        lang=scene.language,
        role="img",
        aria_labelledby=f"title-{mark}",
        aria_describedby=f"about-{mark}",
        font_family=STACK,
    )
    return Picture(svg, sheet.width, sheet.height)
