"""Clubs by their kind of name: a place and a capitalised word ("Laitilan Jyske", "Lapin Narvi-Pallo")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.bodies import is_house, is_municipal, words_of
from yhdysverkko.loaders.documents.inflection import case_by_ending
from yhdysverkko.loaders.documents.name_edges import (
    GENERIC_STARTS,
    NOT_IN_NAMES,
    STOP_KINDS,
    base_or_written,
    is_plain_capital,
    leads_a_noun,
)
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.sentence import Found
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import title_lemma

_SHORT_PLACE = 6
_PLACE_ENDS = ("koski", "järvi", "lahti", "mäki", "niemi", "kylä", "saari", "joki", "vesi", "salmi", "ranta", "perä")
_STREETS = (
    "kylä",
    "tehdas",
    "halli",
    "areena",
    "stadion",
    "kenttä",
    "kirkko",
    "kartano",
    "linna",
    "tori",
    "katu",
    "tie",
    "kuja",
    "polku",
    "aukio",
    "raitti",
    "väylä",
    "ranta",
    "satama",
)
_PLACE_CASES = frozenset({"ine", "ela", "ade", "abl", "all"})
# In sentences with one of these "Kuhmon Kiistassa" is a club and no quarter of the town.
_SPORT = frozenset(
    {"valmentaa", "valmentaja", "ohjata", "pelata", "joukkue", "juniori", "jalkapallo", "koripallo", "lentopallo",
     "hiihto", "seura", "urheiluseura", "kilpailla", "jäsen", "toimitsija"}
)  # fmt: skip


def find_club(register: Register, tokens: Sequence[Token], i: int, taken: set[int]) -> Iterator[Found]:
    """ "Laitilan Jyske", "Lapin Narvi-Pallo": a place in the genitive and a capitalised word that is no place."""
    if i + 1 >= len(tokens) or i + 1 in taken or not tokens[i].capital:
        return
    place = register.look_up(tokens[i].word)
    if not place and not _like_place(tokens[i]):
        return
    if place and "gen" not in place[1]:
        return
    name = tokens[i + 1]
    cases = name.word.cases or {case_by_ending(name.text)}
    has = i + 2 < len(tokens) and "olla" in tokens[i + 2].word.lemmas  # "Myrskyllä on 90 jäsentä"
    inside = cases <= {"ine", "ill"} or (cases <= {"ade", "all"} and not has)
    if (inside and not any(t.word.lemmas & _SPORT for t in tokens)) or leads_a_noun(tokens, i + 1):
        return
    if not name.capital or len(name.text) < 3 or name.text.isupper() or register.look_up(name.word):
        return
    if title_lemma(name) or name.word.kinds & STOP_KINDS or name.word.finite or "." in name.text or ":" in name.text:
        return
    lemmas = name.word.lemmas | {name.lower}
    if any(is_municipal(x) or x in NOT_IN_NAMES or x in GENERIC_STARTS or is_house(x) for x in lemmas):
        return
    if any(x.endswith(_STREETS) for x in lemmas):
        return
    last = i + 1
    while last + 1 < len(tokens) and last + 1 not in taken and is_plain_capital(tokens[last + 1]):
        last += 1
    paper = any(x.endswith(tuple(words_of("newspapers"))) for x in lemmas)
    kind = "Organisation" if paper or lemmas & words_of("networks") else "Association"
    yield named_group(kind, tokens, i, last, "club by its place", 0.6)


def _like_place(token: Token) -> bool:
    """A place in the genitive, known to the dictionary or by what it ends in ("Sorsakosken")."""
    return any(
        r.case == "gen" and (r.kind == "place" or (r.lemma.endswith(_PLACE_ENDS) and len(r.lemma) > _SHORT_PLACE))
        for r in token.word.readings
    )


def named_group(
    kind: str, tokens: Sequence[Token], first: int, last: int, rule: str, confidence: float, ending: str = ""
) -> Found:
    """A body at tokens [first, last], its name in base form; `ending` is what the lemma of its last word ends in."""
    content = list(tokens[first : last + 1])
    cases = frozenset(r.case for r in content[-1].word.nominal if r.lemma.endswith(ending)) or frozenset({"nom"})
    if last > first and not content[-1].word.readings:
        # An ending such as "-ja" may be the name's own; those of place are hardly ever.
        ending_case = case_by_ending(content[-1].text)
        cases = frozenset({ending_case}) if ending_case in _PLACE_CASES else cases
    return Found(kind, first, last, base_or_written(content, ending), rule, confidence, cases)
