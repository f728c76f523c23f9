"""What a text file is made of: its encoding, whether that was a guess, and whether its letters were garbled before."""

import codecs
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from yhdysverkko.graph.errors import LoadFailed

BLOCK = 1 << 20

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FALLBACK = "cp1252"

# UTF-8 that was read as cp1252 and written as UTF-8 again: "Ã¤" for ä, "â€“" for –.
_GARBLED_BYTES = re.compile(rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2\x80)|\xc3\xa2\xe2\x82\xac")
# Finnish letters in UTF-8; in a file that is cp1252 throughout, these pairs of letters do not occur.
_UTF8_LETTERS = re.compile(rb"\xc3[\xa4\xb6\xa5\x84\x96\x85]")
_GARBLED = re.compile(r"Ã[\u0080-\u00bf„–…]|â€")


class TextForm(NamedTuple):
    """How to read a text file. `guessed`: it is not UTF-8, so an 8-bit encoding was assumed."""

    encoding: str
    guessed: bool
    garbled: bool


def examine(path: Path) -> TextForm:
    """Find out how `path` is encoded: byte order mark, else UTF-8 if all of it is, else cp1252.

    Raises LoadFailed for a file that is no text.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
    encoding = marked or "utf-8"
    try:
        return TextForm(encoding, guessed=False, garbled=_scan(path, encoding, _GARBLED_BYTES))
    except UnicodeDecodeError as error:
        if marked:
            raise LoadFailed("loaders.not_text", file=path.name) from error
    try:
        return TextForm(_FALLBACK, guessed=True, garbled=_scan(path, _FALLBACK, _UTF8_LETTERS))
    except UnicodeDecodeError as error:
        raise LoadFailed("loaders.not_text", file=path.name) from error


def _scan(path: Path, encoding: str, pattern: re.Pattern[bytes]) -> bool:
    """Decode all of the file once; whether it holds `pattern`. Raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)()
    found = False
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            decoder.decode(block)
            if b"\x00" in block and encoding != "utf-16":
                raise LoadFailed("loaders.not_text", file=path.name)
            found = found or pattern.search(block) is not None
    decoder.decode(b"", final=True)
    return found


def is_garbled(text: str) -> bool:
    return _GARBLED.search(text) is not None


def repair(text: str) -> str:
    """Undo one wrong decoding ("JÃ¤rjestÃ¶" -> "Järjestö"); text that does not come out right stays as it is."""
    if not is_garbled(text):
        return text
    for wrong in (_FALLBACK, "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return text


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
