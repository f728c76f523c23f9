"""Moments: whether a store still reads the same graph, and what need not be asked while it does."""

from collections.abc import Callable, Iterator

import pytest

from yhdysverkko.graph import remembered
from yhdysverkko.graph.errors import LoadInProgress, NotFound
from yhdysverkko.graph.ledger import read_settled, settled
from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.staging import STAGING, WRITING, mark_unfinished
from yhdysverkko.graph.store import Store, open_store

MANY = "UNWIND range(1, 10000) AS x RETURN x"
"""More rows than the server sends at a time."""
COUNT = "MATCH (a:Association) RETURN count(a) AS n"
CREATE = "CREATE (:Association {id: randomUUID()})"
FORGET = "MATCH (l:Load) DELETE l"


@pytest.fixture
def other(settings: Settings, store: Store) -> Iterator[Store]:
    """Another client of the same database."""
    with open_store(settings) as other:
        yield other


def count(store: Store) -> int:
    return int(store.read(COUNT)[0]["n"])


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that were asked whole since."""
    queries: list[str] = []
    before = store.read_dated

    def read_dated(query: str, **parameters: object) -> object:
        queries.append(query)
        return before(query, **parameters)

    monkeypatch.setattr(store, "read_dated", read_dated)
    return queries


def test_while_nothing_is_written_all_readings_are_of_one_moment(store: Store) -> None:
    moment = store.look()

    assert store.moment is moment
    count(store)
    with store.stream(COUNT) as rows:
        list(rows)
    with store.reading() as transaction:
        transaction.run(COUNT)
    assert store.look() is store.moment is moment


def test_what_the_store_writes_begins_another_moment_at_once(store: Store) -> None:
    moment = store.look()
    store.write(CREATE)

    assert store.moment is not moment


def test_what_others_write_begins_another_moment_with_the_next_reading(store: Store, other: Store) -> None:
    first = store.look()
    other.write(CREATE)
    assert store.moment is first

    assert count(store) == 1
    second = store.moment
    assert second is not first
    assert second.stamp == other.look().stamp != first.stamp


def test_a_reading_in_which_somebody_wrote_is_of_another_moment(store: Store, other: Store) -> None:
    moment = store.look()
    with store.stream(MANY) as rows:
        arriving = iter(rows)
        next(arriving)
        other.write(CREATE)
        list(arriving)

    assert store.moment is not moment


def test_a_text_somebody_wrote_leaves_no_moment_that_could_be_taken_for_its_own(store: Store) -> None:
    moment = store.look()
    with store.bounded(10) as bounded:
        bounded.plan(COUNT, {})
        assert store.moment is moment
        bounded.rows(COUNT, {})
        assert store.moment is not moment


def run_out(store: Store, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Run a text to its last row; do something before that."""
    with store.bounded(10) as bounded:
        rows = bounded.rows(MANY, {})
        assert rows
        meanwhile()
        list(rows)


def test_a_text_that_was_read_to_its_end_was_of_the_moment_before_it(store: Store) -> None:
    moment = store.look()
    run_out(store)

    assert store.moment is moment


def test_a_text_that_ends_in_another_state_leaves_no_moment(store: Store, other: Store) -> None:
    moment = store.look()
    run_out(store, lambda: other.write(CREATE))

    assert store.moment is not moment


def test_a_moment_that_somebody_has_seen_meanwhile_stays(store: Store, other: Store) -> None:
    before = store.look()
    seen = []
    run_out(store, lambda: seen.append((other.write(CREATE), store.look())))

    [(_, moment)] = seen
    assert before is not moment is store.moment


def test_what_is_remembered_is_asked_once_a_moment(store: Store, other: Store, asked: list[str]) -> None:
    associations = Remembered(COUNT, lambda rows: rows[0]["n"])

    assert [associations.get(store) for _ in range(3)] == [0, 0, 0]
    assert asked == [COUNT]
    assert associations.get(other) == 0

    other.write(CREATE)
    store.look()
    assert associations.known(store) is None
    assert associations.get(store) == 1


def test_what_is_remembered_is_of_its_parameters(store: Store, other: Store, asked: list[str]) -> None:
    plus = Remembered("MATCH (a:Association) RETURN count(a) + $more AS n", lambda rows: rows[0]["n"])

    assert [plus.get(store, more=more) for more in (1, 2, 1, 2)] == [1, 2, 1, 2]
    assert len(asked) == 2

    other.write(CREATE)
    assert plus.get(store, more=3) == 4
    assert plus.known(store, more=1) is None
    assert plus.get(store, more=1) == 2


def test_what_is_remembered_has_a_measure(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    same = Remembered("RETURN $n AS n", lambda rows: rows[0]["n"])

    assert [same.get(store, n=n) for n in range(3)] == [0, 1, 2]
    assert [same.known(store, n=n) is not None for n in range(3)] == [False, False, True]


def test_a_guard_costs_nothing_while_nothing_changes(store: Store, asked: list[str]) -> None:
    assert read_settled(store, lambda: count(store)) == 0
    asked.clear()

    assert read_settled(store, lambda: count(store)) == 0
    assert asked == [COUNT]


def meanwhile(store: Store, *happenings: Callable[[], object]) -> Callable[[], int]:
    """Counts associations, at its first time with something happening before."""
    waiting = list(happenings)

    def read() -> int:
        while waiting:
            waiting.pop(0)()
        return count(store)

    return read


def begin(other: Store, state: str) -> Callable[[], None]:
    return lambda: mark_unfinished(other, "Uusi", state)


def test_a_load_that_began_meanwhile_refuses_the_reading(store: Store, other: Store) -> None:
    read_settled(store, lambda: count(store))

    with pytest.raises(LoadInProgress, match="Uusi"):
        read_settled(store, meanwhile(store, begin(other, WRITING)))
    with pytest.raises(LoadInProgress, match="Uusi"):
        read_settled(store, lambda: count(store))


def test_a_load_that_began_and_ended_meanwhile_has_the_reading_done_again(store: Store, other: Store) -> None:
    read_settled(store, lambda: count(store))
    seen: list[int] = []

    def read() -> int:
        if not seen:
            mark_unfinished(other, "Uusi", WRITING)
            other.write(CREATE)
            seen.append(count(store))
            other.write(CREATE)
            other.write(FORGET)
        return count(store)

    assert read_settled(store, read) == 2
    assert seen == [1]


def test_an_error_that_comes_of_a_load_meanwhile_is_not_believed(store: Store, other: Store) -> None:
    read_settled(store, lambda: count(store))
    tries: list[int] = []

    def read() -> int:
        tries.append(count(store))
        if len(tries) == 1:
            other.write(CREATE)
            count(store)
            raise NotFound("source.unknown", id="x", known="–")
        return tries[-1]

    assert read_settled(store, read) == 1
    assert tries == [0, 1]


def test_an_error_while_nothing_changes_is_said_at_once(store: Store) -> None:
    read_settled(store, lambda: count(store))
    tries: list[int] = []

    def read() -> None:
        tries.append(1)
        raise NotFound("source.unknown", id="x", known="–")

    with pytest.raises(NotFound):
        read_settled(store, read)
    assert tries == [1]


def test_a_load_that_is_only_staged_refuses_nothing(store: Store, other: Store) -> None:
    begin(other, STAGING)()
    assert read_settled(store, lambda: count(store)) == 0


def test_a_guarded_block_notices_a_load_that_began_in_it(store: Store, other: Store) -> None:
    def read() -> None:
        with settled(store):
            begin(other, WRITING)()
            count(store)

    with pytest.raises(LoadInProgress, match="Uusi"):
        read()
