"""The shapes of marks, each kind by its outline as well as its colour, and the rings of tones."""

from yhdysverkko.viz.pictures.ink import element, number
from yhdysverkko.viz.scene import Tone

RING = 1.3
"""Thickness of a tone's ring, and how far its middle stands off its mark, in points."""

OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "diamond": ((0, -1.22), (1.22, 0), (0, 1.22), (-1.22, 0)),
    "triangle": ((0, -1.2), (1.18, 0.86), (-1.18, 0.86)),
    "triangleDown": ((0, 1.2), (1.18, -0.86), (-1.18, -0.86)),
    "hexagon": ((-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)),
    "star": (
        (0, -1.3),
        (0.36, -0.42),
        (1.24, -0.4),
        (0.55, 0.16),
        (0.77, 1.05),
        (0, 0.54),
        (-0.77, 1.05),
        (-0.55, 0.16),
        (-1.24, -0.4),
        (-0.36, -0.42),
    ),
}
"""Corners of each shape for a radius of 1, of about the same area; anything else is a circle."""


def shape(name: str, x: float, y: float, radius: float) -> str:
    """A mark of this shape around a spot; its colours are those of the group around it."""
    corners = OUTLINES.get(name)
    if corners is None:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius:.2f}"/>'
    path = "L".join(f"{x + radius * right:.2f} {y + radius * down:.2f}" for right, down in corners)
    return element("path", d=f"M{path}Z")


def ring(tone: Tone, x: float, y: float, radius: float) -> str:
    """A tone's ring around a mark of this radius."""
    return element(
        "circle",
        cx=x,
        cy=y,
        r=radius + RING,
        stroke=tone.colour,
        stroke_width=RING,
        stroke_dasharray=" ".join(number(0.6 * piece) for piece in tone.dash) or None,
    )
