"""Loads too large for one transaction, and what happens when their process dies."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.graph.sources import MadeSource, node, relation
from tests.graph.test_ledger import REFERENCE, graph
from yhdysverkko.graph import ledger, plan
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import list_sources, load, recover, retract, settled
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.staging import APPLYING, STAGING, unfinished
from yhdysverkko.graph.store import Store

MANY = 40
HANKASALMI = Ref("Municipality", "077")


def many(field: str = "sport", count: int = MANY) -> MadeSource:
    """A source of associations, each located in Hankasalmi."""
    names = [f"yhdistys-{number:03d}" for number in range(count)]
    return MadeSource(
        "many",
        [
            *(node("Association", name, field=field) for name in names),
            *(relation("LOCATED_IN", Ref("Association", name), HANKASALMI) for name in names),
        ],
    )


@pytest.fixture
def small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every load of more than ten facts a large one, in batches of seven."""
    monkeypatch.setattr(ledger, "TRANSACTION_LIMIT", 10)
    monkeypatch.setattr(plan, "BATCH", 7)


@pytest.fixture
def loaded_at_once(store: Store, vocabulary: Ontology) -> list[object]:
    """The graph that a load in one transaction makes, as what a staged one must be equal to; the store is emptied."""
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, many())
    made = graph(store)
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    load(store, vocabulary, REFERENCE)
    return made


def test_a_staged_load_makes_the_same_graph(
    store: Store, vocabulary: Ontology, loaded_at_once: list[object], small_transactions: None
) -> None:
    chunks: list[tuple[int, int]] = []

    report = load(store, vocabulary, many(), on_chunk=lambda done, total: chunks.append((done, total)))

    assert report.counts.new == 2 * MANY
    assert graph(store) == loaded_at_once
    assert chunks[-1] == (13, 13)  # 6 of nodes, 6 of relations, 1 of the municipality that they mention
    assert unfinished(store) is None


def test_a_staged_change_and_retraction_make_the_same_graph(
    store: Store, vocabulary: Ontology, small_transactions: None
) -> None:
    load(store, vocabulary, REFERENCE)
    before = graph(store)
    load(store, vocabulary, many())

    report = load(store, vocabulary, many(field="culture", count=30))

    counts = report.counts
    assert (counts.new, counts.changed, counts.unchanged, counts.retracted) == (0, 30, 30, 20)
    assert store.read("MATCH (n:Association) RETURN n.field AS field, count(n) AS n") == [{"field": "culture", "n": 30}]
    retract(store, vocabulary, "many")
    assert graph(store) == before


def test_a_source_that_turns_out_broken_changes_nothing(
    store: Store, vocabulary: Ontology, small_transactions: None
) -> None:
    load(store, vocabulary, REFERENCE)
    before = graph(store)
    broken = many()
    whole = broken.facts

    def breaking() -> Iterator[Record | Rejection]:
        yield from whole[:-1]
        raise LoadFailed("import.truncated", file="many.csv")

    broken.records = breaking  # type: ignore[method-assign]

    with pytest.raises(LoadFailed, match=r"many\.csv"):
        load(store, vocabulary, broken)

    assert graph(store) == before
    assert unfinished(store) is None


def interrupt(environment: dict[str, str], phase: str) -> None:
    """Run a load in another process to the middle of `phase` and kill it there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.graph.interrupted_load", phase],
        env=environment,
        cwd=environment["PYTHONPATH"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half-way\n"
    process.kill()
    process.wait()


def test_a_load_killed_while_staging_is_undone(store: Store, vocabulary: Ontology, environment: dict[str, str]) -> None:
    load(store, vocabulary, REFERENCE)
    before = graph(store)
    interrupt(environment, "staging")

    pending = unfinished(store)
    assert pending is not None
    assert pending.state == STAGING
    with settled(store):  # nothing of it is in the graph, so reading goes on
        assert store.read("MATCH (n:Association) RETURN n") == []
    recover(store)

    assert unfinished(store) is None
    assert graph(store) == before


def test_a_load_killed_while_applying_is_finished_by_the_next_command(
    store: Store, vocabulary: Ontology, loaded_at_once: list[object], environment: dict[str, str]
) -> None:
    interrupt(environment, "applying")

    pending = unfinished(store)
    assert pending is not None
    assert pending.state == APPLYING
    with pytest.raises(LoadInProgress, match="Many"), settled(store):
        pass
    recover(store)

    assert graph(store) == loaded_at_once
    assert [stored.source.id for stored in list_sources(store)] == ["many", "reference"]


def test_a_second_writer_waits_for_the_first_and_then_gives_up_with_a_sentence(
    store: Store, vocabulary: Ontology
) -> None:

    with writing_turn(store), pytest.raises(LoadInProgress), writing_turn(store, wait_s=0.5):
        pass
    load(store, vocabulary, REFERENCE)
