"""The Cypher API: texts of an analyst's own, read-only and within limits, and those that are saved and shared."""

from collections.abc import Generator
from threading import Event
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from yhdysverkko.api.access.guard import Needs, ViewerDep
from yhdysverkko.api.access.journal import Noted
from yhdysverkko.api.access.limits import HEAVY
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.apart import Workers
from yhdysverkko.api.context import LanguageDep, SettingsDep, UnguardedDep
from yhdysverkko.api.leaving import LEFT, SLACK_S, PiecesResponse, noticing
from yhdysverkko.api.models import Model
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.running import Limits, Run
from yhdysverkko.api.streaming import MEDIA_TYPES, STREAMED, Form, FormDep
from yhdysverkko.graph.messages import speaking
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.console import LONGEST, Text, explain, turn
from yhdysverkko.queries.saved import SavedQuery, delete_query, list_queries, read_query, save_query
from yhdysverkko.viz.sketch import Sketch

USUAL_ROWS = 1_000
MOST_ROWS = 100_000
"""Of an answer in one piece; a stream may have MOST_STREAMED."""
MOST_STREAMED = 5_000_000
MOST_BYTES = 64 * 2**20
"""Of an answer in one piece, which is made in memory."""

router = APIRouter(
    prefix="/api/v1/cypher", tags=["cypher"], responses=PROBLEMS, dependencies=[Depends(Needs(Role.ANALYST))]
)
"""Every run goes through this router: what it did is logged where the application is put together."""


class QueryIn(Model):
    """A text to run. What it is asked to keep to beyond the server's own limits, the server's limits decide."""

    query: str = Field(max_length=LONGEST, examples=["MATCH (m:Municipality {id: $code}) RETURN m.name AS name"])
    parameters: dict[str, Any] = Field(default={}, examples=[{"code": "077"}])
    limit: int = Field(default=USUAL_ROWS, ge=1, le=MOST_STREAMED, description="rows at most")
    timeout: float | None = Field(default=None, gt=0, le=86_400, description="seconds at most")


class Summary(Model):
    """What the server says of a run: the type of its plan ("r" reads) and how many rows it had expected."""

    type: str = Field(examples=["r"])
    expected_rows: float | None = None


class ResultOut(Model):
    """An answer: `truncated` says whether there are more rows ("rows") or it grew too large ("bytes")."""

    columns: list[str] = Field(examples=[["name"]])
    rows: list[list[Any]] = Field(examples=[[["Hankasalmi"]]])
    truncated: str | None = Field(default=None, examples=[None])
    limits: Limits
    took_ms: int
    summary: Summary
    drawing: Sketch | None = None


class ExplainOut(Model):
    """What would be done: the type of the plan, how many rows the server expects, and the limits."""

    summary: Summary
    limits: Limits


class SavedQueryIn(Model):
    """A text to be saved under a name."""

    name: str = Field(min_length=1, max_length=200, examples=["Kunnat ilman yhdyshenkilöä"])
    query: str = Field(min_length=1, max_length=LONGEST)


class SavedQueryOut(Model):
    """A saved text, and where the console opens it."""

    id: str = Field(examples=["kunnat-ilman-yhdyshenkilöä"])
    name: str
    query: str
    author: str
    page: str


async def _workers(request: Request) -> Workers[Store, Run]:
    workers: Workers[Store, Run] = request.app.state.workers
    return workers


WorkersDep = Annotated[Workers[Store, Run], Depends(_workers)]
SavedName = Annotated[
    str, Path(min_length=1, description="Name or id of a saved query", examples=["kunnat-ilman-yhdyshenkilöä"])
]


@router.post(
    "",
    response_model=ResultOut,
    responses=STREAMED,
    dependencies=[Depends(HEAVY), Depends(Noted("cypher"))],
)
async def run_query(
    request: Request,
    workers: WorkersDep,
    settings: SettingsDep,
    language: LanguageDep,
    wanted: QueryIn,
    form: FormDep,
    draw: Annotated[bool, Query(description="place nodes and relationships for a drawing")] = False,
) -> Response:
    """Run a text that only reads. Streams (NDJSON, CSV, Arrow) say at their end whether they are whole."""
    with speaking(language):
        text = Text(wanted.query, wanted.parameters)
        limits = _limits(wanted, settings, MOST_ROWS if form is Form.JSON else MOST_STREAMED)
        left = Event()
        pieces = _made(workers, Run(text, limits, form, language, draw=draw), left)
        async with noticing(request.receive, left):
            # The first piece is made before anything is sent: what is refused is a problem, not a stream.
            if form is Form.JSON:
                first = await run_in_threadpool(b"".join, pieces)
            else:
                first = await run_in_threadpool(next, pieces, b"")
        if left.is_set():
            await run_in_threadpool(pieces.close)
            return Response(status_code=LEFT)
        if form is Form.JSON:
            return Response(first, media_type=MEDIA_TYPES[form], headers={"cache-control": "no-store"})
        return PiecesResponse(
            first,
            pieces,
            left,
            seconds=limits.seconds,
            headers={"cache-control": "no-store", "content-disposition": f'attachment; filename="answer.{form}"'},
            media_type=MEDIA_TYPES[form],
        )


@router.post("/explain", dependencies=[Depends(HEAVY)])
def explain_query(store: UnguardedDep, settings: SettingsDep, wanted: QueryIn) -> ExplainOut:
    """What the server would do with a text, and within which limits. Nothing is run."""
    limits = _limits(wanted, settings, MOST_ROWS)
    with turn():
        plan = explain(store, Text(wanted.query, wanted.parameters), seconds=limits.seconds)
    return ExplainOut(summary=Summary(type=plan.type, expected_rows=plan.rows), limits=limits)


@router.get("/saved")
def read_saved_queries(store: UnguardedDep) -> list[SavedQueryOut]:
    """Every saved query."""
    return [_shape(saved) for saved in list_queries(store)]


@router.get("/saved/{name}")
def read_saved_query(store: UnguardedDep, name: SavedName) -> SavedQueryOut:
    """A saved query by id or name."""
    return _shape(read_query(store, name))


@router.post("/saved", status_code=201)
def keep_query(store: UnguardedDep, viewer: ViewerDep, wanted: SavedQueryIn) -> SavedQueryOut:
    """Save a text under a name; one's own of that name is replaced."""
    Text(wanted.query)
    overrule = viewer.role >= Role.ADMIN
    return _shape(save_query(store, wanted.name, wanted.query, viewer.name, overrule=overrule))


@router.delete("/saved/{name}", status_code=204)
def forget_query(store: UnguardedDep, viewer: ViewerDep, name: SavedName) -> None:
    """Forget a saved query: one's own, or as an admin any."""
    delete_query(store, name, viewer.name, overrule=viewer.role >= Role.ADMIN)


def _limits(wanted: QueryIn, settings: Settings, most: int) -> Limits:
    longest = settings.time_limit_s
    return Limits(rows=min(wanted.limit, most), seconds=min(wanted.timeout or longest, longest), bytes=MOST_BYTES)


def _made(workers: Workers[Store, Run], run: Run, left: Event) -> Generator[bytes, None, None]:
    with turn():
        yield from workers.do(run, left, seconds=run.limits.seconds + SLACK_S)


def _shape(saved: SavedQuery) -> SavedQueryOut:
    return SavedQueryOut(
        id=saved.id, name=saved.name, query=saved.text, author=saved.author, page=f"/console?saved={saved.id}"
    )
