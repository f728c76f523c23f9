"""Elements of SVG: every text escaped and cleaned, numbers short, colours of the project's design system.

Looks are attributes, not a style sheet: several pictures then stand in one page without touching each other, and a
strict Content-Security-Policy does not strip them.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.pictures.font import width

_ENTITIES = {'"': "&quot;", "\n": " "}


class Box(NamedTuple):
    """A rectangle in points, y to the south."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """A text as it can be drawn: one line, composed letters, without control and formatting characters (XML forbids
    some of them, and others turn the direction of what follows)."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter for letter in composed if unicodedata.category(letter)[0] != "C")


def number(value: float) -> str:
    """A number to a tenth of a point, a thirtieth of a millimetre; shorter is smaller."""
    return f"{round(value, 1) + 0.0:g}"


def element(name: str, *content: str, **attributes: object) -> str:
    """An element around content that is SVG already. In attributes "_" is written "-"; one that is None is left out."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    written = "".join(f' {key}="{_value(value)}"' for key, value in given)
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, int | float) else escape(str(value), _ENTITIES)


def words(text: str, x: float, y: float, size: float, *, bold: bool = False, **attributes: object) -> str:
    """One line of text from x on, standing on y. It keeps its measured width in whatever font a viewer has.

    The size and weight themselves are attributes of the group around it (`lettering`), or given here.
    """
    if not text:
        return ""
    return element(
        "text",
        escape(text),
        x=x,
        y=y,
        textLength=width(text, size, bold),
        lengthAdjust="spacingAndGlyphs",
        **attributes,
    )


def lettering(size: float, colour: str, *content: str, bold: bool = False, **attributes: object) -> str:
    """A group of texts of one look; nothing at all where there are none."""
    if not any(content):
        return ""
    weight = "bold" if bold else None
    return element("g", *content, font_size=size, font_weight=weight, fill=colour, **attributes)


@cache
def token(name: str) -> str:
    """A colour of the design system (viz/static/design.css) as it is on light ground. Raises KeyError for none such."""
    light = asset("design.css").text.split("}", 1)[0]
    colours: dict[str, str] = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return colours[name]
