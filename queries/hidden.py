"""The names of people who are not to be shown, and whether a sentence names one of them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from yhdysverkko.graph.store import Store

_WORDS = re.compile(r"\w+")


class HiddenNames:
    """Names as the halves of their words that inflection leaves alone ("Lampi", "Lammen").

    Errs towards hiding: a sentence whose capitalised words begin like every word of a name names that person. The names
    are gone through when the first sentence is asked about.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def _stems(self) -> list[list[str]]:
        found = ([_stem(word) for word in _WORDS.findall(name.casefold())] for name in self._names)
        return [stems for stems in found if stems]

    def in_text(self, text: str) -> bool:
        words = [word.casefold() for word in _WORDS.findall(text) if not word[0].islower()] if self._stems else []
        return any(all(any(word.startswith(stem) for word in words) for stem in stems) for stems in self._stems)


def _stem(word: str) -> str:
    return word[: max(2, (len(word) + 1) // 2)]


def read_hidden_names(store: Store) -> HiddenNames:
    """The names of everybody who is internal, read when they are first needed."""

    def names() -> Iterator[str]:
        for row in store.read("MATCH (p:Person {visibility: 'internal'}) RETURN DISTINCT p.name AS name"):
            yield row["name"]

    return HiddenNames(names())
