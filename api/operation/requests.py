"""Requests: each gets an id, a line in the log, and its place in the measurements."""

import logging
import re
import time
from itertools import count
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yhdysverkko.api.operation.logs import REQUEST_ID
from yhdysverkko.api.operation.metrics import Metrics

log = logging.getLogger(__name__)

HEADER = "x-request-id"

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
"""Ids that are taken from whoever asks, such as a proxy that numbers its requests."""

_process, _numbers = uuid4().hex[:16], count()

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Requests:
    """ASGI middleware that numbers, times and logs every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _choose_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        REQUEST_ID.set(request_id)
        status, started = 500, time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER.encode(), request_id.encode())]
            await send(message)

        with self._metrics.in_flight.track_inprogress():
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._metrics.requests.labels(route, method, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        viewer = scope["state"].get("viewer")
        told = {
            "method": method,
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
            "role": viewer.role.name.lower() if viewer else "",
        }
        log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"told": told})


def route_of(scope: Scope) -> str:
    """The template of the route that answers; "-" for none. The address itself may name a person."""
    return str(getattr(scope.get("route"), "path", "-"))


def _choose_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else f"{_process}-{next(_numbers):x}"
