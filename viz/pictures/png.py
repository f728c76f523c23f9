"""A scene as PNG."""

from yhdysverkko.viz.scene import Scene


def draw_png(scene: Scene, *, dpi: float = 200, width_mm: float | None = None, captioned: bool = True) -> bytes:
    """The picture of `draw_svg` in pixels, `dpi` (36 to 1200) to the inch; title and alternative text are in it.

    Raises WrongUse for a resolution or width outside its range.
    """
    raise NotImplementedError
