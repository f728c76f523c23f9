"""Which phrases for an occasion are events, with their dates, and which only speak of one already named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as day
from datetime import timedelta

from yhdysverkko.loaders.documents.dates import DateMention
from yhdysverkko.loaders.documents.draft import Draft, DraftEntity
from yhdysverkko.loaders.documents.entities import core, new_entity, note
from yhdysverkko.loaders.documents.event_pages import EDITION, PROPER, find_heading_events, give_date
from yhdysverkko.loaders.documents.events import is_event, plural_only
from yhdysverkko.loaders.documents.inflection import genitive_stem
from yhdysverkko.loaders.documents.invitations import find_invitations
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.words import Reading

_NEXT = frozenset({"seuraava", "ensi"})


_OTHER = frozenset({"vastaava", "samanlainen", "muu", "toinen"})


# Words that name a kind of occasion, and what else that kind is called.
_KINDS = frozenset({"kokous", "seminaari", "webinaari", "leiri", "retki", "messu", "kiertue", "brunssi"})
_ALIKE = {"kokous": ("tapaaminen", "istunto", "neuvottelu", "pöytä", "kokoontuminen")}


_DEADLINE = re.compile(
    r"mennessä|viimeistään|\basti\b|hakuai|ilmoittaut|haku (?:on|päätty)|saakka|päättyy", re.IGNORECASE
)


_OPENING, _NEAR, _SHARED, _LONG_WORD, _SHORT = 5, 2, 7, 12, 4


_HABIT = re.compile(r"kertaa vuodessa|kuukausittain|säännöllisesti|joka kuukausi|vuosittain", re.IGNORECASE)
_NEXT_DAY = re.compile(r"\b(edellisenä|edeltävänä|seuraavana) (?:päivänä|iltana)\b", re.IGNORECASE)


def settle_events(draft: Draft) -> None:
    """Turn event phrases into entities where they have a name or a date, and drop the others."""
    find_heading_events(draft)
    find_invitations(draft)
    kept: dict[str, DraftEntity] = {}
    for sentence in draft.sentences:
        for found in [f for f in sentence.found if f.kind == "Event" and f.entity < 0]:
            _settle(draft, sentence, found, kept)
    for sentence in draft.sentences:
        for found in [f for f in sentence.found if f.kind == "Event" and f.entity < 0]:
            _link_undated(draft, sentence, found)
        sentence.found = [f for f in sentence.found if f.kind != "Event" or f.entity >= 0]
    _choose_main(draft)


def _link_undated(draft: Draft, sentence: Sentence, found: Found) -> None:
    """A phrase before the sentence that gives the date (a title, say) names the same event."""
    for event in draft.of_kind("Event"):
        if core(event.name) == core(found.name) and not found.attrs.get("plural"):
            found.entity = event.number
            note(draft, sentence, found)
            draft.entities[event.number].seen.sort()
            return


def _settle(draft: Draft, sentence: Sentence, found: Found, kept: dict[str, DraftEntity]) -> None:
    date = _date_for(draft, sentence, found)
    known = None if _another(sentence, found) else _known(draft, sentence, found, date)
    if known is not None:
        found.entity = known.number
        give_date(known, date, sentence)
        note(draft, sentence, found)
        return
    same = _same_occasion(draft, sentence, found, date)
    if same is not None:
        found.entity = same.number
        if len(found.name) > len(same.name):
            same.name = found.name
        note(draft, sentence, found)
        return
    named = found.rule == PROPER
    dated = date is not None and len(date.value) >= len("--01-01")
    if _another(sentence, found) and not (dated and "toinen" in sentence.tokens[found.first - 1].word.lemmas):
        return
    if found.attrs.get("plural") and not (named and sentence.tokens[found.last].text[0] in "-–"):
        return
    hyphened = sentence.tokens[found.last].text[0] in "-–"
    if not date and not hyphened and not _organised_early(draft, sentence, found, named):
        return
    entity = new_entity(draft, "Event", EDITION.sub("", found.name))
    found.entity = entity.number
    kept[core(found.name)] = entity
    give_date(entity, date, sentence)
    note(draft, sentence, found)


def _another(sentence: Sentence, found: Found) -> bool:
    """ "vastaava kiertue", "toinen tilaisuus": an occasion like the one spoken of, but not that one."""
    return found.first > 0 and bool(sentence.tokens[found.first - 1].word.lemmas & _OTHER)


def _known(draft: Draft, sentence: Sentence, found: Found, date: DateMention | None) -> DraftEntity | None:
    """An event of the same name and no other date, or for a bare head the one event that it can mean."""
    events = draft.of_kind("Event")
    for event in events:
        if core(event.name) == core(found.name) and _agree(event, date):
            return event
    if (headed := _headed(draft, sentence, found)) is not None:
        return headed
    bare = found.first == found.last
    next_one = found.first > 0 and bool(sentence.tokens[found.first - 1].word.lemmas & _NEXT)
    if bare and not date and not next_one:
        head = found.name.lower()
        return next((e for e in reversed(events) if core(e.name).endswith(head)), None)
    if date and len(date.value) == 10:
        head = found.name.lower().split()[-1]
        for event in events:
            words, other = set(core(found.name).split()), set(core(event.name).split())
            if event.attrs.get("date") == date.value and (
                core(event.name).endswith(head) or words <= other or other <= words
            ):
                return event
    return None


def _headed(draft: Draft, sentence: Sentence, found: Found) -> DraftEntity | None:
    """ "Tapahtuma järjestetään 18.5.2019" under the heading "Sotkamo liikkeelle -tapahtuma": the heading's event."""
    if found.first or found.last or sentence.block.heading < 0:
        return None
    heading = draft.blocks[sentence.block.heading]
    named = [f.entity for s in draft.sentences if s.block is heading for f in s.found if f.kind == "Event"]
    events = [draft.entities[n] for n in named if n >= 0 and draft.entities[n].kept]
    fits = len(events) == 1 and "date" not in events[0].attrs and core(events[0].name).endswith(found.name.lower())
    return events[0] if fits else None


