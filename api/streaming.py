"""Streaming: rows as NDJSON, CSV or Arrow, a piece at a time, and which of these an asker wants."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain, islice
from typing import Annotated, Any, NamedTuple

import pyarrow as pa
from fastapi import Depends, Query, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from yhdysverkko.api.conditional import REVALIDATED, is_known, make_etag, not_modified
from yhdysverkko.api.output import csv_lines, json_lines
from yhdysverkko.graph.cells import cell_text
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import Column

PIECE = 1_000
"""Rows in a piece of a stream: a batch of Arrow's, some hundred kilobytes."""


class Form(StrEnum):
    """The forms of a list. JSON comes in pages, the others whole."""

    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    ARROW = "arrow"


MEDIA_TYPES = {
    Form.JSON: "application/json",
    Form.NDJSON: "application/x-ndjson",
    Form.CSV: "text/csv; charset=utf-8",
    Form.ARROW: "application/vnd.apache.arrow.stream",
}

STREAMS: dict[str, Any] = {
    MEDIA_TYPES[Form.NDJSON]: {"schema": {"type": "string", "description": "A JSON object on each line"}},
    "text/csv": {"schema": {"type": "string", "description": "Commas, UTF-8, a line of headers"}},
    MEDIA_TYPES[Form.ARROW]: {"schema": {"type": "string", "format": "binary"}},
}
"""What a list answers beside JSON, for its description."""

STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"description": "A page as JSON, or all as a stream", "content": STREAMS},
    406: {"description": "None of the media types that Accept names"},
}


class Field(NamedTuple):
    """A column of a stream: text, integer, number, boolean, texts (a list), or json (text in CSV and Arrow)."""

    name: str
    type: str = "text"


class Table(NamedTuple):
    """Rows that arrive one by one, and what their cells are."""

    fields: Sequence[Field]
    rows: Iterable[Sequence[Any]]


ARROW_TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
"""Of the types of columns; the others are text. Days are too: of some only the year is known."""


def choose_form(
    request: Request,
    format: Annotated[  # noqa: A002 - the name that the address uses
        Form | None,
        Query(description="json, ndjson, csv or arrow; wins over the Accept header", examples=["ndjson"]),
    ] = None,
) -> Form:
    """The form that `format` names, else the first that Accept wants most. Raises 406 when we have none of these."""
    if format is not None:
        return format
    for wanted in _accepted(request.headers.get("accept", "*/*")):
        for form, media_type in MEDIA_TYPES.items():
            bare = media_type.partition(";")[0]
            if wanted in (bare, f"{bare.partition('/')[0]}/*", "*/*"):
                return form
    raise HTTPException(406)


FormDep = Annotated[Form, Depends(choose_form)]


def _accepted(header: str) -> list[str]:
    """The media types of an Accept header, those wanted most first."""
    weighed = []
    for each in header.split(","):
        media_type, *parameters = (part.strip().lower() for part in each.split(";"))
        quality = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        if (weight := _number(quality)) > 0:
            weighed.append((-weight, media_type))
    return [media_type for _, media_type in sorted(weighed, key=lambda pair: pair[0])]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0


def question_fields(columns: Iterable[Column]) -> list[Field]:
    """The columns of an answer's rows as a stream has them."""
    found = []
    for column in columns:
        kind = {"percent": "number", "sources": "texts"}.get(column.type, column.type)
        known = kind if kind in ARROW_TYPES else "json" if kind.endswith("[]") else "text"
        found += [Field(name, known) for name in column.fields]
    return found


def stream(request: Request, store: Store, table: Table, form: Form, *, name: str, language: str) -> Response:
    """Rows as they arrive, or 304 when the graph is as it was for the one who asks again.

    What goes wrong before the first piece is a problem; later, the connection breaks, so that half is never taken for
    the whole.
    """
    state = (store.look().stamp, store.sight, date.today(), form, language, request.url.path, request.url.query)
    headers = {
        "etag": make_etag("\n".join(map(str, state)).encode()),
        "cache-control": REVALIDATED,
        "vary": "Accept",
        "content-disposition": f'attachment; filename="{name}.{form}"',
    }
    if is_known(request.headers.get("if-none-match", ""), headers["etag"]):
        return not_modified(Response(headers=headers))
    pieces = _guarded(store, write_stream(table, form))
    first = list(islice(pieces, 1))
    return StreamingResponse(chain(first, pieces), headers=headers, media_type=MEDIA_TYPES[form])


def _guarded(store: Store, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with settled(store):
        yield from pieces


def write_stream(table: Table, form: Form) -> Iterator[bytes]:
    """A table in a form other than JSON, a piece at a time."""
    if form is Form.ARROW:
        return _write_arrow(table)
    names = [field.name for field in table.fields]
    return _join(csv_lines(names, table.rows) if form is Form.CSV else json_lines(names, table.rows))


def _join(lines: Iterator[str]) -> Iterator[bytes]:
    while piece := "".join(islice(lines, PIECE)):
        yield piece.encode()


def _write_arrow(table: Table) -> Iterator[bytes]:
    fields = table.fields
    schema = pa.schema([(field.name, ARROW_TYPES.get(field.type, pa.string())) for field in fields])
    sink, left = _Sink(), iter(table.rows)
    with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), schema) as writer:
        while piece := list(islice(left, PIECE)):
            columns = [
                pa.array([_arrow_value(field, value) for value in values], schema.field(at).type)
                for at, (field, values) in enumerate(zip(fields, zip(*piece, strict=True), strict=True))
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            yield sink.take()
    yield sink.take()


def _arrow_value(field: Field, value: Any) -> Any:
    return value if value is None or field.type in ARROW_TYPES else cell_text(value)


class _Sink(io.RawIOBase):
    """A file that gives away what was written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken
