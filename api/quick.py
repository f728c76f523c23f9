"""Threads for what people wait for at every key and page: few, so that one answer is made after the other."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

_P = ParamSpec("_P")
_R = TypeVar("_R")

_threads = CapacityLimiter(4)
"""Of their own: what takes long (a report, a query) keeps none of them. More make the slowest answers slower, for they
take turns with each other and with the database."""


def quick(work: Callable[_P, _R]) -> Callable[_P, Awaitable[_R]]:
    """A handler whose work takes milliseconds, done in one of these threads."""

    @wraps(work)
    async def answer(*given: _P.args, **named: _P.kwargs) -> _R:
        return await to_thread.run_sync(partial(work, *given, **named), limiter=_threads)

    return answer
