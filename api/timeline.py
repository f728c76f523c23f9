"""The timeline of an entity's page: its dated ties and what they lead to, as bars from the first day to the last."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.facts import EntityDetail, TieDetail
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.dates import Period, period
from yhdysverkko.viz.marks import QUIET_RELATIONS
from yhdysverkko.viz.present import entity_facts, relation_facts

LONGEST = 60
"""Bars on a page: the latest ones. The profile question has all."""

UNITS = 1000
"""The width of the line that bars are measured on."""

DATES = ("period", "date")
"""Facts that say when."""

UNDATED = ("Region", "WellbeingCounty", "Indicator")
"""Kinds that say where and how much, not what was done together."""


class Bar(NamedTuple):
    """A tie in time: `at` and `width` are on a line of UNITS; `open` where it goes on."""

    label: str
    other: str
    ref: Ref | None
    when: str
    at: int
    width: int
    open: bool


class Timeline(NamedTuple):
    """Bars in the order of their beginnings, the years that their line spans, and how many are left out."""

    bars: Sequence[Bar]
    first: int
    last: int
    left_out: int


def draw_timeline(detail: EntityDetail, today: date, language: str) -> Timeline | None:
    """The dated ties of an entity; None where none is."""
    dated = sorted(_dated(detail.ties), key=lambda each: (each[0].start, each[1].tie.kind, each[1].other.name))
    shown = dated[-LONGEST:]
    if not shown:
        return None
    first = date(min(held.start for held, _ in shown).year, 1, 1)
    ends = [held.end or today for held, _ in shown]
    last = date(max(*ends, *(held.start for held, _ in shown), today).year, 12, 31)
    days = (last - first).days
    return Timeline(
        [_bar(held, tie, first, days, today, language) for held, tie in shown],
        first.year,
        last.year,
        len(dated) - len(shown),
    )


def _dated(ties: Iterable[TieDetail]) -> Iterator[tuple[Period, TieDetail]]:
    """The ties with the days that they state, else the thing at the other end: an event has its day itself."""
    for tie in ties:
        if tie.tie.kind in QUIET_RELATIONS or tie.other.ref.kind in UNDATED:
            continue  # geography and figures
        of_event = tie.other.properties if tie.other.ref.kind == "Event" else {}
        if held := period(tie.tie.properties) or period(of_event):
            yield held, tie


def _bar(held: Period, detail: TieDetail, first: date, days: int, today: date, language: str) -> Bar:
    end = held.end or max(today, held.start)
    at = UNITS * (held.start - first).days // days
    return Bar(
        ontology().relations[detail.tie.kind].label[language],
        detail.other.name,
        detail.other.ref if detail.claims else None,
        _when(held, detail, language),
        at,
        max(UNITS // 250, UNITS * (end - held.start).days // days),
        held.end is None,
    )


def _when(held: Period, detail: TieDetail, language: str) -> str:
    """The days in words, as the facts of the tie say them, else those of what it leads to."""
    said = [
        *relation_facts(detail.tie.kind, detail.tie.properties, language),
        *entity_facts(detail.other, language),
    ]
    return next((fact.text for fact in said if fact.name in DATES), str(held.start.year))
