"""Routes for whoever runs the application: does it live, can it work, what does it measure."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Literal, TypeVar

import anyio
from anyio import CapacityLimiter
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.models import Health
from yhdysverkko.api.operation.metrics import Metrics
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.security import FORWARDED
from yhdysverkko.graph.errors import KeyMissing, WrongSchema, YhdysverkkoError
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import check_version, read_secret
from yhdysverkko.graph.staging import STAGING, unfinished
from yhdysverkko.graph.store import Store

PATIENCE_S = 3.0
"""How long the database may take to answer before it counts as away."""

Outcome = TypeVar("Outcome")

Failing = Literal["database", "schema", "key", "load"]


class NotReady(YhdysverkkoError):
    """Requests cannot be served; the key names what is not in place."""

    http_status = 503


router = APIRouter(tags=["operation"])


@router.get("/healthz", summary="Say whether the application lives")
async def read_health() -> Health:
    """Whether the application lives, whatever becomes of its database."""
    return Health(status="ok")


@router.get("/readyz", summary="Say whether requests can be served", responses={503: PROBLEMS[503]})
async def read_readiness(request: Request) -> Health:
    """Whether the database can be reached, fits this version, has its key here, and holds no unfinished load."""
    store: Store = request.app.state.store
    failing: Failing | None = await _within(lambda: _find_failing(store), "database")
    if failing:
        raise NotReady(f"ready.{failing}")
    return Health(status="ready")


@router.get("/metrics", include_in_schema=False)
async def read_metrics(request: Request) -> Response:
    """What Prometheus reads; for this computer, and for admins from elsewhere."""
    if not _is_near(request):
        Needs(Role.ADMIN).check(request)
    metrics: Metrics = request.app.state.metrics
    measured = await _within(lambda: generate_latest(metrics.registry), None)
    return Response(measured, 503 if measured is None else 200, media_type=CONTENT_TYPE_LATEST)


def _find_failing(store: Store) -> Failing | None:
    try:
        store.check()
        if not check_version(store, ontology()):
            return "schema"
        read_secret(store)
        found = unfinished(store)
    except WrongSchema:
        return "schema"
    except KeyMissing:
        return "key"
    except YhdysverkkoError:
        return "database"
    # Whether it is under way, interrupted or being undone: pages refuse meanwhile what may be half of it.
    return "load" if found and found.state != STAGING else None


async def _within(work: Callable[[], Outcome], otherwise: Outcome) -> Outcome:
    """The outcome of the work, or `otherwise` where it takes too long: a database may hang instead of failing."""
    with anyio.move_on_after(PATIENCE_S):
        # Not among the threads that serve pages, which may all be waiting for the same database.
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=CapacityLimiter(1))
    return otherwise


def _is_near(request: Request) -> bool:
    """Whether the request comes from this computer, and no proxy on it passes it on for somebody else."""
    try:
        host = request.client.host if request.client else ""
        return FORWARDED.isdisjoint(request.headers) and ip_address(host).is_loopback
    except ValueError:
        return False
