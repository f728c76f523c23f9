"""Contact cards: title, name, body and numbers on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from yhdysverkko.loaders.documents.draft import PROJECTS, Draft
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.phrases import build_items
from yhdysverkko.loaders.documents.relate import add_role
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Sentence

_CARD_KINDS = frozenset({Kind.LINE, Kind.HEADING, Kind.BULLET, Kind.CRUMB})
_BODY_CODES = frozenset("AOMWJ")
_FEW = 2


def read_cards(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Give the person of a card the title on the line beside, in the body of the card, its heading, or the page."""
    groups: dict[int, list[Sentence]] = {}
    for sentence in draft.sentences:
        if sentence.block.kind in _CARD_KINDS and not sentence.block.key:
            groups.setdefault(sentence.block.group, []).append(sentence)
    for lines in groups.values():
        if len(lines) > 1:
            _read_card(draft, items, lines)


def _read_card(draft: Draft, items: dict[int, list[Item]], lines: Sequence[Sentence]) -> None:
    rows = [items.get(s.index, []) for s in lines]
    placed = {r.head for r in draft.relations if r.kind == "HAS_ROLE"}
    for at, (sentence, row) in enumerate(zip(lines, rows, strict=True)):
        person = _person_alone(row)
        if person is None or person.members[0] in placed:
            continue
        titles = person.titles[0] or _title_beside(draft, lines, rows, at)
        body = _body(draft, rows, at, sentence, titles)
        if body is not None:
            end = lines[min(at + 1, len(lines) - 1)].end
            add_role(
                draft,
                person.members[0],
                body,
                titles,
                "contact card",
                0.82,
                (lines[max(at - 1, 0)].start, max(end, sentence.end)),
            )


def _person_alone(row: list[Item]) -> Item | None:
    persons = [i for i in row if i.code == "P"]
    others = [i for i in row if i.code in "wMAOJEWR"]
    return persons[0] if len(persons) == 1 and len(persons[0].members) == 1 and not others else None


def _title_beside(draft: Draft, lines: Sequence[Sentence], rows: list[list[Item]], at: int) -> tuple[Title, ...]:
    """The line above or below, if it is nothing but a title; of the two the one that is nobody else's."""
    for other in (at + 1, at - 1):
        if not 0 <= other < len(rows):
            continue
        row = rows[other] or _title_row(draft, lines[other])
        beyond = other + (other - at)
        claimed = 0 <= beyond < len(rows) and _person_alone(rows[beyond]) is not None and other > at
        if row and all(i.code in "Tp" for i in row) and any(i.code == "T" for i in row) and not claimed:
            return tuple(t for i in row if i.code == "T" for t in i.titles[0])
    return ()


def _title_row(draft: Draft, sentence: Sentence) -> list[Item]:
    return build_items(draft, sentence)


def _body(draft: Draft, rows: list[list[Item]], here: int, sentence: Sentence, titles: tuple[Title, ...]) -> int | None:
    # In a list of those present a body beside somebody else is theirs alone.
    listed = sum(any(i.code == "P" for i in row) for row in rows) > _FEW
    own = {
        m
        for at, row in enumerate(rows)
        for i in row
        if at == here or not (listed and any(i.code == "P" for i in row))
        if i.code in _BODY_CODES and not i.quiet and "nom" in (i.cases or {"nom"})
        for m in i.members
    }
    firm = {m for m in own if draft.entities[m].kind != "Municipality"}
    if len(own) == 1 or (len(firm) == 1 and titles):
        return (firm or own).pop()
    if own:
        # A line that gives a body beside its own person says nothing of the person below.
        free = [row for row in rows[:here] if not any(i.code == "P" for i in row)]
        above = [m for row in free for i in row if i.code in _BODY_CODES and not i.quiet for m in i.members]
        return above[-1] if above else None
    heading = sentence.block.heading
    if not own and heading >= 0:
        headed = [
            f.entity
            for s in draft.sentences
            if s.block is draft.blocks[heading]
            for f in s.found
            if f.kind in {"Association", "Organisation", "Municipality", "WellbeingCounty", "Project"}
            and draft.entity(f) is not None
        ]
        if len(set(headed)) == 1:
            return headed[0]
    if own or not titles:
        return None
    projects = draft.of_kind(*PROJECTS)
    if len(projects) == 1 and titles[0].text.startswith(tuple(word_table("roles")["project"])):
        return projects[0].number
    return draft.publisher if draft.publisher >= 0 else None
