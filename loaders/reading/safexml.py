"""XML as a stream of elements; entities are refused, not resolved, and nothing outside is fetched."""

from collections.abc import Collection, Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from yhdysverkko.graph.errors import LoadFailed

BROKEN_XML = ParseError

MAX_DEPTH = 200
"""Elements open at once; Word nests tables in tables to some dozens."""

MAX_ELEMENTS = 600_000
"""Elements of one file; a report of five hundred pages has half as many, and each takes ten microseconds."""

PIECE = 1 << 18
"""Bytes that the parser gets at once. It begins a tag again with every piece until the tag ends, so that with small
pieces a tag of a hundred megabytes would take it hours."""


class _Pieces:
    """A stream that gives large pieces however small ones are asked for."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, _size: int = -1) -> bytes:
        return self._stream.read(PIECE)


def elements(stream: IO[bytes], parents: Collection[str], *, file: str) -> Iterator[Element]:
    """The children of elements named in `parents`, each forgotten after its use: a long file takes little memory.

    Names are without namespaces. Raises LoadFailed for entities, nesting or length beyond reason, BROKEN_XML where the
    XML is not well-formed.
    """
    opened: list[Element] = []
    inside = count = 0
    try:
        for event, element in iterparse(_Pieces(stream), events=("start", "end")):
            if event == "start":
                opened.append(element)
                count += 1
                if count > MAX_ELEMENTS:
                    raise LoadFailed("reading.too_large", file=file)
                inside += local_name(element) in parents
                if len(opened) > MAX_DEPTH:
                    raise LoadFailed("reading.too_deep", file=file)
                continue
            opened.pop()
            inside -= local_name(element) in parents
            if inside == 1 and local_name(opened[-1]) in parents:
                yield element
                opened[-1].remove(element)
    except DefusedXmlException as error:
        raise LoadFailed("reading.entities", file=file) from error


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
