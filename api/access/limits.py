"""Rate limits: how often one viewer, or one address that nobody has signed in from, may ask for what costs much."""

import math
import time
from dataclasses import dataclass

from fastapi import Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from yhdysverkko.api.access.guard import viewer_of
from yhdysverkko.api.access.roles import LOCAL
from yhdysverkko.graph.errors import YhdysverkkoError


class TooMany(YhdysverkkoError):
    """Asked too often; `retry_s` says in how many seconds it may be tried again."""

    http_status = 429

    def __init__(self, retry_s: int) -> None:
        super().__init__("access.too_many", seconds=retry_s)
        self.retry_s = retry_s


class Limiter:
    """Counts in memory, for one process; moving windows, so that no burst fits on the edge of two."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, rate: str, *whose: str) -> None:
        """Count one time for somebody at a rate such as "10/minute". Raises TooMany."""
        limit = parse(rate)
        if not self._limiter.hit(limit, *whose):
            reset = self._limiter.get_window_stats(limit, *whose).reset_time
            raise TooMany(max(1, math.ceil(reset - time.time())))


@dataclass(frozen=True)
class Limited:
    """A dependency that counts requests of one sort. Whoever uses their own computer is not counted."""

    sort: str
    rate: str

    async def __call__(self, request: Request) -> None:
        self.count(request)

    def count(self, request: Request) -> None:
        """Count a request. Raises TooMany."""
        viewer = viewer_of(request)
        if viewer != LOCAL:
            limiter: Limiter = request.app.state.limiter
            limiter.hit(self.rate, self.sort, viewer.name or address_of(request))


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "-"


ASKED = Limited("asked", "3000/minute")
"""Everything together: an office of twenty behind one address, not a program that carries everything off."""

HEAVY = Limited("heavy", "60/minute")
"""Pictures, reports, exports, queries of one's own: each may take a core for a second or more."""

PERSONAL = Limited("personal", "60/hour")
"""Contact details of a person, one at a time, so that nobody carries off a register."""
