"""Where events are held, as far as clauses, pages and names tell."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.clauses import Claim, split_clauses
from yhdysverkko.loaders.documents.draft import Draft, DraftEntity, DraftRelation
from yhdysverkko.loaders.documents.inflection import case_as_form
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Sentence

_ONLINE = re.compile(
    r"\b(?:teams|zoom|verkossa|etänä|etäyhtey|etäkokou|etätapa|etätilai|virtuaali|webinaari|verkkotapahtuma|striim)",
    re.IGNORECASE,
)


_HELD = frozenset(
    {
        "järjestää",
        "pitää",
        "olla",
        "kokoontua",
        "käynnistyä",
        "alkaa",
        "toteuttaa",
        "viettää",
        "tulla",
        "järjestyä",
        "kutsua",
        "jatkua",
        "tapahtua",
        "avata",
        "kokoontuminen",
        "osallistua",
        "juhlia",
    }
)


LOCAL = frozenset({"ine", "ade"})
_ROWS = frozenset({Kind.BULLET, Kind.LINE, Kind.HEADING, Kind.CRUMB})


def place_events(draft: Draft, items: dict[int, list[Item]]) -> None:
    """The municipality in which a clause says that an event is held."""
    for sentence in draft.sentences:
        found = items.get(sentence.index)
        if not found or not any(i.code == "E" for i in found):
            continue
        for clause in split_clauses(found):
            if clause.claim in {Claim.DENIED, Claim.CANCELLED, Claim.WISHED}:
                continue
            events = [i for i in clause.items if i.code == "E"]
            if len({m for e in events for m in e.members}) != 1 or not _held_or_heading(clause.items, sentence):
                continue
            for place in _places(clause.items, sentence):
                span = (sentence.start, sentence.end)
                draft.relate(DraftRelation("LOCATED_IN", events[0].members[0], place, "held in the town", 0.86, *span))
    _place_in_name(draft)
    _place_of_page(draft)
    _place_of_host(draft)


def _held_or_heading(items: list[Item], sentence: Sentence) -> bool:
    if sentence.block.kind is Kind.HEADING:
        return True
    words = [i.token for i in items if i.token is not None and i.code == "w"]
    if sentence.dates and any(i.code == "E" and not i.quiet for i in items):
        return True
    if any(t.word.verbs & _HELD for t in words):
        return True
    return not any(t.word.finite for t in words) and (sentence.block.kind is not Kind.PARAGRAPH or len(words) < 12)


def _places(items: list[Item], sentence: Sentence) -> list[int]:
    """Municipalities in a local case, in the genitive before a room that is in one, or alone on a list line."""
    found: list[int] = []
    for k, item in enumerate(items):
        if item.code != "M" or (item.quiet and not _antecedent(items, k)):
            continue
        local = bool(item.cases & LOCAL) or _goes_with(items, k)
        if not local and "gen" in item.cases:
            local = _house_follows(items[k + 1 : k + 5], LOCAL | _into(items, k))
        if not local and sentence.block.kind in _ROWS and sentence.dates and "nom" in item.cases:
            local = k > 0 and items[k - 1].token is not None and items[k - 1].code == "p"
        if local:
            found += item.members
    return found


def _goes_with(items: list[Item], k: int) -> bool:
    """ "Kutsumme teidät järjestöiltaan Sotkamoon": the town stands in the same case of direction as the event."""
    before = items[k - 1] if k else None
    return before is not None and before.code == "E" and bool(items[k].cases & _into(items, k))


def _antecedent(items: list[Item], k: int) -> bool:
    """ "Kuhmossa, jossa kylätreffit pidetään": the town that a relative clause is about begins the clause."""
    return k == 0 and items[k].quiet and not items[k].town


def _into(items: list[Item], k: int) -> frozenset[str]:
    """Cases of direction after an event in one of them: "avoimiin oviin Kuhmon kirjastolle"."""
    before = items[k - 1] if k else None
    into = frozenset({"ill", "all"})
    return into if before is not None and before.code == "E" and before.cases & into else frozenset()


def _house_follows(after: list[Item], local: frozenset[str]) -> bool:
    """ "Rovaniemen uudella kansalaistalolla", "Sotkamon kirjaston salissa"."""
    for item in after:
        if item.is_name and item.code != "O":
            return False
        if item.cases & local and (item.is_name or (item.token is not None and _is_noun(item, local))):
            return True
        if item.token is not None and not item.token.alphabetic:
            return False
    return False


def _is_noun(item: Item, local: frozenset[str]) -> bool:
    return (
        item.token is not None
        and any(
            r.kind in {"noun", "place", "name"} and r.case in local and not r.participle
            for r in item.token.word.readings
        )
        and not any(r.lemma.endswith("kuu") for r in item.token.word.readings)
    )


def _online(draft: Draft, event: DraftEntity) -> bool:
    """Whether an event is held over the net: by its stated place, else by anything that the document says."""
    return bool(_ONLINE.search(event.attrs.get("place") or draft.text))


def _place_of_page(draft: Draft) -> None:
    """An event of a town's own page that is not said to be anywhere else is held in the town."""
    if draft.publisher < 0 or draft.entities[draft.publisher].kind != "Municipality":
        return
    placed = {r.head for r in draft.relations if r.kind == "LOCATED_IN"}
    main = draft.main_event
    dated = [e.number for e in draft.of_kind("Event") if len(e.attrs.get("date", "")) == len("2020-01-01")]
    for event in dict.fromkeys([*([main] if main >= 0 else []), *dated]):
        entity = draft.entities[event]
        if event not in placed and not _online(draft, entity) and entity.attrs.get("place") is None and entity.spans:
            start, end = entity.spans[0][:2]
            draft.relate(
                DraftRelation("LOCATED_IN", event, draft.publisher, "event of the town's page", 0.65, start, end)
            )


def _place_in_name(draft: Draft) -> None:
    """ "Pellon järjestötreffit" are in Pello unless the text says otherwise."""
    placed = {r.head for r in draft.relations if r.kind == "LOCATED_IN"}
    for event in draft.of_kind("Event"):
        first = event.name.split()[0]
        if event.number in placed or _online(draft, event) or " " not in event.name or not first[0].isupper():
            continue
        for town in draft.of_kind("Municipality"):
            if case_as_form(town.name.split()[0], first) == "gen":
                start, end = event.spans[0][:2]
                draft.relate(
                    DraftRelation("LOCATED_IN", event.number, town.number, "town in the event's name", 0.7, start, end)
                )


def _place_of_host(draft: Draft) -> None:
    """An event that one municipality holds, not said to be elsewhere or online, is held there."""
    placed = {r.head for r in draft.relations if r.kind == "LOCATED_IN"}
    for event in draft.of_kind("Event"):
        hosts = {r.head for r in draft.relations if r.kind == "ORGANISES" and r.tail == event.number}
        towns = [h for h in hosts if draft.entities[h].kind == "Municipality"]
        if event.number not in placed and len(towns) == 1 and not _online(draft, event):
            start, end = event.spans[0][:2]
            draft.relate(DraftRelation("LOCATED_IN", event.number, towns[0], "held by the town", 0.6, start, end))
