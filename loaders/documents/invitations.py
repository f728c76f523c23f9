"""Events that a heading names and the text below it dates: invitations, sections of newsletters."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.dates import DateMention, find_time
from yhdysverkko.loaders.documents.draft import Draft, DraftRelation
from yhdysverkko.loaders.documents.entities import core, new_entity, note
from yhdysverkko.loaders.documents.event_pages import give_date, widen
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence

_WELCOME = re.compile(
    r"tervetuloa|tulkaa|tule mukaan|kutsu|viete(?:tään|ttiin)|järjeste(?:tään|ttiin)|pide(?:tään|ttiin)|juhli|"
    r"kokoon|keräänty|käynnisty|avataan|koolla|"
    r"kokosi|keräsi|toi(?:vat)? yhteen|tuo yhteen|saapui|osallistui",
    re.IGNORECASE,
)
_TITLED = frozenset({Kind.HEADING, Kind.KEY_VALUE, Kind.LINE})
_LINES = frozenset({Kind.HEADING, Kind.LINE, Kind.CRUMB, Kind.BULLET})
_TITLE, _BELOW, _SECTION = 4, 6, 3


def find_invitations(draft: Draft) -> None:
    """ "Savon järjestöpäivä 2024" in the title and "Tervetuloa Leppävirralle 14.9.2024!" below: the title's event."""
    if not draft.of_kind("Event"):
        for sentence in draft.sentences[:_TITLE]:
            if sentence.block.kind in _TITLED and _invite(draft, sentence, _BELOW) is not None:
                draft.main_event = draft.of_kind("Event")[-1].number
                break
    for sentence in draft.sentences[_TITLE:]:
        if sentence.block.kind is Kind.HEADING:
            _invite(draft, sentence, _SECTION)


def _invite(draft: Draft, sentence: Sentence, reach: int) -> Sentence | None:
    """Make the heading's phrase an event if a sentence soon below tells its day; returns that sentence."""
    phrases = [f for f in sentence.found if f.kind == "Event" and f.entity < 0 and not f.attrs.get("plural")]
    if sentence.dates or not phrases:
        return None
    for below in draft.sentences[sentence.index + 1 : sentence.index + reach]:
        if reach == _SECTION and (below.block.kind is Kind.HEADING or any(f.kind == "Event" for f in below.found)):
            return None
        full = [d for d in below.dates if len(d.value) == len("2020-01-01") or d.value.startswith("--")]
        line = below.block.kind in _LINES and below.index <= sentence.index + 2 and reach == _BELOW
        if full and _dateline(draft, below, full[0], phrases):
            continue
        if full and (line or _WELCOME.search(draft.text, below.start, below.end)):
            found = max(phrases, key=lambda f: f.last - f.first)
            widen(draft, sentence, found)
            entity = new_entity(draft, "Event", found.name)
            found.entity = entity.number
            give_date(entity, full[0], below)
            note(draft, sentence, found)
            _stand_in(draft, below, found, full[0])
            return below
    return None


def _dateline(draft: Draft, below: Sentence, date: DateMention, phrases: list[Found]) -> bool:
    """ "Sotkamon kunta 21.4.2023" under the title: when it was published, where the text dates the occasion itself."""
    day = draft.anchor.day
    if day is None or date.value != day.isoformat() or find_time(draft.text[below.start : below.end]):
        return False
    names = {core(f.name) for f in phrases}
    later = draft.sentences[below.index + 1 :]
    return any(s.dates and any(f.kind == "Event" and core(f.name) in names for f in s.found) for s in later)


def _stand_in(draft: Draft, below: Sentence, found: Found, date: DateMention) -> None:
    """Let the date stand for the event where its sentence has no word for it, and place the event there."""
    for place in [f for f in below.found if f.kind == "Municipality" and _is_where(below, f)]:
        draft.relate(
            DraftRelation("LOCATED_IN", found.entity, place.entity, "invitation", 0.82, below.start, below.end)
        )
    if any(f.kind == "Event" for f in below.found):
        return
    at = next((i for i, t in enumerate(below.tokens) if t.start <= date.start < t.end), None)
    if at is not None and at not in below.taken():
        name, cases = found.name, frozenset({"nom"})
        below.found.append(
            Found("Event", at, at, name, "date of the event", 0.7, cases, entity=found.entity, quiet=True)
        )
        below.found.sort(key=lambda f: f.first)


def _is_where(sentence: Sentence, place: Found) -> bool:
    """In a case of place, or alone after a comma on a line such as "Ohjelma 26.4.2023, Kirjasto, Kuhmo"."""
    if place.cases & {"all", "ill", "ine", "ade"}:
        return True
    before = sentence.tokens[place.first - 1].text if place.first else ""
    return sentence.block.kind in _LINES and before == "," and "nom" in place.cases
