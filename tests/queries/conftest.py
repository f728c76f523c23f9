"""Asking the catalogue's questions of a small graph that each test makes by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.graph.sources import MadeSource, municipality, node, relation
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Value
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue, read_catalogue

HANKASALMI, LAUKAA = Ref("Municipality", "077"), Ref("Municipality", "410")
PERTUNMAA, MANTYHARJU = Ref("Municipality", "588"), Ref("Municipality", "507")
KESKI_SUOMI = Ref("Region", "13")

BASE: list[Record] = [
    municipality("077", "Hankasalmi"),
    municipality("410", "Laukaa"),
    municipality("507", "Mäntyharju"),
    municipality("588", "Pertunmaa", valid_to=date(2025, 1, 1)),
    node("Region", "13", name="Keski-Suomi"),
    node("Region", "10", name="Etelä-Savo"),
    relation("PART_OF", HANKASALMI, KESKI_SUOMI),
    relation("PART_OF", LAUKAA, KESKI_SUOMI),
    relation("PART_OF", MANTYHARJU, Ref("Region", "10")),
    relation("PART_OF", PERTUNMAA, Ref("Region", "10"), valid_to=date(2025, 1, 1)),
    relation("MERGED_INTO", PERTUNMAA, MANTYHARJU, date=date(2025, 1, 1)),
    relation("BORDERS", HANKASALMI, LAUKAA, border="land"),
]
"""Four municipalities of two regions, one of which merged into another on 1.1.2025."""

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def questions() -> Catalogue:
    return read_catalogue()


@pytest.fixture
def answers(store: Store, vocabulary: Ontology, questions: Catalogue) -> Ask:
    """Load facts beside BASE and ask: `answers("missing-liaison", facts, as_of="2019-06-01")` gives rows as dicts."""

    def run(name: str, facts: list[Record], /, **given: Value) -> list[dict[str, Any]]:
        load(store, vocabulary, MadeSource("base", list(BASE), kind="reference"))
        load(store, vocabulary, MadeSource("facts", list(facts)))
        found = ask(store, questions[name], given)
        return [dict(zip(found.fields, row, strict=True)) for row in found.rows]

    return run


def pick(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    """The values of these columns, a tuple for each row."""
    return [tuple(row[column] for column in columns) for row in rows]
