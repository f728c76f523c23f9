"""Tokens and sentences with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yhdysverkko.loaders.documents.morphology import Morphology
from yhdysverkko.loaders.documents.words import Word

_TOKEN = re.compile(
    r"""
      [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                  # e-mail address
    | (?:https?://|www\.)[^\s)\]>]+                                 # web address
    | [^\W\d_][\w-]*\.(?:fi|com|net|org|eu|info|example)(?![\w.])(?:-[^\W\d_]+|:[^\W\d_]+)?   # site by its name
    | r\.y\.(?::[^\W\d_]+)?                                         # r.y.
    | \d+(?:[.,]\d+)*(?:-?[^\W\d_][\w-]*(?::[^\W\d_]+)?)?           # 2.10.2019, 4H-yhdistys, 19.30
    | [-–](?=[^\W\d_])(?<=\s[-–])[^\W\d_][\w]*(?:-[^\W\d_]\w*)*     # -hankkeen
    | \#?[^\W\d_][\w]*(?:[-'’‑][^\W_]\w*)*(?::[^\W\d_]+)?-?         # words, Keski-Suomen, ry:n, sosiaali-
    | [^\w\s]
    """,
    re.VERBOSE,
)
_STOP = frozenset(".!?…")
# After these a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        "esim",
        "mm",
        "ym",
        "jne",
        "n",
        "p",
        "puh",
        "pj",
        "vpj",
        "siht",
        "tj",
        "sij",
        "klo",
        "nk",
        "ns",
        "ks",
        "vrt",
        "vs",
        "ma",
        "vt",
        "tmi",
        "oy",
        "ent",
        "s",
        "os",
        "so",
        "ts",
        "tel",
        "kpl",
        "ap",
        "ip",
        "nro",
        "mrd",
        "milj",
        "prof",
        "tri",
        "fil",
    ]
)
# A sentence is more than the date that opens a line of a calendar.
_TIME_WORDS = frozenset(["klo", "kello", "ma", "ti", "ke", "to", "pe", "la", "su"])
_BEGINS = frozenset(["aloittaa", "olla", "valita", "nimetä", "nimittää", "siirtyä", "jatkaa", "toimia"])
_CLOSING = frozenset("”\"’')]»")


@dataclass(slots=True)
class Token:
    """A written word, number or mark; `start` and `end` are places in the whole document.

    `capital`: it begins with a capital letter, also after "-" or "#"; `alphabetic`: it has letters."""

    text: str
    start: int
    end: int
    word: Word
    lower: str
    capital: bool
    alphabetic: bool


def tokenise(text: str, offset: int, morphology: Morphology, capitals: bool = False) -> list[Token]:
    """Tokens of `text`, which begins at `offset`; with `capitals` words are read as if in lower case."""
    found = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        form = piece.lstrip("-–#") or piece
        if capitals and form.isupper():
            form = form.capitalize()
        word = morphology.word(form)
        start, end = match.span()
        alphabetic = piece.isalpha() or any(map(str.isalpha, piece))
        found.append(
            Token(
                piece,
                offset + start,
                offset + end,
                word,
                piece.lower(),
                form[0].isupper() or piece[0].isupper(),
                alphabetic,
            )
        )
    return found


def sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    """Split the tokens of one block of running text where sentences end."""
    start = 0
    for i, token in enumerate(tokens):
        if token.text in _STOP and _ends(tokens, i):
            end = i + 1
            while end < len(tokens) and tokens[end].text in _CLOSING and tokens[end].start == tokens[end - 1].end:
                end += 1
            if end <= start or not any(t.alphabetic and t.lower not in _TIME_WORDS for t in tokens[start:end]):
                continue
            yield tokens[start:end]
            start = end
    if start < len(tokens):
        yield tokens[start:]


def _ends(tokens: list[Token], i: int) -> bool:
    """Whether the stop mark at `i` ends a sentence: not in "klo 12.", "14.5. klo", "kierteeseen! -elinvoimapaja"."""
    following = next((t for t in tokens[i + 1 : i + 3] if t.text not in _CLOSING), None)
    if following is None:
        return True
    if following.text[0] in "-–" and len(following.text) > 1:
        return False
    if tokens[i].text != ".":
        return following.capital or not following.alphabetic or following.text in '–-”"'
    before = tokens[i - 1] if i else None
    if before is not None and before.lower in _ABBREVIATIONS and before.text != "MA":
        return False
    if before is not None and before.text[0].isdigit():
        return (
            following.capital
            and following.start > tokens[i].end
            and not (_ordinal(following) or _there(before, following) or _since(tokens, i))
        )
    return following.capital or following.text in '–-”"[(' or following.text[0].isdigit()


def _there(before: Token, following: Token) -> bool:
    """ "29.8. Jyväskylässä": a day and then the place where it was."""
    return _yearless(before) and any(r.kind == "place" and r.case in {"ine", "ade"} for r in following.word.readings)


def _yearless(token: Token) -> bool:
    """ "29.8" before its full stop; after a year a full stop can only end the sentence."""
    return re.fullmatch(r"\d{1,2}\.\d{1,2}", token.text) is not None


def _since(tokens: list[Token], i: int) -> bool:
    """ "johtajana aloitti 1.6. Anna Aalto": a day right after a verb that still lacks its subject."""
    if i < 3 or i + 2 >= len(tokens) or not _yearless(tokens[i - 1]):
        return False
    named = "first_name" in tokens[i + 1].word.kinds and tokens[i + 2].capital
    post = any("ess" in t.word.cases or "tra" in t.word.cases for t in tokens[max(0, i - 4) : i - 2])
    return named and post and bool(tokens[i - 2].word.verbs & _BEGINS)


def _ordinal(following: Token) -> bool:
    """Month and time words after "14.": the number was an ordinal, not the end of a sentence."""
    return following.lower.endswith("kuuta") or following.lower in {"klo", "kello"}
