"""How a tie stands on a day: in force, ended, planned, or something that took place, and when it begins and ends."""

from collections.abc import Mapping
from datetime import date

from yhdysverkko.graph.projection import Entity, Tie
from yhdysverkko.graph.values import Value


def standing(as_of: date, tie: Tie, ends: tuple[Entity, Entity]) -> tuple[str | None, str | None, str | None]:
    """The state (current, ended, planned, held, cancelled; None where it is not known), the beginning and the end.

    A tie to an event stands as the event does. A tie to what has ended has ended, too.
    """
    for entity in ends:
        if entity.ref.kind == "Event":
            return _of_event(as_of, entity.properties)
    status, begins, until = _of_tie(as_of, tie.properties) if tie.properties else (None, None, None)
    if status is None:
        one, other = ends
        ended = _has_ended(as_of, one.properties) or _has_ended(as_of, other.properties)
        status = "ended" if ended and tie.kind != "MERGED_INTO" else "current"
    return status, begins, until


def _of_tie(as_of: date, stated: Mapping[str, Value]) -> tuple[str | None, str | None, str | None]:
    """How the tie stands by itself; no state if it holds as long as its ends do."""
    if (moment := _text(stated, "date")) is not None:
        return ("planned" if moment > as_of.isoformat() else "held"), moment, None
    begins, until, year = _text(stated, "valid_from"), _text(stated, "valid_to"), _text(stated, "year")
    if _has_ended(as_of, stated) or (begins is None and until is None and _past_year(as_of, stated)):
        return "ended", begins or year, until
    if begins is not None and begins > as_of.isoformat():
        return "planned", begins, until
    return None, begins or year, until


def _of_event(as_of: date, event: Mapping[str, Value]) -> tuple[str | None, str | None, str | None]:
    day = _text(event, "date")
    if event.get("status") == "cancelled":
        status: str | None = "cancelled"
    elif day is None or day.startswith("-"):
        status = "planned" if event.get("status") == "planned" else None
    else:
        status = "held" if day <= as_of.isoformat() and event.get("status") != "planned" else "planned"
    return status, day, _text(event, "end_date")


def _has_ended(as_of: date, stated: Mapping[str, Value]) -> bool:
    until = stated.get("valid_to")
    return until <= as_of if isinstance(until, date) else bool(stated.get("ended"))


def _past_year(as_of: date, stated: Mapping[str, Value]) -> bool:
    year = stated.get("year")
    return isinstance(year, int) and year < as_of.year


def _text(stated: Mapping[str, Value], name: str) -> str | None:
    value = stated.get(name)
    return None if value is None else str(value)
