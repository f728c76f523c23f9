"""Days from the time stamps of markup and file formats, as they are in Finland."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1985, 2100
"""Years that a stamp can mean: the formats are younger, and clocks not set give 1601, 1904, 1970 or 1980."""

_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?=$|[T\s])")
_FINNISH_DAY = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}(?:'?\d{2})?)?")


def read_stamp(text: str) -> date | None:
    """The day of an ISO 8601 or RFC 5322 time stamp or of "8.10.2026"; None for anything else.

    A publishing system often gives Finnish midnight in UTC, which is a day earlier; so offsets are followed.
    """
    if match := _FINNISH_DAY.match(text):
        return _day(*(int(part) for part in reversed(match.groups())))
    try:
        return _finnish_day(datetime.fromisoformat(text.strip()))
    except ValueError:
        pass
    if match := _DAY.match(text):
        return _day(*map(int, match[1].split("-")))
    try:
        return _finnish_day(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None


def read_pdf_stamp(text: str) -> date | None:
    """The day of a PDF date, "D:20261008123000+03'00'" (ISO 32000-1, 7.9.4)."""
    match = _PDF.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    time = f"T{hour}:{minute}:{second or '00'}{(offset or '').replace(chr(39), ':')}" if hour else ""
    return read_stamp(f"{year}-{month}-{day}{time}")


def _finnish_day(moment: datetime) -> date | None:
    """The day of a moment in Finland; of one without an offset, the day as written."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if moment.tzinfo is None:
        return moment.date()
    moment = moment.astimezone(UTC)
    return (moment + timedelta(hours=3 if _is_summer(moment) else 2)).date()


def _is_summer(moment: datetime) -> bool:
    """Whether summer time holds, which changes on the last Sundays of March and October at 1 UTC (2000/84/EC)."""
    return _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    end = datetime(year, month, 31, 1, tzinfo=UTC)
    return end - timedelta(days=end.isoweekday() % 7)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _finnish_day(datetime(year, month, day))
    except ValueError:
        return None
