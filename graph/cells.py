"""Cells: values as the text of a table's cell or as JSON."""

import json
from datetime import date, time
from typing import Any

from yhdysverkko.graph.values import Point

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """A value for a CSV cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = cell_text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def cell_text(value: Any) -> str:
    """A value as the text of a cell; what is not known is empty."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Point():
            return f"{value.lat}, {value.lon}"
        case list() | dict():
            return json_text(value)
        case _:
            return _plain(value) if isinstance(value, date | time) else str(value)


def json_text(value: Any) -> str:
    """A value as JSON in which letters stay letters, places are objects and days are texts."""
    return json.dumps(_jsonable(value), ensure_ascii=False)


def _jsonable(value: Any) -> Any:
    match value:
        case Point():
            return {"lat": value.lat, "lon": value.lon}
        case list() | tuple():
            return [_jsonable(item) for item in value]
        case dict():
            return {key: _jsonable(item) for key, item in value.items()}
        case date() | time():
            return _plain(value)
        case bytes():
            return value.hex()
        case _:
            return value


def _plain(value: date | time) -> str:
    return value.isoformat()
