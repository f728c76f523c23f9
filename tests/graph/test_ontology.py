"""The vocabulary is data, and data that contradicts itself is refused where it is read."""

from importlib.resources import files

import pytest

from yhdysverkko.graph.errors import OntologyError
from yhdysverkko.graph.ontology import Ontology, parse_ontology
from yhdysverkko.graph.schema import statements

TEXT = files("yhdysverkko.graph").joinpath("ontology.yml").read_text(encoding="utf-8")


def test_all_kinds_asked_for_are_there(vocabulary: Ontology) -> None:
    kinds = (
        "Municipality Region WellbeingCounty Area Person Association Organisation Project Programme Event EventSeries "
        "CooperationStructure Plan Indicator Source"
    )
    relations = (
        "PART_OF BORDERS MERGED_INTO LOCATED_IN WORKS_FOR LIAISON_FOR MEMBER_OF RUNS FUNDS ORGANISES PARTICIPATES_IN "
        "HELD_IN PART_OF_SERIES COOPERATES_WITH HAS_STRUCTURE PRODUCED FOR SCORES"
    )
    assert set(kinds.split()) <= set(vocabulary.kinds)
    assert set(relations.split()) <= set(vocabulary.relations)


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        pytest.param("to: [Nowhere]", "to: [Municipality]", id="unknown kind"),
        pytest.param("identity: [colour]", "identity: [year, purpose]", id="unknown identity"),
        pytest.param("line: rope", "line: money", id="unknown line"),
        pytest.param("type: emotion", "type: phone", id="unknown type"),
        pytest.param("label: {fi: henkilö, en: person}", "label: {fi: henkilö, sv: person, en: person}", id="label"),
        pytest.param("enum: [land, swamp]", "enum: [land, sea, point]", id="choice without label"),
        pytest.param('"LIAISON FOR":', "LIAISON_FOR:", id="name that is none"),
    ],
)
def test_a_broken_ontology_is_refused_with_its_place(broken: str, mended: str) -> None:
    assert mended in TEXT

    with pytest.raises(OntologyError):
        parse_ontology(TEXT.replace(mended, broken, 1))


def test_constraints_and_indexes_derive_from_the_ontology(vocabulary: Ontology) -> None:
    made = "\n".join(statements(vocabulary))

    for kind in vocabulary.kinds:
        assert f"FOR (n:{kind}) REQUIRE n.id IS UNIQUE" in made
    assert "CREATE POINT INDEX municipality_location" in made
    assert "`fulltext.analyzer`: 'finnish'" in made
