"""Relations that a key and its value state: "Hallinnoija: X", "Paikka: Y", "Puheenjohtaja: Z"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftRelation
from yhdysverkko.loaders.documents.event_pages import is_place_key
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.layout import Block, Kind
from yhdysverkko.loaders.documents.relate import add_role, is_liaison
from yhdysverkko.loaders.documents.sentence import Sentence
from yhdysverkko.loaders.documents.titles import is_title_lemma

_KINDS = {
    "own project": ("Project",),
    "programme": ("Programme",),
    "event": ("Event",),
    "municipality": ("Municipality",),
    "association": ("Association",),
}


@dataclass(frozen=True, slots=True)
class KeyRule:
    """Keys that state a relation between the value's names and what the page or section is about."""

    name: str
    relation: str
    keys: tuple[str, ...]
    subject: str
    value_is_head: bool = True
    value_codes: str = "AOMW"
    confidence: float = 0.9


KEY_RULES: tuple[KeyRule, ...] = (
    KeyRule(
        "key: administrator",
        "RUNS",
        (
            "hallinnoija",
            "toteuttaja",
            "hallinnoi",
            "toteutta",
            "hakija",
            "vastuutaho",
            "päätoteuttaja",
            "hankkeen hallinnoija",
            "hankkeen toteuttaja",
            "hallinnointi",
            "vetovastuu",
            "vastuullinen toteuttaja",
            "hankehallinnoija",
            "koordinoija",
        ),
        "project",
    ),
    KeyRule(
        "key: funder",
        "FUNDS",
        ("rahoittaja", "rahoitus", "päärahoittaja", "hankkeen rahoittaja", "rahoittava", "tukija"),
        "project",
    ),
    KeyRule(
        "key: partner",
        "COOPERATES_WITH",
        ("yhteistyökumppani", "kumppani", "yhteistyötaho", "yhteistyössä", "osatoteuttaja", "yhteistyötahot"),
        "runner",
    ),
    KeyRule(
        "key: organiser",
        "ORGANISES",
        (
            "järjestäjä",
            "järjestää",
            "järjestävä",
            "koollekutsuja",
            "kutsuja",
            "isäntä",
            "tapahtuman järjestäjä",
            "tilaisuuden järjestäjä",
        ),
        "event",
        value_codes="AOMWJG",
    ),
    KeyRule(
        "key: participants",
        "PARTICIPATES_IN",
        (
            "läsnä",
            "paikalla",
            "osallistuja",
            "puhuja",
            "esiintyjä",
            "mukana",
            "alustaja",
            "puhujat",
            "näytteilleasettaja",
            "juonta",
            "pitä",
            "osanottaja",
            "etänä",
            "kouluttaja",
            "luennoi",
        ),
        "event",
        value_codes="PAOMWJG",
    ),
    KeyRule("key: steering group", "PARTICIPATES_IN", ("ohjausryhmä",), "project", value_codes="PAOMW"),
    KeyRule(
        "key: pilots",
        "PARTICIPATES_IN",
        (
            "hankkeessa mukana",
            "mukana hankkeessa",
            "mukana olevat",
            "pilottikunnat",
            "pilottikunta",
            "pilotit",
            "osallistuvat kunnat",
            "mukana olevat kunnat",
            "osallistujakunnat",
        ),
        "project",
        value_codes="M",
    ),
    KeyRule("key: region", "LOCATED_IN", ("maakunta",), "municipality", value_is_head=False, value_codes="R"),
    KeyRule(
        "key: domicile",
        "LOCATED_IN",
        ("kotipaikka", "kotikunta", "toimipaikka"),
        "association",
        value_is_head=False,
        value_codes="M",
    ),
)


# Headings that work as keys of the list below them though no colon follows.
_HEADING_KEY = re.compile(
    r"(?:hankkeen |projektin )?(?:ohjausryhmä|rahoittajat?|toteuttajat?|kumppanit|yhteistyökumppanit)$|"
    r"(?:läsnä|läsnäolijat|saapuvilla|poissa|paikalla|osallistujat|järjestäjät?|puhujat|esiintyjät|näytteilleasettajat)$"
)
_SPEAK = re.compile(r"\b(?:puhu|alusta|esiinty|luennoi|kertomassa|juonta)\w*$")


