"""Questions about the quality of what is known, on graphs whose right answer stands in the test."""

from datetime import date
from typing import Any

import pytest

from tests.graph.sources import MadeSource, node, person, relation
from tests.queries.conftest import BASE, HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA, Ask, pick
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.projection import HIDDEN_NAME
from yhdysverkko.graph.records import MASK, Record, Ref
from yhdysverkko.graph.store import Store

MAIJA, KALLE = Ref("Person", "maija"), Ref("Person", "kalle")


@pytest.fixture
def other_source(store: Store, vocabulary: Ontology) -> MadeSource:
    """A second source, "web", of 2024; it wins over the facts that a test asks with, which have no date."""
    source = MadeSource("web", [], published=date(2024, 3, 1))
    load(store, vocabulary, MadeSource("base", list(BASE), kind="reference"))
    return source


def test_sources_that_state_different_values_contradict_each_other(
    answers: Ask, other_source: MadeSource, store: Store, vocabulary: Ontology
) -> None:
    other_source.facts += [
        node("Association", "kyla", field="kulttuuri", note="toinen"),
        person("maija", phone="+358401234567", visibility="public"),
        person("kalle", name="Kalle K", visibility="internal"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, basis="leisure", valid_from=date(2018, 5, 1)),
    ]
    load(store, vocabulary, other_source)
    facts = [
        node("Association", "kyla", field="urheilu", note="ensimmäinen"),
        person("maija", phone="+358407654321", visibility="public"),
        person("kalle", name="Kalle L", visibility="internal"),
        # Only a year is not another day, and an unknown basis not another basis.
        relation(
            "LIAISON_FOR",
            MAIJA,
            HANKASALMI,
            basis="unknown",
            valid_from=date(2018, 1, 1),
            valid_from_precision="year",
        ),
    ]

    rows = answers("contradictions", facts)

    assert pick(rows, "contradiction", "property", "subject", "values", "sources") == [
        ("values_differ", "Association.field", "Kyla", ["kulttuuri (web)", "urheilu (facts)"], ["facts", "web"]),
        ("values_differ", "Person.name", HIDDEN_NAME, [f"{MASK} (web)", f"{MASK} (facts)"], ["facts", "web"]),
        ("values_differ", "Person.phone", "Maija", [f"{MASK} (web)", f"{MASK} (facts)"], ["facts", "web"]),
    ]
    assert answers("contradictions", facts, region="10") == []


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ({"valid_from": date(2018, 1, 1)}, {"valid_from": date(2019, 1, 1)}, True),
        ({"valid_from": date(2018, 1, 1), "valid_from_precision": "month"}, {"valid_from": date(2018, 2, 1)}, True),
        ({"basis": "named"}, {"basis": "leisure"}, True),
        ({"decision": "§ 12"}, {}, False),
    ],
)
def test_the_values_of_a_tie_are_compared_as_exactly_as_both_are_meant(
    answers: Ask,
    other_source: MadeSource,
    store: Store,
    vocabulary: Ontology,
    ours: dict[str, Any],
    theirs: dict[str, Any],
    differ: bool,
) -> None:
    other_source.facts += [person("maija"), relation("LIAISON_FOR", MAIJA, LAUKAA, **theirs)]
    load(store, vocabulary, other_source)

    rows = answers("contradictions", [person("maija"), relation("LIAISON_FOR", MAIJA, LAUKAA, **ours)], region="13")

    assert pick(rows, "fact", "subject", "object") == ([("LIAISON_FOR", "Maija", "Laukaa")] if differ else [])


def test_two_named_liaisons_at_once_contradict_each_other_also_after_a_merger(answers: Ask) -> None:
    facts = [
        person("maija"),
        person("kalle"),
        relation("LIAISON_FOR", MAIJA, MANTYHARJU, basis="named"),
        relation("LIAISON_FOR", KALLE, PERTUNMAA, basis="named"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, basis="named"),
        relation("LIAISON_FOR", KALLE, HANKASALMI, basis="named", deputy=True),
    ]

    assert answers("contradictions", facts, as_of="2019-06-01") == []
    [row] = answers("contradictions", facts, as_of="2026-01-01")
    assert (row["contradiction"], row["subject"], row["sources"]) == ("two_holders", "Mäntyharju", ["facts"])
    assert [found["name"] for found in row["people"]] == ["Kalle", "Maija"]


