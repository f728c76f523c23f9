"""Problems: errors as problem+json (RFC 9457) for programs, as a page for people; neither shows a traceback."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.types import Scope

from yhdysverkko.api.access.limits import TooMany
from yhdysverkko.api.headers import HEADERS
from yhdysverkko.api.models import InvalidField, Problem
from yhdysverkko.api.operation.requests import HEADER as ID_HEADER
from yhdysverkko.api.operation.requests import route_of
from yhdysverkko.api.site import render, sign_in_address
from yhdysverkko.graph.errors import StoreUnavailable, YhdysverkkoError
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.records import BadValue
from yhdysverkko.viz.assets import WAITING_SCRIPT, asset

log = logging.getLogger(__name__)

AGAIN_S = 2
"""After how long it is worth asking a database again that was away."""

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _PROBLEM | {"description": "The request is off"},
    401: _PROBLEM | {"description": "A key or a session is needed, and it must be good"},
    403: _PROBLEM | {"description": "The role does not reach this far"},
    404: _PROBLEM | {"description": "There is no such thing"},
    422: _PROBLEM | {"description": "A parameter does not fit"},
    429: _PROBLEM | {"description": "Asked too often; Retry-After says when to try again"},
    503: _PROBLEM | {"description": "The database cannot be reached, or a load is being written"},
}
"""What every route may answer instead, for its description."""


def answer_problems(app: FastAPI) -> None:
    """Answer every error of `app` with a problem."""
    app.add_exception_handler(YhdysverkkoError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def refuse(scope: Scope, status: int) -> Response:
    """The answer to a request that no route gets to see."""
    request = Request(scope)
    return _problem(request, status, "api.refused", say("api.refused", language=_language(request)))


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, YhdysverkkoError)  # noqa: S101 - registered for these alone
    # A value that does not fit is the asker's; in a load it is a row's, and never comes here.
    status = 400 if isinstance(error, BadValue) else error.http_status
    if status == 401 and request.method == "GET" and _wants_page(request):
        return RedirectResponse(sign_in_address(request), 303)
    answer = _answer(request, status, error.key, say(error.key, language=_language(request), **error.params))
    if status == 401:
        answer.headers["www-authenticate"] = "Bearer"
    if isinstance(error, StoreUnavailable):
        request.app.state.metrics.store_errors.labels(error.key).inc()
        answer.headers["retry-after"] = str(AGAIN_S)
    if status == 413:
        answer.headers["connection"] = "close"  # nobody reads the rest of what is being sent
    if isinstance(error, TooMany):
        answer.headers["retry-after"] = str(error.retry_s)
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these alone
    fields = [InvalidField(field=str(item["loc"][-1]), reason=item["msg"]) for item in error.errors()]
    return _answer(request, 422, "api.invalid", say("api.invalid", language=_language(request)), fields)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these alone
    key = "api.not_found" if error.status_code == 404 else "api.refused"
    answer = _answer(request, error.status_code, key, say(key, language=_language(request)))
    answer.headers.update(error.headers or {})
    return answer


def _unexpected(request: Request, error: Exception) -> Response:
    # The path alone: what was asked for may name a person.
    log.error("%s failed", route_of(request.scope), exc_info=error)
    answer = _answer(request, 500, "api.failed", say("api.failed", language=_language(request)))
    answer.headers.update(HEADERS | {ID_HEADER: request.state.request_id})  # it is answered outside all middleware
    return answer


def _answer(request: Request, status: int, code: str, detail: str, errors: Sequence[InvalidField] = ()) -> Response:
    if _wants_page(request):
        away = status == 503 and request.method == "GET"
        page = render(
            request,
            "problem.html.j2",
            _language(request),
            detail=say("api.away", language=_language(request)) if code == "store.unreachable" else detail,
            request_id=request.state.request_id,
            waiting=asset(WAITING_SCRIPT) if away else None,
        )
        return Response(page, status, {"cache-control": "no-store"}, media_type="text/html; charset=utf-8")
    return _problem(request, status, code, detail, errors)


def _problem(request: Request, status: int, code: str, detail: str, errors: Sequence[InvalidField] = ()) -> Response:
    title = say("api.problem", language=_language(request), status=status)
    problem = Problem(
        title=title,
        status=status,
        detail=detail,
        code=code,
        request_id=request.state.request_id,
        errors=list(errors),
    )
    return Response(problem.model_dump_json(), status, media_type="application/problem+json")


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", "")


def _language(request: Request) -> str:
    asked = request.query_params.get("language", "")
    chosen: str = asked if asked in LANGUAGES else request.app.state.settings.language
    return chosen
