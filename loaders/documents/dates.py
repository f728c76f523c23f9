"""Finnish dates, periods and times of day, resolved as far as the text and the document's date allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
_WEEKDAY_STEMS = ("maanant", "tiist", "keskivi", "torst", "perjant", "lauant", "sunnunt")
_MONTH = "(?P<month>" + "|".join(MONTHS) + ")"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""
      (?<![\d.,])(?P<iy>{_Y})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)
    | (?<![\d.,])(?P<d1>{_D})\.(?:(?P<m1>{_M})\.(?P<y1>{_Y})?)?
        \s?[–—-]\s?(?P<d2>{_D})\.(?P<m2>{_M})\.(?P<y2>{_Y})?(?!\d)
    | (?<![\d.,])(?P<d>{_D})\.(?P<m>{_M})\.(?P<y>{_Y})?(?!\d)
    | (?<![\d.,])(?P<nd>{_D})\.(?:\s?[–—-]\s?{_D}\.)?\s?{_MONTH}kuuta(?:\s(?P<ny>{_Y}))?
    | \b(?P<mon>{"|".join(MONTHS)})kuu(?:n|ssa|sta|hun|lla|ksi)?(?:\s(?:vuonna\s)?(?P<my>{_Y}))?\b(?!-)
    | \b(?P<rel>viime|ensi|tulevana|menneenä|kuluneena)\s(?P<wd>{"|".join(_WEEKDAY_STEMS)})\w+
    | \b(?P<bare>{"|".join(_WEEKDAY_STEMS)})\w*(?:ina|ona|una|na)\b(?!\s?\d)
    | \b(?P<near>eilen|huomenna|toissapäivänä|tänään)\b
    | \b(?P<season>kevä|kesä|syksy|talv)\w{{0,6}}\s(?P<sy>{_Y})\b
    | \bvuo(?:nna|den|teen|desta)\s(?P<year>{_Y})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINTS = ("kuu", "eilen", "huomenna", "tänään", "toissapäivänä", *_WEEKDAY_STEMS)
_TIME = re.compile(r"\b(?:klo|kello)\s?(\d{1,2})(?:[.:](\d\d))?(?:\s?[–—-]\s?(\d{1,2})(?:[.:](\d\d))?)?", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"julkaistu|päivitetty|uutis|uutinen|tiedote|ajankohtais|päiväys|kirjoitettu|blogi", re.IGNORECASE
)
_NOT_PUBLISHED = re.compile(
    r"\baika\b|kokous|klo\b|milloin|kesto|kausi|alkaa|tapahtuma|ilmoittaudu|päätty|mennessä|viimeistään|\bhaku",
    re.IGNORECASE,
)
_HEAD, _TAIL = 700, 250
_HALF_YEAR = 183
_FEW, _BYLINE = 8, 32


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: YYYY-MM-DD, YYYY-MM, YYYY or, without a year, --MM-DD or --MM; `last` ends a range."""

    start: int
    end: int
    value: str
    last: str = ""

    @property
    def to_month(self) -> bool:
        """Whether the month is known."""
        return len(self.value) >= 4 and ("-" in self.value[1:])


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the document says of its own time: day of publication, or only its year (and month); 0 is unknown."""

    day: date | None = None
    year: int = 0
    month: int = 0


def find_dates(text: str, offset: int = 0, anchor: Anchor | None = None, past: bool = False) -> Iterator[DateMention]:
    """Dates of a sentence; `past` tells that the sentence speaks of what has been, to choose the year of "14.5."."""
    if not _may_have_date(text):
        return
    anchor = anchor or Anchor()
    for match in _DATE.finditer(text):
        value, last = _value(match, anchor, past)
        if value:
            yield DateMention(offset + match.start(), offset + match.end(), value, last)


def _may_have_date(text: str) -> bool:
    """Whether a text has a figure or one of the words that a date can be written with; saves the search in most."""
    lower = text.lower()
    return any(hint in lower for hint in _HINTS) or any(map(str.isdigit, text))


def find_time(text: str) -> str:
    """The first time of day as HH:MM or HH:MM–HH:MM, "" when there is none."""
    match = _TIME.search(text)
    if not match or int(match[1]) > 24:
        return ""
    first = f"{int(match[1]):02}:{match[2] or '00'}"
    return f"{first}–{int(match[3]):02}:{match[4] or '00'}" if match[3] else first


def _value(match: re.Match[str], anchor: Anchor, past: bool) -> tuple[str, str]:
    g = match.groupdict()
    if g["iy"]:
        return _full(g["iy"], g["im"], g["id"]), ""
    if g["d2"]:
        year = g["y1"] or g["y2"]
        return (
            _day(g["d1"], g["m1"] or g["m2"], year, anchor, past),
            _day(g["d2"], g["m2"], g["y2"] or year, anchor, past),
        )
    if g["d"]:
        return _day(g["d"], g["m"], g["y"], anchor, past), ""
    if g["nd"]:
        return _day(g["nd"], str(MONTHS.index(g["month"].lower()) + 1), g["ny"], anchor, past), ""
    if g["mon"]:
        return _month(MONTHS.index(g["mon"].lower()) + 1, g["my"], anchor, past), ""
    if g["wd"]:
        return _weekday(g["wd"].lower(), g["rel"].lower() in {"ensi", "tulevana"}, anchor), ""
    if g["bare"]:
        return (_weekday(g["bare"].lower(), not past, anchor) if anchor.day else ""), ""
    if g["near"]:
        steps = {"eilen": -1, "huomenna": 1, "toissapäivänä": -2, "tänään": 0}
        return (anchor.day + timedelta(steps[g["near"].lower()])).isoformat() if anchor.day else "", ""
    return g["sy"] or g["year"] or "", ""


def _full(year: str | int, month: str | int, day: str | int) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _day(day: str, month: str, year: str | None, anchor: Anchor, past: bool) -> str:
    if year:
        return _full(year, month, day)
    guess = _year(int(month), int(day), anchor, past)
    return _full(guess, month, day) if guess else f"--{int(month):02}-{int(day):02}"


def _month(month: int, year: str | None, anchor: Anchor, past: bool) -> str:
    if year:
        return f"{year}-{month:02}"
    guess = _year(month, 15, anchor, past)
    return f"{guess}-{month:02}" if guess else f"--{month:02}"


def _year(month: int, day: int, anchor: Anchor, past: bool) -> int:
    """The year that puts a day without one near the document's own time; 0 when that is not known."""
    today = anchor.day or (date(anchor.year, anchor.month, 15) if anchor.month else None)
    if today is None:
        return anchor.year
    try:
        same = date(today.year, month, min(day, 28))
    except ValueError:
        return 0
    if past and (same - today).days > 31:
        return today.year - 1
    if not past and (today - same).days > _HALF_YEAR:
        return today.year + 1
    return today.year


