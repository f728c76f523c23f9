"""The names of people who are not to be shown, and whether a sentence names one of them."""

import re
from collections.abc import Iterable

from yhdysverkko.graph.store import Store

_WORDS = re.compile(r"\w+")


class HiddenNames:
    """Names as the halves of their words that inflection leaves alone ("Lampi", "Lammen").

    Errs towards hiding: a sentence whose capitalised words begin like every word of a name names that person.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._stems = [stems for name in names if (stems := [_stem(word) for word in _WORDS.findall(name.casefold())])]

    def in_text(self, text: str) -> bool:
        words = [word.casefold() for word in _WORDS.findall(text) if not word[0].islower()] if self._stems else []
        return any(all(any(word.startswith(stem) for word in words) for stem in stems) for stems in self._stems)


def _stem(word: str) -> str:
    return word[: max(2, (len(word) + 1) // 2)]


def read_hidden_names(store: Store) -> HiddenNames:
    """The names of everybody who is internal."""
    rows = store.read("MATCH (p:Person {visibility: 'internal'}) RETURN DISTINCT p.name AS name")
    return HiddenNames(row["name"] for row in rows)
