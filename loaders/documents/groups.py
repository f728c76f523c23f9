"""Associations and organisations: by "ry", by the last word of the name, by known names, by a club's kind of name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.acronyms import find_service
from yhdysverkko.loaders.documents.bodies import (
    REGISTERED,
    brands,
    first_words_of,
    head_type,
    is_house,
    is_municipal,
    words_of,
)
from yhdysverkko.loaders.documents.clubs import find_club, named_group
from yhdysverkko.loaders.documents.inflection import case_as_form, genitive_stem
from yhdysverkko.loaders.documents.name_edges import (
    is_inside,
    is_modifier,
    joined,
)
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import title_lemma

_SHORT_PLACE, _TWO = 6, 2
_GROUPS_OF_PLACES = frozenset({"järjestöverkosto", "yhteistyöverkosto", "järjestöneuvottelukunta", "seurakunta"})


class GroupFinder:
    """Finds associations and organisations in a sentence; the register tells places from other names."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find(self, sentence: Sentence) -> Iterator[Found]:
        """Candidates in a sentence; they may overlap, longer ones being better."""
        tokens = sentence.tokens
        taken = sentence.taken()
        for i, token in enumerate(tokens):
            if sentence.block.capitals:
                yield from _brand(tokens, i)
                if token.text in {"RY", "RF"} and i == len(tokens) - 1 and i > 0:
                    words = [t.text.capitalize() for t in tokens[:i]]
                    name = f"{' '.join(words)} {token.lower}"
                    yield Found("Association", 0, i, name, "line in capitals", 0.8, frozenset({"nom"}))
                elif i == len(tokens) - 1 and self._named_in_capitals(tokens):
                    name = " ".join(t.text.capitalize() if k == 0 else t.lower for k, t in enumerate(tokens))
                    yield Found("Organisation", 0, i, name, "line in capitals", 0.7, frozenset({"nom"}))
                continue
            if token.lower.partition(":")[0] in REGISTERED and token.text[0].islower():
                yield from self._registered(tokens, i, taken)
            elif i not in taken and token.alphabetic:
                yield from self._leader(tokens, i, taken)
                yield from self._compound_leader(tokens, i)
                yield from self._by_head(tokens, i, taken)
                yield from _ministry(tokens, i)
                yield from _brand(tokens, i)
                yield from find_service(tokens, i)
                yield from find_club(self._register, tokens, i, taken)

    def _named_in_capitals(self, tokens: Sequence[Token]) -> bool:
        """ "LOHJAN JÄRJESTÖVERKOSTO": a place and one word for a body of several make the whole line a name."""
        body = tokens[-1].word.lemmas & _GROUPS_OF_PLACES
        place = self._register.look_up(tokens[0].word) if len(tokens) == _TWO else None
        return bool(body) and place is not None and "gen" in place[1]

    def _registered(self, tokens: Sequence[Token], i: int, taken: set[int]) -> Iterator[Found]:
        """ "Keski-Suomen Yhteisöjen Tuki (KYT) ry:n"."""
        aliases: tuple[str, ...] = ()
        head = i - 1
        if head > 2 and tokens[head].text == ")" and tokens[head - 2].text == "(":
            aliases, head = (tokens[head - 1].text,), head - 3
        if head < 0:
            return
        first = self.left_edge(tokens, head, taken, any_head=True)
        if first is None:
            return
        # The ending stands on "ry", so the words before it are in the nominative as they are.
        form = "rf" if tokens[i].lower.startswith("rf") else "ry"
        name = " ".join(joined(tokens[first : head + 1]).split()) + f" {form}"
        cases = tokens[i].word.cases or frozenset({"nom"})
        yield Found("Association", first, i, name, "name with ry", 0.97, cases, aliases)

    def _leader(self, tokens: Sequence[Token], i: int, taken: set[int]) -> Iterator[Found]:
        """ "Leader Ravakka", "Lions Club Kitee": a kind of association, known by its first words, and its name."""
        first_words = first_words_of().get(tokens[i].text)
        if (
            first_words is None
            or [t.text for t in tokens[i : i + len(first_words)]] != first_words
            or i + len(first_words) >= len(tokens)
        ):
            return
        last = i + len(first_words)
        if last in taken or not tokens[last].capital or not tokens[last].alphabetic:
            return
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].capital
            and tokens[last + 1].alphabetic
            and last + 1 not in taken
        ):
            last += 1
        if last + 2 < len(tokens) and tokens[last + 1].text == "/" and tokens[last + 2].capital:
            last += 2  # "Lions Club Varkaus/Taipale"
        yield named_group("Association", tokens, i, last, "known first words", 0.93)

    def _compound_leader(self, tokens: Sequence[Token], i: int) -> Iterator[Found]:
        """ "Päijänne-Leaderilta"."""
        front, _, back = tokens[i].text.partition("-")
        case = case_as_form("Leader", back) if front[:1].isupper() and back.startswith("Leader") else None
        if case:
            yield Found("Association", i, i, f"{front}-Leader", "known last word", 0.9, frozenset({case}))

    def _by_head(self, tokens: Sequence[Token], i: int, taken: set[int]) -> Iterator[Found]:
        """Names ending in a word for a body: "Lapin sosiaali- ja terveysturvayhdistys", "Turun ammattikorkeakoulu"."""
        reading = next((r for r in tokens[i].word.readings if r.case and head_type(r.lemma)), None)
        lemma = reading.lemma if reading else (tokens[i].lower if head_type(tokens[i].lower) else None)
        house = next((r.lemma for r in tokens[i].word.readings if r.case and is_house(r.lemma)), None)
        if lemma is None and house is None:
            return
        kind, head = head_type(lemma or "") or ("Organisation", house or "")
        lemma = lemma or house or ""
        last = self._right_edge(tokens, i, taken, lemma)
        first = self.left_edge(tokens, i, taken)
        if (house and not _acts(tokens, i, last)) or (head == "koulu" and _only_place(tokens[i])):
            return
        if first is None:
            first = i if last > i and tokens[i].capital else None
        if first is None:
            return
        if first == i and last == i and not _named_alone(tokens, i, lemma, head):
            return
        if last == i and first < i and self._too_plain(tokens, first, i, lemma):
            return
        if last == i and is_municipal(lemma) and first < i and self._register.look_up(tokens[i - 1].word):
            return
        if head == "liitto" and self._regional(tokens, first, i):
            kind = "Organisation"
        if last + 1 < len(tokens) and tokens[last + 1].text in {"Oy", "Ab", "Oyj"}:
            last += 1  # the form of the company belongs to its name
        ending = lemma if last == i else ""
        yield named_group(kind, tokens, first, last, f"name ending in {head}", 0.88, ending)

    def _regional(self, tokens: Sequence[Token], first: int, i: int) -> bool:
        found = self._register.look_up(tokens[first].word) if first + 1 == i else None
        return bool(found and found[0].kind == "Region")

    def _too_plain(self, tokens: Sequence[Token], first: int, i: int, lemma: str) -> bool:
        """ "Kuopion yhdistys", "Oulun yhdistykset": a word for a kind of body that any place may have."""
        plural = all(r.plural for r in tokens[i].word.readings if r.case) and bool(tokens[i].word.cases)
        if tokens[i].capital:
            return False
        if (
            first == 0
            and i - first == 1
            and tokens[first].word.kinds <= {"adjective", "noun_adjective"}
            and tokens[first].word.kinds
        ):
            return True
        places = all(self._register.look_up(t.word) is not None or not t.capital for t in tokens[first:i])
        if lemma == "liitto" and self._regional(tokens, first, i):
            return False
        return plural or (places and lemma in words_of("bare"))

    def _right_edge(self, tokens: Sequence[Token], i: int, taken: set[int], lemma: str) -> int:
        """ "Järjestötalo Kankaanpää", "neuvottelukunta JANE": a name after its head."""
        last = i
        if not any(lemma.endswith(h) for h in words_of("named_after")):
            return last
        if not any(r.case == "nom" for r in tokens[i].word.readings if r.lemma == lemma):
            return last
        while (
            last + 1 < len(tokens)
            and last + 1 not in taken
            and tokens[last + 1].capital
            and tokens[last + 1].alphabetic
            and last - i < 2
            and not self._elsewhere(tokens[last + 1])
            and not title_lemma(tokens[last + 1])
        ):
            last += 1
        return last

    def _elsewhere(self, token: Token) -> bool:
        """A place in a case that no name after its head stands in ("neuvottelukunta Oulussa")."""
        place = self._register.look_up(token.word)
        return place is not None and "nom" not in place[1]

    def left_edge(self, tokens: Sequence[Token], head: int, taken: set[int], any_head: bool = False) -> int | None:
        """Index of the first word of a name whose head is at `head`; None when nothing in it is capitalised."""
        start = head if tokens[head].capital else None
        i = head - 1
        while i >= 0 and i not in taken:
            token = tokens[i]
            if token.text in {"–", "-"} and any_head and i > 0 and tokens[head].capital and head - i <= 2:
                if not tokens[i - 1].alphabetic or tokens[i - 1].capital:
                    break
            elif not token.alphabetic or token.word.finite or "@" in token.text:
                break
            elif token.capital or token.text[0].isdigit():
                if not is_modifier(tokens, i, head):
                    break
                start = i
            elif not (
                is_inside(tokens, i, head, any_head) or (any_head and i + 1 < head and tokens[i + 1].text in "–-")
            ):
                break
            i -= 1
        return start


