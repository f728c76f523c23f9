"""A scene as PNG: the picture in pixels, with its resolution, title and alternative text written into it."""

import struct
import zlib
from collections.abc import Iterator

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.viz.pictures.ink import clean, number
from yhdysverkko.viz.pictures.svg import Picture, make_picture
from yhdysverkko.viz.pictures.typesetting import typeset
from yhdysverkko.viz.scene import Scene

COARSEST, FINEST = 10, 1200
"""Pixels to the inch that a picture can be asked for; an A4 page at the finest is 140 million of them and takes 2 GB of
memory to draw. SVG and PDF have no such bound."""

POINTS_IN_INCH, UNITS_IN_INCH = 72, 96
"""Of our sheets, and of SVG."""

INCHES_IN_METRE = 39.3701

# Typst draws an SVG at a size that keeps its proportions in whole pixels, then stretches it onto the page, and loses a
# row or a column where the two differ. A square has a size that fits exactly; what is beside the page is cut off.
_SQUARE = """<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">\
<g transform="scale({scale:.6f})">{svg}</g></svg>"""

_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#let picture = image(bytes(sys.inputs.svg), format: "svg", width: {side}pt, height: {side}pt)
#block(width: 100%, height: 100%, clip: true, place(top + left, picture))
"""


def draw_png(scene: Scene, *, dpi: float = 200, width_mm: float | None = None, captioned: bool = True) -> bytes:
    """The picture of `draw_svg` in pixels, `dpi` (10 to 1200) to the inch; title and alternative text are in it.

    Raises WrongUse for a resolution or width outside its range.
    """
    if not COARSEST <= dpi <= FINEST:
        raise WrongUse("pictures.resolution", dpi=number(dpi), coarsest=COARSEST, finest=FINEST)
    drawn = to_pixels(make_picture(scene, width_mm=width_mm, captioned=captioned), dpi)
    texts = {"Title": clean(scene.title), "Description": clean(scene.alt)}
    return b"".join([drawn[:8], *_told(_chunks(drawn), dpi, texts)])


def to_pixels(picture: Picture, dpi: float) -> bytes:
    """A picture as PNG with so many pixels to the inch, sharp to the pixel."""
    width, height = (round(side * dpi / POINTS_IN_INCH) for side in (picture.width, picture.height))
    side = max(width, height)
    square = _SQUARE.format(side=side, scale=dpi / UNITS_IN_INCH, svg=picture.svg)
    return typeset(_PAGE.format(width=width, height=height, side=side), {"svg": square}, form="png")


Chunk = tuple[bytes, bytes]


def _chunks(png: bytes) -> Iterator[Chunk]:
    """The chunks of a PNG file: type and data (PNG specification, "Chunk layout")."""
    at = 8
    while at < len(png):
        length, name = struct.unpack_from(">L4s", png, at)
        yield name, png[at + 8 : at + 8 + length]
        at += length + 12


def _told(chunks: Iterator[Chunk], dpi: float, texts: dict[str, str]) -> Iterator[bytes]:
    """The chunks in bytes, the resolution and the texts after the head, the pixels packed closer."""
    pixels = bytearray()
    for name, data in chunks:
        if name == b"IDAT":
            pixels += data
            continue
        if name == b"IEND":
            yield _write(b"IDAT", zlib.compress(zlib.decompress(pixels), 6))
        if name != b"pHYs":
            yield _write(name, data)
        if name == b"IHDR":
            pitch = round(dpi * INCHES_IN_METRE)
            yield _write(b"pHYs", struct.pack(">LLB", pitch, pitch, 1))
            for keyword, text in texts.items():
                yield _write(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _write(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
