"""How many people an event had, and how many of them somebody named brought along."""

from __future__ import annotations

import re
from dataclasses import replace

from yhdysverkko.loaders.documents.draft import Draft, DraftRelation
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.key_values import key_of, subject_of
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.numbers import is_about, number_in
from yhdysverkko.loaders.documents.sentence import Sentence

_PEOPLE = ("osallistuja", "henkilö", "ihminen", "kävijä", "vieras", "kuulija", "edustaja", "aktiivi", "toimija",
           "vapaaehtoinen", "osanottaja", "asukas", "yhdistysihminen", "kyläläinen", "katsoja", "juhlija")  # fmt: skip
_CAME = frozenset(
    {"osallistua", "olla", "saapua", "tulla", "koota", "kerätä", "houkutella", "kokoontua", "kerääntyä", "paikalla"}
)
_KEYS = re.compile(r"(?:läsnä|paikalla|osallistuj|osanottaj|kävijöitä|väkeä)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((\d{1,4})(?:\s?(?:henkilöä|osallistujaa|hlöä|henkeä))?\)")
_REACH = 3


def find_counts(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Give events their numbers of participants, and participations the number that a body brought."""
    for sentence in draft.sentences:
        if sentence.block.kind is Kind.BOILERPLATE:
            continue
        row = items.get(sentence.index, [])
        for at in range(len(sentence.tokens)):
            read = _people_at(sentence, at)
            if read is not None:
                _use(draft, sentence, row, at, *read)
        _in_brackets(draft, sentence, row)


def _people_at(sentence: Sentence, at: int) -> tuple[int, bool] | None:
    """(number, approximate) of "46 henkilöä" whose number is the token `at`."""
    tokens = sentence.tokens
    read = number_in(tokens[at].lower)
    if read is None or read[0] < 1:
        return None
    value, about = read
    if at and (number_in(tokens[at - 1].lower) is not None or tokens[at - 1].text in {"–", "-", "klo", "/"}):
        return None
    about = about or any(is_about(t) for t in tokens[max(0, at - 1) : at])
    people = any(
        r.case == "par" and r.lemma.endswith(_PEOPLE)
        for t in tokens[at + 1 : at + 1 + _REACH]
        for r in t.word.readings
        if r.kind in {"noun", "noun_adjective", "adjective"}
    )
    return (value, about) if people else None


def _use(draft: Draft, sentence: Sentence, row: list[Item], at: int, value: int, about: bool) -> None:
    verbs = {v for t in sentence.tokens for v in (*t.word.verbs, t.lower)}
    keyed = bool(_KEYS.match(sentence.block.key))
    if any("negation" in t.word.kinds for t in sentence.tokens) or not (keyed or verbs & _CAME):
        return
    event = _event_of(draft, sentence, row)
    if event is None:
        return
    body = _brought_by(row, at)
    if body is not None:
        _count(draft, sentence, body, event, value)
    elif not any(r.mood == "cond" for t in sentence.tokens for r in t.word.readings):
        attrs = draft.entities[event].attrs
        if "participants" not in attrs:
            attrs["participants"] = str(value)
            if about:
                attrs["participants_approximate"] = "1"


def _event_of(draft: Draft, sentence: Sentence, row: list[Item]) -> int | None:
    """The event of the sentence, or the one that its key is about, or the one that the paragraph spoke of."""
    here = {m for i in row if i.code == "E" for m in i.members}
    if here:
        return here.pop() if len(here) == 1 else None
    if key_of(draft, sentence):
        return subject_of(draft, "event", sentence)
    for other in reversed(draft.sentences[max(0, sentence.index - _REACH) : sentence.index]):
        named = {f.entity for f in other.found if f.kind == "Event" and draft.entity(f) is not None}
        if named and other.block.heading == sentence.block.heading:
            return named.pop() if len(named) == 1 else None
    return None


def _brought_by(row: list[Item], at: int) -> int | None:
    """The body from which the people came: "Kuhmon kunnasta oli mukana viisi henkilöä"."""
    bodies = [i for i in row if i.code in "AOM" and i.last < at and i.cases & {"ela", "abl"} and len(i.members) == 1]
    return bodies[-1].members[0] if bodies and (bodies[-1].code != "M" or bodies[-1].town) else None


def _in_brackets(draft: Draft, sentence: Sentence, row: list[Item]) -> None:
    """ "Kuhmon Martat ry (12 henkilöä)" among those who took part."""
    for item in row:
        if item.code in "AOM" and len(item.members) == 1:
            match = _BRACKET.match(draft.text, sentence.tokens[item.last].end)
            event = _event_of(draft, sentence, row) if match else None
            if match and event is not None and _takes_part(draft, item.members[0], event):
                _count(draft, sentence, item.members[0], event, int(match[1]))


def _takes_part(draft: Draft, body: int, event: int) -> bool:
    return any(r.kind == "PARTICIPATES_IN" and (r.head, r.tail) == (body, event) for r in draft.relations)


def _count(draft: Draft, sentence: Sentence, body: int, event: int, value: int) -> None:
    """State that so many people of a body took part; a participation already read gets the number."""
    known = [r for r in draft.relations if r.kind == "PARTICIPATES_IN" and (r.head, r.tail) == (body, event)]
    counted = (("count", str(value)),)
    if known:
        draft.relations = [replace(r, attrs=counted) if r in known else r for r in draft.relations]
        return
    draft.relate(
        DraftRelation(
            "PARTICIPATES_IN", body, event, "people from the body", 0.78, sentence.start, sentence.end, counted
        )
    )
