"""Occasions that no word list knows: what is said to be held on a day ("Soppajoukkue kootaan 3.4.", "X vietetään")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

_HELD = frozenset({"järjestetään", "järjestettiin", "pidetään", "pidettiin", "vietetään", "vietettiin"})
_HOLDS = frozenset({"järjestää", "viettää"})
_REACH = 5
_AS_SUBJECT, _AS_OBJECT = frozenset({"nom"}), frozenset({"gen", "par", "nom"})
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
    if any("negation" in t.word.kinds for t in tokens):
        return
    for verb, token in enumerate(tokens):
        passive = token.lower in _HELD
        if not passive and not (token.word.finite and token.word.verbs & _HOLDS):
            continue
        places = (verb - 1, verb + 1) if passive else range(verb + 1, min(verb + 1 + _REACH, len(tokens)))
        cases = _AS_SUBJECT if passive else _AS_OBJECT
        for place in places:
            if 0 <= place < len(tokens) and place not in taken:
                if not passive and tokens[place].word.cases <= {"ess", "ine", "ade"}:
                    continue  # when and where it is held
                head = place if passive else _noun_after(tokens, place, taken)
                if _occasion(tokens[head], cases):
                    yield _phrase(tokens, head, taken)
                    return
                if not passive and tokens[place].alphabetic:
                    break


def _noun_after(tokens: Sequence[Token], start: int, taken: set[int]) -> int:
    """The end of the object that begins right after the verb: "järjestää | kyläläisten yhteisen soppapäivän"."""
    head = start
    while head + 1 < len(tokens) and head + 1 not in taken and _modifies(tokens[head], any_case=True):
        head += 1
    return head


def _phrase(tokens: Sequence[Token], head: int, taken: set[int]) -> Found:
    first = head
    while first > 0 and first - 1 not in taken and _modifies(tokens[first - 1], any_case=True):
        first -= 1
    while first < head and tokens[first].word.lemmas & {"ensimmäinen", "seuraava", "perinteinen", "jokavuotinen"}:
        first += 1
    name = base_or_written(tokens[first : head + 1])
    if first == 0 and not tokens[0].word.kinds & {"place", "first_name", "surname"}:
        name = name[:1].lower() + name[1:]
    return Found("Event", first, head, name, "what is held on a day", 0.72, tokens[head].word.cases)


def _occasion(token: Token, cases: frozenset[str]) -> bool:
    nouns = [r for r in token.word.readings if r.kind == "noun" and r.case in cases]
    return bool(nouns) and len(token.text) > len("haku") and not any(r.lemma.endswith(_NOT) for r in nouns)


def _modifies(token: Token, any_case: bool = False) -> bool:
    if not token.alphabetic or token.word.finite:
        return False
    return any(
        (r.kind in {"adjective", "noun_adjective"} and (r.case == "nom" or any_case))
        or (r.kind in {"noun", "place"} and r.case == "gen" and r.plural)
        or (r.kind == "place" and r.case == "gen")
        for r in token.word.readings
    )
