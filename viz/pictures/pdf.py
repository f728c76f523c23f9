"""A scene as PDF: a page to print, which a screen reader can read."""

from datetime import date

from yhdysverkko.viz.pictures.ink import clean
from yhdysverkko.viz.pictures.sheet import LONG, SHORT
from yhdysverkko.viz.pictures.svg import make_picture
from yhdysverkko.viz.pictures.typesetting import typeset
from yhdysverkko.viz.scene import Scene

_PAGE = """#set document(title: sys.inputs.title, date: {day})
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.language)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
"""


def draw_pdf(scene: Scene) -> bytes:
    """One A4 page with the picture of `draw_svg` as vectors, tagged as a figure with its alternative text."""
    picture = make_picture(scene)
    height = SHORT if picture.width > SHORT + 1 else LONG
    source = _PAGE.format(
        day=_day(scene.view.as_of or scene.date_of_data), width=picture.width, height=max(height, picture.height)
    )
    texts = {"title": clean(scene.title), "alt": clean(scene.alt), "language": scene.language}
    return typeset(source, {"svg": picture.svg, **texts}, form="pdf")


def _day(day: date | None) -> str:
    """The day that the file says it was made: the data's, since today's would make its bytes differ every day."""
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none"
