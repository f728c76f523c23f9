"""From text as Finnish offices write it to values."""

from datetime import date

import pytest

from yhdysverkko.graph.values import PARSERS, Point, day_after, first_day, is_unknown, precision, slug, tidy


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "8.10.2026", date(2026, 10, 8)),
        ("date", "08.10.2026", date(2026, 10, 8)),
        ("date", "ke 8.10.2026", date(2026, 10, 8)),
        ("date", "keskiviikkona 8.10.2026", date(2026, 10, 8)),
        ("date", "2026-10-08", date(2026, 10, 8)),
        ("partial_date", "2018", "2018"),
        ("partial_date", "10/2026", "2026-10"),
        ("partial_date", "lokakuu 2026", "2026-10"),
        ("partial_date", "29.8.", "--08-29"),
        ("partial_date", "tammikuu", "--01"),
        ("number", "1 200,50", 1200.5),
        ("number", "1\u00a0200 €".replace("\u00a0", " "), 1200.0),
        ("number", "1.200,50", 1200.5),
        ("number", "\u22123,5", -3.5),
        ("number", "0", 0.0),
        ("integer", "4 601", 4601),
        ("boolean", "Kyllä", True),
        ("boolean", "ei", False),
        ("time", "klo 17.30", "17:30"),
        ("time", "17", "17:00"),
        ("point", "62,39033; 26,43473", Point(62.39033, 26.43473)),
        ("point", "62.390, 26.434", Point(62.39, 26.434)),
        ("business_id", "9999900-1", "9999900-1"),
        ("register_number", "123456", "123.456"),
        ("url", "www.example.org/sivu", "https://www.example.org/sivu"),
        ("email", "maija@example.org", "maija@example.org"),
    ],
)
def test_text_that_fits_becomes_a_value(kind: str, text: str, value: object) -> None:
    assert PARSERS[kind](text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "31.2.2026"),
        ("date", "8.10."),
        ("partial_date", "13/2026"),
        ("partial_date", "30.2."),
        ("number", "kaksi"),
        ("number", "1,2,3"),
        ("integer", "4,5"),
        ("boolean", "ehkä"),
        ("time", "25.00"),
        ("point", "26.43, 62.39"),
        ("business_id", "1068366-0"),
        ("url", "javascript:alert(1)"),
        ("email", "etunimi.sukunimi"),
    ],
)
def test_text_that_does_not_fit_is_refused_with_its_rule(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"^value\."):
        PARSERS[kind](text)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Keski-Suomen Yhteisöjen Tuki ry", "keski-suomen-yhteisöjen-tuki"),
        ("KESKI-SUOMEN YHTEISÖJEN TUKI R.Y.", "keski-suomen-yhteisöjen-tuki"),
        ("  Äänekosken\u00a0Huima ry. ", "äänekosken-huima"),
        ("Folkhälsan i Esimerkki rf", "folkhälsan-i-esimerkki"),
    ],
)
def test_names_written_differently_have_one_slug(name: str, identifier: str) -> None:
    assert slug(name) == identifier
    assert slug(slug(name)) == slug(name)


def test_finnish_letters_keep_two_names_apart() -> None:
    assert slug("Hähnä") != slug("Hahna")


@pytest.mark.parametrize("text", ["", "-", "–", "ei tietoa", "Ei tiedossa", "?"])
def test_an_unknown_is_not_zero(text: str) -> None:
    assert is_unknown(text)
    assert not is_unknown("0")


def test_tidy_text_has_nothing_invisible() -> None:
    assert tidy("Han\u00adkasalmi\u200b\u00a0 kunta ") == "Hankasalmi kunta"


@pytest.mark.parametrize(
    ("partial", "first", "after", "exactness"),
    [
        ("2020", date(2020, 1, 1), date(2021, 1, 1), "year"),
        ("2019-12", date(2019, 12, 1), date(2020, 1, 1), "month"),
        ("2020-02-28", date(2020, 2, 28), date(2020, 2, 29), "day"),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(partial: str, first: date, after: date, exactness: str) -> None:
    assert (first_day(partial), day_after(partial), precision(partial)) == (first, after, exactness)
