"""Titles and posts: which words name one, and the whole title in its base form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from yhdysverkko.loaders.documents.resources import word_list
from yhdysverkko.loaders.documents.text import Token

# Adjectives that belong to a title; others before it ("uusi", "pitkäaikainen") describe the person.
PARTS = frozenset(
    {"etsivä", "johtava", "vastaava", "vanhempi", "nuorempi", "pedagoginen", "hallinnollinen", "toiminnallinen"}
)
_FORMER = frozenset({"entinen", "ex", "aiempi", "edellinen", "ent"})
_SKIPPED = frozenset(
    {
        "pitkäaikainen",
        "kokenut",
        "ensimmäinen",
        "eläköityvä",
        "vasta",
        "uusi",
        "nykyinen",
        "vs",
        "vt",
        "ma",
        "uusin",
        "tuore",
        "väistyvä",
        "tuleva",
    }
)
_NO_PERSON = frozenset({"kansalaistoimija"})


@cache
def _endings() -> tuple[str, ...]:
    return word_list("titles")


@cache
def is_title_lemma(lemma: str) -> bool:
    """Whether a lemma names a post."""
    return lemma.endswith(_endings()) and lemma not in _NO_PERSON


def title_lemma(token: Token) -> str | None:
    """The lemma of a word that names a post, None for other words."""
    for reading in token.word.readings:
        if reading.kind in {"noun", "noun_adjective", "adjective"} and reading.case and is_title_lemma(reading.lemma):
            return reading.lemma.removeprefix("ex-")
    if not token.word.readings and token.alphabetic and is_title_lemma(token.lower):
        return token.lower.removeprefix("ex-")
    return None


def title_start(tokens: Sequence[Token], head: int, blocked: frozenset[int]) -> int:
    """Index of the first word of the title with its head at `head`: "hallituksen puheenjohtaja"."""
    first = head
    for i in range(head - 1, max(-1, head - 4), -1):
        token = tokens[i]
        if i in blocked or not token.alphabetic or (token.capital and i > 0):
            break
        genitive = any(r.case == "gen" and r.kind in {"noun", "noun_adjective"} for r in token.word.readings)
        if genitive or token.word.lemmas & PARTS or (token.text.endswith("-") and i > 0):
            first = i
            continue
        if token.lower in {"ja", "sekä"} and i > 0 and tokens[i - 1].text.endswith("-"):
            continue
        break
    return first


def title_text(tokens: Sequence[Token], first: int, head: int) -> str:
    """Base form of the title at [first, head], in lower case."""
    words = []
    for token in tokens[first:head]:
        part = next((lemma for lemma in token.word.lemmas if lemma in PARTS), None)
        words.append(part or token.lower)
    return " ".join([*words, title_lemma(tokens[head]) or tokens[head].lower])


def describes_former(tokens: Sequence[Token], first: int) -> bool:
    """Whether "entinen", "ex-" or the like stands before the title that begins at `first` (or in it)."""
    before = tokens[first - 1] if first else None
    return tokens[first].lower.startswith("ex-") or bool(
        before and (before.word.lemmas & _FORMER or before.lower.strip("-.") in _FORMER)
    )


def is_filler(token: Token) -> bool:
    """Words that may stand between an organisation and a title without changing the post: "uusi", "vs."."""
    return bool(token.word.lemmas & (_SKIPPED | _FORMER)) or token.lower.strip(".") in _SKIPPED | _FORMER
