"""Inflected forms of names that no dictionary knows: is "Löytyn" a form of "Löytty", and in which case?"""

from __future__ import annotations

import re
from functools import lru_cache

# Strong grade -> weak grade of the last consonants of a stem; the order is from the longest cluster to the shortest.
_WEAKENING = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("lp", "lv"),
    ("rp", "rv"),
    ("hk", "h"),
    ("lk", "l"),
    ("rk", "r"),
    ("t", "d"),
    ("p", "v"),
    ("k", ""),
)
_VOWELS = "aeiouyäöå"
_ENDINGS = (
    ("ssa", "ine"),
    ("ssä", "ine"),
    ("sta", "ela"),
    ("stä", "ela"),
    ("lla", "ade"),
    ("llä", "ade"),
    ("lta", "abl"),
    ("ltä", "abl"),
    ("lle", "all"),
    ("ksi", "tra"),
    ("ille", "all"),
    ("illa", "ade"),
    ("illä", "ade"),
    ("issa", "ine"),
    ("issä", "ine"),
    ("ista", "ela"),
    ("istä", "ela"),
    ("ilta", "abl"),
    ("iltä", "abl"),
    ("na", "ess"),
    ("nä", "ess"),
    ("seen", "ill"),
    ("siin", "ill"),
    ("ien", "gen"),
    ("iden", "gen"),
    ("jen", "gen"),
    ("in", "gen"),
    ("en", "gen"),
    ("ta", "par"),
    ("tä", "par"),
    ("ia", "par"),
    ("iä", "par"),
    ("ja", "par"),
    ("jä", "par"),
    ("a", "par"),
    ("ä", "par"),
    ("n", "gen"),
    ("t", "nom"),
)
# Old words in -i whose stem ends in -e; Voikko analyses but does not generate.
_E_STEMS = {
    "ovi": "ove",
    "järvi": "järve",
    "lahti": "lahde",
    "koski": "koske",
    "saari": "saare",
    "nuori": "nuore",
    "suuri": "suure",
    "pieni": "piene",
    "uusi": "uude",
    "lapsi": "lapse",
    "meri": "mere",
    "kivi": "kive",
    "mäki": "mäe",
    "joki": "joe",
    "niemi": "nieme",
    "talvi": "talve",
    "perhe": "perhee",
    "vuosi": "vuode",
    "siipi": "siive",
    "tähti": "tähde",
    "kieli": "kiele",
    "ääni": "ääne",
    "toimi": "toime",
    "susi": "sude",
    "veli": "velje",
    "henki": "henge",
    "kisa": "kisa",
}
_CLITIC = re.compile(r"(?:kin|kaan|kään|ko|kö|han|hän)$")


@lru_cache(maxsize=100_000)
def stems(nominative: str) -> frozenset[str]:
    """Lower-cased stems to which case endings of `nominative` may be added; generous, for matching only."""
    name = nominative.lower()
    found = {name}
    if name.endswith("nen"):
        found |= {name[:-3] + "se", name[:-3] + "s", name[:-3] + "si"}
    elif name[-1:] == "e":
        found |= {name + "e"} | {strong + "ee" for strong in _graded(name[:-1], strengthen=True)}
    elif name.endswith("i"):
        found |= {weak + end for weak in _graded(name[:-1]) for end in ("i", "e")} | {name[:-1] + "e"}
        if name.endswith("si"):
            found |= {name[:-2] + "de", name[:-2] + "te"}
    elif name[-1:] in _VOWELS:
        found |= {weak + name[-1] for weak in _graded(name[:-1])}
    elif name[-2:] in {"us", "ys", "os", "ös", "is", "es"}:
        found |= {name[:-1] + "kse", name[:-1] + "de", name[:-1] + "te", name + "i", name[:-1] + name[-2]}
    elif name[-2:] in {"as", "äs"}:
        found |= {strong + name[-2] * 2 for strong in _graded(name[:-2], strengthen=True)} | {
            name[:-1] + "kse",
            name + "i",
        }
    else:
        found |= {name + "i"}
    return frozenset(found)


def _graded(stem: str, strengthen: bool = False) -> set[str]:
    """The stem and its other grades ("Löytt" -> "Löyt"); with `strengthen` the other way round."""
    found = {stem}
    for strong, weak in _WEAKENING:
        before, after = (weak, strong) if strengthen else (strong, weak)
        if before and stem.endswith(before):
            found.add(stem.removesuffix(before) + after)
    return found


@lru_cache(maxsize=200_000)
def case_as_form(nominative: str, surface: str) -> str | None:
    """The case in which `surface` may be a form of `nominative` ("nom", "gen", ...), None when it is no form of it."""
    base, form = nominative.lower(), surface.lower()
    if form == base:
        return "nom"
    if form[:2] != base[:2]:
        return None
    return _case(base, form) or (_case(base, _CLITIC.sub("", form)) if _CLITIC.search(form) else None)


def _case(base: str, form: str) -> str | None:
    if form == base:
        return "nom"
    bare = form.replace(":", "")
    for stem in stems(base):
        if not bare.startswith(stem):
            continue
        rest = bare[len(stem) :]
        if rest and re.fullmatch(f"h?[{_VOWELS}]n", rest) and rest[-2] == stem[-1]:
            return "ill"
        for ending, case in _ENDINGS:
            if rest == ending:
                return case
    return None


def case_by_ending(form: str) -> str:
    """The case that the ending of a form suggests, "nom" when none does."""
    word = form.lower()
    return next(
        (case for ending, case in _ENDINGS if len(ending) > 1 and word.endswith(ending)),
        "gen" if word.endswith("n") else "nom",
    )


def genitive_stem(nominative: str) -> str:
    """The stem of genitive and nominative plural in the commonest declension of such a word ("martta" -> "marta")."""
    name = nominative
    if name.endswith("nen"):
        return name[:-3] + "se"
    if name.endswith("e"):
        return name + "e"
    if name.endswith("oin"):
        return name[:-1] + "me"
    if name in _E_STEMS:
        return _E_STEMS[name]
    if name.endswith(("us", "ys", "os", "ös")):
        return name[:-1] + "kse"
    if name[-1:] in _VOWELS:
        for strong, weak in _WEAKENING:
            if name[:-1].endswith(strong) and not name[:-1].endswith(("st", "tk", "sk", "ht")):
                return name[:-1].removesuffix(strong) + weak + name[-1]
        return name
    return name + "i"


def strip_ending(surface: str) -> str:
    """A guess at the nominative of an unknown inflected form: the form without its case ending."""
    form = _CLITIC.sub("", surface) if len(surface) > 7 and not surface.endswith("ckin") else surface
    if form.lower().endswith(("aa", "ää")) and len(form) > 5:
        return form[:-1]
    for ending in ("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "n"):
        if form.lower().endswith(ending) and len(form) - len(ending) >= 3:
            return _nominative(form[: -len(ending)])
    return form


def _nominative(stem: str) -> str:
    """ "Haltise" -> "Haltinen", "Lindqvisti" -> "Lindqvist", "Heiri" -> "Heir"; other stems stay."""
    if stem.endswith("se") and len(stem) > 4:
        return stem[:-2] + "nen"
    if re.search(r"(?:nd|st|rg|rt|dt|tz|ck|ll|[^aeiouyäöå]t|ng|rm|öm|an|on|er|ör|in)i$", stem):
        return stem[:-1]
    return stem