def _agree(event: DraftEntity, date: DateMention | None) -> bool:
    return date is None or not event.attrs.get("date") or event.attrs["date"] == date.value or len(date.value) < 6


def _date_for(draft: Draft, sentence: Sentence, found: Found) -> DateMention | None:
    """The nearest date of the sentence known to the month, unless another occasion stands nearer to it."""
    dates = [d for d in sentence.dates if d.to_month] or _relative_day(draft, sentence)
    if not dates and _held(sentence):
        dates = _date_before(draft, sentence)
    if not dates and found.rule == PROPER:
        dates = _date_after(draft, sentence)
    if not dates or _DEADLINE.search(draft.text[sentence.start : sentence.end]):
        return None
    start, end = sentence.span(found)

    def distance(d: DateMention, a: int = start, b: int = end) -> int:
        return min(abs(d.start - b), abs(a - d.end))

    nearest = min(dates, key=distance)
    # "Huhtikuun kokouksessa (4.4.2024)": the day says more than its month.
    exact = [d for d in dates if len(d.value) == len("2020-01-01") and d.value[5:7] == nearest.value[-2:]]
    if len(exact) == 1 and len(nearest.value) < len("--01-01"):
        nearest = exact[0]
    others = [f for f in sentence.found if f.kind == "Event" and f is not found]
    if any(distance(nearest, *sentence.span(o)) < distance(nearest) for o in others) and len(dates) <= len(others):
        return None
    return nearest


def _held(sentence: Sentence) -> bool:
    return any(t.word.verbs & {"järjestää", "kutsua", "isännöidä", "kokoontua"} for t in sentence.tokens)


def _date_before(draft: Draft, sentence: Sentence) -> list[DateMention]:
    """The one full date of the sentence before in the same paragraph, if no occasion of its own claims it."""
    before = draft.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block is not sentence.block or any(f.kind == "Event" for f in before.found):
        return []
    return before.dates if len(before.dates) == 1 and len(before.dates[0].value) == len("2020-01-01") else []


def _date_after(draft: Draft, sentence: Sentence) -> list[DateMention]:
    """ "Uusi ajankohta on 9.5.2020" right after a sentence on an event with a name."""
    after = draft.sentences[sentence.index + 1] if sentence.index + 1 < len(draft.sentences) else None
    if after is None or after.block is not sentence.block or any(f.kind == "Event" for f in after.found):
        return []
    told = any(t.word.lemmas & {"ajankohta", "päivämäärä", "päivä"} for t in after.tokens[:3])
    return after.dates if told and len(after.dates) == 1 and after.dates[0].to_month else []


def _relative_day(draft: Draft, sentence: Sentence) -> list[DateMention]:
    """ "edellisenä päivänä": the day before that of the event spoken of last."""
    match = _NEXT_DAY.search(draft.text, sentence.start, sentence.end)
    days = [e.attrs["date"] for e in draft.of_kind("Event") if len(e.attrs.get("date", "")) == 10]
    if not match or not days:
        return []
    step = 1 if match[1].lower() == "seuraavana" else -1
    value = (day.fromisoformat(days[-1]) + timedelta(step)).isoformat()
    return [DateMention(match.start(), match.end(), value)]


