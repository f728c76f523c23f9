"""Presentation: values as people in Finland read them."""

from datetime import date

import pytest

from yhdysverkko.graph.messages import LANGUAGES, catalogue
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.viz.present import format_partial_date, format_value, property_facts, relation_facts


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (date(2026, 10, 8), "fi", "8.10.2026"),
        (412500, "fi", "412\u00a0500"),
        (412500.5, "sv", "412\u00a0500,5"),
        (412500.5, "en", "412,500.5"),
        (2018, "fi", "2018"),
        (0, "fi", "0"),
        (-3.5, "fi", "−3,5"),
        (True, "fi", "kyllä"),
        (False, "sv", "nej"),
        (Point(62.39, 26.44), "fi", "62,39° N, 26,44° E"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(value: Value, language: str, text: str) -> None:
    assert format_value(value, language) == text


@pytest.mark.parametrize(
    ("partial", "text"),
    [("2026-10-08", "8.10.2026"), ("2026-10", "10/2026"), ("2026", "2026"), ("--10-08", "8.10."), ("--01", "tammikuu")],
)
def test_a_date_is_as_exact_as_it_is_known(partial: str, text: str) -> None:
    assert format_partial_date(partial, "fi") == text


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"valid_from": date(2017, 1, 1), "valid_from_precision": "year"}, "2017–"),
        ({"valid_to": date(2021, 1, 1), "valid_to_precision": "year"}, "–2020"),
        ({"valid_from": date(2018, 10, 8), "valid_to": date(2019, 1, 1)}, "8.10.2018–31.12.2018"),
        (
            {
                "valid_from": date(2018, 1, 1),
                "valid_from_precision": "year",
                "valid_to": date(2019, 1, 1),
                "valid_to_precision": "year",
            },
            "2018",
        ),
    ],
)
def test_a_period_ends_on_the_last_day_that_holds(properties: dict[str, Value], text: str) -> None:
    assert [fact.text for fact in relation_facts("LOCATED_IN", properties, "fi")] == [text]


def test_units_and_choices_are_said_in_the_language() -> None:
    kind = ontology().kinds["Municipality"].properties
    facts = property_facts(kind, {"land_km2": 571.69, "type": "kaupunki"}, "sv")
    assert {fact.label: fact.text for fact in facts} == {"kommunform": "stad", "landareal": "571,69\u00a0km²"}


def test_contact_data_is_never_a_fact() -> None:
    kind = ontology().kinds["Person"].properties
    assert property_facts(kind, {"phone": "040 123 4567", "email": "a@b.fi"}, "fi") == []


def test_an_address_that_runs_code_is_no_link() -> None:
    kind = ontology().kinds["Association"].properties
    facts = property_facts(kind, {"website": "javascript:alert(1)"}, "fi")
    assert [fact.href for fact in facts] == [None]


def test_every_choice_of_the_ontology_has_its_words() -> None:
    owners: list[Kind | RelationKind] = [*ontology().domain_kinds.values(), *ontology().relations.values()]
    items = [item for owner in owners for item in owner.properties.values() if not item.name.endswith("_precision")]
    wordless = [
        f"{item.name}={value}"
        for item in items
        for value in item.enum
        if not {f"choice.{value}", f"choice.{item.name}.{value}"} & set(catalogue())
    ]
    assert wordless == []


def test_every_message_is_complete() -> None:
    assert {key for key, texts in catalogue().items() if set(texts) != set(LANGUAGES)} == set()
