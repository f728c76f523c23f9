"""When what is drawn holds: the period of an entity or tie from its properties."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.values import Value, first_day


class Period(NamedTuple):
    """From the first day on, up to the second, that one excluded; None is not known. `ended` is true where it is over
    without anybody saying since when."""

    start: date | None = None
    end: date | None = None
    ended: bool = False

    def holds(self, day: date) -> bool:
        """Whether it holds on the day; what is not known rules nothing out."""
        return self.meets(day, day)

    def meets(self, first: date, last: date) -> bool:
        """Whether it holds on any of the days from `first` to `last`; what is not known rules nothing out."""
        return not ((self.start and self.start > last) or (self.end <= first if self.end else self.ended))

    @property
    def is_over(self) -> bool:
        """Whether it has an end, known or not."""
        return self.ended or self.end is not None


ALWAYS = Period()


def period_of(properties: Mapping[str, Value]) -> Period:
    """The period that properties tell: valid_from and valid_to, and for what has a `date`, from its first day on.

    A date whose year is not known tells nothing.
    """
    starts = [day for day in (_day(properties.get("valid_from")), _day(properties.get("date"))) if day]
    return Period(max(starts, default=None), _day(properties.get("valid_to")), properties.get("ended") is True)


def _day(value: Value | None) -> date | None:
    match value:
        case date():
            return value
        case str():
            return None if value.startswith("--") else first_day(value)
        case _:
            return None
