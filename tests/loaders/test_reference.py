"""The municipal register and the reference source."""

from collections import Counter
from datetime import date

import pytest

from yhdysverkko.graph.ontology import Ontology, ontology
from yhdysverkko.graph.records import Node, Relation
from yhdysverkko.graph.values import Point
from yhdysverkko.loaders.reference import ReferenceSource
from yhdysverkko.loaders.register import find_code, find_municipality


@pytest.mark.parametrize(
    "text",
    ["077", "77", "77.0", " Hankasalmi ", "HANKASALMI", "Hankasalmen kunta", "Hankasalmi kommun", "Hanka\u00adsalmi"],
)
def test_a_municipality_is_found_however_it_is_written(text: str) -> None:
    assert find_municipality(text) == "077"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Åbo", "853"), ("Koski Tl", "284"), ("Kosken Tl kunta", "284"), ("Pedersören kunta", "599"),
        ("Maarianhamina", "478"), ("Mariehamns stad", None), ("Pertunmaan kunta", "588"), ("Kjulo", "319"),
        ("Eiole", None), ("", None), ("0", None),
    ],
)  # fmt: skip
def test_names_in_two_languages_and_former_municipalities(text: str, code: str | None) -> None:
    assert find_municipality(text) == code


def test_regions_and_counties_by_name() -> None:
    assert find_code("Region", "Mellersta Finland") == "13"
    assert find_code("WellbeingCounty", "Keski-Suomen hyvinvointialue") == "15"
    assert find_code("Association", "Laukaa") is None


@pytest.fixture(scope="module")
def records() -> list[Node | Relation]:
    return list(ReferenceSource(ontology()).records())


def test_everything_is_there_once(records: list[Node | Relation]) -> None:
    nodes = Counter(item.ref.kind for item in records if isinstance(item, Node))
    ties = Counter(item.kind for item in records if isinstance(item, Relation))
    assert nodes == {"Municipality": 308 + 12, "Region": 19, "WellbeingCounty": 23, "Area": 69}
    assert ties == {"PART_OF": 308 * 3 + 6 + 12, "BORDERS": 859, "MERGED_INTO": 12}
    assert len({item.id for item in records if isinstance(item, Relation)}) == sum(ties.values())
    first_tie = next(at for at, item in enumerate(records) if isinstance(item, Relation))
    assert all(isinstance(item, Relation) for item in records[first_tie:])


def test_every_end_is_a_node(records: list[Node | Relation]) -> None:
    known = {item.ref for item in records if isinstance(item, Node)}
    ends = {end for item in records if isinstance(item, Relation) for end in (item.start, item.end)}
    assert ends <= known


def test_hankasalmi(records: list[Node | Relation]) -> None:
    [node] = [item for item in records if isinstance(item, Node) and item.ref == ("Municipality", "077")]
    assert node.properties == {
        "name": "Hankasalmi", "name_sv": "Hankasalmi", "name_en": "Hankasalmi", "genitive": "Hankasalmen",
        "type": "kunta", "language": "0", "urbanity": "3",
        "location": Point(62.39033, 26.43473), "land_km2": 571.69, "population": 4601,
        "population_date": date(2022, 12, 31),
    }  # fmt: skip
    neighbours = {
        (set(name_pair) - {"077"}).pop()
        for item in records
        if isinstance(item, Relation)
        and item.kind == "BORDERS"
        and "077" in (name_pair := (item.start.id, item.end.id))
        if item.properties["border"] == "land"
    }
    names = {"Kangasniemi", "Konnevesi", "Laukaa", "Pieksämäki", "Rautalampi"}
    assert neighbours == {find_municipality(name) for name in names}


def test_a_ceased_municipality_ends_when_it_merges(records: list[Node | Relation]) -> None:
    [node] = [item for item in records if isinstance(item, Node) and item.ref == ("Municipality", "588")]
    assert (node.properties["valid_to"], "valid_from" in node.properties) == (date(2025, 1, 1), False)
    [tie] = [
        item for item in records if isinstance(item, Relation) and item.kind == "MERGED_INTO" and item.start.id == "588"
    ]
    assert (tie.end.id, tie.properties) == ("507", {"date": date(2025, 1, 1)})


def test_vaala_changes_region(records: list[Node | Relation]) -> None:
    ties = {
        item.end.id: item.properties
        for item in records
        if isinstance(item, Relation) and item.kind == "PART_OF" and (item.start.id, item.end.kind) == ("785", "Region")
    }
    moved = date(2016, 1, 1)
    assert {region: (period.get("valid_from"), period.get("valid_to")) for region, period in ties.items()} == {
        "17": (moved, None),
        "18": (None, moved),
    }


def test_the_source_names_its_producers(vocabulary: Ontology) -> None:
    source = ReferenceSource(vocabulary).source
    assert (source.id, source.kind, source.licence) == ("kunnat-2026", "reference", "CC BY 4.0")
    assert "Statistics Finland" in source.title
    assert "National Land Survey" in source.title
