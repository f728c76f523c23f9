"""Relations that the layout states: key and value, list items with fields, lists of liaisons, contact blocks."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.cards import read_cards
from yhdysverkko.loaders.documents.catalogue_ties import SHARED
from yhdysverkko.loaders.documents.draft import GROUPS, Draft, DraftRelation
from yhdysverkko.loaders.documents.handed_posts import find_handed
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.key_values import key_of, read_key_value
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.liaison_lists import find_liaisons
from yhdysverkko.loaders.documents.project_periods import find_periods
from yhdysverkko.loaders.documents.relate import BOARD, add_role
from yhdysverkko.loaders.documents.sentence import Sentence

_ATTENDANCE = re.compile(r"läsnä|poissa|paikalla|saapuvilla|osallistujat|jäsenet|ohjausryhmä", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{5}\s+[A-ZÅÄÖ]")


_LINE_END = 3
_ABBREVIATED = frozenset({"pj", "vpj", "siht", "tj", "."})
_LIST_KINDS = frozenset({Kind.BULLET, Kind.LINE, Kind.KEY_VALUE, Kind.HEADING, Kind.CAPTION})


def read_lists(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Apply the rules of the layout to every block that is no running text."""
    for sentence in draft.sentences:
        found = items.get(sentence.index)
        if found is None or sentence.block.kind is Kind.BOILERPLATE:
            continue
        key = key_of(draft, sentence)
        if key:
            read_key_value(draft, sentence, found, key)
        if sentence.block.kind in _LIST_KINDS or len(sentence.tokens) < 30:
            _fields(draft, sentence, found)
        _address(draft, sentence, found)
        _line_end(draft, sentence, found)
    _partner_lists(draft, items)
    _boards(draft, items)
    find_liaisons(draft, items)
    find_handed(draft, items)
    _bodies_first(draft, items)
    read_cards(draft, items)
    find_periods(draft)


