"""The timeline: what is dated at its date, what is not in a place that says so."""

from datetime import date

import pytest

from tests.viz.sample import entity, tie
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement
from yhdysverkko.viz.dates import Period, period, periods
from yhdysverkko.viz.marks import radii
from yhdysverkko.viz.timeline import timeline

EVENT = Ref("Event", "tapahtuma")
MONTH = Ref("Event", "kuukausi")
YEARLESS = Ref("Event", "elokuussa")
PROJECT = Ref("Project", "hanke")
PERSON = Ref("Person", "maija")
HOME = Ref("Municipality", "077")
COUNTY = Ref("WellbeingCounty", "15")


def dated() -> Projection:
    entities = (
        entity(EVENT, "Tapahtuma", date="2020-03-01"),
        entity(MONTH, "Kuukausi", date="2019-05"),
        entity(YEARLESS, "Elokuussa", date="--08-29"),
        entity(PROJECT, "Hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
        entity(PERSON, "Maija Meikäläinen"),
        entity(HOME, "Hankasalmi"),
        entity(COUNTY, "Keski-Suomi"),
    )
    ties = (
        tie("LIAISON_FOR", PERSON, HOME, valid_from=date(2019, 1, 1)),
        tie("PART_OF", HOME, COUNTY, valid_from=date(2023, 1, 1)),
    )
    return Projection(entities, ties)


def arranged() -> Arrangement:
    projection = dated()
    return timeline(projection, radii(projection), "fi")


def test_marks_stand_where_the_axis_says() -> None:
    arrangement = arranged()
    at = {tick.label: tick.x for tick in arrangement.ticks}
    assert arrangement.places[PROJECT][0] == at["2018"]
    assert arrangement.places[PERSON][0] == at["2019"]
    # 1.3. of a leap year is its 61st day.
    assert (arrangement.places[EVENT][0] - at["2020"]) / (at["2021"] - at["2020"]) == pytest.approx(60 / 366, abs=0.001)


def test_a_month_stands_at_its_first_day_and_spans_to_its_last() -> None:
    arrangement = arranged()
    [span] = [span for span in arrangement.spans if span.ref == MONTH]
    days = (arrangement.places[PROJECT][0] - span.left) / (date(2018, 1, 1) - date(2019, 5, 1)).days
    assert span.left == arrangement.places[MONTH][0]
    assert (span.right - span.left) / days == pytest.approx(31, abs=0.1)


def test_what_has_no_date_stands_in_a_marked_place_off_the_axis() -> None:
    arrangement = arranged()
    [band] = [band for band in arrangement.bands if not band.known]
    undated = {ref for ref, (x, _) in arrangement.places.items() if band.left < x < band.right}
    assert band.label == "ajankohta ei tiedossa"
    assert undated == {YEARLESS, COUNTY}
    assert band.right < min(tick.x for tick in arrangement.ticks)


def test_lanes_are_kinds_from_top_to_bottom() -> None:
    arrangement = arranged()
    lanes = [band for band in arrangement.bands if band.known]
    assert [lane.kind for lane in lanes] == ["Municipality", "WellbeingCounty", "Person", "Project", "Event"]
    assert [lane.label for lane in lanes][-1] == "tapahtumat"
    for ref, (_, y) in arrangement.places.items():
        [lane] = [lane for lane in lanes if lane.top < y < lane.bottom]
        assert lane.kind == ref.kind


def test_a_tie_dates_both_its_ends_but_geography_dates_nothing() -> None:
    known = periods(dated())
    assert known[HOME] == known[PERSON] == Period(date(2019, 1, 1), None)
    assert COUNTY not in known


def test_ties_are_taken_together_and_stay_open_if_one_is() -> None:
    clubs = [Ref("Association", name) for name in ("a", "b")]
    ties = (
        tie("FUNDS", clubs[0], clubs[1], year=2017),
        tie("COOPERATES_WITH", clubs[0], clubs[1], valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1)),
    )
    entities = tuple(entity(club, club.id) for club in clubs)
    assert periods(Projection(entities, ties))[clubs[0]] == Period(date(2017, 1, 1), date(2020, 1, 1))
    still = (*ties, tie("MEMBER_OF", clubs[0], clubs[1], valid_from=date(2018, 1, 1)))
    assert periods(Projection(entities, still))[clubs[0]] == Period(date(2017, 1, 1), None)


@pytest.mark.parametrize(
    ("properties", "known"),
    [
        ({"date": "2020-03-01"}, Period(date(2020, 3, 1), date(2020, 3, 2))),
        ({"date": "2020-03-01", "end_date": "2020-03-03"}, Period(date(2020, 3, 1), date(2020, 3, 4))),
        ({"date": "2020"}, Period(date(2020, 1, 1), date(2021, 1, 1))),
        ({"date": "--08-29"}, None),
        ({"valid_to": date(2020, 1, 1)}, Period(date(2020, 1, 1), date(2020, 1, 1))),
        ({"year": 2019}, Period(date(2019, 1, 1), date(2020, 1, 1))),
        ({"approved": "2019-06"}, Period(date(2019, 6, 1), None)),
        ({"checked": date(2020, 1, 1), "ended": True}, None),
    ],
)
def test_periods_come_from_what_is_stated(properties: dict[str, object], known: Period | None) -> None:
    assert period(properties) == known  # type: ignore[arg-type]


def test_ticks_are_years_or_months_as_there_is_room() -> None:
    def labels(*days: str) -> list[str]:
        events = [entity(Ref("Event", day), day, date=day) for day in days]
        projection = Projection(tuple(events), ())
        return [tick.label for tick in timeline(projection, radii(projection), "fi").ticks]

    assert labels("2020-03-01", "2020-04-01")[:4] == ["2020", "2/2020", "3/2020", "4/2020"]
    assert labels("1925", "2020-04-01")[:3] == ["1925", "1930", "1935"]


def test_without_any_date_there_is_no_axis() -> None:
    projection = Projection((entity(HOME, "Hankasalmi"),), ())
    arrangement = timeline(projection, radii(projection), "fi")
    assert arrangement.ticks == ()
    assert [band.known for band in arrangement.bands] == [True, False]
