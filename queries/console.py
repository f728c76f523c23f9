"""The console: a text of an analyst's own, run where it can only read, within limits.

Nothing here trusts the text. The server says what it would do with it (EXPLAIN), and only what reads the graph is run,
in a reading transaction, in which the server refuses writes besides.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import blake2b
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import orjson

from yhdysverkko.graph.errors import QueryRefused, StoreUnavailable, WrongUse
from yhdysverkko.graph.found import Plan
from yhdysverkko.graph.launch import PROCEDURES
from yhdysverkko.graph.store import Bounded, Store

LONGEST = 10_000
"""Characters of a text. The time limit holds from the plan on, and a longer text can take minutes to plan."""

DEEPEST = 100
"""Brackets within each other; several hundred are too many for the server."""

AT_ONCE = 4
"""Texts that run at a time: two cores do not answer more any sooner, and each takes its part of the server's memory."""

KNOWN_PLANS = 256
"""Texts whose plans are kept: to have one explained can take longer than to have it answered."""

PATIENCE_S = 5.0
"""How long a text waits for its turn."""

BEYOND_GRAPH = ("LoadCSV", "Transaction", "Show", "Terminate", "Administration")
"""What the names of operators begin with that read files or networks, open transactions, or look at the server."""

FUNCTIONS = frozenset({"date", "datetime", "localdatetime", "localtime", "time", "duration", "point", "vector"})
"""Whose functions a text may call, of those with a dot in their names: Neo4j's own. Others come from plugins."""

_CALL = re.compile(r"([A-Za-z_]\w*)(?:\.\w+)+\(")
_QUOTED = re.compile(r"`[^`]*`")
_PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\).*", re.DOTALL)
_EXPECTED = re.compile(r":? expected .*", re.DOTALL)

_plans: WeakKeyDictionary[Store, dict[bytes, "_Seen"]] = WeakKeyDictionary()

_turns = threading.BoundedSemaphore(AT_ONCE)


class TooManyRuns(StoreUnavailable):
    """Other texts are being run; this one can be tried again in a moment."""


@dataclass(frozen=True)
class Text:
    """A text with its parameters. Raises WrongUse where no server could take it."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise WrongUse("console.empty")
        if len(self.text) > LONGEST:
            raise WrongUse("console.too_long", most=LONGEST)
        if _depth(self.text) > DEEPEST:
            raise WrongUse("console.too_deep", most=DEEPEST)
        if not all(map(_fits, (self.text, dict(self.parameters)))):
            raise WrongUse("console.parameters")


class _Seen(NamedTuple):
    """The plan of a text that may be run, and the state of the graph that it is for."""

    plan: Plan
    stamp: str


@dataclass
class Found:
    """What a text finds: `columns`, and rows as they arrive. `cut` says, once those are read, that there are more."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]
    plan: Plan
    cut: bool = False


def explain(store: Store, text: Text, *, seconds: float) -> Plan:
    """What the server would do with a text. Raises QueryRefused for one that may not be run, or is none."""
    with _faults(), store.bounded(seconds) as bounded:
        return _allowed(store, bounded, text)


@contextmanager
def find(store: Store, text: Text, *, rows: int, seconds: float) -> Iterator[Found]:
    """What a text finds, at most so many rows of it.

    Raises QueryRefused for a text that may not be run, that fails or takes too long; so do the rows.
    """
    with _faults(), store.bounded(seconds) as bounded:
        plan = _known_plan(store, bounded, text)
        arriving = bounded.rows(text.text, text.parameters)
        if arriving is None:
            raise QueryRefused("console.explained")
        found = Found(arriving.columns, iter(()), plan)
        found.rows = _first(found, iter(arriving), rows)
        yield found


def _first(found: Found, arriving: Iterator[tuple[Any, ...]], most: int) -> Iterator[tuple[Any, ...]]:
    with _faults():
        for at, row in enumerate(arriving):
            if at == most:
                found.cut = True
                return
            yield row


def _known_plan(store: Store, bounded: Bounded, text: Text) -> Plan:
    """As `_allowed`; what was allowed is, while the graph is the same."""
    plans, stamp = _plans.setdefault(store, {}), store.moment.stamp
    # Parameters belong to it: what they hold can choose what is read (`USE graph.byName($name)`).
    key = blake2b(orjson.dumps([text.text, dict(text.parameters)], option=orjson.OPT_SORT_KEYS)).digest()
    seen = plans.get(key)
    if seen and seen.stamp == stamp:
        return seen.plan
    plan = _allowed(store, bounded, text)
    if stamp:
        if len(plans) == KNOWN_PLANS:
            plans.clear()
        plans[key] = _Seen(plan, stamp)
    return plan


def _allowed(store: Store, bounded: Bounded, text: Text) -> Plan:
    """The plan of a text that may be run. Raises QueryRefused."""
    plan = bounded.plan(text.text, text.parameters)
    if plan.type != "r":
        raise QueryRefused("console.system" if plan.type == "s" else "console.writes")
    for operator in plan.operators:
        if operator.name.startswith(BEYOND_GRAPH):
            raise QueryRefused("console.beyond", what=operator.name)
        if operator.database != store.database:
            raise QueryRefused("console.other_database")
        if operator.name == "ProcedureCall":
            name, _, details = operator.details.partition("(")
            _check_procedure(name)
            _check_functions(details)
        else:
            _check_functions(operator.details)
    return plan


def _check_procedure(name: str) -> None:
    if not any(fnmatchcase(name, pattern) for pattern in PROCEDURES.split(",")):
        raise QueryRefused("console.procedure", name=name)


def _check_functions(details: str) -> None:
    """Names in backticks are columns, which say what the text says; the server writes functions without."""
    for call in _CALL.finditer(_QUOTED.sub("", details)):
        if call[1] not in FUNCTIONS:
            raise QueryRefused("console.function", name=call[0].rstrip("("))


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to run a text. Raises TooManyRuns where it does not come soon enough."""
    if not _turns.acquire(timeout=PATIENCE_S):
        raise TooManyRuns("console.busy", most=AT_ONCE)
    try:
        yield
    finally:
        _turns.release()


@contextmanager
def _faults() -> Iterator[None]:
    """Say errors of the text in a short sentence with their place."""
    try:
        yield
    except QueryRefused as error:
        if error.key != "store.refused":
            raise
        raise _fault(error.params["reason"]) from error


def _fault(reason: str) -> QueryRefused:
    place = _PLACE.search(reason)
    said = _EXPECTED.sub("", _PLACE.sub("", reason)).strip().splitlines()[0]
    if place is None:
        return QueryRefused("console.fault", reason=said)
    # The first line of what the server saw was ours.
    return QueryRefused("console.fault_at", line=max(int(place[1]) - 1, 1), column=int(place[2]), reason=said)


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        if sign in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]}":
            depth -= 1
    return deepest


def _fits(value: Any) -> bool:
    """Whether the driver can send a value: numbers of 64 bits, and texts that are text."""
    match value:
        case bool() | float() | None:
            return True
        case int():
            return -(2**63) <= value < 2**63
        case str():
            return not any("\ud800" <= sign <= "\udfff" for sign in value)
        case list():
            return all(map(_fits, value))
        case dict():
            return all(map(_fits, value)) and all(map(_fits, value.values()))
        case _:
            return False
