"""What the questions answer does not depend on how the graph came to be: order, repetition, files."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.graph.sources import MadeSource, node, person, relation
from tests.queries.conftest import BASE, HANKASALMI, LAUKAA, PERTUNMAA
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Node, Record, Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue, Question

AREA, TOUR, STOP = Ref("Area", "alue"), Ref("EventSeries", "kiertue"), Ref("Event", "paja")
PROJECT, CLUB, CHOIR = Ref("Project", "hanke"), Ref("Association", "kerho"), Ref("Association", "kuoro")
MAIJA, KALLE, PLAN = Ref("Person", "maija"), Ref("Person", "kalle"), Ref("Plan", "suunnitelma")
MEETINGS, NAMED, SURVEY = Ref("CooperationStructure", "tapaamiset"), Ref("Indicator", "i01"), Ref("Indicator", "kysely")

WORLD: list[Record] = [
    *BASE,
    node("Area", "alue", type="workshop_area"),
    node("EventSeries", "kiertue", per_year=2.0),
    node("Event", "paja", date="2019-05-01", participants=20),
    node("Project", "hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
    node("Association", "kerho", field="liikunta"),
    node("Association", "kuoro", name="Kerho", field="kulttuuri"),
    node("Plan", "suunnitelma", status="idea", valid_from=date(2018, 1, 1)),
    node("CooperationStructure", "tapaamiset", type="regular_meeting", per_year=1.0),
    node("Indicator", "i01"),
    node("Indicator", "kysely", survey="kysely", measures="answers"),
    person("maija"),
    person("kalle", visibility="internal"),
    relation("PART_OF", HANKASALMI, AREA),
    relation("PART_OF", LAUKAA, AREA),
    relation("PART_OF_SERIES", STOP, TOUR),
    relation("HELD_IN", STOP, HANKASALMI),
    relation("PARTICIPATES_IN", PERTUNMAA, STOP),
    relation("PARTICIPATES_IN", CLUB, STOP),
    relation("PARTICIPATES_IN", LAUKAA, PROJECT),
    relation("RUNS", CHOIR, PROJECT),
    relation("PRODUCED", STOP, PLAN),
    relation("FOR", PLAN, HANKASALMI),
    relation("HAS_STRUCTURE", LAUKAA, MEETINGS),
    relation("FUNDS", HANKASALMI, CLUB, year=2019, amount=500.0),
    relation("LIAISON_FOR", MAIJA, HANKASALMI, basis="named", valid_from=date(2018, 1, 1)),
    relation("LIAISON_FOR", MAIJA, PERTUNMAA, basis="named", valid_from=date(2018, 1, 1), valid_to=date(2019, 1, 1)),
    relation("WORKS_FOR", MAIJA, HANKASALMI, title="sihteeri", sector="hyvinvointi"),
    relation("MEMBER_OF", MAIJA, CHOIR),
    relation("WORKS_FOR", KALLE, CLUB),
    relation("SCORES", LAUKAA, NAMED, value=0.0, date="2018-05-01"),
    relation("SCORES", LAUKAA, SURVEY, value=7.0, of=7, date="2018-05-01"),
]
"""Something of everything that the questions ask about."""

GIVEN = {
    "municipality": "077",
    "person": "maija",
    "association": "kerho",
    "project": "hanke",
    "event": "paja",
    "event_series": "kiertue",
    "indicator": "i01",
    "region": "13",
    "date": "2018-06-01",
    "entity": "municipality:077",
    "entities": "project:hanke",
}

OF_SOURCES = ("completeness-by-source", "sources-by-age")
"""Questions about the sources themselves, which are others when the same facts come in several."""

Answers = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def straight(store: Store, vocabulary: Ontology, questions: Catalogue) -> Answers:
    """What the questions answer when everything comes once, from one file, in the order of WORLD."""
    return _answers(store, vocabulary, questions, [WORLD])


# The fixtures empty the graph once; each example does so itself. A new graph makes the server plan every query anew,
# which takes nearly all of the time, so there are few examples.
@hypothesis_settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 3), st.booleans())
def test_every_question_answers_alike_whatever_the_order_repetition_and_files(
    store: Store,
    vocabulary: Ontology,
    questions: Catalogue,
    straight: Answers,
    chance: random.Random,
    files: int,
    repeated: bool,
) -> None:
    nodes = [fact for fact in WORLD if isinstance(fact, Node)]
    ties = [fact for fact in WORLD if not isinstance(fact, Node)] * (2 if repeated else 1)
    chance.shuffle(nodes)
    chance.shuffle(ties)

    mixed = _answers(store, vocabulary, questions, [[*nodes, *ties[number::files]] for number in range(files)])

    assert mixed == straight


def _answers(store: Store, vocabulary: Ontology, questions: Catalogue, files: list[list[Record]]) -> Answers:
    # The node of the graph itself stays: it holds what veils the ids of people who are not shown.
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    for number, facts in enumerate(files):
        load(store, vocabulary, MadeSource(f"file-{number}", list(facts)))
    return {name: _rows(store, question) for name, question in questions.items() if name not in OF_SOURCES}


def _rows(store: Store, question: Question) -> list[tuple[Any, ...]]:
    """The rows as of 2020, without who says so."""
    given = {item.name: GIVEN[item.type] for item in question.parameters.values() if item.required}
    found = ask(store, question, given | {"as_of": "2020-06-01"})
    said_by = {column.name for column in question.columns if column.type == "sources" or column.name == "evidence"}
    kept = [place for place, field in enumerate(found.fields) if field not in said_by]
    return [tuple(row[place] for place in kept) for row in found.rows]
