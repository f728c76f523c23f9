"""A backup of a small graph, and what tests of backups and of restores do with it."""

from pathlib import Path

import pytest

from tests.graph.test_commit import many
from tests.graph.test_ledger import REFERENCE, survey
from yhdysverkko.graph.backup import Backup, take_backup
from yhdysverkko.graph.decisions import decide
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.saved import save_view

CANDIDATE = (
    "CREATE (:Candidate {id: 'c', statement: 's', records: '{\"records\":[]}', confidence: 0.5, sources: ['x']})"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kopio.zip"


@pytest.fixture
def taken(store: Store, vocabulary: Ontology, file: Path) -> Backup:
    """A backup of a graph with sources, a saved view and a decision, in `file`."""
    for source in (REFERENCE, survey(basis="named"), many()):
        load(store, vocabulary, source)
    store.write(CANDIDATE)
    decide(store, vocabulary, {"c": "reject"})
    save_view(store, "Puutteet", View(region="13"))
    return take_backup(store, vocabulary, file.parent, file)


def wipe(store: Store) -> None:
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
