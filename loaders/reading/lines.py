"""Lines of text that all readers make alike: clean letters, rows of tables, blank lines."""

import re
import unicodedata
from collections.abc import Sequence

MAX_KEY = 60
"""Characters of the first of two cells up to which it is read as a key; longer ones are prose in a layout table."""

MAX_TITLE = 120
"""Characters of a first line that still may be a title."""

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """Composed letters, plain spaces and line ends, nothing invisible; the number of plain spaces stays."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def single_spaced(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def without_gaps(text: str) -> str:
    """At most one blank line between blocks, no spaces at ends of lines."""
    lines = (line.rstrip() for line in text.split("\n"))
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def row_text(cells: Sequence[str]) -> str:
    """A row of a table as one line: "key: value" for two cells, else "cell | cell"; empty cells are left out."""
    filled = [single_spaced(cell) for cell in cells if cell.strip()]
    if len(cells) == 2 and len(filled) == 2 and len(filled[0]) <= MAX_KEY:
        return f"{filled[0].rstrip(' :')}: {filled[1]}"
    return " | ".join(filled)


def first_line(text: str) -> str:
    """The first line that is not blank, if it is short enough to be a title."""
    found = next((line.strip() for line in text[: 10 * MAX_TITLE].split("\n") if line.strip()), "")
    return found if len(found) <= MAX_TITLE else ""
