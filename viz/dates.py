"""Dates of what a map shows: when an entity is known to begin and end, as exactly as that is known.

A date comes from the entity itself, else from its ties; one without a year is none.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Value, day_after, first_day
from yhdysverkko.viz.ties import cooperation

Values = Mapping[str, Value]


class Period(NamedTuple):
    """From the first day that may be meant to the day after the last one that may; `end` is None where it is open."""

    start: date
    end: date | None


def periods(projection: Projection) -> dict[Ref, Period]:
    """The period of each entity that has a date; geography's dates (a municipality in a county) say nothing here."""
    found = {entity.ref: known for entity in projection.entities if (known := period(entity.properties))}
    of_ties: dict[Ref, list[Period]] = {}
    for tie in cooperation(projection):
        if known := period(tie.properties):
            for ref in (tie.start, tie.end):
                of_ties.setdefault(ref, []).append(known)
    return {ref: _around(of_ties[ref]) for ref in of_ties} | found


def period(properties: Values) -> Period | None:
    """The period that an entity's or tie's properties state, None if they state no day, month or year."""
    if held := _days(properties.get("date")):
        last = _days(properties.get("end_date"))
        return Period(held[0], max(held[1], last[1]) if last else held[1])
    start, end = properties.get("valid_from"), properties.get("valid_to")
    if isinstance(start, date):
        return Period(start, end if isinstance(end, date) and end > start else None)
    if isinstance(end, date):
        return Period(end, end)
    if year := properties.get("year"):
        days = _days(f"{year}")
        return Period(*days) if days else None
    approved = _days(properties.get("approved"))
    return Period(approved[0], None) if approved else None


def _days(value: Value | None) -> tuple[date, date] | None:
    """The first day that a date can mean and the day after the last, None for one without its year."""
    if value is None or (text := str(value)).startswith("--"):
        return None
    return first_day(text), day_after(text)


def _around(known: Iterable[Period]) -> Period:
    """From the first beginning to the last end; open if one is."""
    listed = list(known)
    ends = [each.end for each in listed if each.end]
    return Period(min(each.start for each in listed), max(ends) if len(ends) == len(listed) else None)