def _ministry(tokens: Sequence[Token], i: int) -> Iterator[Found]:
    """ "opetus- ja kulttuuriministeriö": ministries are known by names that begin in lower case."""
    cases = frozenset(
        r.case for r in tokens[i].word.nominal if r.lemma.endswith("ministeriö") and r.lemma != "ministeriö"
    )
    if not cases or tokens[i].capital:
        return
    first = i - 2 if i > 1 and tokens[i - 1].lower == "ja" and tokens[i - 2].text.endswith("-") else i
    yield named_group("Organisation", tokens, first, i, "ministry", 0.9, "ministeriö")


def _named_alone(tokens: Sequence[Token], i: int, lemma: str, head: str) -> bool:
    """ "Kuntaliitto", "Satakunnan": one capitalised compound is a name in mid-sentence, a common word at the start."""
    token = tokens[i]
    if token.capital and "-" in token.text and token.text.rpartition("-")[2].islower():
        return True
    if not token.capital or i == 0 or tokens[i - 1].text in '.:”"–-([':
        return False
    compound = lemma != head and head in {
        "liitto",
        "säätiö",
        "ministeriö",
        "virasto",
        "laitos",
        "seura",
        "yhdistys",
        "keskus",
    }
    return compound or (lemma not in words_of("bare") and len(lemma) > 11 and head_type(lemma) is not None)


