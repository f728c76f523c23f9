"""Projects and programmes: "X -hanke", "X-hanke", quoted names, and names made of a place and a compound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.bodies import first_words_of
from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import title_lemma

_PROJECT = ("hanke", "projekti", "hankekokonaisuus", "kehittämishanke", "esiselvitys", "pilotti")
_PROGRAMME = ("ohjelma", "avustusohjelma", "toimintaohjelma", "rahoitusohjelma", "kehittämisohjelma", "kampanja")
_OWNERS = frozenset({"yhdistys", "kaupunki", "kunta", "liitto", "seura", "järjestö", "seurakunta", "hanke"})
_QUOTES = '”"“»'
_REACH = 12


def project_kind(token: Token) -> str | None:
    """Project or Programme when the token is a word for one ("-hankkeessa", "KYLÄ-hanke"), else None."""
    for reading in token.word.readings:
        if not reading.case or reading.kind not in {"noun", "noun_adjective", "other", "name"}:
            continue
        last = reading.lemma.rpartition("-")[2]
        if last in _PROJECT or last.endswith(("hanke", "projekti")):
            return "Project"
        if last in _PROGRAMME:
            return "Programme"
    return None


class ProjectFinder:
    """Finds names of projects in a sentence."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find(self, sentence: Sentence) -> Iterator[Found]:
        """Candidates in a sentence."""
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            kind = project_kind(token)
            if kind is None:
                continue
            first = None
            if token.text[0] in "-–" and i:
                first = self._hyphen_edge(tokens, i)
            elif "-" in token.text and (token.capital or token.text[0].isdigit()) and _proper_front(token):
                first = self._extended(tokens, i, i)
            elif i > 0 and tokens[i - 1].text in _QUOTES:
                first = _opening_quote(tokens, i - 1)
            elif token.text[0].islower():
                first = self._compound_edge(tokens, i)
            if first is not None:
                yield _named(kind, tokens, first, i)
            elif i + 2 < len(tokens) and tokens[i + 1].text in _QUOTES and "-" not in token.text:
                close = next((k for k in range(i + 2, min(i + _REACH, len(tokens))) if tokens[k].text in _QUOTES), None)
                if close:
                    name = _written(tokens, i + 2, close - 1)
                    yield Found(kind, i + 2, close - 1, name, "quoted project", 0.85, token.word.cases)

    def _hyphen_edge(self, tokens: Sequence[Token], i: int) -> int | None:
        """Where "Keski-Suomen vaikuttavat järjestöt -hanke" begins: the nearest capital to the left, or its quote."""
        if tokens[i - 1].text in _QUOTES:
            return _opening_quote(tokens, i - 1)
        for k in range(i - 1, max(-1, i - _REACH - 1), -1):
            token = tokens[k]
            if token.text in _QUOTES or token.text in ".;:()":
                return k + 1 if k + 1 < i and token.text in _QUOTES + ":" else None
            if token.capital and not _possessor(tokens, k, i):
                return self._extended(tokens, k, i)
        return None

    def _extended(self, tokens: Sequence[Token], k: int, i: int) -> int:
        """Leftwards over capitalised words that can only be part of the name; a place before it is its owner's."""
        while k > 0:
            before = tokens[k - 1]
            if not before.capital or not before.alphabetic or ":" in before.text or title_lemma(before):
                break
            named = "place" in before.word.kinds or before.word.lemmas & _OWNERS
            place = self._register.look_up(before.word) or ("gen" in before.word.cases and named)
            if (
                k > 1
                and not before.word.kinds & {"place", "surname", "first_name"}
                and not self._register.look_up(before.word)
            ):
                place = (
                    False  # "oli Järjestöjen Häme -hanke": no common word has a capital in mid-sentence but in a name
                )
            demonym = any(x.endswith(("lainen", "läinen")) for x in before.word.lemmas)
            person = before.word.kinds & {"first_name", "surname"} or before.text[:2].isupper()
            led = before.text in first_words_of() or (k > 1 and tokens[k - 2].text in first_words_of())
            if (
                place
                or led
                or person
                or demonym
                or (k == 1 and not before.word.kinds & {"noun", "adjective", "noun_adjective"} and before.word.readings)
            ):
                break
            k -= 1
        # "Savon Yhteisöt -hanke": a single word after a place is hardly a name by itself.
        if k == i - 1 and k > 0 and tokens[i].text[0] in "-–" and _place_before(tokens, k):
            k -= 1
        return k

    def _compound_edge(self, tokens: Sequence[Token], i: int) -> int | None:
        """ "Kainuun järjestöhanke": a place and a compound that says what the project is about."""
        lemma = next((r.lemma for r in tokens[i].word.readings if r.case), "")
        if lemma in {*_PROJECT, *_PROGRAMME} or "-" in lemma or i == 0 or any(r.plural for r in tokens[i].word.nominal):
            return None
        place = self._register.look_up(tokens[i - 1].word) if tokens[i - 1].capital else None
        return i - 1 if place and "gen" in place[1] else None


def _place_before(tokens: Sequence[Token], k: int) -> bool:
    before = tokens[k - 1]
    return before.capital and any(r.kind == "place" and r.case == "gen" for r in before.word.readings)


def _possessor(tokens: Sequence[Token], k: int, i: int) -> bool:
    """ "...hankkeen X ry:n -hanke" does not occur; a capital right before a colon form is no beginning of a name."""
    return ":" in tokens[k].text and k + 1 < i and tokens[k + 1].capital


def _proper_front(token: Token) -> bool:
    """Whether what stands before "-hanke" is a name and not a word such as "Leader" or "ESR"."""
    return token.text.partition("-")[0] not in {"Leader", "ESR", "EAKR", "STEA", "EU", "STEAn", "Pilotti", "Jatko"}


def _opening_quote(tokens: Sequence[Token], close: int) -> int | None:
    for k in range(close - 1, max(-1, close - _REACH), -1):
        if tokens[k].text in _QUOTES + "„«":
            return k + 1 if k + 1 < close else None
    return None


def _named(kind: str, tokens: Sequence[Token], first: int, last: int) -> Found:
    content = list(tokens[first : last + 1])
    name = base_or_written(content)
    for quote in _QUOTES:
        name = name.replace(quote, "")
    cases = content[-1].word.cases or frozenset({"nom"})
    return Found(kind, first, last, " ".join(name.split()), "project by its word", 0.93, cases)


def _written(tokens: Sequence[Token], first: int, last: int) -> str:
    pieces = [tokens[first].text]
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        pieces.append((" " if token.start > before.end else "") + token.text)
    return "".join(pieces)
