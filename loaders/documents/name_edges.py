"""Where the name of a body begins: which words may stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yhdysverkko.loaders.documents.bodies import (
    head_type,
)
from yhdysverkko.loaders.documents.naming import base_name
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import title_lemma

_JOINERS = frozenset({"ja", "sekä", "&"})


NOT_IN_NAMES = frozenset(
    {"kunta", "kaupunki", "hanke", "projekti", "maakunta", "alue", "seutu", "kylä", "vuosi", "mukaan"}
)


_AREAS = frozenset({"alue", "seutu", "kylä", "vuosi"})


# What members of clubs are: "Kemin Urheilijoiden jaosto" is the club's, "Kemin Nuorten paja" is a workshop.
_CLUB_PEOPLE = frozenset(
    {"urheilija", "martta", "hiihtäjä", "kuntoilija", "eläkkeensaaja", "eläkeläinen", "invalidi", "reserviläinen",
     "soutaja", "kalamies", "metsästäjä", "voimistelija", "samoilija", "palloilija", "pelimanni", "maatalousnainen",
     "omaishoitaja", "näkövammainen", "mieslaulaja", "naislaulaja", "partiolainen"}
)  # fmt: skip


STOP_KINDS = frozenset({"adverb", "conjunction", "pronoun", "negation", "adposition", "interjection", "numeral"})


GENERIC_STARTS = frozenset(
    {
        "järjestäjä",
        "rahoittaja",
        "hallinnoija",
        "toteuttaja",
        "puheenjohtaja",
        "jäsen",
        "hanke",
        "kunta",
        "kaupunki",
        "paikka",
        "yhteistyö",
        "uusi",
        "oma",
        "myös",
        "mukana",
        "vuosi",
        "toinen",
        "muu",
        "seuraava",
        "kokous",
        "tapahtuma",
        "projekti",
        "tilaisuus",
        "lisätieto",
        "yhteystieto",
        "osallistuja",
        "vuokra",
        "kumppani",
        "yhteistyökumppani",
        "hakija",
    }
)


def base_or_written(tokens: Sequence[Token], ending: str = "") -> str:
    """The base form of the name that the tokens write; blanks between them are kept single."""
    offset = tokens[0].start
    text = joined(tokens)
    # Offsets within `text` equal those of the document unless blanks were doubled, which names hardly are.
    if offset + len(text) != tokens[-1].end:
        return text
    return base_name(text, tokens, ending)


def joined(tokens: Sequence[Token]) -> str:
    pieces = [tokens[0].text]
    for before, token in pairwise(tokens):
        pieces.append((" " if token.start > before.end else "") + token.text)
    return "".join(pieces)


def leads_a_noun(tokens: Sequence[Token], i: int) -> bool:
    """ "Pudasjärven Nuorten työpaja": a capitalised genitive plural belongs to the word after it."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    several = any(
        r.kind in {"noun", "adjective", "noun_adjective"} and r.case == "gen" and r.plural
        for r in tokens[i].word.readings
    )
    return (
        several
        and after is not None
        and not tokens[i].word.lemmas & _CLUB_PEOPLE
        and after.text[0].islower()
        and "noun" in after.word.kinds
        and not title_lemma(after)
    )


def is_plain_capital(token: Token) -> bool:
    if not token.capital or not token.alphabetic or token.text.startswith(("-", "–")):
        return False
    # "Kuhmon Seudun Yrittäjät": a title in the plural is who the members are.
    return title_lemma(token) is None or all(r.plural for r in token.word.readings if r.case)


def is_modifier(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Whether a capitalised word may stand in a name before its head: genitive, agreeing adjective, name, acronym."""
    token = tokens[i]
    word = token.word
    if token.text[0].isdigit() or not word.readings or (token.text.isupper() and len(token.text) > 1):
        return "." not in token.text
    if word.kinds & {"place", "surname", "first_name", "name", "prefix"} or token.text.endswith("-"):
        return "gen" in word.cases or "nom" in word.cases or token.text.endswith("-") or not word.cases
    if word.lemmas & GENERIC_STARTS or word.lemmas & {"hallitus", "valtuusto"}:
        return False
    if word.kinds & STOP_KINDS and i == 0:
        return False
    if "gen" in word.cases:
        return True
    following = tokens[i + 1]
    if following.capital and "gen" in following.word.cases and "noun" in word.kinds:
        return False
    opening = i == 0 or tokens[i - 1].text in '.:”"–-'
    agrees = bool(word.cases & tokens[head].word.cases) and bool(word.kinds & {"adjective", "noun_adjective"})
    return (
        agrees
        or (not opening and bool(word.readings) and "nom" in word.cases)
        or (opening and i + 1 == head and "nom" in word.cases)
    )


def _place_genitive(token: Token) -> bool:
    return any(r.kind == "place" and r.case == "gen" for r in token.word.readings)


def _two_words(tokens: Sequence[Token], i: int) -> bool:
    """ "Etelä-Karjalan Liikunta ja Urheilu ry": two common nouns after a place, which neither would be a name alone."""
    place, before, after = tokens[i - 2], tokens[i - 1], tokens[i + 1]
    nouns = all(
        t.capital and any(r.kind == "noun" and r.case == "nom" for r in t.word.readings) for t in (before, after)
    )
    return nouns and place.capital and _place_genitive(place) and not before.word.kinds & {"place", "surname"}


def is_inside(tokens: Sequence[Token], i: int, head: int, registered: bool) -> bool:
    """Whether a lower-case word may stand inside a name."""
    token = tokens[i]
    word = token.word
    if token.text.endswith("-"):
        return True
    if token.lower in _JOINERS:
        before = tokens[i - 1] if i else None
        if before is None or not before.alphabetic:
            return False
        if before.text.endswith("-") or (tokens[i + 1].text[0].islower() and "gen" in before.word.cases):
            return True
        if registered and i + 1 == head and i > 1 and _two_words(tokens, i):
            return True
        # "Turun ja Kaarinan seurakuntayhtymä": two places have one body, where its name is in the singular.
        places = all(t.capital and _place_genitive(t) for t in (before, tokens[i + 1]))
        return places and i + 2 == head and any(r.case and not r.plural for r in tokens[head].word.readings)
    if registered and any(r.case == "nom" and head_type(r.lemma) for r in word.readings):
        return True
    if title_lemma(token) or word.lemmas & (NOT_IN_NAMES - _AREAS if registered else NOT_IN_NAMES):
        return False
    if any(
        r.case == "gen" and r.kind in {"noun", "noun_adjective", "adjective"} and not r.participle
        for r in word.readings
    ):
        return True
    agrees = [
        r for r in word.readings if r.kind in {"adjective", "noun_adjective"} and r.case in tokens[head].word.cases
    ]
    return bool(agrees) and not any(r.participle for r in agrees)
