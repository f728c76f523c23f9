"""Results: rows of the console on their way out, in forms that are written while the rows arrive.

A stream has begun with status 200 before anybody knows how it ends. So its last part says it, in each form in its own
way (docs/console.md): a last line of NDJSON, a line after the rows of CSV, an empty last batch of Arrow.
"""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from math import isfinite
from typing import Any, NamedTuple

import pyarrow as pa

from yhdysverkko.api.streaming import Form
from yhdysverkko.graph.cells import cell_text, safe_cell
from yhdysverkko.graph.errors import QueryRefused, YhdysverkkoError
from yhdysverkko.graph.found import Node, Path, Relationship
from yhdysverkko.graph.messages import speaking
from yhdysverkko.graph.values import Point
from yhdysverkko.queries.console import Found

BATCH = 1_000
"""Rows of one piece of CSV and NDJSON, and of one batch of Arrow, whose first decides the columns' types."""


class Leaving:
    """Rows on their way out: counts them, and keeps how they end. An error ends them like their last one does."""

    def __init__(self, found: Found, language: str) -> None:
        self.columns = found.columns
        self.plan = found.plan
        self.count = 0
        self.error: YhdysverkkoError | None = None
        self._found = found
        self._language = language
        self._began = time.monotonic()

    def __iter__(self) -> Iterator[Sequence[Any]]:
        try:
            for row in self._found.rows:
                self.count += 1
                yield row
        except YhdysverkkoError as error:
            self.error = error

    @property
    def took_ms(self) -> int:
        return round((time.monotonic() - self._began) * 1000)

    @property
    def cut(self) -> bool:
        return self._found.cut

    def end(self) -> dict[str, Any]:
        """How it ended, once all rows have left."""
        with speaking(self._language):
            said = str(self.error) if self.error else None
        return {"rows": self.count, "truncated": self.cut, "took_ms": self.took_ms, "error": said}


def jsonable(value: Any) -> Any:
    """A value as JSON has it: nodes, relationships and paths say what they are, numbers without end are texts."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if isfinite(value) else str(value)
        case Node():
            return {"$node": value.id, "labels": value.labels, "properties": jsonable(value.properties)}
        case Relationship():
            ends = {"start": value.start, "end": value.end}
            return {"$relationship": value.id, "type": value.type} | ends | {"properties": jsonable(value.properties)}
        case Path():
            return {"$path": [jsonable(part) for part in value.parts]}
        case Point():
            return {"lat": value.lat, "lon": value.lon}
        case Mapping():
            return {key: jsonable(item) for key, item in value.items()}
        case list() | tuple():
            return [jsonable(item) for item in value]
        case bytes():
            return value.hex()
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)


def write_json(value: Any) -> str:
    return json.dumps(jsonable(value), ensure_ascii=False, separators=(",", ":"))


def _ndjson(leaving: Leaving) -> Iterator[bytes]:
    yield f"{write_json({'columns': leaving.columns})}\n".encode()
    rows = iter(leaving)
    while piece := list(islice(rows, BATCH)):
        yield "".join(f"{write_json({'row': row})}\n" for row in piece).encode()
    yield f"{write_json({'end': leaving.end()})}\n".encode()


def _csv(leaving: Leaving) -> Iterator[bytes]:
    yield _lines([[safe_cell(name) for name in leaving.columns]])
    rows = iter(leaving)
    while piece := list(islice(rows, BATCH)):
        yield _lines([[safe_cell(_cell(value)) for value in row] for row in piece])
    end = leaving.end()
    if end["error"]:
        yield _lines([[f"# failed: {end['error']}"]])
    elif end["truncated"]:
        yield _lines([[f"# truncated: {end['rows']}"]])


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    return write_json(value) if isinstance(value, Node | Relationship | Path | list | dict) else value


class _Column(NamedTuple):
    """How a column is written: its type, and what makes a value one of it."""

    type: pa.DataType
    make: Callable[[Any], Any]


def _arrow(leaving: Leaving) -> Iterator[bytes]:
    """Columns have the type of their first batch; what has no type of its own, and what is mixed, is text."""
    rows = iter(leaving)
    piece = list(islice(rows, BATCH))
    columns = [_column([row[at] for row in piece]) for at in range(len(leaving.columns))]
    schema = pa.schema([pa.field(name, item.type) for name, item in zip(leaving.columns, columns, strict=True)])
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, schema) as writer:
        while piece:
            try:
                writer.write_batch(_batch(piece, columns, schema))
            except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
                leaving.error = QueryRefused("console.column_changes", column=_culprit(piece, columns, schema))
                leaving.error.__cause__ = error
                break
            yield _taken(sink)
            piece = list(islice(rows, BATCH))
        writer.write_batch(_batch([], columns, schema), custom_metadata={"end": write_json(leaving.end())})
    yield _taken(sink)


def _column(values: Sequence[Any]) -> _Column:
    kinds = {type(value) for value in values if value is not None}
    for known, column in ARROW.items():
        if kinds and kinds <= known:
            return column
    return _Column(pa.string(), _text)


def _text(value: Any) -> str:
    return cell_text(_cell(value))


ARROW: Mapping[frozenset[type], _Column] = {
    frozenset({bool}): _Column(pa.bool_(), bool),
    frozenset({int}): _Column(pa.int64(), lambda value: value),
    frozenset({int, float}): _Column(pa.float64(), float),
    frozenset({date}): _Column(pa.date32(), lambda value: value),
    frozenset({datetime}): _Column(pa.string(), datetime.isoformat),
}


def _batch(rows: Sequence[Sequence[Any]], columns: Sequence[_Column], schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch(
        [_array([row[at] for row in rows], column) for at, column in enumerate(columns)], schema=schema
    )


def _array(values: Sequence[Any], column: _Column) -> pa.Array:
    return pa.array([None if value is None else column.make(value) for value in values], column.type)


def _culprit(rows: Sequence[Sequence[Any]], columns: Sequence[_Column], schema: pa.Schema) -> str:
    for at, column in enumerate(columns):
        try:
            _array([row[at] for row in rows], column)
        except (pa.ArrowException, OverflowError, TypeError, ValueError):
            return str(schema.names[at])
    return ""


def _taken(sink: io.BytesIO) -> bytes:
    content = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return content


WRITERS: Mapping[Form, Callable[[Leaving], Iterator[bytes]]] = {
    Form.NDJSON: _ndjson,
    Form.CSV: _csv,
    Form.ARROW: _arrow,
}
"""The forms that are streams."""