def _fields(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """ "Tuija Takamäki, kehittämissuunnittelija, Leader Suupohja": a person and a body as fields of one line."""
    persons = [i for i in items if i.code == "P"]
    there = bool(_ATTENDANCE.match(sentence.block.key) or _ATTENDANCE.match(key_of(draft, sentence)))
    bodies = [i for i in items if i.code in "AOMWJG" and (not i.quiet or (there and i.code == "M"))]
    opening = next((i for i in items if i.text.lower() not in _ABBREVIATED), items[0])
    if len(persons) != 1 or not bodies or opening.code not in "PT":
        return
    person = persons[0]
    if len(person.members) > 1 and (not there or any(person.titles)):
        return
    if any(i.token is not None and i.code == "w" and i.token.word.finite for i in items):
        return
    between = [i for i in items if i.first > person.last and i.last < bodies[0].first]
    if sentence.block.kind is Kind.PARAGRAPH and any(i.code == "w" for i in between):
        return
    marks = (
        "".join(i.token.text for i in between if i.token is not None)
        .replace("pj.", "")
        .replace("siht.", "")
        .replace("(.)", "")
    )
    if not between or any(mark in marks for mark in ".;("):
        return
    body = bodies[0]
    if body.first < person.first or (body.code == "M" and not body.town and not any(person.titles) and not there):
        return
    if "nom" not in body.cases and body.cases:
        return
    titles = person.titles[0] or tuple(t for i in between if i.code == "T" for t in i.titles[0])
    for member in person.members:
        add_role(draft, member, body.members[0], titles, "fields of a line", 0.85, (sentence.start, sentence.end))


def _bodies_first(draft: Draft, items: dict[int, list[Item]]) -> None:
    """ "Kuhmon Martat ry – sihteeri Anna Aalto" on a line of a list: a body, a dash or comma, and its person."""
    for sentence in draft.sentences:
        row = items.get(sentence.index, [])
        if sentence.block.kind not in {Kind.BULLET, Kind.LINE, Kind.KEY_VALUE} or len(row) < _LINE_END:
            continue
        body, mark, person = row[0], row[1], next((i for i in row[2:] if i.code == "P"), None)
        if body.code not in "AOW" or body.quiet or "nom" not in (body.cases or {"nom"}) or person is None:
            continue
        between = row[2 : row.index(person)]
        titled = any(person.titles) or any(i.text.lower() in _ABBREVIATED - {"."} for i in between)
        plain = all(i.text.lower() in _ABBREVIATED for i in between)
        others = [i for i in row if (i.is_name and i not in (body, person)) or (i.token and i.token.word.finite)]
        if titled and plain and mark.text in {"–", "-", ",", ":"} and not others and len(person.members) == 1:
            span = (sentence.start, sentence.end)
            add_role(draft, person.members[0], body.members[0], person.titles[0], "body and its person", 0.84, span)


def _address(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """A postal address places the association of its block, or the only one of the page."""
    if not _POSTCODE.search(draft.text[sentence.start : sentence.end]):
        return
    towns = [i for i in items if i.code == "M"]
    if not towns:
        return
    same = [
        f.entity
        for s in draft.sentences
        if s.block.group == sentence.block.group
        for f in s.found
        if f.kind == "Association" and draft.entity(f) is not None
    ]
    known = draft.of_kind("Association")
    owner = same[0] if same else known[0].number if len(known) == 1 else None
    if owner is not None:
        draft.relate(
            DraftRelation(
                "LOCATED_IN", owner, towns[-1].members[-1], "postal address", 0.85, sentence.start, sentence.end
            )
        )


def _line_end(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """ "Hakija: Kuhmon Martat ry, Kuhmo": a municipality alone at the end of a line says where the association is."""
    if sentence.block.kind is Kind.PARAGRAPH or len(items) < _LINE_END or sentence.dates:
        return
    body, comma, town = items[-_LINE_END:]
    if body.code == "A" and comma.token is not None and comma.token.text == "," and town.code == "M" and not town.town:
        span = (sentence.start, sentence.end)
        draft.relate(
            DraftRelation("LOCATED_IN", body.members[-1], town.members[0], "town at the line's end", 0.8, *span)
        )


def _boards(draft: Draft, items: dict[int, list[Item]]) -> None:
    """People listed under "Hallitus" are on the board of the body that speaks, one a line."""
    voice = draft.entities[draft.voice] if draft.voice >= 0 else None
    if voice is None or voice.kind not in GROUPS:
        return
    for sentence in draft.sentences:
        at = sentence.block.heading
        if at < 0 or sentence.block.kind not in _LIST_KINDS or not BOARD.match(draft.content(draft.blocks[at])):
            continue
        for item in items.get(sentence.index, [])[:1]:
            if item.code == "P" and len(item.members) == 1:
                titles = item.titles[0] or (Title("hallituksen jäsen"),)
                span = (sentence.start, sentence.end)
                add_role(draft, item.members[0], voice.number, titles, "list of the board", 0.8, span)


def _partner_lists(draft: Draft, items: dict[int, list[Item]]) -> None:
    """ "Kunnalla on kumppanuussopimus seuraavien yhdistysten kanssa:" and the partners one a line."""
    for sentence in draft.sentences:
        text = draft.text[sentence.start : sentence.end]
        lemmas = {x for t in sentence.tokens for x in t.word.lemmas}
        if not text.endswith(":") or "kanssa" not in lemmas or not lemmas & SHARED:
            continue
        subject = next((i.members[0] for i in items.get(sentence.index, []) if i.code in "AOMW"), None)
        for row in draft.sentences[sentence.index + 1 :]:
            if row.block.kind is not Kind.BULLET or subject is None:
                break
            for partner in [i for i in items.get(row.index, []) if i.code in "AOMW"][:1]:
                span = (row.start, row.end)
                draft.relate(
                    DraftRelation("COOPERATES_WITH", subject, partner.members[0], "list of partners", 0.82, *span)
                )