def _organised_early(draft: Draft, sentence: Sentence, found: Found, named: bool) -> bool:
    """An occasion without a date counts where the document opens by saying that somebody holds or held it."""
    if sentence.index > _OPENING or sentence.block.kind is not Kind.PARAGRAPH or found.attrs.get("plural"):
        return False
    words = [t.word for t in sentence.tokens]
    if any("negation" in w.kinds or any(r.mood == "cond" for r in w.readings) for w in words):
        return False
    if any(_HABIT.search(draft.text, s.start, s.end) and _speaks_of(s, found.name) for s in draft.sentences):
        return False
    held = _held(sentence)
    specific = named or len(found.name) > _LONG_WORD
    readings = sentence.tokens[found.last].word.readings
    return held and specific and not (readings and all(r.possessive for r in readings))


def _speaks_of(sentence: Sentence, name: str) -> bool:
    """ "Foorumi kokoontuu neljä kertaa vuodessa" of a "järjestöfoorumi"."""
    head = name.lower().split()[-1]
    return any(len(x) > _SHORT and head.endswith(x) for t in sentence.tokens for x in t.word.lemmas)


def _same_occasion(draft: Draft, sentence: Sentence, found: Found, date: DateMention | None) -> DraftEntity | None:
    """An undated phrase soon after a dated one that begins alike: "verkostotapaaminen", then "verkostobrunssi"."""
    upcoming = found.first > 0 and bool(sentence.tokens[found.first - 1].word.lemmas & _NEXT)
    if date is not None or found.attrs.get("plural") or upcoming:
        return None
    head = found.name.lower().split()[-1].lstrip("-")
    for event in draft.of_kind("Event"):
        other = event.name.lower().split()[-1].lstrip("-")
        near = any(0 <= sentence.index - s <= _NEAR for s, _ in event.seen)
        if near and len(head) > _SHARED and head[:_SHARED] == other[:_SHARED] and event.attrs.get("date"):
            return event
    return None


def _choose_main(draft: Draft) -> None:
    """The event that the document is about: named in a heading or first of all; none when there are several alike."""
    events = draft.of_kind("Event")
    if not events or draft.main_event >= 0:
        return
    first = min(events, key=lambda e: e.seen[0])
    if len(events) == 1 or first.seen[0][0] < 6:
        draft.main_event = first.number


def link_anaphors(draft: Draft) -> None:
    """Let bare words for an occasion ("Tilaisuudessa ...") stand quietly for the event spoken of."""
    words = _set_of("anaphors")
    events = draft.of_kind("Event")
    if not events:
        return
    # "Tori", "pöytä": the last word of an event's name (or of a compound that ends it) stands for the event too.
    lasts = {e.name.lower().split()[-1].rpartition("-")[2] for e in events}
    for sentence in draft.sentences:
        taken = sentence.taken()
        for i, token in enumerate(sentence.tokens):
            if i in taken:
                continue
            reading = next(
                (r for r in token.word.readings if r.case and (_anaphoric(r.lemma, words) or _ends(r, lasts))), None
            )
            if (
                reading is None
                or all(r.possessive for r in token.word.readings)
                or (reading.plural and not plural_only(reading.lemma))
            ):
                continue
            if i and sentence.tokens[i - 1].word.lemmas & (_OTHER | _NEXT):
                continue
            before = [e for e in events if e.seen[0] <= (sentence.index, i)]
            if before:
                before = [e for e in before if _may_mean(reading.lemma, e)] or before[:0]
            if before:
                recent = max(before, key=lambda e: max(s for s in e.seen if s <= (sentence.index, i)))
                sentence.found.append(
                    replace(_quiet(i, recent), cases=frozenset(r.case for r in token.word.readings if r.case))
                )


def _set_of(name: str) -> frozenset[str]:
    return frozenset(word_table("events")[name])


def _may_mean(lemma: str, event: DraftEntity) -> bool:
    """ "Kokous" is no market and "leiri" no meeting; "tilaisuus", "tapahtuma", "päivä" may be any of them."""
    if lemma not in _KINDS:
        return True
    return event.name.lower().endswith((lemma, genitive_stem(lemma) + "t", *_ALIKE.get(lemma, ())))


def _ends(reading: Reading, lasts: set[str]) -> bool:
    """Whether a noun is the last part of an event's name: "tori" after "haastetori"."""
    lemma = reading.lemma
    return reading.kind == "noun" and len(lemma) >= _SHORT and any(last.endswith(lemma) for last in lasts)


def _anaphoric(lemma: str, words: frozenset[str]) -> bool:
    return lemma in words or (is_event(lemma) and lemma.endswith(("tilaisuus", "tapahtuma", "tapaaminen")))


def _quiet(i: int, event: DraftEntity) -> Found:
    return Found("Event", i, i, event.name, "word for the event spoken of", 0.7, entity=event.number, quiet=True)
