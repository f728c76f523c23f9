"""Persons: full names by first-name and surname evidence, by titles beside them, and with a shared surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.inflection import strip_ending
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import is_title_lemma, title_lemma

# A capitalised word with one of these endings names something else than a person.
_NOT_SURNAME = (
    "hanke",
    "yhdistys",
    "seura",
    "liitto",
    "säätiö",
    "keskus",
    "kunta",
    "kaupunki",
    "opisto",
    "päivä",
    "päivät",
)
_SWEDISH_GENITIVE = re.compile(
    r"(?:back|berg|ström|lund|qvist|kvist|holm|dahl|roth|stedt|blom|vik|feldt?|lind|fors|mark|rand|wall|hed)in$"
)
_PLACE_ONLY = frozenset({"ine", "ill"})
_NAME_KINDS = frozenset({"surname", "place", "noun", "noun_adjective", "adjective"})
_SWEDISH = ("son", "man", "én", "in", "een", "ren", "sten", "gren", "len", "lén", "ton", "den", "ven", "ken", "ben")


def is_first_name(token: Token) -> bool:
    """Whether the token is a first name in the nominative; each part of a double one must be."""
    if not token.capital or not token.alphabetic or token.text.endswith("-"):
        return False
    return any(r.kind == "first_name" and r.case == "nom" and not r.plural for r in token.word.readings)


def could_be_surname(token: Token) -> bool:
    """Whether a capitalised word after a first name may be the surname."""
    text = token.text
    if not token.capital or not token.alphabetic or len(text) < 2 or ":" in text or text[-1] == "-" or "." in text:
        return False
    if any(c.isdigit() for c in text) or text.startswith(("-", "–", "#")):
        return False
    word = token.word
    if word.kinds & {"surname"}:
        return True
    if any(lemma.endswith(_NOT_SURNAME) for lemma in word.lemmas):
        return False
    place = [r for r in word.readings if r.kind == "place"]
    return not (place and all(r.case in _PLACE_ONLY for r in place))


def find_persons(sentence: Sentence) -> Iterator[Found]:
    """Full names in a sentence."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        keyed = i == 0 and bool(sentence.block.key) and is_title_lemma(sentence.block.key.lower().split()[-1])
        found = _full_name(tokens, i, sentence.block.capitals) or _by_title(tokens, i, keyed)
        found = found or _listed(tokens, i, sentence.block.capitals)
        if not found:
            i += 1
            continue
        after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
        if after is not None and after.word.lemmas & {"säätiö", "rahasto", "stipendi"}:
            i = found.last + 1  # "Anna Aallon säätiö" is no person
            continue
        shared = _shared_surname(tokens, found)
        if shared:
            yield shared
        yield found
        i = found.last + 1


def _listed(tokens: Sequence[Token], i: int, capitals: bool) -> Found | None:
    """Two unknown capitalised words right before a full name in a list: "Faysal Abdi, Eve Rämö ja ..."."""
    if i + 4 >= len(tokens) or tokens[i + 2].lower not in {",", "ja"} or capitals:
        return None
    unknown = all(_name_like(t) and not t.word.readings for t in tokens[i : i + 1])
    if not unknown or not _name_like(tokens[i + 1]) or _full_name(tokens, i + 3, capitals) is None:
        return None
    return _person(tokens, i, i + 1, "name in a list of names", 0.7)


def _full_name(tokens: Sequence[Token], i: int, capitals: bool) -> Found | None:
    """First names and a surname; a surname that is itself a first name ("Simo") needs to be the last of them."""
    if not is_first_name(tokens[i]) or _acronym(tokens[i], capitals):
        return None
    last = i + 1
    while (
        last + 1 < len(tokens) and is_first_name(tokens[last]) and _plain(tokens[last + 1], capitals) and last - i < 3
    ):
        last += 1
    if last < len(tokens) and tokens[last].lower in {"af", "von", "de"} and last + 1 < len(tokens):
        last += 1
    if last >= len(tokens) or not _plain(tokens[last], capitals):
        return None
    return _person(tokens, i, last, "first name and surname", 0.95)


def _plain(token: Token, capitals: bool) -> bool:
    return could_be_surname(token) and not _acronym(token, capitals)


def _acronym(token: Token, capitals: bool) -> bool:
    return not capitals and len(token.text) > 1 and token.text.isupper()


