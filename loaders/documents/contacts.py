"""Phone numbers and e-mail addresses: personal data, found so that they can be counted and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(ät\))\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,–-])(?:\+358|00358|\(0\d{1,2}\)|0\d{1,3})(?:[ \u00a0-]?\d{2,4}){1,4}(?!\d|[.,]\d|\s?(?:€|euro|kg|km|m2))"
)
_PATTERN_ADDRESS = re.compile(r"etunimi\.sukunimi", re.IGNORECASE)
_DIGITS = range(6, 15)


def find_emails(text: str) -> Iterator[tuple[int, int]]:
    """Spans of e-mail addresses; "etunimi.sukunimi@..." is a pattern and nobody's address."""
    for match in _EMAIL.finditer(text):
        if not _PATTERN_ADDRESS.match(match.group()):
            yield match.span()


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Spans of Finnish phone numbers."""
    for match in _PHONE.finditer(text):
        if sum(c.isdigit() for c in match.group()) in _DIGITS:
            yield match.span()


def mask(text: str) -> str:
    """The text with every phone number and e-mail address replaced by a mark that tells its kind."""
    return _PHONE.sub("[puhelin]", _EMAIL.sub("[sähköposti]", text))
