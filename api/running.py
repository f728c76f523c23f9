"""A run: what a text of the console finds, as the bytes that leave; made in a process of its own (api/apart.py)."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from yhdysverkko.api.models import Model
from yhdysverkko.api.results import WRITERS, Leaving, jsonable, write_json
from yhdysverkko.api.streaming import Form
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.console import Text, find
from yhdysverkko.viz.sketch import sketch


class Limits(Model):
    """What a run keeps to. `bytes` are those of an answer in one piece."""

    rows: int
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Run:
    """A text to be run, and the form of its answer."""

    text: Text
    limits: Limits
    form: Form
    language: str
    draw: bool = False


def make(store: Store, run: Run) -> Iterator[bytes]:
    """The answer in pieces. Raises QueryRefused for a text that may not be run or that fails."""
    with ExitStack() as guard:
        guard.enter_context(settled(store))
        with find(store, run.text, rows=run.limits.rows, seconds=run.limits.seconds) as found:
            found.rows = _guarded(found.rows, guard)
            leaving = Leaving(found, run.language)
            if run.form is Form.JSON:
                yield _answer(run, leaving)
            else:
                yield from WRITERS[run.form](leaving)


def _guarded(rows: Iterator[tuple[Any, ...]], guard: ExitStack) -> Iterator[tuple[Any, ...]]:
    """The rows, with an error after the last where a load was being written meanwhile."""
    yield from rows
    guard.close()


def _answer(run: Run, leaving: Leaving) -> bytes:
    """The whole answer as JSON."""
    kept: list[Any] = []
    written: list[str] = []
    room = run.limits.bytes
    for row in leaving:
        text = write_json(row)
        room -= len(text)
        if room < 0:
            break
        written.append(text)
        if run.draw:
            kept.append(row)
    if leaving.error:
        raise leaving.error
    head = {
        "columns": leaving.columns,
        "truncated": "bytes" if room < 0 else "rows" if leaving.cut else None,
        "limits": run.limits.model_dump(),
        "took_ms": leaving.took_ms,
        "summary": {"type": leaving.plan.type, "expected_rows": leaving.plan.rows},
        "drawing": _drawing(kept, run.language) if run.draw else None,
    }
    return f'{write_json(head)[:-1]},"rows":[{",".join(written)}]}}'.encode()


def _drawing(rows: list[Any], language: str) -> dict[str, Any] | None:
    drawn = sketch(rows, ontology(), language)
    if not drawn.marks:
        return None
    whole: dict[str, Any] = jsonable(asdict(drawn))
    return whole
