"""Bolt: what the driver gives, takes and raises, as plain values and errors of ours."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import neo4j
from neo4j.exceptions import (
    AuthError,
    BrokenRecordError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.spatial import WGS84Point
from neo4j.time import Date, DateTime, Duration, Time

from yhdysverkko.graph.errors import QueryRefused, StoreUnavailable
from yhdysverkko.graph.found import Node, Operator, Path, Relationship
from yhdysverkko.graph.values import Point

PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types that the driver and we write alike; a list of nothing else, such as a network's chunk, is passed on whole."""


class _Unread(list[Any]):
    """A list that says little of itself: the driver makes text of all parameters for a log that nobody keeps."""

    def __repr__(self) -> str:
        return f"[{len(self)}]"


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the driver's errors into ours, so that nothing above this module imports neo4j."""
    try:
        yield
    except AuthError as error:
        raise StoreUnavailable("store.credentials") from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnavailable("store.unreachable", reason=_first_line(error)) from error
    except ConfigurationError as error:
        raise StoreUnavailable("store.address", reason=_first_line(error)) from error
    except Neo4jError as error:
        raise _server_error(error) from error
    except BrokenRecordError as error:
        raise QueryRefused("store.value") from error
    except (DriverError, OSError, ValueError) as error:
        if (
            isinstance(error, ValueError)
            and not isinstance(error, UnicodeError)
            and not re.search("UR[IL]", str(error))
        ):
            raise
        raise StoreUnavailable("store.unreachable", reason=_first_line(error)) from error


def _server_error(error: Neo4jError) -> StoreUnavailable | QueryRefused:
    code = error.code or ""
    if "TransactionTimedOut" in code:
        return QueryRefused("store.time_limit")
    if "AccessMode" in code or "Writing in read access mode" in (error.message or ""):
        return QueryRefused("store.read_only")
    if "OutOfMemory" in code:
        return QueryRefused("store.memory")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreUnavailable("store.database", reason=error.message or code)
    if isinstance(error, ClientError):
        return QueryRefused("store.refused", reason=error.message or code)
    if isinstance(error, TransientError):
        return StoreUnavailable("store.unreachable", reason=error.message or code)
    return StoreUnavailable("store.failed", reason=error.message or code)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def row(record: neo4j.Record) -> dict[str, Any]:
    """A record as a dict of plain values."""
    return dict(zip(record.keys(), map(plain, record.values()), strict=True))


def plain(value: Any) -> Any:
    """A driver's value as a plain one: dates from the standard library, points as ours, nodes as dicts."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is list:
        return value if PLAIN.issuperset(map(type, value)) else [plain(item) for item in value]
    if kind is dict:
        # What is plain stays where it is: most of it is, and thousands of dicts come at once.
        for key, item in value.items():
            if type(item) not in PLAIN:
                value[key] = plain(item)
        return value
    match value:
        case Date() | DateTime() | Time():
            return value.to_native()
        case Duration():
            return value.iso_format()
        case WGS84Point():
            return Point(lat=value.y, lon=value.x)
        case neo4j.graph.Node():
            return {"labels": sorted(value.labels), **plain(dict(value))}
        case neo4j.graph.Relationship():
            return {"type": value.type, **plain(dict(value))}
        case neo4j.graph.Path():
            return [
                plain(part)
                for pair in zip(value.nodes, [*value.relationships, None], strict=True)
                for part in pair
                if part
            ]
        case _:
            return value


def found(value: Any) -> Any:
    """A driver's value as a plain one in which nodes, relationships and paths stay what they are."""
    match value:
        case neo4j.graph.Node():
            return Node(value.element_id, sorted(value.labels), plain(dict(value)))
        case neo4j.graph.Relationship():
            start, end = (node.element_id if node else "" for node in value.nodes)
            return Relationship(value.element_id, value.type, start, end, plain(dict(value)))
        case neo4j.graph.Path():
            pairs = zip(value.nodes, [*value.relationships, None], strict=True)
            return Path([found(part) for pair in pairs for part in pair if part])
        case list():
            return value if PLAIN.issuperset(map(type, value)) else list(map(found, value))
        case dict():
            return {key: found(item) for key, item in value.items()}
        case _:
            return plain(value)


def operators(step: Mapping[str, Any]) -> Iterator[Operator]:
    """The steps of a plan, from a step on."""
    if step:
        name, _, database = step["operatorType"].partition("@")
        yield Operator(name, database, str(step.get("args", {}).get("Details", "")))
    for child in step.get("children", ()):
        yield from operators(child)


def unread(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters whose lists are not made text of."""
    return {name: _Unread(value) if type(value) is list else value for name, value in parameters.items()}


def to_parameter(value: Any) -> Any:
    """A value of ours as the driver takes it."""
    return WGS84Point((value.lon, value.lat)) if isinstance(value, Point) else value