_CONTACT_KEYS = ("lisätie", "yhteys", "yhteyshenkilö", "tiedustelut", "ilmoittautumi", "hankevetäjä", "yhteydenotot")


def key_of(draft: Draft, sentence: Sentence) -> str:
    """The key of a line, or that of the heading over a list ("Järjestäjät:", then one a line)."""
    block = sentence.block
    if block.key or block.kind not in {Kind.BULLET, Kind.LINE} or block.heading < 0:
        return block.key.lower()
    heading = draft.blocks[block.heading]
    if block.group > heading.group + 1:
        return ""
    content = draft.content(heading).lower()
    return heading.key.lower() or (content if _HEADING_KEY.match(content) else "")


def read_key_value(draft: Draft, sentence: Sentence, items: list[Item], key: str) -> None:
    for rule in KEY_RULES:
        if not key.startswith(rule.keys) and not (rule.name == "key: participants" and _SPEAK.search(key)):
            continue
        subject = _steered(draft) if rule.name == "key: participants" else None
        if subject is None:
            subject = subject_of(draft, rule.subject, sentence)
        if subject is None:
            continue
        span = (sentence.start, sentence.end)
        # Where people are listed, the bodies beside them say where they come from.
        codes = "P" if "P" in rule.value_codes and any(i.code == "P" for i in items) else rule.value_codes
        # "Pilottikunnat: A ja B. C jäi ulkopuolelle.": what a sentence after the list says is its own.
        goes_on = sentence.start > sentence.block.start and any(t.word.finite for t in sentence.tokens)
        for at, item in enumerate(items if not goes_on else ()):
            if item.code in codes and not _place_after(items, at):
                for member in item.members:
                    pair = (member, subject) if rule.value_is_head else (subject, member)
                    draft.relate(DraftRelation(rule.relation, *pair, rule.name, rule.confidence, *span))
    town = town_of_key(draft, sentence.block)
    if town is not None and sentence.start >= sentence.block.start:
        people = [i for i in items if i.code == "P"] if _of_people(draft, sentence) else _post_alone(items)
        for item in [*people[:1], *(p for p in people[1:] if _stands_in(items, p))]:
            span = (sentence.start, sentence.end)
            add_role(draft, item.members[0], town, item.titles[0], "town and its contact", 0.78, span)
    if is_place_key(key):
        _event_place(draft, sentence, items)
    if sentence.block.key:
        _key_as_title(draft, sentence, items)


def _stands_in(items: list[Item], person: Item) -> bool:
    """ "Anna Aalto (sij. Bertta Berg)"."""
    return any(i.text.lower() in {"sij", "sijainen", "sijaisena"} for i in items[: items.index(person)][-2:])


def _place_after(items: list[Item], at: int) -> bool:
    """A bare municipality after an association and a comma is where that is."""
    place = items[at].code == "M" and not items[at].town and at == len(items) - 1 and at > 1
    return place and items[at - 2].code in "AO" and items[at - 1].token is not None


def _post_alone(items: list[Item]) -> list[Item]:
    """ "Kalajoki: sihteeri Maija Virtanen": a value that begins with a title and its one person, and names no body."""
    persons = [i for i in items if i.code == "P"]
    begins = bool(persons) and (persons[0].first == 0 and any(persons[0].titles))
    return persons[:1] if begins and not any(i.code in "AOMWJ" and not i.quiet for i in items) else []


def _of_people(draft: Draft, sentence: Sentence) -> bool:
    """Whether the heading of a list says that it is one of people."""
    heading = sentence.block.heading
    return heading >= 0 and bool(
        re.search(r"henkilö|yhteys|vastaava", draft.content(draft.blocks[heading]), re.IGNORECASE)
    )


