"""Questions about the indicators, on graphs whose right answer stands in the test."""

from datetime import date
from typing import Any

import pytest

from tests.graph.sources import municipality, node, person, relation
from tests.queries.conftest import HANKASALMI, KESKI_SUOMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask
from yhdysverkko.graph.indicators import indicators
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Record, Ref, make_relation
from yhdysverkko.queries.computed import RULES

MAIJA = Ref("Person", "maija")


def indicator(name: str) -> Record:
    return node("Indicator", name, name=name)


def scores(place: Ref, name: str, **properties: Any) -> Record:
    return relation("SCORES", place, Ref("Indicator", name), **properties)


def structure(place: Ref, entity_id: str, **properties: Any) -> list[Record]:
    ref = Ref("CooperationStructure", entity_id)
    return [node(*ref, **properties), relation("HAS_STRUCTURE", place, ref)]


def by_indicator(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["indicator_id"]: row for row in rows}


def test_all_28_are_listed_and_what_nobody_says_is_unknown(answers: Ask) -> None:
    rows = answers("indicators-of-municipality", [], municipality="077")

    assert [row["indicator_id"] for row in rows] == list(indicators().indicators)
    assert {(row["value"], row["status"], tuple(row["sources"])) for row in rows} == {(None, "unknown", ())}


def test_the_latest_statement_as_of_the_day_counts(answers: Ask) -> None:
    facts = [
        indicator("i17"),
        scores(HANKASALMI, "i17", value=1.0, date="2017"),
        scores(HANKASALMI, "i17", value=2.0, date="2020-03-01"),
        scores(HANKASALMI, "i17", value=0.0),
    ]

    def seen(as_of: str) -> tuple[Any, ...]:
        row = by_indicator(answers("indicators-of-municipality", facts, municipality="077", as_of=as_of))["i17"]
        return row["value"], row["date"], row["status"], row["sources"]

    assert seen("2019-12-31") == (1.0, "2017", "stated", ["facts"])
    assert seen("2020-03-01") == (2.0, "2020-03-01", "stated", ["facts"])
    assert seen("2016-01-01") == (0.0, None, "stated", ["facts"])  # when it was so is not known


def test_a_stated_zero_is_a_value_and_a_word_is_none(answers: Ask) -> None:
    facts = [indicator("i15"), indicator("i16"), scores(LAUKAA, "i15", value=0.0), scores(LAUKAA, "i16", text="osin")]

    rows = by_indicator(answers("indicators-of-municipality", facts, municipality="Laukaa"))

    assert (rows["i15"]["value"], rows["i15"]["meaning"]) == (0.0, "ei mitään")
    assert (rows["i16"]["value"], rows["i16"]["meaning"], rows["i16"]["status"]) == (None, "osin", "stated")


def test_a_liaison_of_the_graph_counts_with_the_person_behind_it(answers: Ask) -> None:
    facts = [
        person("maija"),
        person("ville", visibility="internal"),
        indicator("i01"),
        scores(HANKASALMI, "i01", value=0.0, date="2019"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2020, 1, 1), basis="named"),
        relation("LIAISON_FOR", Ref("Person", "ville"), HANKASALMI, deputy=True, valid_from=date(2021, 1, 1)),
    ]

    def seen(name: str, as_of: str) -> tuple[Any, ...]:
        row = by_indicator(answers("indicators-of-municipality", facts, municipality="077", as_of=as_of))[name]
        return row["value"], row["status"], [entity["name"] for entity in row["rests_on"]]

    assert seen("i01", "2019-06-01") == (0.0, "stated", [])
    assert seen("i01", "2020-06-01") == (2.0, "computed", ["Maija"])
    assert seen("i03", "2020-06-01") == (None, "unknown", [])
    assert seen("i03", "2021-06-01") == (1.0, "computed", ["•••"])


def test_structures_of_the_graph_are_counted(answers: Ask) -> None:
    group = Ref("CooperationStructure", "hyte")
    facts = [
        node("Association", "kylät"),
        *structure(HANKASALMI, "ohje", type="cooperation_document", approved="2019-06-01"),
        *structure(HANKASALMI, "vanha-ohje", type="cooperation_document", approved="2011"),
        *structure(HANKASALMI, "kevätilta", type="regular_meeting", per_year=1.0),
        *structure(HANKASALMI, "syysilta", type="regular_meeting", per_year=1.0),
        *structure(HANKASALMI, "kahvit", type="regular_meeting"),
        *structure(HANKASALMI, "hyte", type="wellbeing_group"),
        *structure(HANKASALMI, "sopimus", type="partnership_agreement"),
        *structure(HANKASALMI, "palkinto", type="award", approved="2021-01"),
        *structure(LAUKAA, "laukaan-hyte", type="wellbeing_group"),
        relation("MEMBER_OF", Ref("Association", "kylät"), group),
        relation("MEMBER_OF", LAUKAA, group),
    ]

    rows = by_indicator(answers("indicators-of-municipality", facts, municipality="077", as_of="2021-06-01"))
    later = by_indicator(answers("indicators-of-municipality", facts, municipality="077", as_of="2023-06-01"))
    other = by_indicator(answers("indicators-of-municipality", facts, municipality="410", as_of="2021-06-01"))

    found = {name: row["value"] for name, row in rows.items() if row["value"] is not None}
    assert found == {"i04": 2, "i05": 2, "i06": 2, "i08": 1, "i24": 1, "i26": 1, "i27": 1}
    assert [entity["id"] for entity in rows["i05"]["rests_on"]] == ["ohje"]
    assert later["i27"]["value"] is None  # more than two years ago
    # Laukaa shares Hankasalmi's group; that its own has an association in it, nobody says.
    assert {name: row["value"] for name, row in other.items() if row["value"] is not None} == {"i26": 1}


