"""Asking: parameters are checked, entities found, and people who are not shown are masked."""

import pytest

from tests.graph.sources import MadeSource, person
from tests.queries.conftest import BASE, Ask
from yhdysverkko.graph.errors import NotFound, QueryRefused, WrongUse
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store, open_store
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue, parse_question
from yhdysverkko.queries.parameters import find_entity

PEOPLE = """// name: people
// kind: profile
// question.en: Who is there?
// param as_of: date
// column person: Person
// column one: entity
// column all: Person[]
WITH date() AS as_of
MATCH (p:Person)
RETURN p.name AS person, p.id AS person_id, p.name AS one, labels(p)[0] AS one_kind, p.id AS one_id,
  [{id: p.id, name: p.name}] AS all
ORDER BY person_id
"""


def test_people_who_are_internal_have_neither_name_nor_id_in_an_answer(store: Store, vocabulary: Ontology) -> None:
    hidden, shown = person("maija", visibility="internal"), person("kalle")
    load(store, vocabulary, MadeSource("facts", [hidden, shown]))

    rows = ask(store, parse_question("people.cypher", PEOPLE), {}).rows

    assert rows[0] == ("Kalle", "kalle", "Kalle", "Person", "kalle", [{"id": "kalle", "name": "Kalle"}])
    assert rows[1] == ("•••", None, "•••", "Person", None, [{"id": None, "name": "•••"}])


def test_an_entity_is_found_by_reference_code_or_name(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("base", list(BASE)))

    for text in ("municipality:077", "077", "77", "Hankasalmi"):
        assert find_entity(store, text, "municipality") == "077"
    assert find_entity(store, "Keski-Suomi", "entity") == Ref("Region", "13")


def test_an_unknown_entity_is_answered_with_those_spelt_alike(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("base", list(BASE)))

    with pytest.raises(NotFound, match=r"Hankasalmi \(municipality:077\)"):
        find_entity(store, "Hankasalmella", "municipality")
    with pytest.raises(NotFound):
        find_entity(store, "region:99", "municipality")
    # Nothing is named like a code with a wrong digit, but codes are spelt like it.
    with pytest.raises(NotFound, match=r"Keski-Suomi \(region:13\)"):
        find_entity(store, "14", "region")


def test_an_internal_person_cannot_be_asked_about(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("facts", [person("maija", visibility="internal")]))

    with pytest.raises(NotFound) as raised:
        find_entity(store, "maija", "person")
    assert "Maija" not in str(raised.value)


def test_a_wrong_parameter_or_value_is_named(answers: Ask) -> None:
    with pytest.raises(NotFound, match="region"):
        answers("missing-liaison", [], regoin="13")
    with pytest.raises(WrongUse, match=r"as_of.*eilen.*8\.10\.2026"):
        answers("missing-liaison", [], as_of="eilen")
    with pytest.raises(WrongUse, match=r"limit.*-1.*vähintään 0"):
        answers("hubs", [], limit=-1)


def test_a_runaway_question_is_stopped_and_the_next_is_answered(settings: Settings, store: Store) -> None:
    del store
    endless = PEOPLE.replace(
        "MATCH (p:Person)", "UNWIND range(1, 1000000000) AS n WITH sum(n % 7) AS n MATCH (p:Person)"
    )
    with open_store(settings.model_copy(update={"time_limit_s": 1.0})) as impatient:
        with pytest.raises(QueryRefused):
            ask(impatient, parse_question("people.cypher", endless), {})
        assert ask(impatient, parse_question("people.cypher", PEOPLE), {}).rows == []


def test_the_line_of_an_answer_names_what_was_asked(store: Store, vocabulary: Ontology, questions: Catalogue) -> None:
    load(store, vocabulary, MadeSource("base", list(BASE)))

    found = ask(store, questions["hubs"], {"region": "13", "as_of": "2019-06-01", "measure": "core"})

    assert "päivä 1.6.2019, maakunta Keski-Suomi, mitta ydin, laji kaikki" in found.line("fi")
