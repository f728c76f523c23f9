"""The names of people who are not to be shown, and whether a sentence names one of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.sight import Sight
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
    def _stems(self) -> Mapping[str, list[list[str]]]:
        """The stems of each name, by the first of them."""
        found: dict[str, list[list[str]]] = defaultdict(list)
        for name in self._names:
            if stems := [_stem(word) for word in _WORDS.findall(name.casefold())]:
                found[stems[0]].append(stems)
        return found

    def in_text(self, text: str) -> bool:
        words = [word.casefold() for word in _WORDS.findall(text) if not word[0].islower()]
        if not words or not self._stems:
            return False
        beginnings = {word[:length] for word in words for length in range(1, len(word) + 1)}
        return any(
            beginnings.issuperset(stems) for first in self._stems.keys() & beginnings for stems in self._stems[first]
        )

    def without_sentence(self, evidence: dict[str, object]) -> dict[str, object]:
        """Evidence as it may be shown: where its sentence names one of them, the place alone."""
        if not self.in_text(str(evidence.get("sentence", ""))):
            return evidence
        return {name: value for name, value in evidence.items() if name != "sentence"}


def _stem(word: str) -> str:
    return word[: max(2, (len(word) + 1) // 2)]


class Hidden(NamedTuple):
    """Everybody who is not to be shown."""

    ids: frozenset[str]
    names: HiddenNames


def _hidden_from(sight: Sight) -> Remembered[Hidden]:
    visibilities = ", ".join(map(repr, sight.hides))
    return Remembered(
        f"MATCH (p:Person) WHERE p.visibility IN [{visibilities}] RETURN p.id AS id, p.name AS name",
        lambda rows: Hidden(frozenset(row["id"] for row in rows), HiddenNames({row["name"] for row in rows})),
    )


_HIDDEN = {sight: _hidden_from(sight) for sight in Sight}


def hidden_people(store: Store) -> Hidden:
    """Everybody whom the store does not show."""
    return _HIDDEN[store.sight].get(store)