def test_grants_are_summed_over_the_latest_year_and_divided_by_inhabitants(answers: Ask) -> None:
    villages, youth = Ref("Association", "kylät"), Ref("Association", "nuoret")
    funder = Ref("Organisation", "stea")
    facts = [
        municipality("077", "Hankasalmi", population=5000),
        node(*villages), node(*youth), node(*funder, type="funder"),
        relation("FUNDS", HANKASALMI, villages, year=2018, amount=99_000.0),
        relation("FUNDS", HANKASALMI, villages, year=2019, amount=4_000.0),
        relation("FUNDS", HANKASALMI, youth, year=2019, amount=1_000.0),
        relation("FUNDS", HANKASALMI, youth, year=2020),
        relation("FUNDS", funder, villages, year=2019, amount=20_000.0),
        relation("LOCATED_IN", villages, HANKASALMI),
    ]  # fmt: skip

    rows = by_indicator(answers("indicators-of-municipality", facts, municipality="077", as_of="2021-01-01"))

    assert {name: (rows[name]["value"], rows[name]["date"]) for name in ("i12", "i13", "i25")} == {
        "i12": (5_000, "2019"), "i13": (1, "2019"), "i25": (4, "2019"),
    }  # fmt: skip
    assert [entity["id"] for entity in rows["i12"]["rests_on"]] == ["kylät", "nuoret"]


def test_what_was_observed_of_a_merged_municipality_counts_for_its_successor(answers: Ask) -> None:
    facts = [
        indicator("i17"),
        scores(PERTUNMAA, "i17", value=2.0, date="2019"),
        *structure(PERTUNMAA, "s", type="directory"),
    ]

    def known(place: str, as_of: str) -> tuple[str, dict[str, float]]:
        rows = answers("indicators-of-municipality", facts, municipality=place, as_of=as_of)
        return rows[0]["municipality"], {row["indicator_id"]: row["value"] for row in rows if row["value"] is not None}

    assert known("Mäntyharju", "2024-12-31") == ("Mäntyharju", {})
    assert known("Mäntyharju", "2025-01-01") == ("Mäntyharju", {"i17": 2, "i20": 1})
    assert known("Pertunmaa", "2024-12-31") == ("Pertunmaa", {"i17": 2, "i20": 1})
    assert known("Pertunmaa", "2025-01-01") == ("Mäntyharju", {"i17": 2, "i20": 1})


def test_the_confidence_is_that_of_the_least_sure_fact(answers: Ask) -> None:
    made = {"file": "kirje.txt", "sentence": "…", "confidence": 0.8}
    post = make_relation(ontology().relations["LIAISON_FOR"], MAIJA, LAUKAA, {"basis": "named"}, made)
    facts = [person("maija"), post, indicator("i02"), scores(LAUKAA, "i02", value=1.0)]

    rows = by_indicator(answers("indicators-of-municipality", facts, municipality="410"))

    assert (rows["i01"]["confidence"], rows["i02"]["confidence"]) == (0.8, None)


@pytest.mark.parametrize(("of", "value", "status"), [(5, 4.0, "stated"), (4, None, "too_few"), (None, None, "too_few")])
def test_the_associations_view_is_shown_from_five_answers_on(
    answers: Ask, of: int | None, value: float | None, status: str
) -> None:
    size = {"of": of} if of else {}
    facts = [indicator("i28"), scores(LAUKAA, "i28", value=4.0, date="2025", **size)]

    row = by_indicator(answers("indicators-of-municipality", facts, municipality="410"))["i28"]

    assert (row["value"], row["status"], row["respondents"]) == (value, status, of if value else None)


def test_themes_are_scored_with_their_coverage_and_no_composite_under_60_per_cent(answers: Ask) -> None:
    facts = [
        *(indicator(name) for name in ("i01", "i02", "i17", "i18", "i24")),
        scores(LAUKAA, "i01", value=1.0),  # 0.5
        scores(LAUKAA, "i02", value=0.0),  # 0
        scores(LAUKAA, "i17", value=2.0),  # 1
        scores(LAUKAA, "i24", value=9.0),  # more than full is full
    ]

    rows = {row["theme"]: row for row in answers("theme-scores", facts, municipality="410")}

    def seen(theme: str) -> tuple[Any, ...]:
        row = rows[theme]
        return row["score"], row["known"], row["counted"], row["status"]

    assert seen("contact") == (0.25, 2, 3, "scored")
    assert seen("rooms") == (1.0, 1, 2, "partial")
    assert seen("participation") == (1.0, 1, 3, "partial")
    assert seen("money") == (None, 0, 4, "unknown")  # grants per inhabitant have no full value
    assert seen("all_themes") == (None, 4, 25, "coverage_low")
    assert rows["contact"]["coverage"] == pytest.approx(2 / 3)


