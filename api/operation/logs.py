"""Logs: what happened, one JSON object a line on standard error, or one plain line where somebody looks on.

A line names nobody: requests come with the template of their route instead of their address, errors with their kind and
place instead of their message.
"""

import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import orjson

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered, also in the threads that work for it."""

FRAMES = 5
"""Places of an error that a line names, the innermost last."""


def write_logs(form: str | None) -> None:
    """Send the logs of this process to standard error as `json` or `text`; None is text on a terminal, else json."""
    chosen = form or ("text" if sys.stderr.isatty() else "json")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if chosen == "json" else PlainLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("yhdysverkko").setLevel(logging.INFO)
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # we say ourselves when the database is away


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        return orjson.dumps(_described(record), default=str).decode()


class PlainLines(logging.Formatter):
    """A record as one line to read."""

    def format(self, record: logging.LogRecord) -> str:
        described = _described(record)
        time, level, message = (described.pop(name) for name in ("time", "level", "message"))
        rest = " ".join(f"{name}={value}" for name, value in described.items() if name != "logger" and value != "")
        return f"{str(time)[11:19]} {level!s:7} {message} {rest}".rstrip()


def _described(record: logging.LogRecord) -> dict[str, object]:
    told: Mapping[str, object] = getattr(record, "told", {})
    described: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage().strip(),
    }
    if request_id := REQUEST_ID.get():
        described["request_id"] = request_id
    described.update(told)
    if record.exc_info and record.exc_info[1]:
        described.update(describe_error(record.exc_info[1]))
    return described


def describe_error(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it was raised; its message may hold data of people."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {
        "error": type(error).__name__,
        "where": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }
