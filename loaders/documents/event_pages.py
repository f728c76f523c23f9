"""Events of pages of their own: minutes, invitations, headings over "Aika" and "Paikka"."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.dates import DateMention, find_dates, find_time
from yhdysverkko.loaders.documents.draft import GROUPS, Draft, DraftEntity, DraftRelation
from yhdysverkko.loaders.documents.entities import new_entity, note
from yhdysverkko.loaders.documents.events import event_reading
from yhdysverkko.loaders.documents.layout import Block, Kind
from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.sentence import Found, Sentence

_MINUTES = re.compile(r"muistio|pöytäkirja|yhteystie|esityslista", re.IGNORECASE)


_TIME_KEYS = (
    "aika",
    "ajankohta",
    "päivämäärä",
    "milloin",
    "kokousaika",
    "päivä",
    "pvm",
    "koska",
    "aika ja paikka",
    "paikka ja aika",
)


_PLACE_KEYS = ("paikka", "missä", "kokouspaikka", "pitopaikka", "tapahtumapaikka", "osoite")


EDITION = re.compile(r"\s*(?:\d{1,2}/(?:19|20)\d\d|[–-]\s*(?:muistio|pöytäkirja|ohjelma)|\(.*\))\s*$", re.IGNORECASE)


PROPER = "event with a name"


def give_date(event: DraftEntity, date: DateMention | None, sentence: Sentence) -> None:
    if date and len(date.value) > len(event.attrs.get("date", "")):
        event.attrs["date"] = date.value
        if date.last:
            event.attrs["end_date"] = date.last
        written = sentence.tokens[0].start
        time = find_time(" ".join(t.text for t in sentence.tokens if t.start >= written))
        if time:
            event.attrs.setdefault("time", time)


def find_heading_events(draft: Draft) -> None:
    """An event page or minutes: a heading over "Aika:" or "Paikka:" is the name of the event."""
    made: list[int] = []
    for at, block in enumerate(draft.blocks):
        if block.kind is not Kind.KEY_VALUE or not block.key.lower().startswith(_TIME_KEYS):
            continue
        heading = _event_heading(draft, at)
        value = draft.content(block)
        dates = [d for d in find_dates(value, block.start, draft.anchor) if d.to_month]
        if heading is None or not dates:
            continue
        sentence = next((s for s in draft.sentences if s.block is heading), None)
        if sentence is not None and _is_body(sentence) and _invited_to(sentence) is None:
            sentence = _meeting_word(draft)
        if sentence is None or any(f.kind == "Event" and f.entity >= 0 for f in sentence.found):
            continue
        found = _heading_name(draft, sentence)
        entity = new_entity(draft, "Event", EDITION.sub("", found.name))
        found.entity = entity.number
        entity.attrs["date"] = dates[0].value
        if dates[0].last:
            entity.attrs["end_date"] = dates[0].last
        time = find_time(value)
        if time:
            entity.attrs["time"] = time
        note(draft, sentence, found)
        made.append(entity.number)
        body = _body_of(draft, heading)
        if body is not None:
            draft.relate(
                DraftRelation("ORGANISES", body, entity.number, "meeting of the body", 0.75, heading.start, heading.end)
            )
    if len(made) == 1:
        draft.main_event = made[0]


def _body_of(draft: Draft, heading: Block) -> int | None:
    """The body whose minutes these are: the heading names it and no occasion."""
    sentence = next((s for s in draft.sentences if s.block is heading), None)
    if sentence is None or not _is_body(sentence) or _invited_to(sentence) is not None:
        return None
    return next((f.entity for f in sentence.found if f.kind in GROUPS), None)


def _is_body(sentence: Sentence) -> bool:
    """Whether a heading names a body and no occasion: then the page is of that body's meeting."""
    bodies = [f for f in sentence.found if f.kind in GROUPS | {"Municipality"}]
    return bool(bodies) and not any(f.kind == "Event" for f in sentence.found)


def _meeting_word(draft: Draft) -> Sentence | None:
    """The first sentence that speaks of the meeting as such."""
    for sentence in draft.sentences:
        if any(
            f.kind == "Event" and f.entity < 0 and f.name.lower() in {"kokous", "tapaaminen"} for f in sentence.found
        ):
            return sentence
    return None


