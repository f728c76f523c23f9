"""Rehearsal: sources of a dry run, which find what those before them would have brought, though nothing is written."""

from collections.abc import Iterator

from yhdysverkko.graph.plan import SourceReader
from yhdysverkko.graph.records import Expected, Node, Record, Ref, Rejection


class RehearsedSource:
    """A source whose ties may end in the entities `expected`, to which it adds its own once it has been read."""

    def __init__(self, reader: SourceReader, expected: set[Ref]) -> None:
        self._reader = reader
        self._expected = expected
        self.source = reader.source

    @property
    def notices(self) -> list[str]:
        return self._reader.notices

    def records(self) -> Iterator[Record | Rejection | Expected]:
        yield Expected(self._expected)
        own: set[Ref] = set()  # a tie to an entity of its own that is rejected is rejected too
        for item in self._reader.records():
            if isinstance(item, Node):
                own.add(item.ref)
            yield item
        self._expected |= own