def _weekday(stem: str, ahead: bool, anchor: Anchor) -> str:
    """ "viime torstaina": the last such day before the day of publication; "ensi torstaina" that of the next week."""
    if anchor.day is None:
        return ""
    wanted = next(i for i, s in enumerate(_WEEKDAY_STEMS) if stem.startswith(s))
    back = (anchor.day.weekday() - wanted) % 7 or 7
    return (anchor.day + timedelta(7 - back) if ahead else anchor.day - timedelta(back)).isoformat()


def find_anchor(text: str, given: date | None = None, modified: date | None = None) -> Anchor:
    """The document's date: given, or standing alone on one of its first or last lines, or after "Julkaistu".

    Where it has none, the month in which its file was last `modified` tells the year of dates, but no weekday's day.
    """
    if given:
        return Anchor(given, given.year, given.month)
    head = text[:_HEAD].splitlines()
    tail = text[-_TAIL:].splitlines()[1:] if len(text) > _HEAD else []
    for line in [*head[:14], *tail]:
        found = _publication_day(line)
        if found:
            return Anchor(found, found.year, found.month)
    fallback = Anchor(None, modified.year, modified.month) if modified else Anchor()
    return next((a for a in map(_publication_month, head[:6]) if a), fallback)


def _publication_day(line: str) -> date | None:
    days = [d for d in find_dates(line) if re.fullmatch(r"\d{4}-\d\d-\d\d", d.value) and not d.last]
    if not days:
        return None
    rest = re.sub(r"[^\w]|\bklo\b|\d", "", line[: days[0].start] + line[days[0].end :])
    if _PUBLISHED.search(line) and len(line) < 90:
        return date.fromisoformat(days[0].value)
    closing = not line[days[0].end :].strip(" .") and days[0].start < _BYLINE
    if (len(rest) <= _FEW or closing) and not _NOT_PUBLISHED.search(line):
        return date.fromisoformat(days[0].value)
    crumb = re.search(r"[|>·•,]\s*$", line[: days[0].start]) or re.match(r"\s*[|>·•]", line[days[0].end :])
    if crumb and len(line) < 80 and not _NOT_PUBLISHED.search(line):
        return date.fromisoformat(days[0].value)
    return None


def _publication_month(line: str) -> Anchor | None:
    """ "Laitilan Sanomat, maaliskuu 2021": a short line that ends in a month and its year."""
    match = re.search(rf"\b({'|'.join(MONTHS)})kuu\s({_Y})\s*$", line, re.IGNORECASE)
    if match and len(line) < 70:
        return Anchor(None, int(match[2]), MONTHS.index(match[1].lower()) + 1)
    return None


def period(text: str) -> tuple[str, str, str] | None:
    """(valid_from, valid_to, precision) of "1.8.2017–31.12.2020", "2018–2020", "Elokuusta 2017 alkaen".

    `valid_to` is the day after the last day, "" while open; precision is day, month or year. None: no period."""
    days = [d for d in find_dates(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", d.value) and d.last]
    if days and re.fullmatch(r"\d{4}-\d\d-\d\d", days[0].last):
        return days[0].value, (date.fromisoformat(days[0].last) + timedelta(1)).isoformat(), "day"
    if match := re.search(rf"\b({_Y})\s?[–—-]\s?({_Y})\b", text):
        return f"{match[1]}-01-01", f"{int(match[2]) + 1}-01-01", "year"
    if match := re.search(
        rf"\b({'|'.join(MONTHS)})kuu\s?({_Y})?\s?[–—-]\s?({'|'.join(MONTHS)})kuu\s({_Y})", text, re.IGNORECASE
    ):
        first, last = (MONTHS.index(match[k].lower()) + 1 for k in (1, 3))
        after = date(int(match[4]) + last // 12, last % 12 + 1, 1)
        return f"{match[2] or match[4]}-{first:02}-01", after.isoformat(), "month"
    if match := re.search(rf"\b({'|'.join(MONTHS)})kuusta\s({_Y})\s(?:alkaen|lähtien)", text, re.IGNORECASE):
        return f"{match[2]}-{MONTHS.index(match[1].lower()) + 1:02}-01", "", "month"
    if match := re.search(
        rf"({_D})\.({_M})\.({_Y})\s(?:alkaen|lähtien)|(?:alkaen|lähtien)\s({_D})\.({_M})\.({_Y})", text
    ):
        d, m, y = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        return (_full(y, m, d), "", "day") if _full(y, m, d) else None
    if match := re.search(rf"vuo(?:desta|nna)\s({_Y})\s(?:alkaen|lähtien)", text):
        return f"{match[1]}-01-01", "", "year"
    return None
