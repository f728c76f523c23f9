"""A scene as PDF."""

from yhdysverkko.viz.scene import Scene


def draw_pdf(scene: Scene) -> bytes:
    """One A4 page with the picture of `draw_svg` as vectors, tagged as a figure with its alternative text."""
    raise NotImplementedError
