"""The cache: public pages as they were sent, for as long as nothing in the graph changes."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

import anyio
from anyio import CapacityLimiter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yhdysverkko.api.access.guard import viewer_of
from yhdysverkko.api.conditional import is_known
from yhdysverkko.api.operation.metrics import Metrics
from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.store import Moment, Store

PUBLIC = "public, no-cache"
"""The cache control of what depends on the address and the graph alone: this cache keeps it, browsers ask again."""

PRIVATE = "private, no-cache"
"""The same, made for somebody who has signed in."""

LOOK_S = 0.5
"""How long what others write may go unnoticed; what is written through the same store never does."""

PATIENCE_S = 1.0
"""How long the database may take to say whether something has changed; then pages are made anew."""

LIMIT = 64 << 20
"""Bytes kept in all."""

LARGEST = LIMIT // 16
"""Bytes of one answer that is kept."""

WITHOUT_DATABASE = ("/healthz", "/readyz", "/metrics")
"""What must be answered while the database hangs; the cache need not ask it for these."""

Key = tuple[object, ...]
Header = tuple[bytes, bytes]


class Kept(NamedTuple):
    """An answer as it was sent, and the route that made it."""

    headers: Sequence[Header]
    etag: bytes
    body: bytes
    route: Any


class PageCache:
    """ASGI middleware that answers GET requests for public pages from memory, to viewers who have not signed in."""

    def __init__(self, app: ASGIApp, store: Store, metrics: Metrics) -> None:
        self._app = app
        self._pages = _Pages(metrics)
        self._graph = _Graph(store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        state = await self._graph.state() if key else None
        if key is None or state is None:
            await self._app(scope, receive, send)
            return
        kept = self._pages.get(key, state)
        if kept:
            scope["route"] = kept.route
            await _answer(kept, scope, send)
            return
        recorder = _Recorder(send)
        await self._app(scope, receive, recorder)
        if made := recorder.kept(scope):
            self._pages.put(key, state, made)


class _Graph:
    """Whether the graph is still the same."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looking = asyncio.Lock()
        self._threads = CapacityLimiter(1)  # a database that hangs keeps one of ours, not those that serve pages
        self._seen: Moment | None = None
        self._at = 0.0

    async def state(self) -> Key | None:
        """What changes with the graph and with the day; None while the database does not say."""
        if not self._is_fresh():
            async with self._looking:
                if not self._is_fresh():
                    await self._look()
        return (self._seen, date.today()) if self._seen else None

    def _is_fresh(self) -> bool:
        unwritten = self._seen is None or self._seen is self._store.moment
        return unwritten and time.monotonic() - self._at < LOOK_S

    async def _look(self) -> None:
        self._seen = None
        with anyio.move_on_after(PATIENCE_S), suppress(YhdysverkkoError):
            self._seen = await anyio.to_thread.run_sync(self._store.look, abandon_on_cancel=True, limiter=self._threads)
        self._at = time.monotonic()


class _Pages:
    """Answers of one state of the graph, those that were asked for least recently given up first."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._state: Key | None = None
        self._size = 0

    def get(self, key: Key, state: Key) -> Kept | None:
        if state != self._state:
            self._kept.clear()
            self._state, self._size = state, 0
        found = self._kept.get(key)
        if found:
            self._kept.move_to_end(key)
            self._metrics.kept_pages.inc()
        return found

    def put(self, key: Key, state: Key, made: Kept) -> None:
        """Keep an answer that was asked for in a state, unless the graph has gone on since."""
        if state != self._state or key in self._kept:
            return
        self._kept[key] = made
        self._size += len(made.body)
        while self._size > LIMIT:
            self._size -= len(self._kept.popitem(last=False)[1].body)
        self._metrics.kept_bytes.set(self._size)


class _Recorder:
    """Sends an answer on and remembers it, if it is one to keep."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._headers: Sequence[Header] | None = None
        self._body: list[bytes] = []
        self._complete = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._headers = list(message["headers"]) if _may_be_kept(message) else None
        elif self._headers is not None and message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            self._complete = not message.get("more_body", False)
            if sum(map(len, self._body)) > LARGEST:
                self._headers, self._body = None, []
        await self._send(message)

    def kept(self, scope: Scope) -> Kept | None:
        if self._headers is None or not self._complete:
            return None
        return Kept(self._headers, dict(self._headers)[b"etag"], b"".join(self._body), scope.get("route"))


def _key(scope: Scope) -> Key | None:
    """What an answer depends on beside the graph; None for requests that are not answered from memory."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] in WITHOUT_DATABASE:
        return None
    headers = Headers(scope=scope)
    if "cookie" in headers or "authorization" in headers:
        return None
    zipped = "gzip" in headers.get("accept-encoding", "")
    return (
        viewer_of(Request(scope)).role,
        headers.get("host"),
        scope["raw_path"],
        scope["query_string"],
        zipped,
    )


def _may_be_kept(message: Message) -> bool:
    headers = dict(message["headers"])
    return (
        message["status"] == 200
        and headers.get(b"cache-control") == PUBLIC.encode()
        and b"etag" in headers
        and b"set-cookie" not in headers
    )


async def _answer(kept: Kept, scope: Scope, send: Send) -> None:
    unchanged = is_known(Headers(scope=scope).get("if-none-match", ""), kept.etag.decode("latin-1"))
    headers = [item for item in kept.headers if not (unchanged and item[0] in (b"content-length", b"content-type"))]
    await send({"type": "http.response.start", "status": 304 if unchanged else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if unchanged else kept.body})
