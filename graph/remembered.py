"""Remembered: what is asked with nearly every answer and seldom changes, read once for each state of the graph."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from yhdysverkko.graph.store import Moment, Row, Store

T = TypeVar("T")

MOST = 1_000
"""Choices of parameters that one query is remembered for."""


class Seen(NamedTuple, Generic[T]):
    """What was read, and the moment it is of."""

    value: T
    moment: Moment


class _Kept(NamedTuple, Generic[T]):
    """All that is remembered of one moment, by parameters; what was of another is forgotten, names of people too."""

    moment: Moment
    values: dict[tuple[Any, ...], T]


class Remembered(Generic[T]):
    """What `make` makes of the rows of a query, for each choice of its parameters."""

    def __init__(self, query: str, make: Callable[[list[Row]], T]) -> None:
        self._query = query
        self._make = make
        self._kept: WeakKeyDictionary[Store, _Kept[T]] = WeakKeyDictionary()

    def known(self, store: Store, **parameters: Any) -> Seen[T] | None:
        """What is remembered of the store's moment: it goes with all that has been read at that moment."""
        kept, key = self._kept.get(store), tuple(parameters.values())
        if kept is None or kept.moment is not store.moment or key not in kept.values:
            return None
        return Seen(kept.values[key], kept.moment)

    def read(self, store: Store, **parameters: Any) -> Seen[T]:
        """What there is now."""
        rows, moment = store.read_dated(self._query, **parameters)
        kept = self._kept.get(store)
        if kept is None or kept.moment is not moment or len(kept.values) >= MOST:
            kept = self._kept[store] = _Kept(moment, {})
        value = kept.values[tuple(parameters.values())] = self._make(rows)
        return Seen(value, moment)

    def get(self, store: Store, **parameters: Any) -> T:
        """What there was when the store was last read."""
        return (self.known(store, **parameters) or self.read(store, **parameters)).value
