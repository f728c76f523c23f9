"""Reading entities, evidence and projections as they may be shown."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.facts import count_kinds, count_relations, read_details, read_entity, search
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.projection import HIDDEN_NAME, read_projection
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store

REGION = Ref("Region", "13")
HANKASALMI = Ref("Municipality", "077")
OULU = Ref("Municipality", "564")
MAIJA = Ref("Person", "maija")
SALLA = Ref("Person", "salla")
PROJECT = Ref("Project", "hanke")
FUNDER = Ref("Organisation", "rahoittaja")
MEETING = Ref("Event", "tapaaminen")


@pytest.fixture
def network(store: Store, vocabulary: Ontology) -> Store:
    """Hankasalmi in region 13 with a liaison, a volunteer, an event of a funded project; Oulu apart from it."""
    facts: list[Record | Rejection] = [
        node("Region", "13", name="Keski-Suomi"),
        municipality("077", "Hankasalmi"),
        municipality("564", "Oulu"),
        person("maija", line=2, name="Maija Esimerkki", phone="040 0000000"),
        person("salla", line=3, name="Salla Salainen", visibility="internal"),
        node("Project", "hanke", valid_from=date(2017, 8, 1), valid_to=date(2021, 1, 1)),
        node("Organisation", "rahoittaja"),
        node("Event", "tapaaminen", date="2018-04-10"),
        node("Association", "muualla"),
        relation("PART_OF", HANKASALMI, REGION),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, line=7, valid_from=date(2019, 1, 1)),
        relation("WORKS_FOR", SALLA, HANKASALMI, line=8),
        relation("PARTICIPATES_IN", HANKASALMI, MEETING),
        relation("ORGANISES", PROJECT, MEETING),
        relation("FUNDS", FUNDER, PROJECT),
        relation("LOCATED_IN", Ref("Association", "muualla"), OULU),
        relation("BORDERS", HANKASALMI, OULU),
    ]
    load(store, vocabulary, MadeSource("list", facts))
    return store


def names(store: Store, region: str | None = "13", as_of: date | None = None) -> set[str]:
    return {entity.name for entity in read_projection(store, region=region, as_of=as_of).entities}


def test_a_regions_network_reaches_its_funders_but_not_its_neighbours(network: Store) -> None:
    assert names(network) == {
        "Hankasalmi",
        "Keski-Suomi",
        "Maija Esimerkki",
        HIDDEN_NAME,
        "Tapaaminen",
        "Hanke",
        "Rahoittaja",
    }


def test_without_a_region_everything_is_there(network: Store) -> None:
    assert {"Oulu", "Muualla"} < names(network, region=None)


@pytest.mark.parametrize(
    ("day", "there", "not_there"),
    [
        (date(2017, 1, 1), {"Hankasalmi"}, {"Hanke", "Tapaaminen", "Maija Esimerkki"}),
        (date(2018, 6, 1), {"Hankasalmi", "Tapaaminen", "Hanke"}, {"Maija Esimerkki"}),
        (date(2020, 12, 31), {"Hanke", "Maija Esimerkki"}, set()),
        (date(2021, 1, 1), {"Tapaaminen", "Maija Esimerkki"}, {"Hanke"}),
    ],
)
def test_as_of_a_day_only_what_held_then_is_there(
    network: Store, day: date, there: set[str], not_there: set[str]
) -> None:
    found = names(network, as_of=day)

    assert there <= found
    assert not found & not_there


def test_an_unknown_region_names_the_known(network: Store) -> None:
    with pytest.raises(NotFound, match="13 Keski-Suomi"):
        read_projection(network, region="99")


def test_an_entity_comes_with_its_ties_and_their_evidence(network: Store) -> None:
    detail = read_entity(network, MAIJA)

    [tie] = detail.ties
    assert (tie.tie.kind, tie.other.name) == ("LIAISON_FOR", "Hankasalmi")
    assert (tie.claims[0].title, tie.claims[0].evidence) == ("List", {"file": "test.csv", "line": 7})


def test_contact_data_never_leave(network: Store) -> None:
    detail = read_entity(network, MAIJA)

    assert "040 0000000" not in repr(detail)
    assert "040 0000000" not in repr(read_details(network, read_projection(network)))


def test_people_who_are_internal_are_shown_without_who_they_are(network: Store) -> None:
    projection = read_projection(network)

    for shown in (projection, read_details(network, projection), read_entity(network, HANKASALMI)):
        assert "salla" not in repr(shown).casefold()
    assert search(network, "Salainen") == []
    with pytest.raises(NotFound):
        read_entity(network, SALLA)


def test_a_projections_details_are_those_of_each_entity(network: Store) -> None:
    details = read_details(network, read_projection(network, region=None))

    for ref in (MAIJA, PROJECT, MEETING):
        alone = read_entity(network, ref)
        assert details[ref].claims == alone.claims
        assert sorted(tie.tie.id for tie in details[ref].ties) == sorted(tie.tie.id for tie in alone.ties)


@pytest.mark.parametrize("typed", ["Hankasalmi", "Hankasalmella", "hankasamli", "hankas", "077"])
def test_search_forgives_inflection_and_typing_errors(network: Store, typed: str) -> None:
    assert search(network, typed)[0].ref == HANKASALMI


@pytest.mark.parametrize("typed", ["", "  ", '") OR *:*', "AND", "\\", "a~100 [x TO y]"])
def test_search_takes_any_text(network: Store, typed: str) -> None:
    assert isinstance(search(network, typed), list)


def test_an_unknown_entity_names_those_spelt_alike(network: Store) -> None:
    with pytest.raises(NotFound, match="person:maija"):
        read_entity(network, Ref("Person", "majja"))


def test_counts_are_by_kind(network: Store) -> None:
    assert count_kinds(network) == {
        "Municipality": 2,
        "Region": 1,
        "Person": 2,
        "Association": 1,
        "Organisation": 1,
        "Project": 1,
        "Event": 1,
    }
    assert count_relations(network)["LIAISON_FOR"] == 1
