"""A run of the console: that what it answers is of one state of the graph, or it says that it is not."""

import json
from collections.abc import Iterator

import pytest

from yhdysverkko.api.running import Limits, Run, make
from yhdysverkko.api.streaming import Form
from yhdysverkko.graph.errors import LoadInProgress
from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.staging import UNFINISHED, WRITING, mark_unfinished
from yhdysverkko.graph.store import Moment, Store
from yhdysverkko.queries.console import Text

COUNTED = "UNWIND range(1, 3) AS n RETURN n"


def run(form: Form, rows: int = 10) -> Run:
    return Run(Text(COUNTED), Limits(rows=rows, seconds=20, bytes=1 << 20), form, "fi")


@pytest.fixture
def guards(monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """The moments in which somebody has asked for what is unfinished since."""
    moments: list[Moment] = []
    before = Remembered.read

    def read(remembered: Remembered[object], store: Store) -> object:
        seen = before(remembered, store)
        if remembered is UNFINISHED:
            moments.append(seen.moment)
        return seen

    monkeypatch.setattr(Remembered, "read", read)
    return moments


@pytest.fixture
def unfinished(store: Store) -> Iterator[None]:
    """A load that has begun to write."""
    mark_unfinished(store, "Uusi", WRITING)
    yield
    store.write("MATCH (l:Load) DELETE l")


def test_an_answer_that_was_read_to_its_end_is_guarded_once(store: Store, guards: list[Moment]) -> None:
    [whole] = make(store, run(Form.JSON))

    assert json.loads(whole)["rows"] == [[1], [2], [3]]
    assert len(guards) == 1


def test_an_answer_that_was_cut_is_guarded_before_and_after(store: Store, guards: list[Moment]) -> None:
    [whole] = make(store, run(Form.JSON, rows=2))

    assert json.loads(whole)["truncated"] == "rows"
    assert len(guards) == 2


@pytest.mark.usefixtures("unfinished")
def test_while_a_load_writes_nothing_is_run(store: Store) -> None:
    for form in Form:
        with pytest.raises(LoadInProgress, match="Uusi"):
            next(make(store, run(form)))


def test_a_load_that_begins_meanwhile_is_told_of_at_the_end(store: Store) -> None:
    pieces = make(store, run(Form.NDJSON, rows=2))
    head = next(pieces)
    mark_unfinished(store, "Uusi", WRITING)
    *_, end = (head + b"".join(pieces)).splitlines()
    store.write("MATCH (l:Load) DELETE l")

    assert "Uusi" in json.loads(end)["end"]["error"]