def test_the_composite_is_the_mean_of_the_themes_from_60_per_cent_on(answers: Ask) -> None:
    # 15 of 25 are known: contact and structures are full, money (all of it that is scored) has nothing.
    scored = [measure for measure in indicators().indicators.values() if measure.scored][:15]
    facts: list[Record] = []
    for measure in scored:
        value = measure.none if measure.theme == "money" else measure.full
        assert value is not None
        facts += [indicator(measure.id), scores(LAUKAA, measure.id, value=float(value))]

    rows = {row["theme"]: row for row in answers("theme-scores", facts, municipality="410")}

    assert rows["money"]["score"] == 0.0
    assert (rows["all_themes"]["coverage"], rows["all_themes"]["status"]) == (0.6, "scored")
    assert rows["all_themes"]["score"] == pytest.approx(2 / 3)


def test_one_indicator_is_listed_for_every_municipality_of_the_day(answers: Ask) -> None:
    facts = [
        person("maija"), indicator("i01"),
        relation("LIAISON_FOR", MAIJA, PERTUNMAA, basis="hyte_contact"),
        scores(LAUKAA, "i01", value=0.0, date="2020"),
    ]  # fmt: skip

    rows = answers("indicator-values", facts, indicator="i01", as_of="2026-01-01")

    assert [(row["municipality"], row["value"], row["status"]) for row in rows] == [
        ("Hankasalmi", None, "unknown"), ("Laukaa", 0.0, "stated"), ("Mäntyharju", 1.0, "computed"),
    ]  # fmt: skip
    region = answers("indicator-values", facts, indicator="i01", region="13", as_of="2026-01-01")
    assert [row["municipality"] for row in region] == ["Hankasalmi", "Laukaa"]


def test_a_municipality_is_compared_with_the_median_of_those_who_know(answers: Ask) -> None:
    county = Ref("WellbeingCounty", "15")
    facts = [
        municipality("077", "Hankasalmi", population=4_601),
        municipality("410", "Laukaa", population=18_903),
        municipality("507", "Mäntyharju", population=4_900),
        municipality("172", "Joutsa", population=3_900),
        node(*county),
        relation("PART_OF", HANKASALMI, county),
        relation("PART_OF", LAUKAA, county),
        indicator("i18"),
        scores(HANKASALMI, "i18", value=1.0),
        scores(LAUKAA, "i18", value=2.0),
        scores(MANTYHARJU, "i18", value=0.0),
    ]

    rows = answers("compare-neighbours", facts, municipality="077", as_of="2026-01-01")

    seen = [
        (row["group"], row["value"], row["median"], row["known"], row["counted"])
        for row in rows
        if row["indicator_id"] == "i18"
    ]
    assert seen == [
        ("neighbours", 1.0, 2.0, 1, 1), ("size_class", 1.0, 0.0, 1, 2), ("wellbeing_county", 1.0, 2.0, 1, 1)
    ]  # fmt: skip
    assert all(row["median"] is None for row in rows if row["indicator_id"] == "i19")


def test_every_rule_is_of_an_indicator() -> None:
    assert set(RULES) <= set(indicators().indicators)


def test_what_is_said_of_a_region_is_told_in_its_own_words(answers: Ask) -> None:
    growth, share, secret = (Ref("Indicator", name) for name in ("kasvu", "osuus", "arvosana"))
    facts: list[Record] = [
        *(node("Indicator", ref.id) for ref in (growth, share, secret)),
        relation("SCORES", KESKI_SUOMI, growth, text="kaksinkertaistunut muutamassa vuodessa"),
        relation("SCORES", KESKI_SUOMI, share, value=0.5, date="2018"),
        relation("SCORES", KESKI_SUOMI, share, value=0.75, date="2027"),
        relation("SCORES", KESKI_SUOMI, secret, value=4.5, date="2018", of=3),
        relation("SCORES", HANKASALMI, growth, text="ennallaan"),
    ]

    rows = answers("observations-of-regions", facts, as_of="2026-01-01", region="Keski-Suomi")

    # Neither a municipality's, nor one of a day to come, nor one of three answers.
    assert [(row["indicator"], row["value"], row["meaning"], row["sources"]) for row in rows] == [
        ("Kasvu", None, "kaksinkertaistunut muutamassa vuodessa", ["facts"]),
        ("Osuus", 0.5, None, ["facts"]),
    ]
    assert answers("observations-of-regions", facts, as_of="2026-01-01", region="Etelä-Savo") == []
