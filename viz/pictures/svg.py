"""A scene as SVG: vector, its text still text."""

from yhdysverkko.viz.scene import Scene


def draw_svg(scene: Scene, *, width_mm: float | None = None, captioned: bool = True) -> str:
    """The scene as one SVG document, ready for print: title, map, legend, findings and caption, at most A4.

    `width_mm` (80 to 420) draws it for a column of that width, texts staying 7 points or more; without it it is an
    A4 page, upright or lying by the shape of what it shows. `captioned=False` leaves out title, subtitle and caption,
    for a document that says them beside the picture. Raises WrongUse for a width outside the range.
    """
    raise NotImplementedError
