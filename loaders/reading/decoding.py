"""Files of text as clean text: encoding found, garbled letters repaired, read line by line to keep one copy."""

import re
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import say
from yhdysverkko.loaders.reading.lines import clean
from yhdysverkko.loaders.text import TextForm, examine, repair

DECLARED = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252",
    "iso-8859-4": "iso-8859-4", "iso-8859-10": "iso-8859-10", "iso-8859-15": "iso-8859-15",
    "windows-1257": "cp1257", "windows-1251": "cp1251", "koi8-r": "koi8-r",
}  # fmt: skip
"""Encodings that a page may declare, and how they are read: browsers read the first four as windows-1252."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-z0-9_-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file and the notices of how it was read. Raises LoadFailed for a file that is no text."""
    form = _examine(path)
    text = _decode(path, form)
    notices = [say("loaders.encoding_guessed", file=path.name, encoding=form.encoding)] if form.guessed else []
    return text, (*notices, *_repaired(path, form))


def read_page(path: Path) -> tuple[str, tuple[str, ...]]:
    """Like `read_text`, for HTML: what is not UTF-8 may declare what it is."""
    form = _examine(path)
    if form.guessed and (declared := _declared(path)):
        form = form._replace(encoding=declared, guessed=False)
    text = _decode(path, form)
    notices = [say("loaders.encoding_guessed", file=path.name, encoding=form.encoding)] if form.guessed else []
    return text, (*notices, *_repaired(path, form))


def _examine(path: Path) -> TextForm:
    try:
        return examine(path)
    except LoadFailed as error:
        raise LoadFailed("reading.not_text", file=path.name) from error


def _declared(path: Path) -> str | None:
    with path.open("rb") as file:
        match = _CHARSET.search(file.read(_DECLARED_WITHIN))
    return DECLARED.get(match[1].decode("ascii").lower()) if match else None


def _decode(path: Path, form: TextForm) -> str:
    with path.open(encoding=form.encoding, errors="replace") as file:
        return "".join(map(clean, map(repair, file) if form.garbled else file))


def _repaired(path: Path, form: TextForm) -> tuple[str, ...]:
    return (say("loaders.repaired", file=path.name),) if form.garbled else ()
