"""Short forms: declared acronyms, surnames alone, the last word of a club."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from yhdysverkko.loaders.documents.bodies import REGISTERED, head_type, is_house, words_of
from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftEntity
from yhdysverkko.loaders.documents.entities import note, redirect
from yhdysverkko.loaders.documents.inflection import case_as_form, genitive_stem
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

_COMPOUND = 8
_LOCAL = frozenset({"ine", "ill"})


def find_declared(draft: Draft, sentence: Sentence) -> None:
    """ "X (KYT)", "X eli KaSeVa", "X, lyhyemmin KYT"."""
    tokens = sentence.tokens
    for found in list(sentence.found):
        entity = draft.entity(found)
        if (
            entity is None
            or entity.kind not in GROUPS | PROJECTS | {"WellbeingCounty"}
            or found.last + 2 >= len(tokens)
        ):
            continue
        after, short = tokens[found.last + 1], tokens[found.last + 2]
        closed = found.last + 3 < len(tokens) and tokens[found.last + 3].text in ")/,;"
        bracket = after.text == "(" and closed
        if (
            (bracket or after.lower == "eli")
            and short.capital
            and short.alphabetic
            and len(short.text) <= 14
            and (not any(f.first == found.last + 2 and f.kind == "Person" for f in sentence.found))
        ):
            known = [f for f in sentence.found if f.first == found.last + 2 and f.rule == "known name"]
            if known and entity.kind in PROJECTS:
                continue
            _absorb(draft, entity, [f for f in sentence.found if f.first == found.last + 2])
            sentence.found = [f for f in sentence.found if f.first != found.last + 2]
            entity.aliases.add(short.text.partition(":")[0])
            if not bracket:
                add_short(draft, sentence, found.last + 2, entity, "declared short form")


def _absorb(draft: Draft, entity: DraftEntity, named: list[Found]) -> None:
    """What the short form was taken for is the entity itself ("avustuskeskus (STEA)")."""
    for other in [draft.entities[f.entity] for f in named if f.entity >= 0]:
        if other is not entity and other.kept and other.kind in GROUPS:
            other.kept = False
            entity.spans += other.spans
            entity.seen += other.seen
            entity.aliases |= other.aliases | {other.name}
            redirect(draft, {other.number: entity.number})


def add_short(
    draft: Draft, sentence: Sentence, i: int, entity: DraftEntity, rule: str, cases: frozenset[str] | None = None
) -> None:
    """Put a short form of an entity, at token `i`, among the names of a sentence."""
    found = Found(
        entity.kind, i, i, entity.name, rule, 0.85, cases or sentence.tokens[i].word.cases, entity=entity.number
    )
    sentence.found.append(found)
    note(draft, sentence, found)


def find_whole_forms(draft: Draft) -> None:
    """ "Enonkosken kylien" is "Enonkosken kylät ry": the whole name but for "ry", its last word in another case."""
    names = [
        (entity, words)
        for entity in draft.of_kind(*GROUPS)
        if len(words := [w for w in entity.name.split() if w.lower().strip(".") not in REGISTERED]) > 1
        and len(words) < len(entity.name.split())
    ]
    if not names:
        return
    for sentence in draft.sentences:
        for entity, words in names:
            for i in range(len(sentence.tokens) - len(words) + 1):
                _whole_form(draft, sentence, i, words, entity)


def _whole_form(draft: Draft, sentence: Sentence, i: int, words: list[str], entity: DraftEntity) -> None:
    last = i + len(words) - 1
    if [t.text for t in sentence.tokens[i:last]] != words[:-1]:
        return
    cases = _cases_as(words[-1], sentence.tokens[last])
    over = [f for f in sentence.found if f.first <= last and f.last >= i]
    if not cases or any(f.first < i or f.last >= last for f in over):
        return
    for found in over:
        _drop_place(draft, sentence, found.first)
    found = Found(entity.kind, i, last, entity.name, "whole name in another case", 0.85, cases, entity=entity.number)
    sentence.found.append(found)
    sentence.found.sort(key=lambda f: f.first)
    note(draft, sentence, found)


def find_short_forms(draft: Draft) -> None:
    shorts = _short_forms(draft.entities)
    settled = {e.name.lower() for e in draft.of_kind("Municipality")}
    for sentence in draft.sentences:
        taken = sentence.taken()
        for i, token in enumerate(sentence.tokens):
            if not token.capital or not token.alphabetic:
                continue
            candidates = shorts.get(token.lower.lstrip("-–")[:2], ())
            if not candidates:
                continue
            if i in taken and not _surname_over_place(sentence, i):
                continue
            entity, cases = _best(candidates, token, (sentence.index, i))
            if entity is None or (i in taken and not _is_person_here(sentence, i, cases, settled)):
                continue
            if i in taken:
                _drop_place(draft, sentence, i)
            add_short(draft, sentence, i, entity, "surname alone" if entity.kind == "Person" else "short form", cases)
        sentence.found.sort(key=lambda f: f.first)


def _short_forms(entities: Iterable[DraftEntity]) -> dict[str, list[tuple[str, DraftEntity]]]:
    """By their first two letters: surnames, acronyms, the proper last word of a club, capitalised heads."""
    shorts: dict[str, list[tuple[str, DraftEntity]]] = defaultdict(list)
    for entity in entities:
        if not entity.kept:
            continue
        for short in sorted(_shorts_of(entity)):
            shorts[short.lower()[:2]].append((short, entity))
    return shorts


def _shorts_of(entity: DraftEntity) -> set[str]:
    found = {a for a in entity.aliases if len(a) > 1}
    words = [w for w in entity.name.split() if w.lower().strip(".") not in REGISTERED]
    if entity.kind == "Person" and len(words) > 1:
        found.add(words[-1])
    elif (entity.kind == "Municipality" and len(words) > 1 and words[-1] == "Tl") or (
        entity.kind in GROUPS and len(words) == 1 and words[0] != entity.name
    ):
        found.add(words[0])
    elif entity.kind in GROUPS and len(words) > 1:
        initials = "".join(w[0] for w in words if w[0].isupper())
        if len(initials) > 2:
            found.add(initials)
        last = words[-1]
        if last[0].isupper() and len(last) > 3 and words[-2].lower() in words_of("named_after"):
            found.add(last)
        if (last[0].isupper() and (len(words) == 2 or last.isupper() or len(last) > _COMPOUND) and len(last) > 3) or (
            last[0].islower() and (head_type(last) or is_house(last)) and len(last) > 10
        ):
            found.add(last)
        if is_house(words[0].lower()):
            found.add(words[0])
    return found


def _best(
    candidates: list[tuple[str, DraftEntity]], token: Token, here: tuple[int, int]
) -> tuple[DraftEntity | None, frozenset[str]]:
    """The entity whose short form the token is; of several (two of one family) the one mentioned last before it."""
    fitting: list[tuple[DraftEntity, frozenset[str]]] = []
    for short, entity in candidates:
        if short.isupper() and len(short) > 1 and not token.text[:2].isupper():
            continue
        cases = _cases_as(short, token)
        if cases and entity.seen:
            fitting.append((entity, cases))
    before = [(max(s for s in e.seen if s <= here), e.number) for e, _ in fitting if any(s <= here for s in e.seen)]
    if not before:
        return (None, frozenset()) if not fitting or fitting[0][0].kind == "Person" else fitting[0]
    number = max(before)[1]
    if fitting[0][0].kind != "Person":
        number = max((e for e, _ in fitting), key=lambda e: (len(e.seen), -e.seen[0][0])).number
    return next(f for f in fitting if f[0].number == number)


def _cases_as(short: str, token: Token) -> frozenset[str]:
    wanted = short.lower()
    readings = frozenset(
        r.case
        for r in token.word.readings
        if r.case and (r.lemma == wanted or (r.plural and genitive_stem(r.lemma) + "t" == wanted))
    )
    if readings:
        return readings
    text = token.text.partition(":")[0]
    case = case_as_form(short, text)
    return frozenset({case}) if case and ":" not in token.text else token.word.cases if case else frozenset()


def _surname_over_place(sentence: Sentence, i: int) -> bool:
    return any(f.first == f.last == i and f.kind == "Municipality" for f in sentence.found)


def _is_person_here(sentence: Sentence, i: int, cases: frozenset[str], settled: set[str]) -> bool:
    """Whether a word that is both a surname of the document and a municipality means the person here."""
    tokens = sentence.tokens
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if cases & _LOCAL or (
        after is not None and after.word.lemmas & {"kunta", "kaupunki", "seutu", "kaupunginhallitus"}
    ):
        return False
    listed = after is not None and after.text in {"–", "-", ":"} and i == 0
    return not listed and bool(settled)


def _drop_place(draft: Draft, sentence: Sentence, i: int) -> None:
    place = next(f for f in sentence.found if f.first == f.last == i)
    sentence.found.remove(place)
    entity = draft.entities[place.entity]
    span = sentence.span(place)
    entity.spans = [s for s in entity.spans if s[:2] != span]
    entity.seen = [s for s in entity.seen if s != (sentence.index, i)]
    entity.kept = bool(entity.spans)
