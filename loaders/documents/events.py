"""Events: occasions with a name of their own or with a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from yhdysverkko.loaders.documents.bodies import REGISTERED
from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.words import Reading, Word

_ANAPHORIC = frozenset(
    {
        "hanke",
        "projekti",
        "yhdistys",
        "kunta",
        "kaupunki",
        "neuvottelukunta",
        "seura",
        "järjestö",
        "toimikunta",
        "säätiö",
        "kevät",
        "syksy",
        "kesä",
        "talvi",
        "vuosi",
        "viikko",
        "seurakunta",
        "kuntayhtymä",
        "liitto",
        "hyvinvointialue",
        "maakunta",
    }
)
_MONTHLY = ("kuu",)
# Days that a celebration is named after, whatever stands before them.
_FEASTS = frozenset(
    {"itsenäisyyspäivä", "äitienpäivä", "isänpäivä", "joulu", "vappu", "juhannus", "kekri", "laskiainen"}
)
_QUOTES = '”"“»'


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(word_table("events")[name])


@cache
def is_event(lemma: str) -> bool:
    """Whether a lemma names an occasion."""
    last = lemma.rpartition("-")[2]
    if lemma in _set("not_heads"):
        return False
    for head in _set("heads"):
        compound = last != head or not lemma.startswith(("-", last))
        if last.endswith(head) and (compound or head not in _set("compound_only")):
            return head != "ovi" or last == "ovi"
    return False


def _general(lemma: str) -> bool:
    """Words such as "ilta", which tell of an occasion only with something before them ("seurojen yhteinen ilta")."""
    return lemma in _set("compound_only") and lemma not in {"päivä", "info", "kahvi"}


def event_reading(token: Token) -> Reading | None:
    """The reading of a token as a word for an occasion."""
    for reading in token.word.readings:
        named = reading.kind in {"noun", "noun_adjective", "name", "verb"} and reading.case not in {"", "ins"}
        if named and is_event(reading.lemma):
            return None if reading.lemma == "ovi" and not reading.plural else reading
    if not token.word.readings and is_event(token.lower):
        return Reading(token.lower, "noun", "nom")
    return None


def _general_reading(token: Token) -> Reading | None:
    """The reading as a general word; "-päivä" after a name is one too."""
    return next(
        (
            r
            for r in token.word.readings
            if r.kind == "noun"
            and r.case
            and not r.plural
            and (_general(r.lemma) or (token.text[0] in "-–" and r.lemma == "päivä"))
        ),
        None,
    )


def find_events(sentence: Sentence) -> Iterator[Found]:
    """Every phrase for one occasion; which of them are events is decided when names and dates are known."""
    tokens = sentence.tokens
    taken = sentence.taken()
    for i, token in enumerate(tokens):
        reading = event_reading(token) or _general_reading(token)
        if reading is None or i in taken or (reading.lemma == "talkoo" and reading.case == "ade"):
            continue  # "talkoilla" tells how something was done
        if reading.lemma == "ovi" and not (i and "avoin" in tokens[i - 1].word.lemmas):
            continue
        compound = token.text[0] in "-–" and i > 0
        first = _hyphen_edge(tokens, i) if compound else _left_edge(tokens, i, reading, taken, sentence)
        if first is None or (first == i and _general(reading.lemma)):
            continue
        content = list(tokens[first : i + 1])
        name = base_or_written(content, reading.lemma.rpartition("-")[2])
        if compound and reading.plural and not plural_only(reading.lemma):
            name = base_or_written(content[:-1]) + " -" + reading.lemma.lstrip("-") if len(content) > 1 else name
        for quote in _QUOTES:
            name = name.replace(quote, "")
        proper = compound or any(t.capital for t in content[1:]) or _placed(content, first == 0) or token.text[0] == "#"
        proper = proper or ("-" in token.text and token.capital and i > 0)
        rule = "event with a name" if proper else "event by its word"
        if sentence.block.capitals:
            name = name.capitalize()
        elif not proper:
            name = name[:1].lower() + name[1:] if not _keeps_capital(content[0]) else name
        attrs = {"plural": "1"} if reading.plural and not plural_only(reading.lemma) else {}
        yield Found("Event", first, i, " ".join(name.split()), rule, 0.8, frozenset({reading.case}), attrs=attrs)


def _keeps_capital(token: Token) -> bool:
    return (
        bool(token.word.kinds & {"place", "first_name", "surname"}) or token.text.isupper() or not token.word.readings
    )


def plural_only(lemma: str) -> bool:
    """Whether one occasion of the kind is spoken of in the plural ("messut", "talkoot")."""
    return lemma.endswith(
        (
            "messu",
            "talkoo",
            "kisa",
            "markkina",
            "avajainen",
            "ovi",
            "päivä",
            "juhla",
            "kahvi",
            "tanssi",
            "treffi",
            "myyjäinen",
            "juhlallisuus",
            "iltama",
            "tärsky",
            "synttäri",
            "kekkeri",
            "karkelo",
            "pikkujoulu",
            "tupaantuliainen",
            "olympialainen",
        )
    )


def _placed(content: Sequence[Token], opening: bool) -> bool:
    """ "Kujalan teemailta": begins with a place in the genitive."""
    word = content[0].word
    genitive = "gen" in word.cases or (not word.readings and content[0].text.endswith("n"))
    return len(content) > 1 and content[0].capital and genitive and (opening_known(word) or not opening)


def opening_known(word: Word) -> bool:
    """Whether a capital at the beginning of a sentence is that of a place."""
    return any(r.kind == "place" and r.case == "gen" for r in word.readings)


def _left_edge(tokens: Sequence[Token], i: int, head: Reading, taken: set[int], sentence: Sentence) -> int | None:
    """Leftwards over agreeing adjectives and genitives; not over words that only say which time it was."""
    first = i
    for k in range(i - 1, max(-1, i - 6), -1):
        token = tokens[k]
        if k in taken and not _place_inside(sentence, k):
            break
        if not token.alphabetic or token.word.finite or token.lower.partition(":")[0] in REGISTERED:
            break
        if token.word.lemmas & _set("loose") and not any(r.case == "gen" and r.plural for r in token.word.readings):
            break
        if token.text.endswith("-"):
            first = k
            continue
        if token.lower in {"ja", "sekä"}:
            if k and (tokens[k - 1].text.endswith("-") or _genitive(tokens[k - 1])) and first == k + 1:
                continue
            break
        agrees = any(
            r.case == head.case
            and r.plural == head.plural
            and r.kind in {"adjective", "noun_adjective", "numeral"}
            and r.participle not in {"past", "past_passive", "present_passive"}
            for r in token.word.readings
        )
        if agrees or (_genitive(token) and not _owner(token, first == i)):
            first = k
            continue
        if token.capital and (not token.word.readings or "gen" in token.word.cases) and k > 0:
            first = k
            continue
        break
    if (
        first < i
        and head.case in {"ine", "ade", "ill"}
        and first
        and tokens[first - 1].word.finite
        and not tokens[first].capital
        and not tokens[first].word.lemmas & _FEASTS
    ):
        return i
    while first < i and (
        tokens[first].lower in {"ja", "sekä"} or (tokens[first].word.kinds <= {"adverb"} and tokens[first].word.kinds)
    ):
        first += 1
    return first


def _place_inside(sentence: Sentence, k: int) -> bool:
    """A municipality in the genitive may begin the name of an event ("Luhangan hyvinvointi-ilta")."""
    return any(
        f.first == f.last == k and f.kind in {"Municipality", "Region"} and "gen" in f.cases for f in sentence.found
    )


def _genitive(token: Token) -> bool:
    return any(
        r.case == "gen"
        and not r.possessive
        and r.kind in {"noun", "place", "noun_adjective", "adjective"}
        and (not r.participle or (r.kind == "adjective" and r.participle == "present"))
        for r in token.word.readings
    )


def _owner(token: Token, _nearest: bool) -> bool:
    """A singular word for a body or a time before an occasion tells whose or when it is: "hankkeen", "toukokuun"."""
    return any(
        r.case == "gen" and not r.plural and (r.lemma in _ANAPHORIC or r.lemma.endswith(_MONTHLY))
        for r in token.word.readings
    )


def _hyphen_edge(tokens: Sequence[Token], i: int) -> int | None:
    """ "Hyppää mukaan hyvän kierteeseen! -elinvoimapaja": from the nearest capital or opening quote."""
    if tokens[i - 1].text in _QUOTES:
        return next((k + 1 for k in range(i - 2, max(-1, i - 12), -1) if tokens[k].text in _QUOTES), None)
    for k in range(i - 1, max(-1, i - 10), -1):
        if tokens[k].capital or tokens[k].text[0] == "#":
            first = k
            while first > 0 and (before := tokens[first - 1]).capital and before.alphabetic and ":" not in before.text:
                first -= 1
            return first
        if tokens[k].text in ".;:()":
            return None
    return None
