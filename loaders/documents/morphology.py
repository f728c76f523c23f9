"""Finnish morphology by Voikko: one small interface over the native library and its pure-Python twin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

from yhdysverkko.loaders.documents.resources import word_list
from yhdysverkko.loaders.documents.words import Reading, Word

# Voikko names the cases in Finnish; the patterns of this package are written with the usual short English ones.
CASES = {
    "nimento": "nom",
    "omanto": "gen",
    "osanto": "par",
    "kohdanto": "acc",
    "olento": "ess",
    "tulento": "tra",
    "sisaolento": "ine",
    "sisaeronto": "ela",
    "sisatulento": "ill",
    "ulkoolento": "ade",
    "ulkoeronto": "abl",
    "ulkotulento": "all",
    "vajanto": "abe",
    "seuranto": "com",
    "keinonto": "ins",
    "kerrontosti": "adv",
}


KINDS = {
    "nimisana": "noun",
    "laatusana": "adjective",
    "nimisana_laatusana": "noun_adjective",
    "etunimi": "first_name",
    "sukunimi": "surname",
    "paikannimi": "place",
    "nimi": "name",
    "teonsana": "verb",
    "kieltosana": "negation",
    "lyhenne": "abbreviation",
    "seikkasana": "adverb",
    "lukusana": "numeral",
    "asemosana": "pronoun",
    "sidesana": "conjunction",
    "suhdesana": "adposition",
    "huudahdussana": "interjection",
    "etuliite": "prefix",
}


COLON_CASES = {
    "n": "gen",
    "in": "gen",
    "en": "gen",
    "ta": "par",
    "tä": "par",
    "a": "par",
    "ä": "par",
    "ia": "par",
    "iä": "par",
    "ssa": "ine",
    "ssä": "ine",
    "issa": "ine",
    "issä": "ine",
    "sta": "ela",
    "stä": "ela",
    "ista": "ela",
    "istä": "ela",
    "lla": "ade",
    "llä": "ade",
    "illa": "ade",
    "lta": "abl",
    "ltä": "abl",
    "ilta": "abl",
    "lle": "all",
    "ille": "all",
    "hyn": "ill",
    "hun": "ill",
    "hin": "ill",
    "han": "ill",
    "een": "ill",
    "iin": "ill",
    "ksi": "tra",
    "iksi": "tra",
    "na": "ess",
    "nä": "ess",
    "ina": "ess",
    "t": "nom",
    "it": "nom",
}


_PARTICIPLES = {"[Ru]": "past", "[Rt]": "past_passive", "[Rv]": "present", "[Ra]": "present_passive", "[Rm]": "agent"}


_VERB = re.compile(r"\[Lt\](?:\[I\w+\])*\[Xp\](.+?)\[X\]")


_MOODS = {
    "indicative": "ind",
    "conditional": "cond",
    "imperative": "imp",
    "potential": "pot",
    "MINEN-infinitive": "inf",
}


@cache
def first_names() -> frozenset[str]:
    """First names in use that Voikko does not mark as such."""
    return frozenset(word_list("first_names"))


Analyse = Callable[[str], Iterable[Reading]]


class Morphology:
    """Words by form, each analysed once; `backend` names the Voikko in use ("libvoikko" or "pyvoikko")."""

    def __init__(self, analyse: Analyse, backend: str) -> None:
        self.backend = backend
        self._analyse = analyse
        self._words: dict[str, Word] = {}

    # A cache of a 20 MB text's distinct words is fine; one of a process that never ends is not.
    _LIMIT = 400_000

    def word(self, form: str) -> Word:
        """The word written `form`; an unknown form has no readings."""
        word = self._words.get(form)
        if word is None:
            if len(self._words) >= self._LIMIT:
                self._words.clear()
            word = Word(form, _ordered(self._read(form.replace("\u00ad", ""))))
            self._words[form] = word
        return word

    def _read(self, form: str) -> Iterable[Reading]:
        """Readings of a form; "ry:n" and "järjestö-kuntatyö" are read by rule, as the two backends differ there."""
        parts = form.split("-")
        if (
            form[:1].isupper()
            and any(self._is_first_name(p) for p in parts)
            and all(self._is_first_name(p) or self._is_unknown(p) for p in parts)
            and (len(parts) > 1 or form in first_names())
        ):
            return [*self._form(form), Reading(form.lower(), "first_name", "nom")]
        return self._form(form)

    def _is_first_name(self, part: str) -> bool:
        if part in first_names():
            return True
        return part[:1].isupper() and any(r.kind == "first_name" and r.case == "nom" for r in self._analyse(part))

    def _is_unknown(self, part: str) -> bool:
        """ "Len" of "Ann-Len": a capitalised part that the dictionary does not know."""
        return len(part) > 1 and part[0].isupper() and not any(True for _ in self._analyse(part))

    def _form(self, form: str) -> Iterable[Reading]:
        if ":" in form:
            stem, _, ending = form.partition(":")
            case = COLON_CASES.get(ending.lower())
            return [Reading(stem.lower(), "abbreviation", case)] if case else []
        front, hyphen, last = form.rpartition("-")
        if hyphen and last:
            named = self._analyse(form) if form[0].isupper() else ()
            whole = [r for r in named if r.kind in {"place", "first_name", "surname"}]
            return whole or [replace(r, lemma=f"{front}-{r.lemma}".lower()) for r in self._analyse(last)]
        return self._analyse(form)


def open_morphology(backend: str | None = None) -> Morphology:
    """The native library where it loads, otherwise pyvoikko; `backend` forces one of the two.

    Raises ImportError or OSError when the one asked for is not usable."""
    if backend == "pyvoikko":
        return Morphology(_python_backend(), "pyvoikko")
    try:
        return Morphology(_native_backend(), "libvoikko")
    except (ImportError, OSError, RuntimeError):
        if backend == "libvoikko":
            raise
    return Morphology(_python_backend(), "pyvoikko")


def _native_backend() -> Analyse:
    module = import_module("libvoikko")
    try:
        voikko = module.Voikko("fi")
    except module.VoikkoException as error:
        raise OSError(str(error)) from error

    def analyse(form: str) -> Iterable[Reading]:
        return [_reading(a, form) for a in voikko.analyze(form)]

    return analyse


def _python_backend() -> Analyse:
    module = import_module("pyvoikko")

    def analyse(form: str) -> Iterable[Reading]:
        return [_reading(_levelled(a._asdict()), form) for a in module.analyse(form.lower())]

    return analyse


def _levelled(analysis: dict[str, Any]) -> dict[str, str]:
    """An analysis as the native library gives it: the first parts of a compound as written ("sairaanhoitopiiri")."""
    parts = analysis.pop("COMPOUND_PARTS", None)
    if parts:
        analysis["BASEFORM"] = "".join(p.FORM for p in parts[:-1]) + parts[-1].BASEFORM
    return {key: value for key, value in analysis.items() if value}


def _action_noun(form: str, verb: str) -> str:
    """ "tapaamiseen" -> "tapaaminen": Voikko gives such nouns as forms of the verb."""
    lower = form.lower()
    at = max(lower.rfind("minen"), lower.rfind("mis"))
    return lower[:at] + "minen" if at > 0 else verb


def _reading(analysis: dict[str, str], form: str) -> Reading:
    """A reading of either backend; compound borders and letter case differ between them and are levelled here."""
    output = analysis.get("FSTOUTPUT", "")
    verbs = _VERB.findall(output)
    lemma = analysis.get("BASEFORM", "").replace("=", "").replace("--", "-").lower().removesuffix("-")
    if analysis.get("MOOD") == "MINEN-infinitive":
        return Reading(
            _action_noun(form, lemma),
            "noun",
            CASES.get(analysis.get("SIJAMUOTO", ""), ""),
            analysis.get("NUMBER") == "plural",
            possessive=bool(analysis.get("POSSESSIVE")),
        )
    kind = KINDS.get(analysis.get("CLASS", ""), "other")
    if "[Ru]" not in output and analysis.get("COMPARISON") in {"comparative", "superlative"}:
        kind = "adjective"
    return Reading(
        lemma=lemma,
        kind=kind,
        case=CASES.get(analysis.get("SIJAMUOTO", ""), ""),
        plural=analysis.get("NUMBER") == "plural",
        # Of derived verbs ("esitellä" of "esittää") the base form is the one meant; participles give only the root.
        verb=lemma if kind == "verb" else verbs[-1].replace("=", "").lower() if verbs else "",
        participle=next((name for tag, name in _PARTICIPLES.items() if tag in output), ""),
        mood=_MOODS.get(analysis.get("MOOD", ""), "inf" if "[Tn" in output or "[Te" in output else ""),
        person=analysis.get("PERSON", ""),
        past=analysis.get("TENSE") == "past_imperfective",
        possessive=bool(analysis.get("POSSESSIVE")),
    )


def _ordered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Without repeats and in an order that does not depend on the backend."""
    known = set(readings)
    # The native library alone reads capitalised common nouns also as names of no particular kind.
    plain = {r for r in known if r.kind != "name"} or known
    return tuple(sorted(plain, key=lambda r: (r.kind, r.lemma, r.case, r.plural, r.mood, r.participle, r.person)))