def _only_place(token: Token) -> bool:
    """ "Kylän koululla": where something is held."""
    return bool(token.word.cases) and token.word.cases <= {"ine", "ade", "ill", "all"}


def _acts(tokens: Sequence[Token], i: int, last: int) -> bool:
    """A house is a body when it is a subject: in the nominative with a verb right after, or before such a verb."""
    if "nom" not in tokens[i].word.cases and "gen" not in tokens[i].word.cases:
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and title_lemma(after) is not None and "gen" in tokens[i].word.cases | tokens[last].word.cases:
        return True
    if any(t.lower == "takana" for t in tokens[max(0, i - 5) : i]):
        return True
    acting = {
        "viettää",
        "juhlia",
        "palkata",
        "koota",
        "järjestää",
        "kutsua",
        "tarjota",
        "vetää",
        "tehdä",
        "isännöidä",
        "viedä",
        "hallinnoida",
        "toteuttaa",
    }
    if after is not None and after.word.verbs & acting:
        return True
    return any(t.word.verbs & acting for t in tokens[max(0, i - 9) : i]) and tokens[last].word.cases >= {"nom"}


def _brand(tokens: Sequence[Token], i: int) -> Iterator[Found]:
    """Names known by themselves, in any case: "STEAn", "SPR:n"."""
    token = tokens[i]
    if not token.capital:
        return
    for words, kind in brands().get(token.lower[:2], ()):
        name = " ".join(words)
        last = i + len(words) - 1
        if last >= len(tokens):
            continue
        if words[0].isupper() and not token.text[:2].isupper():
            continue
        if len(words) == 2 and not (case_as_form(words[0], token.text) or words[0].lower() in token.word.lemmas):
            continue
        if last + 2 < len(tokens) and tokens[last + 1].text == "i" and tokens[last + 2].capital:
            where = tokens[last + 2].text
            local = f"{name} i {where.removesuffix('in') if len(where) > _SHORT_PLACE else where}"
            yield Found(kind, i, last + 2, local, "known name", 0.95, frozenset({"nom", "gen"}))
            continue
        written = tokens[last].text.partition(":")[0]
        case = case_as_form(words[-1], written)
        plurals = [r for r in tokens[last].word.readings if r.plural and r.case]
        if not case and any(genitive_stem(r.lemma) + "t" == words[-1].lower() for r in plurals):
            case = plurals[0].case
        if words[-1].lower() in tokens[last].word.lemmas and not case:
            case = next(iter(sorted(tokens[last].word.cases)), "nom")
        if case:
            cases = tokens[last].word.cases if ":" in tokens[last].text else frozenset({case})
            yield Found(kind, i, last, name, "known name", 0.95, cases)