def _steered(draft: Draft) -> int | None:
    """The project whose steering group's minutes these are, by the title of the page."""
    title = draft.sentences[0] if draft.sentences else None
    if title is None or not any("ohjausryhmä" in t.word.lemmas for t in title.tokens):
        return None
    return next((f.entity for f in title.found if f.kind in PROJECTS and draft.entity(f) is not None), None)


def _event_place(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    event = subject_of(draft, "event", sentence)
    for item in items:
        if event is not None and item.code == "M":
            for member in item.members:
                draft.relate(
                    DraftRelation("LOCATED_IN", event, member, "key: place", 0.92, sentence.start, sentence.end)
                )
    if event is not None:
        draft.entities[event].attrs.setdefault("place", draft.text[sentence.start : sentence.end])


def subject_of(draft: Draft, what: str, sentence: Sentence) -> int | None:
    """What a key's value is about: the project, event, town or association of the section, or of the whole page."""
    if what == "runner":
        project = subject_of(draft, "project", sentence)
        if project is None:
            return draft.voice if draft.voice >= 0 else None
        runners = [r.head for r in draft.relations if r.kind == "RUNS" and r.tail == project]
        return runners[0] if runners else project
    if what == "project":
        own = subject_of(draft, "own project", sentence)
        return own if own is not None else subject_of(draft, "programme", sentence)
    kinds = _KINDS[what]
    heading = sentence.block.heading
    for other in draft.sentences:
        if heading >= 0 and other.block is draft.blocks[heading]:
            named = [f.entity for f in other.found if f.kind in kinds and draft.entity(f) is not None]
            if named:
                return named[0]
    main = draft.entities[draft.main_event] if what == "event" and draft.main_event >= 0 else None
    if main is not None and (main.attrs.get("time") or main.seen[0] < (sentence.index, 0)):
        return main.number
    known = draft.of_kind(*kinds)
    before = [e for e in known if e.seen and e.seen[0] < (sentence.index, 0)]
    if len(known) == 1 and (before or what != "event"):
        return known[0].number
    return max(before, key=lambda e: e.seen[0]).number if before and what != "municipality" else None


def _key_as_title(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """ "Puheenjohtaja: Maija Virtanen": the key is a post in the body that the page is about."""
    last = sentence.block.key.lower().split()[-1]
    persons = [i for i in items if i.code == "P"]
    if not persons or not is_title_lemma(last):
        return
    key = sentence.block.key.lower()
    body = _page_body(draft, sentence, key)
    if body is None:
        return
    own = persons[0].titles[0]
    titles = own if own and key.startswith(_CONTACT_KEYS) else (Title(key), *own) if is_liaison(key) else (Title(key),)
    if key == "varahenkilö" and _after_liaison(draft, sentence):
        titles = (Title("järjestöyhdyshenkilön varahenkilö"), *own)
    add_role(draft, persons[0].members[0], body, titles, "key: post", 0.82, (sentence.start, sentence.end))


def _after_liaison(draft: Draft, sentence: Sentence) -> bool:
    """Whether the key before "Varahenkilö" is that of a liaison."""
    at = draft.blocks.index(sentence.block)
    return at > 0 and is_liaison(draft.blocks[at - 1].key.lower())


def _page_body(draft: Draft, sentence: Sentence, key: str) -> int | None:
    heading = sentence.block.heading
    kinds = {"Municipality"} if is_liaison(key) else GROUPS | PROJECTS | {"Municipality", "WellbeingCounty"}
    for other in draft.sentences:
        if heading >= 0 and other.block is draft.blocks[heading]:
            own = [f.entity for f in other.found if f.kind in kinds and draft.entity(f) is not None]
            if len(own) == 1:
                return own[0]
    if draft.publisher >= 0 and draft.entities[draft.publisher].kind in kinds:
        return draft.publisher
    return None


def town_of_key(draft: Draft, block: Block) -> int | None:
    names = {e.name.lower(): e.number for e in draft.of_kind("Municipality")}
    return names.get(block.key.lower())
