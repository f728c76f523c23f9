"""Values of properties: the types that the ontology names, and how text from any source becomes one of them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import NamedTuple


class Point(NamedTuple):
    """A place on Earth, degrees in WGS 84."""

    lat: float
    lon: float


Value = str | int | float | bool | date | Point

# Finland with its sea areas; a point outside has its numbers swapped or belongs elsewhere.
LATITUDES = (59.0, 70.2)
LONGITUDES = (19.0, 31.7)

TRUE_WORDS = {"true", "1", "kyllä", "k", "x", "on", "ja", "yes", "tosi"}
FALSE_WORDS = {"false", "0", "ei", "e", "nej", "no", "epätosi"}
UNKNOWN_WORDS = {"", "-", "–", "—", "?", "ei tietoa", "ei tiedossa", "tuntematon", "n/a", "okänd", "uppgift saknas"}

EXACT = 2**53
"""Whole numbers up to this are exact as floating point, which is how spreadsheets keep them."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN_SLUG = re.compile(r"(?!.*-(?:ry|rf)$)[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_WORD = re.compile(r"\W+")
_DOTTED_SUFFIX = re.compile(r"\b(r)\.\s?([yf])\b\.?")
_WEEKDAY = re.compile(r"^(?:ma|ti|ke|to|pe|la|su)\w*\.?\s+", re.IGNORECASE)
_FINNISH_DATE = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$")
_MONTH = re.compile(r"^(?:(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4}))$")
_YEAR = re.compile(r"^\d{4}$")
_YEARLESS = re.compile(r"^(?:--(\d{2})(?:-(\d{2}))?|(\d{1,2})\.\s?(\d{1,2})\.?)$")
_TIME = re.compile(r"^(?:klo|kello|kl\.)?\s*(\d{1,2})(?:[.:](\d{2}))?$", re.IGNORECASE)
_NUMBER = re.compile(r"^[+-]?(?:\d+|\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3})+(?=,|$))(?:,\d+)?$")
_PLAIN_NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_CURRENCY = re.compile(r"\s*(?:€|eur(?:oa)?)\.?$", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$")
_URL = re.compile(r"^https?://[^\s<>\"']+$", re.IGNORECASE)
_PHONE = re.compile(r"^\+?[\d\s()/-]{5,25}$")

MONTH_NAMES = (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
    "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu",
)  # fmt: skip


def tidy(text: str) -> str:
    """Text as a person reads it: composed letters, plain single spaces, nothing invisible."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return _SPACES.sub(" ", composed).strip()


def is_unknown(text: str) -> bool:
    """Whether a cell says that the value is not known (empty, a dash, "ei tietoa"); zero is a value."""
    return text.casefold() in UNKNOWN_WORDS


def slug(text: str) -> str:
    """An identifier made of a name: "Keski-Suomen Yhteisöjen Tuki ry" -> "keski-suomen-yhteisöjen-tuki".

    Finnish letters stay, so that Hähnä and Hahna remain two; the legal suffix goes, because half of the sources leave
    it out. A slug is its own slug.
    """
    if _PLAIN_SLUG.fullmatch(text):
        return text
    lowered = tidy(text).casefold()
    bare = _NOT_WORD.sub("-", _DOTTED_SUFFIX.sub(r"\1\2", lowered) if "." in lowered else lowered)
    while bare != (shorter := bare.strip("-_").removesuffix("-ry").removesuffix("-rf")):
        bare = shorter
    return bare


def format_date(day: date) -> str:
    """A day as texts for people have it: "8.10.2026"."""
    return f"{day.day}.{day.month}.{day.year}"


def parse_date(text: str) -> date:
    """A day: "8.10.2026", "ke 8.10.2026" or "2026-10-08". Raises ValueError otherwise."""
    bare = _WEEKDAY.sub("", text)
    if match := _FINNISH_DATE.match(bare):
        day, month, year = map(int, match.groups())
    elif match := _ISO_DATE.match(bare):
        year, month, day = map(int, match.groups())
    else:
        raise ValueError("value.date")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("value.date") from error


def parse_partial_date(text: str) -> str:
    """A day, month or year as "2026-10-08", "2026-10" or "2026", from any Finnish way of writing it.

    A day or month whose year is not known ("29.8.", "tammikuu") stays so: "--08-29", "--01".
    """
    if _YEAR.match(text):
        return text
    if match := _YEARLESS.match(text):
        month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _month_day(int(month), int(day) if day else None)
    if text.casefold() in MONTH_NAMES:
        return _month_day(MONTH_NAMES.index(text.casefold()) + 1, None)
    if match := _MONTH.match(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _year_month(int(year), int(month))
    word, _, year = text.casefold().partition(" ")
    if word in MONTH_NAMES and _YEAR.match(year):
        return _year_month(int(year), MONTH_NAMES.index(word) + 1)
    return parse_date(text).isoformat()


def _year_month(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        raise ValueError("value.date")
    return f"{year:04d}-{month:02d}"


def _month_day(month: int, day: int | None) -> str:
    try:
        date(2000, month, day or 1)  # a leap year: 29.2. is a day of some year
    except ValueError as error:
        raise ValueError("value.date") from error
    return f"--{month:02d}-{day:02d}" if day else f"--{month:02d}"


def precision(partial: str) -> str:
    """How exact a partial date is: year, month or day."""
    return ("year", "month", "day")[partial.count("-")]


def first_day(partial: str) -> date:
    """The first day that a partial date can mean. Raises ValueError when its year is not known."""
    if partial.startswith("--"):
        raise ValueError("value.date")
    return date.fromisoformat((partial + "-01-01")[:10])


def day_after(partial: str) -> date:
    """The day after the last day that a partial date can mean: the exclusive end of "until 2020"."""
    first = first_day(partial)
    match precision(partial):
        case "year":
            return first.replace(year=first.year + 1)
        case "month":
            return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        case _:
            return date.fromordinal(first.toordinal() + 1)


def parse_number(text: str) -> float:
    """A number as Finnish offices write it: "1 200,50", "1.200,50", "-", "12,5 €", "1200.5"; minus may be U+2212."""
    bare = _CURRENCY.sub("", text.replace("\u2212", "-"))
    if _NUMBER.match(bare):
        bare = bare.replace(" ", "").replace(".", "").replace(",", ".")
    elif not _PLAIN_NUMBER.match(bare):
        raise ValueError("value.number")
    number = float(bare)
    if not isfinite(number):
        raise ValueError("value.number")
    return number


def parse_integer(text: str) -> int:
    number = parse_number(text)
    if not number.is_integer() or abs(number) > EXACT:
        raise ValueError("value.integer")
    return int(number)


def parse_boolean(text: str) -> bool:
    word = text.casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError("value.boolean")


def parse_time(text: str) -> str:
    """A time of day as "17:30", from "klo 17.30", "17:30" or "17"."""
    match = _TIME.match(text)
    if not match or int(match[2] or 0) > 59 or int(match[1]) * 60 + int(match[2] or 0) > 24 * 60:
        raise ValueError("value.time")
    return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"


def parse_point(text: str) -> Point:
    """A place as "62.39, 26.43" (latitude, longitude in degrees), within Finland."""
    parts = [part for part in re.split(r"[;\s]+|,(?=\s)", text) if part]
    if len(parts) != 2:
        raise ValueError("value.point")
    try:
        point = Point(*(float(part.replace(",", ".")) for part in parts))
    except ValueError as error:
        raise ValueError("value.point") from error
    if not (LATITUDES[0] <= point.lat <= LATITUDES[1] and LONGITUDES[0] <= point.lon <= LONGITUDES[1]):
        raise ValueError("value.point")
    return point


def parse_business_id(text: str) -> str:
    """A Finnish business id (Y-tunnus) with a right check digit, as "1234567-8"; a lost leading zero is given back."""
    from stdnum.fi import ytunnus  # noqa: PLC0415 - slow to import, and needed for few cells

    bare = text.removeprefix("FI").strip()
    if re.fullmatch(r"\d{6}-\d", bare):
        bare = f"0{bare}"
    if not ytunnus.is_valid(bare):
        raise ValueError("value.business_id")
    return str(ytunnus.format(ytunnus.compact(bare)))


def parse_register_number(text: str) -> str:
    """A number in the association register, as "123.456"; it has no check digit."""
    from stdnum.fi import associationid  # noqa: PLC0415 - slow to import, and needed for few cells

    if not associationid.is_valid(text):
        raise ValueError("value.register_number")
    return str(associationid.format(text))


def parse_email(text: str) -> str:
    if not _EMAIL.match(text):
        raise ValueError("value.email")
    return text


def parse_phone(text: str) -> str:
    if not _PHONE.match(text):
        raise ValueError("value.phone")
    return text


def parse_url(text: str) -> str:
    full = f"https://{text}" if text.lower().startswith("www.") else text
    if not _URL.match(full):
        raise ValueError("value.url")
    return full


PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": parse_integer,
    "number": parse_number,
    "boolean": parse_boolean,
    "date": parse_date,
    "partial_date": parse_partial_date,
    "time": parse_time,
    "point": parse_point,
    "url": parse_url,
    "email": parse_email,
    "phone": parse_phone,
    "business_id": parse_business_id,
    "register_number": parse_register_number,
}
"""Type name -> function from tidy text to a value; raises ValueError(message key) for text that does not fit."""
