"""Dates, periods and the document's own date; what cannot be known stays partial."""

from __future__ import annotations

from datetime import date

import pytest

from yhdysverkko.loaders.documents.dates import Anchor, find_anchor, find_dates, find_time, period

APRIL = Anchor(date(2019, 4, 9), 2019, 4)


def values(text: str, anchor: Anchor | None = None, past: bool = False) -> list[str]:
    return [d.value for d in find_dates(text, 0, anchor, past)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.10.2019", "2019-10-02"),
        ("14.5.", "--05-14"),
        ("20.–21. toukokuuta 2021", "2021-05-20"),
        ("5.–6.4.2020", "2020-04-05"),
        ("lokakuussa 2026", "2026-10"),
        ("tammikuussa", "--01"),
        ("vuonna 2020", "2020"),
        ("2026-10-08", "2026-10-08"),
        ("kevät 2024", "2024"),
        ("28.6.–5.7.2023", "2023-06-28"),
    ],
)
def test_a_date_says_no_more_than_is_written(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "past", "value"),
    [
        ("14.5.", False, "2019-05-14"),
        ("12.1.", False, "2019-01-12"),
        ("20.12.", True, "2018-12-20"),
        ("viime torstaina", False, "2019-04-04"),
        ("ensi torstaina", False, "2019-04-11"),
        ("eilen", False, "2019-04-08"),
    ],
)
def test_the_day_of_publication_completes_a_date(text: str, past: bool, value: str) -> None:
    assert values(text, APRIL, past) == [value]


def test_an_impossible_date_is_none() -> None:
    assert values("31.2.2020") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kuhmon kaupunki | Ajankohtaista\n9.4.2019\n\nUutinen", date(2019, 4, 9)),
        ("Tiedote 3.2.2020\n\nTeksti", date(2020, 2, 3)),
        ("Muistio\nAika: 24.2.2021 klo 17\n", None),
        ("Haku päättyy 31.3.2021.", None),
    ],
)
def test_the_document_tells_its_day(text: str, found: date | None) -> None:
    assert find_anchor(text).day == found


def test_a_given_day_outweighs_the_text() -> None:
    assert find_anchor("9.4.2019\n", date(2020, 1, 1)).day == date(2020, 1, 1)


def test_the_file_s_own_date_tells_years_where_the_text_has_none_and_no_more() -> None:
    anchor = find_anchor("Kokous pidetään 14.5.\n", modified=date(2019, 4, 9))
    assert values("Kokous pidetään 14.5. ja seuraava ensi torstaina.", anchor) == ["2019-05-14"]
    assert find_anchor("9.4.2019\n", modified=date(2021, 1, 1)).day == date(2019, 4, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.8.2017–31.12.2020", ("2017-08-01", "2021-01-01", "day")),
        ("Elokuusta 2017 alkaen toiminut", ("2017-08-01", "", "month")),
        ("vuosina 2018–2020", ("2018-01-01", "2021-01-01", "year")),
        ("elokuu 2018 – joulukuu 2020", ("2018-08-01", "2021-01-01", "month")),
        ("keväällä", None),
    ],
)
def test_periods_end_on_the_day_after(text: str, expected: tuple[str, str, str] | None) -> None:
    assert period(text) == expected


def test_times_of_day() -> None:
    assert [find_time(t) for t in ("klo 17–19.30", "kello 9", "17.30")] == ["17:00–19:30", "09:00", ""]
