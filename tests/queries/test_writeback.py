"""Measures written on nodes: there for who looks, and nothing to loads, retractions and exports."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.exchange import export_graph, import_graph
from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import load, retract
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.schema import mark_version
from yhdysverkko.graph.store import Store
from yhdysverkko.queries import read_network
from yhdysverkko.queries.measures import MEASURES
from yhdysverkko.queries.writeback import GROUPS, write_back

HANKASALMI, KYLAT = Ref("Municipality", "077"), Ref("Association", "kylät")
TODAY = date(2026, 11, 24)


def facts(population: int = 4600) -> list[Record | Rejection]:
    return [
        municipality("077", "Hankasalmi", population=population),
        node("Association", "kylät"),
        person("salla", visibility="internal"),
        relation("COOPERATES_WITH", KYLAT, HANKASALMI),
        relation("WORKS_FOR", Ref("Person", "salla"), HANKASALMI),
    ]


@pytest.fixture
def analysed(store: Store, vocabulary: Ontology) -> Store:
    load(store, vocabulary, MadeSource("list", facts()))
    write_back(store, read_network(store, as_of=date(2026, 1, 1)), ["degree", "community"], computed=TODAY)
    return store


def measured(store: Store) -> dict[str, float]:
    rows = store.read("MATCH (n) WHERE n.measure_degree IS NOT NULL RETURN n.id AS id, n.measure_degree AS value")
    return {row["id"]: row["value"] for row in rows}


def test_measures_are_written_with_what_they_were_computed_on(analysed: Store) -> None:
    [note] = analysed.read("MATCH (a:Analysis {id: 'degree'}) RETURN properties(a) AS a")

    assert measured(analysed) == {"077": 2, "kylät": 1}
    assert note["a"]["as_of"] == date(2026, 1, 1)
    assert note["a"]["computed"] == TODAY
    assert "COOPERATES_WITH" in note["a"]["projection"]
    assert note["a"]["nodes"] == 2


def test_a_new_analysis_takes_the_place_of_the_old(analysed: Store) -> None:
    network = read_network(analysed, relations=["WORKS_FOR"])
    write_back(analysed, network.without([network.number(KYLAT)]), ["degree"], computed=TODAY)

    assert measured(analysed) == {"077": 1}


def test_measures_are_no_claims(analysed: Store, vocabulary: Ontology) -> None:
    assert "measure_degree" not in read_entity(analysed, HANKASALMI).claims[0].states
    again = load(analysed, vocabulary, MadeSource("list", [*facts(), node("Association", "uusi")]))
    assert (again.counts.new, again.counts.changed, again.counts.retracted) == (1, 0, 0)
    assert measured(analysed) == {"077": 2, "kylät": 1}

    load(analysed, vocabulary, MadeSource("other", [municipality("077", "Hankasalmi", type="kunta")]))
    stored = analysed.read("MATCH (n:Municipality) RETURN n.claims AS claims, n.measure_degree AS degree")[0]
    assert "measure" not in "".join(stored["claims"])
    assert stored["degree"] is None

    retract(analysed, vocabulary, "other")
    retract(analysed, vocabulary, "list")
    assert analysed.read("MATCH (n) WHERE NOT n:Graph AND NOT n:Analysis RETURN n") == []


def test_measures_go_along_with_an_export(analysed: Store, vocabulary: Ontology) -> None:
    lines = list(export_graph(analysed, vocabulary))
    analysed.write("MATCH (n) DETACH DELETE n")
    mark_version(analysed, vocabulary)
    import_graph(analysed, vocabulary, lines, "graph.jsonl")

    assert list(export_graph(analysed, vocabulary)) == lines
    assert measured(analysed) == {"077": 2, "kylät": 1}


def test_an_unknown_measure_is_refused_before_anything_is_written(analysed: Store) -> None:
    with pytest.raises(NotFound, match="degre"):
        write_back(analysed, read_network(analysed), ["degree", "degre"])


def test_every_measure_is_in_the_ontology(vocabulary: Ontology) -> None:
    assert set(vocabulary.measures) == {*MEASURES, *GROUPS}
