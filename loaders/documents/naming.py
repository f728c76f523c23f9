"""Base forms of names of several words: the head in the nominative, what agrees with it too, genitives as they are."""

from __future__ import annotations

from collections.abc import Sequence

from yhdysverkko.loaders.documents.inflection import genitive_stem, strip_ending
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.words import Reading

_NOMINAL = ("noun", "place", "surname", "noun_adjective", "adjective", "abbreviation", "first_name", "name", "numeral")


def base_name(text: str, tokens: Sequence[Token], ending: str = "") -> str:
    """The name written by `tokens` (a stretch of `text`, whose offset is the first token's) in the nominative.

    `ending` is what the lemma of the last word ends in, where that is known ("Lapin liitosta" ends in "liitto")."""
    head = tokens[-1]
    reading = head_reading(head, ending)
    written = text[: head.start - tokens[0].start]
    if reading is not None and reading.possessive:
        # "Leader Kuudestaan" is a name; "25-vuotisjuhlaansa" is somebody's occasion.
        last = head.text if head.capital and len(tokens) > 1 else nominative(head.text, reading)
    elif reading is None or reading.case == "nom":
        last = _without_colon(head.text) if reading is not None or ":" in head.text else _unknown(head.text)
    else:
        last = nominative(head.text, reading)
        written = written if head.text[0] in "-–" else _agreed(text, tokens, reading)
    return " ".join((written + last).split())


def head_reading(head: Token, ending: str = "") -> Reading | None:
    """The reading of a name's head that fits best: nominative if it may be one, singular before plural."""
    readings = [r for r in head.word.nominal if r.kind in _NOMINAL and not (r.participle and r.kind == "noun")]
    readings = [r for r in readings if r.lemma.endswith(ending)] or readings
    plain = [r for r in readings if not r.possessive] or readings
    order = sorted(plain, key=lambda r: (r.case != "nom", r.plural, _NOMINAL.index(r.kind), -len(r.lemma)))
    return order[0] if order else None


def nominative(surface: str, reading: Reading) -> str:
    """The nominative of an inflected word in the number and letter case of its surface."""
    lemma = reading.lemma
    if reading.plural:
        lemma = genitive_stem(lemma) + "t"
    return recase(lemma, surface)


def recase(lemma: str, surface: str) -> str:
    """A lower-case lemma with the capitals of its surface form: "KYT-järjestöpalveluista", "Narvi-Pallon"."""
    bare = surface.partition(":")[0]
    parts, shown = lemma.split("-"), bare.lstrip("-–").split("-")
    if len(parts) == len(shown):
        cased = [_recase_part(p, s) for p, s in zip(parts, shown, strict=True)]
        return surface[: len(bare) - len(bare.lstrip("-–"))] + "-".join(cased)
    return _recase_part(lemma, bare)


def _recase_part(part: str, shown: str) -> str:
    if shown.isupper() and len(shown) > 1 and len(part) <= len(shown):
        return part.upper()
    kept = 0
    while kept < min(len(part), len(shown)) and part[kept] == shown[kept].lower():
        kept += 1
    return shown[:kept] + part[kept:] if kept else part[:1].upper() + part[1:] if shown[:1].isupper() else part


def _without_colon(surface: str) -> str:
    return surface.partition(":")[0]


def _unknown(surface: str) -> str:
    return (
        surface
        if len(surface) < 4 or not surface.endswith(("ssa", "ssä", "sta", "stä", "lla", "llä", "lle", "lta", "ltä"))
        else strip_ending(surface)
    )


def _agreed(text: str, tokens: Sequence[Token], head: Reading) -> str:
    """The words before the head with adjectives that agree with it put into the nominative."""
    pieces, at, offset = [], 0, tokens[0].start
    for token in tokens[:-1]:
        pieces.append(text[at : token.start - offset])
        fitting = [
            r
            for r in token.word.readings
            if r.case == head.case
            and r.plural == head.plural
            and (r.kind in {"adjective", "noun_adjective", "pronoun", "numeral"})
        ]
        genitive_too = head.case == "gen" and any(r.kind in {"noun", "place"} for r in token.word.readings)
        pieces.append(nominative(token.text, fitting[0]) if fitting and not genitive_too else token.text)
        at = token.end - offset
    return "".join(pieces) + text[at : tokens[-1].start - offset]
