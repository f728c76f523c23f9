"""Municipalities on a day: what has merged into what by then."""

from datetime import date

from tests.graph.sources import MadeSource, relation
from tests.queries.conftest import BASE, HANKASALMI, LAUKAA, MANTYHARJU, PERTUNMAA
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.places import read_mergers

TODAY = date(2030, 1, 1)


def merger(part: Ref, whole: Ref, year: int) -> Record:
    return relation("MERGED_INTO", part, whole, date=date(year, 1, 1))


def graph(store: Store, vocabulary: Ontology, *more: Record) -> None:
    load(store, vocabulary, MadeSource("base", [*BASE, *more], kind="reference"))


def test_a_merger_counts_from_its_day_on(store: Store, vocabulary: Ontology) -> None:
    graph(store, vocabulary)

    assert read_mergers(store, date(2024, 12, 31)) == {}
    assert read_mergers(store, date(2025, 1, 1)) == {"588": ("507", "Mäntyharju")}


def test_what_merged_again_is_followed_to_its_end(store: Store, vocabulary: Ontology) -> None:
    graph(store, vocabulary, merger(MANTYHARJU, HANKASALMI, 2027))

    assert read_mergers(store, date(2026, 1, 1)) == {"588": ("507", "Mäntyharju")}
    ends = dict.fromkeys(("588", "507"), ("077", "Hankasalmi"))
    assert read_mergers(store, TODAY) == ends


def test_of_several_that_took_parts_of_one_the_first_by_code_counts(store: Store, vocabulary: Ontology) -> None:
    graph(store, vocabulary, merger(PERTUNMAA, LAUKAA, 2025))

    assert read_mergers(store, TODAY) == {"588": ("410", "Laukaa")}


def test_mergers_that_go_round_in_a_circle_lead_nowhere(store: Store, vocabulary: Ontology) -> None:
    graph(store, vocabulary, merger(MANTYHARJU, PERTUNMAA, 2026))

    assert read_mergers(store, TODAY) == {}
