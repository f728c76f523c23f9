"""Lines of a calendar: "22.3.2023 klo 17 Yhdistystori, Mikkeli": a date, the name of an event, and its place."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence

_OPENING = re.compile(
    r"(?:(?:ma|ti|ke|to|pe|la|su)\s+)?\d{1,2}\.(?:\s?[–-]\s?\d{1,2}\.)?\d{1,2}\.(?:\d{4})?"
    r"(?:\s+(?:klo|kello)\s+[\d.:]+(?:\s?[–-]\s?[\d.:]+)?)?\s*[:,–-]?\s*",
    re.IGNORECASE,
)
_LONGEST = 9


def find_calendar_events(draft: Draft) -> None:
    """Make what follows the date on a list line the name of an event, up to the first mark."""
    for sentence in draft.sentences:
        if sentence.block.kind not in {Kind.BULLET, Kind.LINE} or not sentence.dates:
            continue
        opening = _OPENING.match(draft.text, sentence.start)
        if opening:
            _name_event(draft, sentence, opening.end())


def _name_event(draft: Draft, sentence: Sentence, start: int) -> None:
    tokens = sentence.tokens
    first = next((i for i, t in enumerate(tokens) if t.start >= start), None)
    if first is None or not tokens[first].capital or not tokens[first].alphabetic:
        return
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].alphabetic and last - first < _LONGEST:
        last += 1
    inside = [f for f in sentence.found if f.first <= last and f.last >= first]
    words = tokens[first : last + 1]
    if any(f.kind == "Person" or (f.first == first and f.last == last) for f in inside) or _is_sentence(
        sentence, first, last
    ):
        return
    name = draft.text[words[0].start : words[-1].end]
    sentence.found = [f for f in sentence.found if f not in inside]
    sentence.found.append(Found("Event", first, last, name, "event with a name", 0.75, frozenset({"nom"})))
    sentence.found.sort(key=lambda f: f.first)


def _is_sentence(sentence: Sentence, first: int, last: int) -> bool:
    """A finite verb makes the line tell something, and its subject is another name."""
    return any(t.word.finite for t in sentence.tokens[first : last + 1])
