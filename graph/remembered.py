"""Remembered: what is asked with nearly every answer and seldom changes, read once for each state of the graph."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from yhdysverkko.graph.store import Moment, Row, Store

T = TypeVar("T")


class Seen(NamedTuple, Generic[T]):
    """What was read, and the moment it is of."""

    value: T
    moment: Moment


class Remembered(Generic[T]):
    """What `make` makes of the rows of a query without parameters."""

    def __init__(self, query: str, make: Callable[[list[Row]], T]) -> None:
        self._query = query
        self._make = make
        self._seen: WeakKeyDictionary[Store, Seen[T]] = WeakKeyDictionary()

    def known(self, store: Store) -> Seen[T] | None:
        """What is remembered of the store's moment: it goes with all that has been read at that moment."""
        seen = self._seen.get(store)
        return seen if seen and seen.moment is store.moment else None

    def read(self, store: Store) -> Seen[T]:
        """What there is now."""
        rows, moment = store.read_dated(self._query)
        seen = self._seen[store] = Seen(self._make(rows), moment)
        return seen

    def get(self, store: Store) -> T:
        """What there was when the store was last read."""
        return (self.known(store) or self.read(store)).value
