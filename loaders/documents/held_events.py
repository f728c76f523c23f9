"""Occasions that no word list knows: what is said to be held on a day ("Soppajoukkue kootaan 3.4.", "X vietetään")."""

from __future__ import annotations

from collections.abc import Iterator

from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

_HELD = frozenset({"järjestetään", "järjestettiin", "pidetään", "pidettiin", "vietetään", "vietettiin"})
# What is held on a day without being an occasion.
_NOT = ("haku", "aika", "vaali", "vaalit", "tauko", "loma", "päivystys", "vastaanotto", "kurssi", "määrä", "yhteys",
        "kerho", "toiminta", "ryhmä", "ruokailu", "kuljetus", "ilmoittautuminen", "arvonta", "tarjoilu")  # fmt: skip


def find_held(sentence: Sentence) -> Iterator[Found]:
    """The nominative right before (or right after) "järjestetään" in a sentence that gives a full day."""
    if not any(len(d.value) == len("2020-01-01") or d.value.startswith("--") for d in sentence.dates):
        return
    if any(f.kind == "Event" for f in sentence.found):
        return
    tokens, taken = sentence.tokens, sentence.taken()
    verb = next((i for i, t in enumerate(tokens) if t.lower in _HELD), None)
    if verb is None or any("negation" in t.word.kinds for t in tokens):
        return
    head = next(
        (i for i in (verb - 1, verb + 1) if 0 <= i < len(tokens) and i not in taken and _occasion(tokens[i])), -1
    )
    if head < 0:
        return
    first = head
    while first > 0 and first - 1 not in taken and _modifies(tokens[first - 1]):
        first -= 1
    while first < head and tokens[first].word.lemmas & {"ensimmäinen", "seuraava", "perinteinen", "jokavuotinen"}:
        first += 1
    name = base_or_written(tokens[first : head + 1])
    if first == 0 and not tokens[0].word.kinds & {"place", "first_name", "surname"}:
        name = name[:1].lower() + name[1:]
    yield Found("Event", first, head, name, "what is held on a day", 0.72, frozenset({"nom"}))


def _occasion(token: Token) -> bool:
    nouns = [r for r in token.word.readings if r.kind == "noun" and r.case == "nom" and not r.possessive]
    return bool(nouns) and len(token.text) > len("haku") and not any(r.lemma.endswith(_NOT) for r in nouns)


def _modifies(token: Token) -> bool:
    if not token.alphabetic or token.word.finite:
        return False
    return any(
        (r.kind in {"adjective", "noun_adjective"} and r.case == "nom")
        or (r.kind in {"noun", "place"} and r.case == "gen" and not r.possessive)
        for r in token.word.readings
    )