def _by_title(tokens: Sequence[Token], i: int, keyed: bool) -> Found | None:
    """Two capitalised words after a title, or before a comma and a title, where no first name is known."""
    if i + 1 >= len(tokens) or not (_name_like(tokens[i], double=True) and _name_like(tokens[i + 1], double=True)):
        return None
    before = i > 0 and title_lemma(tokens[i - 1]) and (tokens[i - 1].text[0].islower() or i == 1)
    after = i + 3 < len(tokens) and tokens[i + 2].text == "," and title_lemma(tokens[i + 3])
    surname = "surname" in tokens[i + 1].word.kinds and not tokens[i].word.readings
    if not (before or after or surname or keyed):
        return None
    nominative = not tokens[i].word.readings or "nom" in tokens[i].word.cases
    return _person(tokens, i, i + 1, "name by its title", 0.75) if nominative else None


def _name_like(token: Token, double: bool = False) -> bool:
    if not could_be_surname(token) or token.text.isupper():
        return False
    if "-" in token.text and not (double and all(part[:1].isupper() for part in token.text.split("-"))):
        return False
    return not (token.word.kinds & {"place", "adverb", "conjunction", "pronoun", "verb"}) and title_lemma(token) is None


def _person(tokens: Sequence[Token], first: int, last: int, rule: str, confidence: float) -> Found:
    before = tokens[first - 1] if first and title_lemma(tokens[first - 1]) else None
    surname, cases = surname_base(tokens[last], before)
    name = " ".join([_cased(t) for t in tokens[first:last]] + [surname])
    return Found("Person", first, last, name, rule, confidence, cases)


def _cased(token: Token) -> str:
    if not token.text.isupper() or len(token.text) < 3:
        return token.text
    return "-".join(part.capitalize() for part in token.text.split("-"))


def surname_base(token: Token, title: Token | None = None) -> tuple[str, frozenset[str]]:
    """Base form of a surname and the cases in which it may stand; a title before it tells which case is meant."""
    word, text = token.word, _cased(token)
    agreed = title.word.cases if title else frozenset()
    if agreed <= {"ess", "tra"}:
        agreed = frozenset()
    if not agreed or "nom" in agreed:
        plain = [r for r in word.nominal if r.kind in _NAME_KINDS and not r.participle]
        if any(r.case == "nom" and not r.plural for r in plain):
            return text, frozenset({"nom"})
    for kinds in ({"surname"}, {"place"}, {"noun", "noun_adjective", "adjective", "first_name"}):
        readings = [r for r in word.nominal if r.kind in kinds and not (r.kind == "noun" and r.participle)]
        fitting = [r for r in readings if not agreed or r.case in agreed] or readings
        fitting.sort(key=lambda r: (r.plural, r.possessive))
        if fitting and not fitting[0].possessive:
            return _recase(fitting[0].lemma, text), frozenset(r.case for r in readings)
    if agreed == {"nom"} or "nom" in agreed or (not agreed and not _inflected(text)):
        return text, frozenset({"nom"})
    return strip_ending(text), agreed or frozenset({"gen"})


def _inflected(text: str) -> bool:
    """Whether an unknown surname looks like a genitive or another oblique form rather than a base form."""
    lower = text.lower()
    if _SWEDISH_GENITIVE.search(lower) or (lower.endswith(("aa", "ää")) and len(lower) > 5):
        return True
    if lower.endswith("nen") or (lower.endswith(_SWEDISH) and not lower.endswith("sen")):
        return False
    return lower.endswith(("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "sen")) or (
        lower.endswith("n") and lower[-2] in "aeiouyäö" and len(lower) > 4
    )


def _recase(lemma: str, surface: str) -> str:
    parts = [p[:1].upper() + p[1:] for p in lemma.split("-")]
    return "-".join(parts) if surface[:1].isupper() else lemma


def _shared_surname(tokens: Sequence[Token], found: Found) -> Found | None:
    """ "Anne ja Jari Simo": a first name alone before "ja" and a full name."""
    i = found.first - 2
    if i < 0 or tokens[i + 1].lower not in {"ja", "&"} or not is_first_name(tokens[i]):
        return None
    if i > 0 and tokens[i - 1].capital and not title_lemma(tokens[i - 1]):
        return None
    surname = found.name.split()[-1]
    return Found("Person", i, i, f"{tokens[i].text} {surname}", "shared surname", 0.85, found.cases)
