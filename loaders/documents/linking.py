"""From names found to entities: the same thing under its full name, short form, acronym, or surname alone."""

from __future__ import annotations

import re
from collections import defaultdict

from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftEntity
from yhdysverkko.loaders.documents.entities import core, new_entity, note, redirect
from yhdysverkko.loaders.documents.inflection import case_as_form
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.sentence import Found
from yhdysverkko.loaders.documents.short_forms import find_declared, find_short_forms, find_whole_forms

_PROJECT_TAIL = re.compile(r"[\s-]*-?(?:\w*hanke|projekti|ohjelma|avustusohjelma)$")


_SHORTEST, _LONG, _CHAPTER = 2, 6, 2


_PLACES = frozenset({"Municipality", "Region", "WellbeingCounty"})


def link(draft: Draft, register: Register) -> None:
    """Tie every name found to an entity of the draft, then look for short forms of the entities."""
    index: dict[tuple[str, str], int] = {}
    for sentence in draft.sentences:
        for found in sentence.found:
            if found.kind != "Event":
                found.entity = _entity(draft, index, found, register).number
    _merge(draft)
    for sentence in draft.sentences:
        for found in sentence.found:
            if found.entity >= 0:
                note(draft, sentence, found)
        find_declared(draft, sentence)
    find_whole_forms(draft)
    find_short_forms(draft)


def _entity(draft: Draft, index: dict[tuple[str, str], int], found: Found, register: Register) -> DraftEntity:
    kind = "group" if found.kind in GROUPS else "project" if found.kind in PROJECTS else found.kind
    place = register.named(found.name) if found.kind in _PLACES else None
    key = (kind, place.code if place is not None else core(found.name))
    if key in index:
        entity = draft.entities[index[key]]
        if entity.name.isupper() and not found.name.isupper():
            entity.name = found.name
        if entity.kind in _PLACES and len(found.name) > len(entity.name):
            entity.name = found.name
        if (
            found.kind in GROUPS
            and found.name.lower().endswith((" ry", " rf"))
            and not entity.name.lower().endswith((" ry", " rf"))
        ):
            entity.name, entity.kind = found.name, found.kind
        return entity
    entity = new_entity(draft, found.kind, found.name, place)
    entity.attrs.update(found.attrs)
    index[key] = entity.number
    return entity


def _merge(draft: Draft) -> None:
    """Make one of entities whose names are forms or parts of one another."""
    forward: dict[int, int] = {}
    by_kind: dict[str, list[DraftEntity]] = defaultdict(list)
    for entity in draft.entities:
        family = "group" if entity.kind in GROUPS else "project" if entity.kind in PROJECTS else entity.kind
        if family in {"Person", "group", "project"}:
            by_kind[family + core(entity.name)[:1] if family == "Person" else family].append(entity)
    for family, members in by_kind.items():
        test = _same_person if family.startswith("Person") else _same_project if family == "project" else _same_group
        # Quadratic in the names of one kind; sections keep their number small.
        for entity in members:
            for other in members:
                if entity is not other and entity.kept and other.kept and test(entity, other):
                    entity.kept = False
                    forward[entity.number] = other.number
                    other.aliases |= entity.aliases
                    break
    _find_chapters(by_kind["group"], forward)
    if forward:
        redirect(draft, forward)


def _find_chapters(groups: list[DraftEntity], forward: dict[int, int]) -> None:
    """ "SPR" and "SPR:n osasto" are "SPR:n Lapuan osasto" where that is the only chapter of it in the document."""
    for entity in sorted(groups, key=lambda e: -len(e.name.split())):
        words = entity.name.split()
        if not entity.kept or not (words[0].isupper() or ":n" in words[0]) or len(words) > _CHAPTER:
            continue
        front = words[0] if ":" in words[0] else f"{words[0]}:n"
        whole = [o for o in groups if o.kept and o is not entity and o.name.split()[0] == front]
        alone = len(words) == 1 or (len(whole) == 1 and whole[0].name.split()[-1] == words[-1])
        if len(whole) == 1 and alone and len(whole[0].name.split()) > len(words):
            entity.kept = False
            forward[entity.number] = whole[0].number
            whole[0].aliases |= {entity.name, *entity.aliases}


def _same_person(part: DraftEntity, whole: DraftEntity) -> bool:
    """ "Tuija Keihdän" is "Tuija Keihtä": same first names, and the surname a form of the other's."""
    first, _, last = part.name.rpartition(" ")
    other_first, _, other_last = whole.name.rpartition(" ")
    if first.lower() != other_first.lower() or part.number == whole.number:
        return False
    return len(last) >= len(other_last) and case_as_form(other_last, last) is not None


def _same_group(part: DraftEntity, whole: DraftEntity) -> bool:
    """A form of the same name, or its beginning or end: "Satakunnan yhteisökeskus" and "Yhteisökeskus"."""
    a, b = core(part.name), core(whole.name)
    if part.kind != whole.kind and not b.endswith(a):
        return False
    if len(a.split()) == len(b.split()):
        same = a.split()[:-1] == b.split()[:-1] and case_as_form(b.split()[-1], a.split()[-1]) is not None
        return same and (len(a) > len(b) or (len(a) == len(b) and part.number > whole.number))
    acronym = part.name.isupper() and len(part.name) > _SHORTEST
    if len(a.split()) == 1 and " " in b and (len(a) > _LONG or acronym):
        return b.split()[-1] == a
    return False


def _same_project(part: DraftEntity, whole: DraftEntity) -> bool:
    """ "Järjestörakenne-hanke" is "Pohjois-Pohjanmaan järjestörakenne -hanke"."""
    a, b = (_PROJECT_TAIL.sub("", core(e.name)).strip(" -") for e in (part, whole))
    if not a or not b:
        return False
    if a == b:
        return (len(part.name), part.number) < (len(whole.name), whole.number)
    return len(a) > 3 and (b.endswith(" " + a) or b.startswith(a + " "))
