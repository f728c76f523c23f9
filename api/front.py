"""The front page: what the graph holds, its most pressing gaps, its hubs, and what changed lately."""

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.cache import PUBLIC
from yhdysverkko.api.context import LanguageDep, QuestionsDep, ViewersStoreDep
from yhdysverkko.api.models import Count
from yhdysverkko.api.pages import MAP, respond
from yhdysverkko.api.shapes import shape_counts
from yhdysverkko.api.site import entity_address, kept, render
from yhdysverkko.graph.facts import count_kinds
from yhdysverkko.graph.ledger import list_sources, settled
from yhdysverkko.graph.messages import speaking
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import format_date
from yhdysverkko.queries.ask import Answer, Cells, ask
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.queries.together import read_together
from yhdysverkko.viz.answers import UNKNOWN, named_refs, word_row
from yhdysverkko.viz.assets import WAITING_SCRIPT, asset
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.present import format_number

GAPS = (
    "missing-liaison",
    "liaison-without-deputy",
    "municipalities-without-any-tie",
    "series-overdue",
    "plans-without-progress",
    "unchecked-liaisons",
    "missing-from-wellbeing-report",
)
"""Questions about gaps, the most pressing first: who has nobody to turn to before who lacks a paper."""

GAPS_SHOWN, NAMES_SHOWN, HUBS_SHOWN, CHANGES_SHOWN = 5, 6, 5, 8

KEPT = 16
"""Fronts that a server remembers."""

WAIT_S = 1.5
"""How long a reader waits for what is being made; then the page says so, and completes itself."""

MEASURE = "degree"
"""What hubs are found by: the measure that everybody understands."""

LATELY = timedelta(days=365)
"""What changed in this time before the latest change of all is lately, however long ago that was."""

_LATEST = """
MATCH ()-[f]->() WHERE NOT type(f) IN ['PART_OF', 'BORDERS', 'MERGED_INTO', 'LOCATED_IN']
RETURN max(CASE WHEN f.valid_from <= date() THEN f.valid_from END) AS began,
  max(CASE WHEN f.valid_to <= date() THEN f.valid_to END) AS ended
"""
"""The days of the latest changes; what registers tell of places is no news of those who cooperate."""

router = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])


class Gap(NamedTuple):
    """A question about a gap, how many it found, and the first of them."""

    question: Named
    number: str
    names: list[Named]
    more: str


class Found(NamedTuple):
    """A row of an answer in a line: what it is about, and what is said of it."""

    who: Named
    said: str


class Front(NamedTuple):
    """What the front page says of the graph."""

    kinds: list[Count]
    day: str
    gaps: list[Gap]
    hubs: list[Found]
    changes: list[Found]
    since: str
    all_changes: str


class Fronts:
    """Fronts of one application, each made once for every change of the graph, in a thread of its own."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Future[Front]] = {}
        self._pool = ThreadPoolExecutor(1)
        self._choosing = Lock()

    def get(self, key: Hashable, make: Callable[[], Front]) -> Front | None:
        """What `make` makes, made before or now; None while it takes longer than WAIT_S. Raises what `make` raises."""
        with self._choosing:
            made = self._made.get(key)
            if made is None:
                if len(self._made) == KEPT:  # most are of graphs and days gone by
                    self._made.clear()
                made = self._made[key] = self._pool.submit(make)
        try:
            return made.result(WAIT_S)
        except TimeoutError:
            return None
        except Exception:
            self._made.pop(key, None)  # the next reader tries again
            raise


@router.get("/")
def show_front(request: Request, store: ViewersStoreDep, questions: QuestionsDep, language: LanguageDep) -> Response:
    """The front page, of the region that the server was started with; one that is being made completes itself."""
    [state], moment = store.read_dated("MATCH (s:Source) RETURN count(s) AS sources")
    key = (moment.stamp, store.sight, date.today(), language, kept(request))
    fronts: Fronts = request.app.state.fronts

    def make() -> Front:
        with speaking(language), settled(store):
            return _read(store, questions, request.app.state.region, language, kept(request))

    front = fronts.get(key, make) if state["sources"] else None
    page = render(
        request,
        "front.html.j2",
        language,
        front=front,
        number=partial(format_number, language=language),
        waiting=asset(WAITING_SCRIPT) if front is None and state["sources"] else None,
        map=MAP + kept(request),
    )
    # While it is being made the page changes though the graph does not.
    return respond(request, page.encode(), "text/html", PUBLIC if front or not state["sources"] else "no-store")


def _read(store: Store, questions: Catalogue, region: str | None, language: str, more: str) -> Front:
    def answer(name: str, **given: Any) -> Answer:
        place = {"region": region} if region and "region" in questions[name].parameters else {}
        return ask(store, questions[name], {**place, **given})

    days = [day for stored in list_sources(store) if (day := stored.source.published or stored.source.retrieved)]
    [row] = store.read(_LATEST)
    latest = max(filter(None, (row["began"], row["ended"])), default=date.today())
    since = latest - LATELY
    asked = read_together(
        [
            partial(answer, "hubs", measure=MEASURE, limit=HUBS_SHOWN),
            partial(answer, "changes", from_date=since, as_of=latest),
            *(partial(answer, name) for name in GAPS),
        ]
    )
    hubs, changes, *gaps = (each.result() for each in asked)
    newest = sorted(changes.rows, key=lambda row: str(row[0]), reverse=True)[:CHANGES_SHOWN]
    return Front(
        shape_counts(count_kinds(store), {name: kind.plural for name, kind in ontology().kinds.items()}, language),
        format_date(max(days)) if days else "",
        [_gap(found, language, more) for found in gaps if found.rows][:GAPS_SHOWN],
        [
            _found(hubs, row, ("value",), language, more, f"{ontology().measures[MEASURE].label[language]}: ")
            for row in hubs.rows
        ],
        [_found(changes, row, ("fact", "object", "change", "date"), language, more) for row in newest],
        format_date(since),
        _with(f"/ask/changes?{urlencode({'from_date': since, 'as_of': latest})}", more),
    )


def _found(found: Answer, row: Cells, told: Sequence[str], language: str, more: str, before: str = "") -> Found:
    cells = dict(
        zip(
            (column.name for column in found.question.columns),
            word_row(found.question.columns, row, language),
            strict=True,
        )
    )
    who = next(iter(_named(found, row, language, more)), Named("", next(iter(cells.values()))))
    return Found(who, before + " · ".join(cells[name] for name in told if cells[name] not in (UNKNOWN, who.name)))


def _gap(found: Answer, language: str, more: str) -> Gap:
    names = list({name: None for row in found.rows for name in _named(found, row, language, more)[:1]})
    region = found.parameters.get("region")
    address = f"/ask/{found.question.name}"
    left = len(names) - NAMES_SHOWN
    return Gap(
        Named(
            _with(f"{address}?{urlencode({'region': region})}" if region else address, more),
            found.question.label(language),
        ),
        format_number(len(found.rows), language),
        names[:NAMES_SHOWN],
        format_number(left, language) if left > 0 else "",
    )


def _named(found: Answer, row: Cells, language: str, more: str) -> list[Named]:
    """The entities that a row names, with where their pages are."""
    columns = found.question.columns
    return [
        Named(entity_address(format_reference(ontology(), ref)) + more, text)
        for text, ref in zip(word_row(columns, row, language), named_refs(columns, row), strict=True)
        if ref
    ]


def _with(address: str, more: str) -> str:
    return address + (more.replace("?", "&") if "?" in address else more)
