"""Leaving: a reader who goes away before the answer ends the work that is done for them."""

import asyncio
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, suppress
from threading import Event

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

SLACK_S = 30.0
"""How long after its query's time is up a reader may take for the rest."""

LEFT = 499
"""The status of an answer that nobody waits for any more; only the log sees it, and other servers' logs say it so."""


@asynccontextmanager
async def noticing(receive: Receive, left: Event) -> AsyncIterator[None]:
    """While the block runs, the reader's going away sets `left`."""
    watcher = asyncio.create_task(_watch(receive, left))
    try:
        yield
    finally:
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher


async def _watch(receive: Receive, left: Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    left.set()


class PiecesResponse(Response):
    """Pieces of a body as a thread makes them, after the first; `pieces` is closed whatever happens.

    They end by themselves once `left` is set, and some time after `seconds`.
    """

    def __init__(
        self,
        first: bytes,
        pieces: Generator[bytes, None, None],
        left: Event,
        *,
        seconds: float,
        headers: Mapping[str, str],
        media_type: str,
    ) -> None:
        super().__init__(headers=dict(headers), media_type=media_type)
        del self.headers["content-length"]
        self._first, self._pieces = first, pieces
        self._left, self._seconds = left, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        end = asyncio.get_running_loop().time() + self._seconds + SLACK_S
        try:
            async with noticing(receive, self._left):
                piece: bytes | None = self._first
                while piece is not None:
                    # A reader who takes nothing must not hold the query's turn for good.
                    async with asyncio.timeout_at(end):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
                    piece = await run_in_threadpool(next, self._pieces, None)
        finally:
            await asyncio.shield(run_in_threadpool(self._pieces.close))
        await send({"type": "http.response.body", "body": b""})
