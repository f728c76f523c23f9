"""Long texts in sections, so that time grows with the text and memory does not."""

from __future__ import annotations

from collections.abc import Iterator

# Names are linked within a section; documents of the genre are far shorter than one.
LIMIT = 60_000


def split_sections(text: str, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """(place, text) of sections of about `limit` characters, cut at a blank line, a line end, or a blank."""
    start = 0
    while len(text) - start > limit:
        end = _cut(text, start, start + limit)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _cut(text: str, start: int, limit: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, start + (limit - start) // 2, limit)
        if at > 0:
            return at + len(mark)
    return limit
