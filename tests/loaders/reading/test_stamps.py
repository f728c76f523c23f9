"""Time stamps of formats become days as they are in Finland."""

from datetime import date

import pytest

from yhdysverkko.loaders.reading.stamps import read_pdf_stamp, read_stamp


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-08", date(2026, 10, 8)),
        ("2026-10-08T23:30:00", date(2026, 10, 8)),
        ("2026-10-07T21:00:00Z", date(2026, 10, 8)),
        ("2026-10-07T20:59:00Z", date(2026, 10, 7)),
        ("2026-12-07T21:30:00Z", date(2026, 12, 7)),  # two hours ahead in winter
        ("2026-10-25T00:59:00Z", date(2026, 10, 25)),
        ("2026-10-08T09:00+0300 (EEST)", date(2026, 10, 8)),
        ("Wed, 07 Oct 2026 21:30:00 GMT", date(2026, 10, 8)),
        ("8.10.2026 klo 12", date(2026, 10, 8)),
        ("31.2.2026", None),
        ("2026-02-31", None),
        ("lokakuussa", None),
        ("0001-01-01T00:00:00+03:00", None),
        ("9999-12-31T23:59:59Z", None),
        ("", None),
    ],
)
def test_a_stamp_of_markup(text: str, day: date | None) -> None:
    assert read_stamp(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("D:20261007230000Z", date(2026, 10, 8)),
        ("D:20261008013000+03'00'", date(2026, 10, 8)),
        ("D:20261008013000+03'00", date(2026, 10, 8)),
        ("D:20261008", date(2026, 10, 8)),
        ("20261399", None),
        ("D:2026", None),
    ],
)
def test_a_stamp_of_pdf(text: str, day: date | None) -> None:
    assert read_pdf_stamp(text) == day
