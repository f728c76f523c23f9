"""Security of responses: headers that keep a browser from running, framing or leaking what we did not mean it to."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yhdysverkko.api.access.guard import BEARER, is_local
from yhdysverkko.api.headers import HEADERS
from yhdysverkko.api.problems import refuse

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED = frozenset({"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


class SecurityHeaders:
    """ASGI middleware that adds HEADERS to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LoopbackHosts:
    """ASGI middleware for somebody's own computer: the server answers to its own names alone, and to no proxy.

    Otherwise a page on the web could point a name of its own at 127.0.0.1 and read the graph through the browser, or a
    proxy could let in the whole network as its user. Tells the handlers by `request.state.local`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _note_local(scope):
            headers = Headers(scope=scope)
            if _host_name(headers.get("host", "")) not in LOOPBACK or not FORWARDED.isdisjoint(headers.keys()):
                await refuse(scope, 421)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class SameOrigin:
    """ASGI middleware against requests that another site's page makes in a viewer's name: what changes something must
    come from a page of ours, as the browser tells (Fetch Metadata, else Origin), or from a program.

    A request with a key is a program's: no browser adds one by itself. Without either header no browser of today has
    made it, unless there is a cookie, which programs have no need of.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not _is_ours(Headers(scope=scope)):
            await refuse(scope, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _note_local(scope: Scope) -> bool:
    """Asked once for each request: each look into the vault lets other threads go first."""
    local = is_local(scope["app"])
    scope.setdefault("state", {})["local"] = local
    return local


def _is_ours(headers: Headers) -> bool:
    if headers.get("authorization", "").startswith(BEARER):
        return True
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    if origin := headers.get("origin"):
        return urlsplit(origin).netloc == headers.get("host", "")
    return "cookie" not in headers


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
