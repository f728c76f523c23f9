"""Leaving: a reader who goes away before the answer stops the query that was run for them."""

import asyncio
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.store import Store

AGAIN_S = 0.3
"""How often a query is stopped that may not have begun yet."""

SLACK_S = 30.0
"""How long after its query's time is up a reader may take for the rest."""


@asynccontextmanager
async def stopping(receive: Receive, store: Store, run: str) -> AsyncIterator[None]:
    """While the block runs, the reader's going away stops the query `run`."""
    watcher = asyncio.create_task(_watch(receive, store, run))
    try:
        yield
    finally:
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher


async def _watch(receive: Receive, store: Store, run: str) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    while True:
        with suppress(YhdysverkkoError):
            await run_in_threadpool(store.stop, run)
        await asyncio.sleep(AGAIN_S)


class PiecesResponse(Response):
    """Pieces of a body as a thread makes them, after the first; `pieces` is closed whatever happens."""

    def __init__(
        self,
        first: bytes,
        pieces: Generator[bytes, None, None],
        store: Store,
        run: str,
        *,
        seconds: float,
        headers: Mapping[str, str],
        media_type: str,
    ) -> None:
        super().__init__(headers=dict(headers), media_type=media_type)
        del self.headers["content-length"]
        self._first, self._pieces = first, pieces
        self._store, self._run, self._seconds = store, run, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            # A reader who takes nothing must not hold the query's turn for good.
            async with asyncio.timeout(self._seconds + SLACK_S), stopping(receive, self._store, self._run):
                piece: bytes | None = self._first
                while piece is not None:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                    piece = await run_in_threadpool(next, self._pieces, None)
        finally:
            await asyncio.shield(run_in_threadpool(self._pieces.close))
        await send({"type": "http.response.body", "body": b""})
