"""Changes too large for one transaction, and what happens when their process dies."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.graph.sources import MadeSource, node, relation
from tests.graph.test_ledger import REFERENCE, graph
from yhdysverkko.graph import commit, plan
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress
from yhdysverkko.graph.lease import LOCK, writing_turn
from yhdysverkko.graph.ledger import load, recover, retract, settled
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.staging import APPLYING, STAGING, WRITING, unfinished
from yhdysverkko.graph.store import Store, Transaction

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


def changed() -> MadeSource:
    """A later version of `many`: thirty associations, all of them in another field."""
    return many(field="culture", count=30)


def make_transactions_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every load of more than ten facts a large one, in batches of seven."""
    monkeypatch.setattr(commit, "TRANSACTION_LIMIT", 10)
    monkeypatch.setattr(plan, "BATCH", 7)


def loaded_at_once(store: Store, vocabulary: Ontology, *sources: MadeSource) -> list[object]:
    """The graph that loads in one transaction make, as what large ones must be equal to; the store is emptied."""
    for source in (REFERENCE, *sources):
        load(store, vocabulary, source)
    made = graph(store)
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    load(store, vocabulary, REFERENCE)
    return made


def test_a_large_first_load_makes_the_same_graph(
    store: Store, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = loaded_at_once(store, vocabulary, many())
    make_transactions_small(monkeypatch)
    progress: list[int] = []

    report = load(store, vocabulary, many(), on_chunk=progress.append)

    assert report.counts.new == 2 * MANY
    assert graph(store) == expected
    assert progress[-1] == 2 * MANY + 1  # the municipality that they mention
    assert unfinished(store) is None


def test_an_official_number_given_twice_in_a_large_load_is_rejected(
    store: Store, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_transactions_small(monkeypatch)
    facts = [node("Association", f"yhdistys-{number}") for number in range(MANY)]
    facts[2] = node("Association", "yhdistys-2", business_id="9999900-1")
    facts[-2] = node("Association", "toinen", line=99, business_id="9999900-1")  # batches later
    rejected: list[Rejection] = []

    report = load(store, vocabulary, MadeSource("many", list(facts)), on_rejection=rejected.append)

    assert [(rejection.place.line, rejection.value) for rejection in rejected] == [(99, "9999900-1")]
    assert report.counts.new == MANY - 1


def test_a_large_change_and_retraction_make_the_same_graph(
    store: Store, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = loaded_at_once(store, vocabulary, many(), changed())
    before = graph(store)
    load(store, vocabulary, many())
    make_transactions_small(monkeypatch)

    counts = load(store, vocabulary, changed()).counts

    assert (counts.new, counts.changed, counts.unchanged, counts.retracted) == (0, 30, 30, 20)
    assert graph(store) == expected
    retract(store, vocabulary, "many")
    assert graph(store) == before


@pytest.mark.parametrize("known", [False, True])
def test_a_source_that_turns_out_broken_changes_nothing(
    store: Store, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    load(store, vocabulary, REFERENCE)
    if known:
        load(store, vocabulary, changed())
    before = graph(store)
    make_transactions_small(monkeypatch)
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


def state(store: Store) -> str | None:
    found = unfinished(store)
    return found.state if found else None


def test_a_first_load_killed_while_writing_is_undone_and_not_read_meanwhile(
    store: Store, vocabulary: Ontology, environment: dict[str, str]
) -> None:
    load(store, vocabulary, REFERENCE)
    before = graph(store)

    interrupt(environment, "writing")

    assert state(store) == WRITING
    with pytest.raises(LoadInProgress, match="Many"), settled(store):
        pass
    recover(store)
    assert state(store) is None
    assert graph(store) == before


def test_a_change_killed_while_staging_is_undone_and_the_old_version_stays_readable(
    store: Store, vocabulary: Ontology, environment: dict[str, str]
) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, many())
    before = graph(store)

    interrupt(environment, "staging")

    assert state(store) == STAGING
    with settled(store):
        assert store.read("MATCH (n:Association) RETURN DISTINCT n.field AS field") == [{"field": "sport"}]
    recover(store)
    assert state(store) is None
    assert graph(store) == before


def test_a_change_killed_while_applying_is_finished_by_the_next_command(
    store: Store, vocabulary: Ontology, environment: dict[str, str]
) -> None:
    expected = loaded_at_once(store, vocabulary, many(), changed())
    load(store, vocabulary, many())

    interrupt(environment, "applying")

    assert state(store) == APPLYING
    with pytest.raises(LoadInProgress, match="Many"), settled(store):
        pass
    recover(store)
    assert state(store) is None
    assert graph(store) == expected


def test_turns_of_one_process_never_overlap(store: Store) -> None:
    inside: list[int] = []
    most = []

    def take_turns(number: int) -> None:
        for _ in range(15):
            with writing_turn(store, wait_s=60):
                inside.append(number)
                most.append(len(inside))
                time.sleep(0.005)
                inside.remove(number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(take_turns, range(6)))

    assert set(most) == {1}


def test_a_turn_that_somebody_has_taken_over_is_not_given_back_in_their_stead(store: Store) -> None:
    taking = threading.Event()

    def take_over(transaction: Transaction) -> None:
        transaction.run(LOCK)
        transaction.run("MATCH (g:Graph) SET g.writer = 'elsewhere|1|1|x', g.writer_beat = datetime()")
        taking.set()
        time.sleep(1)

    other = threading.Thread(target=store.transact, args=[take_over])
    with writing_turn(store):
        other.start()
        taking.wait()
    other.join()

    assert store.read("MATCH (g:Graph) RETURN g.writer AS writer") == [{"writer": "elsewhere|1|1|x"}]


def test_a_second_writer_waits_for_the_first_and_then_gives_up_with_a_sentence(
    store: Store, vocabulary: Ontology
) -> None:

    with writing_turn(store), pytest.raises(LoadInProgress), writing_turn(store, wait_s=0.5):
        pass
    load(store, vocabulary, REFERENCE)