def _event_heading(draft: Draft, at: int) -> Block | None:
    """The heading that an "Aika" line belongs to: the nearest above that names an occasion, or the nearest of all."""
    i = draft.blocks[at].heading
    nearest = draft.blocks[i] if i >= 0 else None
    over = next((b for b in reversed(draft.blocks[:at]) if not b.key), None)
    if over is not None and over.group == draft.blocks[at].group and _may_name(draft, over):
        return over
    above = draft.blocks[max(0, at - 6) : at]
    for block in [*([nearest] if nearest else []), *reversed(above), *draft.blocks[:4]]:
        if block.kind in {Kind.HEADING, Kind.LINE, Kind.CRUMB} and _names_event(draft, block):
            return block
    minutes = nearest is not None and _MINUTES.search(draft.content(nearest))
    return nearest if nearest is not None and not minutes else None


def _may_name(draft: Draft, block: Block) -> bool:
    """Whether a line right over "Aika:" names the event: not with a full stop or number, nor "Muistio"."""
    content = draft.content(block).strip()
    return block.kind is Kind.LINE and not re.search(r"[.!?€\d]$", content) and not _MINUTES.search(content)


def widen(draft: Draft, sentence: Sentence, found: Found) -> None:
    """A heading that is nothing but the phrase, genitives before it and a year after it is the name as a whole."""
    tokens, last = sentence.tokens, found.last
    if last + 1 < len(tokens) and re.fullmatch(r"(?:19|20)\d\d", tokens[last + 1].text):
        last += 1
    before = tokens[: found.first]
    modifiers = all("gen" in t.word.cases or t.lower in {"ja", "sekä"} for t in before)
    if last != len(tokens) - 1 or not modifiers or "nom" not in found.cases or (last == found.last and not before):
        return
    found.first, found.last = 0, last
    name = draft.text[tokens[0].start : tokens[last].end]
    found.name = name.capitalize() if sentence.block.capitals else name


def _names_event(draft: Draft, block: Block) -> bool:
    sentence = next((s for s in draft.sentences if s.block is block), None)
    if sentence is None:
        return False
    return any(f.kind == "Event" for f in sentence.found) or any(event_reading(t) for t in sentence.tokens)


def _heading_name(draft: Draft, sentence: Sentence) -> Found:
    """The event phrase of a heading, widened to the whole heading when it holds nothing but a name."""
    phrases = [f for f in sentence.found if f.kind == "Event"]
    if phrases:
        best = max(phrases, key=lambda f: (f.rule == PROPER, f.last - f.first, f.last))
        best.rule = PROPER
        widen(draft, sentence, best)
        return best
    text = EDITION.sub("", draft.text[sentence.start : sentence.end].strip(" *#"))
    if (invited := _invited_to(sentence)) is not None:
        sentence.found.append(invited)
        return invited
    found = Found(
        "Event",
        0,
        len(sentence.tokens) - 1,
        text.capitalize() if sentence.block.capitals else text,
        PROPER,
        0.7,
        frozenset({"nom"}),
    )
    sentence.found.append(found)
    return found


def _invited_to(sentence: Sentence) -> Found | None:
    """ "Tervetuloa Yhdistystorille Kuhmoon!": no place, but in the case of where one is asked to come."""
    tokens = sentence.tokens
    if not tokens[0].word.lemmas & {"tervetuloa", "tulla", "lähteä", "kutsu", "tervetullut"}:
        return None
    places = {i for f in sentence.found for i in range(f.first, f.last + 1)}
    for i, token in enumerate(tokens[1:], 1):
        if i in places or not token.word.cases & {"ill", "all"} or not any(t.capital for t in tokens[1 : i + 1]):
            continue
        first = next(k for k in range(1, i + 1) if tokens[k].capital)
        name = base_or_written(tokens[first : i + 1])
        return Found("Event", first, i, name, PROPER, 0.7, token.word.cases)
    return None


def is_place_key(key: str) -> bool:
    """Whether a key introduces the place of an event."""
    return key.lower().startswith(_PLACE_KEYS)
