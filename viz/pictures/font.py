"""The font that pictures are drawn and measured with, read from the very file that PNG and PDF embed.

Widths are sums of the letters' own widths; pairs that the font draws closer together make a text a little narrower.
"""

import struct
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

FAMILY = "Noto Sans"
FOLDER = Path(str(files("yhdysverkko.viz.pictures").joinpath("fonts")))
STACK = f"'{FAMILY}','Open Sans','Segoe UI',Roboto,Helvetica,Arial,sans-serif"
"""What a viewer without the font may take instead; the first ones are about as wide."""

ELLIPSIS = "…"


class Font(NamedTuple):
    """Widths of letters in thousandths of the size."""

    advances: Mapping[int, int]
    unknown: int


@cache
def font(bold: bool) -> Font:
    """The regular font or the bold one."""
    data = FOLDER.joinpath(f"NotoSans-{'Bold' if bold else 'Regular'}.ttf").read_bytes()
    widths = _widths(data)
    return Font({letter: widths[glyph] for letter, glyph in _glyphs(data).items()}, widths[0])


@lru_cache(maxsize=20_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in the unit of `size`."""
    advances, unknown = font(bold)
    return sum(advances.get(ord(letter), unknown) for letter in text) * size / 1000


def shorten(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or as much of its start as fits with an ellipsis after it."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + ELLIPSIS, size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;:–-") + ELLIPSIS


def wrap(text: str, size: float, room: float, bold: bool = False, most: int = 99) -> list[str]:
    """The text in lines no wider than `room`, at most `most` of them, the last one shortened."""
    lines: list[str] = []
    line = ""
    pieces = [piece for word in text.split(" ") for piece in _pieces(word, size, room, bold)]
    for word in pieces:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines[most - 1 :] = [shorten(" ".join(lines[most - 1 :]), size, room, bold)]
    return lines


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word that is wider than a line, such as an address, cut where it has to be."""
    pieces = [word]
    while width(pieces[-1], size, bold) > room and len(pieces[-1]) > 1:
        whole = pieces.pop()
        fits = next((n for n in range(len(whole) - 1, 1, -1) if width(whole[:n], size, bold) <= room), 1)
        pieces += [whole[:fits], whole[fits:]]
    return pieces


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of an OpenType file begins (its specification, "Organization of an OpenType Font")."""
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in entries}


def _widths(data: bytes) -> list[int]:
    """The advance width of every glyph, from the tables hhea, maxp and hmtx, in thousandths of the size."""
    tables = _tables(data)
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    glyphs = struct.unpack_from(">H", data, tables["maxp"] + 4)[0]
    found = [advance for advance, _ in struct.iter_unpack(">Hh", data[tables["hmtx"] :][: 4 * measured])]
    found += found[-1:] * (glyphs - measured)
    return [advance * 1000 // units for advance in found]


def _glyphs(data: bytes) -> dict[int, int]:
    """The glyph of every letter, from the first subtable of the table cmap, which is of format 4 in our files."""
    cmap = _tables(data)["cmap"]
    start: int = cmap + struct.unpack_from(">L", data, cmap + 8)[0]
    length = struct.unpack_from(">H", data, start + 6)[0]
    segments = length // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, start + 14 + at)
        for at in (0, length + 2, 2 * length + 2, 3 * length + 2)
    )
    glyphs: dict[int, int] = {}
    for number in range(segments - 1):  # the last segment marks the end
        for letter in range(starts[number], ends[number] + 1):
            glyph = letter
            if offsets[number]:
                at = start + 16 + 3 * length + 2 * number + offsets[number] + 2 * (letter - starts[number])
                glyph = struct.unpack_from(">H", data, at)[0]
            glyphs[letter] = (glyph + deltas[number]) % 65536
    return glyphs