def test_ties_that_no_source_has_confirmed_lately_are_stale(
    answers: Ask, other_source: MadeSource, store: Store, vocabulary: Ontology
) -> None:
    other_source.facts += [
        person("maija"),
        relation("WORKS_FOR", MAIJA, HANKASALMI),
        relation("WORKS_FOR", MAIJA, PERTUNMAA),
        relation("LIAISON_FOR", MAIJA, PERTUNMAA, valid_to=date(2024, 6, 1)),
    ]
    load(store, vocabulary, other_source)
    facts = [person("maija"), person("kalle"), relation("WORKS_FOR", KALLE, LAUKAA)]

    columns = ("municipality", "relation", "status", "count", "stated", "sources")
    assert pick(answers("stale-facts", facts, as_of="2027-03-01"), *columns) == [
        ("Hankasalmi", "WORKS_FOR", "stale", 1, date(2024, 3, 1), ["web"]),
        ("Laukaa", "WORKS_FOR", "undated", 1, None, ["facts"]),
        ("Mäntyharju", "WORKS_FOR", "stale", 1, date(2024, 3, 1), ["web"]),
    ]
    assert pick(answers("stale-facts", facts, as_of="2027-02-28"), *columns)[0][0] == "Laukaa"
    assert pick(answers("stale-facts", facts, as_of="2024-05-01", years="0", region="10"), *columns)[0][:3] == (
        "Pertunmaa",
        "LIAISON_FOR",
        "stale",
    )


def test_completeness_is_the_share_of_facts_whose_value_is_known(answers: Ask) -> None:
    facts: list[Record] = [
        node("Association", "kyla", field="kulttuuri"),
        node("Association", "seura"),
        *(relation("LOCATED_IN", Ref("Association", name), LAUKAA) for name in ("kyla", "seura")),
    ]

    rows = {row["property"]: row for row in answers("completeness", facts)}
    assert pick([rows["Association.field"]], "fact", "count", "known", "known_share", "sources") == [
        ("Association", 2, 1, 0.5, ["facts"]),
    ]
    assert rows["Association.website"]["known_share"] == 0
    assert rows["Municipality.name"]["sources"] == ["base"]
    assert all(row["fact"] != "Person" for row in rows.values())  # there is nobody, so nothing is missing of anybody
    elsewhere = answers("completeness", facts, region="10")
    assert all(row["fact"] != "Association" for row in elsewhere)


def test_completeness_by_source_counts_what_each_source_itself_says(
    answers: Ask, other_source: MadeSource, store: Store, vocabulary: Ontology
) -> None:
    other_source.facts += [
        node("Plan", "tilat", status="idea", theme="tilat"),
        relation("FOR", Ref("Plan", "tilat"), LAUKAA),
    ]
    load(store, vocabulary, other_source)

    rows = answers("completeness-by-source", [node("Plan", "tilat"), node("Plan", "toinen", status="done")])

    # Of a plan four things are asked: name, Swedish name, status and theme.
    assert [row[1:] for row in pick(rows, "fact", "source_id", "count", "known_share") if row[0] == "Plan"] == [
        ("facts", 2, 3 / 8),
        ("web", 1, 3 / 4),
    ]
    assert ("Municipality", "web") not in pick(rows, "fact", "source_id")  # it names one, but says nothing of it


def test_suspected_duplicates_have_the_same_name_or_abbreviation_or_are_a_letter_apart(answers: Ask) -> None:
    names = {
        "kylayhdistys": "Laukaan Kyläyhdistys ry",
        "kylayhdistys-2": "Laukaan kylä-yhdistys",
        "kylayhdistis": "Laukaan kyläyhdistis",
        "talvi-2019": "Talvitapahtuma 2019",
        "talvi-2018": "Talvitapahtuma 2018",
        "kyt": "KYT",
    }
    facts: list[Record] = [
        *(node("Association", entity_id, name=name) for entity_id, name in names.items()),
        node("Association", "tuki", name="Keski-Suomen Yhteisöjen Tuki ry", short_name="KYT"),
        person("maija", name="Maija Esimerkki"),
        person("maija-2", name="Maija Esimerkki", visibility="internal"),
    ]

    rows = answers("suspected-duplicates", facts)

    assert pick(rows, "fact", "one_id", "other_id", "reason") == [
        ("Association", "kyt", "tuki", "same_short_name"),
        ("Association", "kylayhdistys", "kylayhdistys-2", "same_name"),
        ("Association", "kylayhdistis", "kylayhdistys", "similar_name"),
        ("Person", "maija", None, "same_name"),
    ]
    assert rows[-1]["other"] == HIDDEN_NAME


def test_sources_are_told_by_age_and_those_without_a_date_last(
    answers: Ask, other_source: MadeSource, store: Store, vocabulary: Ontology
) -> None:
    other_source.facts.append(person("maija"))
    load(store, vocabulary, other_source)

    columns = ("source_id", "status", "months", "facts")
    assert pick(answers("sources-by-age", [person("kalle")], as_of="2027-04-01"), *columns) == [
        ("web", "stale", 37, 1),
        ("base", "undated", None, len(BASE)),
        ("facts", "undated", None, 1),
    ]
    assert pick(answers("sources-by-age", [person("kalle")], as_of="2025-04-01"), *columns)[0] == (
        "web",
        "fresh",
        13,
        1,
    )
