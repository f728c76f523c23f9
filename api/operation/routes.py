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
from yhdysverkko.api.models import Health, Model
from yhdysverkko.api.operation.metrics import Metrics
from yhdysverkko.graph.errors import WrongSchema, YhdysverkkoError
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import check_version
from yhdysverkko.graph.staging import STAGING, unfinished
from yhdysverkko.graph.store import Store

PATIENCE_S = 3.0
"""How long the database may take to answer before it counts as away."""

Outcome = TypeVar("Outcome")

Failing = Literal["database", "schema", "load"]

router = APIRouter(tags=["operation"])


class Readiness(Model):
    """Whether requests can be served, and what keeps them from it."""

    status: Literal["ready", "not_ready"]
    failing: Failing | None = None


@router.get("/healthz")
async def read_health() -> Health:
    """Whether the application lives, whatever becomes of its database."""
    return Health(status="ok")


@router.get("/readyz", responses={503: {"model": Readiness, "description": "Something is not in place"}})
async def read_readiness(request: Request, response: Response) -> Readiness:
    """Whether the database can be reached, fits this version, and holds no load that has begun and not ended."""
    store: Store = request.app.state.store
    failing: Failing | None = await _within(lambda: _find_failing(store), "database")
    if failing is None:
        return Readiness(status="ready")
    response.status_code = 503
    return Readiness(status="not_ready", failing=failing)


@router.get("/metrics", include_in_schema=False)
async def read_metrics(request: Request) -> Response:
    """What Prometheus reads; for this computer, and for admins from elsewhere."""
    if not _is_near(request):
        Needs(Role.ADMIN)(request)
    metrics: Metrics = request.app.state.metrics
    measured = await _within(lambda: generate_latest(metrics.registry), None)
    return Response(measured, 503 if measured is None else 200, media_type=CONTENT_TYPE_LATEST)


def _find_failing(store: Store) -> Failing | None:
    try:
        store.check()
        if not check_version(store, ontology()):
            return "schema"
        found = unfinished(store)
    except WrongSchema:
        return "schema"
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
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
