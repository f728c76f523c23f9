"""Numbers of people as text gives them: "46", "kaksikymmentäviisi", "parikymmentä", "runsaat neljäkymmentä"."""

from __future__ import annotations

import re
from functools import lru_cache

from yhdysverkko.loaders.documents.text import Token

_UNITS = {
    "yksi": 1, "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kuusi": 6, "seitsemän": 7, "kahdeksan": 8,
    "yhdeksän": 9,
}  # fmt: skip
_VAGUE = {"parikymmentä": 20, "kymmenkunta": 10, "satakunta": 100, "parisataa": 200, "puolensataa": 50}
_VAGUE_TENS = {
    "kolmisen": 30, "nelisen": 40, "viitisen": 50, "kuutisen": 60, "seitsemisen": 70, "kahdeksisen": 80,
    "yhdeksisen": 90,
}  # fmt: skip
_ABOUT = frozenset(
    {"noin", "lähes", "melkein", "liki", "yli", "alle", "runsas", "reilu", "vajaa", "hieman", "suunnilleen", "arviolta"}
)


@lru_cache(maxsize=10_000)
def number_in(word: str) -> tuple[int, bool] | None:
    """The number that a lower-case word writes, and whether it is a vague one; None for other words."""
    if re.fullmatch(r"\d{1,5}", word):
        return int(word), False
    if word in _VAGUE:
        return _VAGUE[word], True
    front = word.removesuffix("kymmentä")
    if front != word and front in _VAGUE_TENS:
        return _VAGUE_TENS[front], True
    value = _plain(word)
    return (value, False) if value else None


def _plain(word: str) -> int:
    """ "kaksisataaviisikymmentäkolme" -> 253; 0 for words that are no number."""
    if word in _UNITS:
        return _UNITS[word]
    if word.endswith("toista") and word.removesuffix("toista") in _UNITS:
        return 10 + _UNITS[word.removesuffix("toista")]
    for mark, one, times in (("sataa", "sata", 100), ("kymmentä", "kymmenen", 10)):
        if word == one:
            return times
        front, found, rest = word.partition(mark)
        if found and front in _UNITS:
            tail = _plain(rest) if rest else 0
            return _UNITS[front] * times + tail if tail or not rest else 0
    return times_hundred(word)


def times_hundred(word: str) -> int:
    """ "sataviisikymmentä" -> 150."""
    rest = word.removeprefix("sata")
    tail = _plain(rest) if rest != word and rest else 0
    return 100 + tail if tail else 0


def is_about(token: Token) -> bool:
    """Whether a word makes the number after it approximate."""
    return bool((token.word.lemmas | {token.lower}) & _ABOUT)
