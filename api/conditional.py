"""Conditional requests: answers with a strong ETag, and 304 for whoever has just that answer already."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

REVALIDATED = "private, no-cache"
"""A browser or program may keep what it has read, and asks each time whether it still holds."""


LARGEST_BODY = 64 * 1024
"""Bytes that a request to such a route may bring."""


class ConditionalRoute(APIRoute):
    """A route of the API: what it answers to GET can be asked for again at the price of a header, and it reads no more
    than `largest`."""

    largest: int | None = LARGEST_BODY
    """Bytes; None where the route has limits of its own."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_conditionally(request: Request) -> Response:
            receive = request.receive if self.largest is None else _limited(request.receive, self.largest)
            answer = await handle(Request(request.scope, receive))
            return revalidate(request, answer) if request.method == "GET" and answer.status_code == 200 else answer

        return handle_conditionally


class UploadRoute(ConditionalRoute):
    """A route of the API that takes files, within limits of its own."""

    largest = None


def _limited(receive: Receive, largest: int) -> Receive:
    """What a request brings; raises 413 once that is too much. Starlette's own limit answers in plain text."""
    read = 0

    async def receive_limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise HTTPException(413)
        return message

    return receive_limited


def revalidate(request: Request, answer: Response) -> Response:
    """The answer with its ETag (of its content unless it has one), or 304 when the asker has just this already."""
    if "etag" not in answer.headers:
        answer.headers["etag"] = make_etag(bytes(answer.body))
    answer.headers.setdefault("cache-control", REVALIDATED)
    return (
        not_modified(answer) if is_known(request.headers.get("if-none-match", ""), answer.headers["etag"]) else answer
    )


def make_etag(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def is_known(given: str, etag: str) -> bool:
    """Whether what If-None-Match says names the ETag, or anything."""
    # A proxy that compresses makes the ETag a weak one; the comparison is weak anyway (RFC 9110, 13.1.2).
    return any(each.strip().removeprefix("W/") in (etag, "*") for each in given.split(","))


def not_modified(answer: Response) -> Response:
    """The 304 in the place of an answer, with the headers that it must repeat."""
    kept = ("etag", "cache-control", "vary", "link")
    return Response(status_code=304, headers={name: answer.headers[name] for name in kept if name in answer.headers})
