"""Series of events: tours and lecture series by their name, and occasions that are held so many times a year."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.draft import Draft, DraftEntity, DraftRelation, DraftSeries
from yhdysverkko.loaders.documents.events import event_reading
from yhdysverkko.loaders.documents.inflection import genitive_stem
from yhdysverkko.loaders.documents.items import Item

_SERIES = ("kiertue", "sarja")
_PART = frozenset({"osa", "ensimmäinen", "toinen", "kolmas", "neljäs", "viides", "viimeinen", "avata", "päättää",
                   "kuulua", "avaus", "päätös"})  # fmt: skip
_TIMES = {"kerran": 1, "kahdesti": 2, "kolmesti": 3, "neljästi": 4, "kuudesti": 6}
_COUNTED = {"kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kuusi": 6, "kahdeksan": 8, "kymmenen": 10}
_PER_YEAR = re.compile(
    rf"\b(?:({'|'.join(_TIMES)})|(?:({'|'.join(_COUNTED)})|(\d{{1,2}}))\s+kertaa)\s+(?:vuodessa|vuosittain)",
    re.IGNORECASE,
)
_SAME = 7


def find_series(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Make tours and the like series, say which events belong to them, and which events are held again and again."""
    series = {e.number for e in draft.of_kind("Event") if e.name.lower().split()[-1].endswith(_SERIES)}
    for sentence in draft.sentences:
        row = items.get(sentence.index, [])
        whole = next((m for i in row if i.code == "E" for m in i.members if m in series), None)
        part = next((m for i in row if i.code == "E" for m in i.members if m not in series), None)
        words = {x for t in sentence.tokens for x in t.word.lemmas}
        denied = any("negation" in t.word.kinds for t in sentence.tokens)
        if whole is not None and part is not None and words & _PART and not denied:
            span = (sentence.start, sentence.end)
            draft.relate(DraftRelation("PART_OF_SERIES", part, whole, "part of the series", 0.8, *span))
    _repeated(draft)
    for number in series:
        draft.entities[number].kind = "EventSeries"


def _repeated(draft: Draft) -> None:
    """ "Verkostotapaamisia pidetään kaksi kertaa vuodessa": the event of that sort is one of a series."""
    for sentence in draft.sentences:
        match = _PER_YEAR.search(draft.text, sentence.start, sentence.end)
        if match is None or any("negation" in t.word.kinds for t in sentence.tokens):
            continue
        times = _TIMES.get((match[1] or "").lower()) or _COUNTED.get((match[2] or "").lower()) or int(match[3] or 0)
        for token in sentence.tokens:
            reading = event_reading(token)
            if reading is None or not reading.plural:
                continue
            event = _of_sort(draft, reading.lemma)
            if event is not None and times:
                name = genitive_stem(reading.lemma) + "t"
                draft.series.append(DraftSeries(event.number, name, times, sentence.start, sentence.end))
                break


def _of_sort(draft: Draft, lemma: str) -> DraftEntity | None:
    """The one event whose word begins alike: "verkostobrunssi" is one of the "verkostotapaamiset"."""
    alike = []
    for event in draft.of_kind("Event"):
        head = event.name.lower().split()[-1].rpartition("-")[2]
        if head == lemma or (len(head) > _SAME and head[:_SAME] == lemma[:_SAME]):
            alike.append(event)
    return alike[0] if len(alike) == 1 else None
