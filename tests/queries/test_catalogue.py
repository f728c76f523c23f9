"""The catalogue as such: every question keeps what its header promises, and a bad file is named."""

from pathlib import Path

import pytest

from yhdysverkko.graph.errors import LoadFailed, NotFound
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES, catalogue
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.reference import ReferenceSource
from yhdysverkko.queries.analyses import ANALYSES
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue, read_catalogue

NAMES = sorted(read_catalogue())

GOOD = """// name: own
// kind: quality
// question.fi: Kuinka monta kuntaa on?
// param as_of: date
// column count: integer
WITH date() AS as_of
MATCH (m:Municipality) RETURN count(m) AS count
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_complete_in_every_language(questions: Catalogue, name: str) -> None:
    question = questions[name]
    messages = catalogue()

    assert set(question.texts) == set(LANGUAGES)
    assert all(f"parameter.{item.name}" in messages for item in question.parameters.values())
    assert all(f"column.{item.name}" in messages for item in question.columns)
    assert "as_of" in question.parameters
    assert any(item.type == "sources" for item in question.columns)
    assert not question.analysis or question.analysis in ANALYSES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_runs_pasted_as_it_is(store: Store, questions: Catalogue, name: str) -> None:
    question = questions[name]

    with store.stream(question.text) as rows:
        assert question.analysis or rows.columns == question.fields


def test_a_question_of_ones_own_joins_the_catalogue(tmp_path: Path, store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, ReferenceSource(vocabulary))
    (tmp_path / "own.cypher").write_text(GOOD, encoding="utf-8")

    questions = read_catalogue(tmp_path)

    assert "missing-liaison" in questions
    assert questions["own"].label("en") == "Kuinka monta kuntaa on?"  # the only language that it has
    assert ask(store, questions["own"], {}).rows == [(320,)]


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("RETURN", "SET m.seen = true RETURN"), 7, "SET"),
        (("MATCH", "// x\nCALL dbms.listConfig() YIELD name MATCH"), 8, "CALL dbms."),
        (("kind: quality", "kind: other"), 1, "other"),
        (("as_of: date", "as_of: day"), 4, "day"),
        (("count: integer", "count: whole"), 5, "whole"),
        (("date() AS as_of", "date() AS day"), 6, "as_of, day"),
        (("name: own", "name: other"), 1, "other"),
        (("// column count: integer\n", ""), 1, "column"),
    ],
)
def test_a_file_that_is_no_question_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, said: str
) -> None:
    (tmp_path / "own.cypher").write_text(GOOD.replace(*change), encoding="utf-8")

    with pytest.raises(LoadFailed, match=rf"own\.cypher:{line}: .*{said}"):
        read_catalogue(tmp_path)


def test_words_of_writing_in_text_and_names_do_not_matter(tmp_path: Path) -> None:
    text = GOOD.replace("RETURN", "WHERE m.set <> 'DELETE' /* merge */ AND m.`drop` IS NULL RETURN")
    (tmp_path / "own.cypher").write_text(text, encoding="utf-8")

    assert "own" in read_catalogue(tmp_path)


def test_an_unknown_question_is_answered_with_the_nearest(questions: Catalogue) -> None:
    with pytest.raises(NotFound, match="missing-liaison") as raised:
        questions["missing-liason"]
    assert raised.value.exit_code == 2
