"""Routes of loads: files in, a load that runs in the background, and how it goes, as JSON and as events."""

import asyncio
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import Noted
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.conditional import UploadRoute
from yhdysverkko.api.context import LanguageDep, SettingsDep
from yhdysverkko.api.editing.jobs import Loads
from yhdysverkko.api.editing.load import END, Load, LoadOrder
from yhdysverkko.api.editing.records import LoadOut
from yhdysverkko.api.editing.uploads import NoRoom, Upload, keep, receive
from yhdysverkko.api.models import Problem
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.graph.cells import json_text
from yhdysverkko.graph.errors import WrongUse

LOOK_S = 0.25
"""How often a stream of events looks for new ones."""

SIGN_S = 15.0
"""A stream that has nothing to say for this long gives a sign of life, so that nobody between closes it."""

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
REFUSED: dict[int | str, dict[str, Any]] = {
    413: _PROBLEM | {"description": "More than the settings let in"},
    415: _PROBLEM | {"description": "A type of file that no loader reads"},
    507: _PROBLEM | {"description": "The disk is full"},
}
NOT_NOW: dict[int | str, dict[str, Any]] = {409: _PROBLEM | {"description": "The load is not in a state for this"}}
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "mapping": {"type": "string", "format": "binary", "description": "What the columns mean"},
                        "dry_run": {"type": "boolean", "default": False, "description": "Say only what would be done"},
                        "replace": {
                            "type": "boolean",
                            "default": False,
                            "description": "Replace versions of the sources that are loaded already; without it, and "
                            "without a dry run that somebody confirmed, they stay and the new ones are not loaded",
                        },
                        "together": {
                            "type": "string",
                            "maxLength": 100,
                            "description": "The name of the one source that all files are",
                        },
                        "published": {"type": "string", "format": "date"},
                        "min_confidence": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.7},
                    },
                }
            }
        },
    }
}
EVENT = 'id: 12\nevent: progress\ndata: {"text": "Järjestöt: 5000 tietoa käsitelty", "written": 5000}\n\n'
GIVEN = ("together", "published", "min_confidence", "replace")
"""Fields of the form that an order takes as they are."""

TRUE, FALSE = ("true", "1", "on", "yes"), ("false", "0", "off", "no", "")

router = APIRouter(
    prefix="/api/v1/loads",
    tags=["loads"],
    route_class=UploadRoute,
    responses=PROBLEMS,
    dependencies=[Depends(Needs(Role.EDITOR))],
)
streams = APIRouter(
    prefix="/api/v1/loads", tags=["loads"], responses=PROBLEMS, dependencies=[Depends(Needs(Role.EDITOR))]
)
"""What is not over when it begins, and so has no ETag."""


def _loads(request: Request) -> Loads:
    loads: Loads = request.app.state.loads
    return loads


LoadsDep = Annotated[Loads, Depends(_loads)]
LoadId = Annotated[str, Path(description="The id of a load", examples=["f2c9a4e0b8d14c6fa1e07d3b5c9a8e21"])]
LastEventId = Annotated[
    str, Header(max_length=20, description="The number of the last event that was seen", examples=["12"])
]


async def begin_load(
    request: Request, settings: SettingsDep, language: str, loads: Loads, *, check_first: bool | None = None
) -> LoadOut:
    """Receive the form of the request and begin its load, with a check where `check_first` or the form asks for it."""
    try:
        upload = await receive(request, settings)
        try:
            order = _order(upload, language, check_first=check_first)
            return await run_in_threadpool(loads.add, order, partial(keep, upload, order.together))
        finally:
            await upload.form.close()
    except OSError as error:
        raise NoRoom("upload.no_room", reason=error.strerror) from error


def _order(upload: Upload, language: str, *, check_first: bool | None) -> LoadOrder:
    """What the fields of the form ask for. Raises WrongUse for one that does not fit."""
    dry_run = upload.field("dry_run").casefold()
    if dry_run not in (*TRUE, *FALSE):
        raise WrongUse("upload.bad_field", name="dry_run")
    given = {name: value for name in GIVEN if (value := upload.field(name))}
    first = dry_run in TRUE if check_first is None else check_first
    try:
        return LoadOrder.model_validate({**given, "language": language, "check_first": first})
    except ValidationError as error:
        raise WrongUse("upload.bad_field", name=str(error.errors()[0]["loc"][-1])) from error


@router.post("", status_code=202, openapi_extra=FORM, responses=REFUSED, dependencies=[Depends(Noted("load"))])
async def create_load(
    request: Request, response: Response, settings: SettingsDep, language: LanguageDep, loads: LoadsDep
) -> LoadOut:
    """Load files, or with `dry_run` say what loading them would do; either runs in the background."""
    told = await begin_load(request, settings, language, loads)
    response.headers["location"] = f"/api/v1/loads/{told.id}"
    return told


@router.get("")
def read_loads(loads: LoadsDep) -> list[LoadOut]:
    """The loads of the last day, newest first."""
    return loads.list_all()


@router.get("/{load_id}")
def read_load(loads: LoadsDep, load_id: LoadId) -> LoadOut:
    """A load: where it is and what came of each source."""
    return loads.tell(load_id)


@router.post("/{load_id}/confirmation", status_code=202, responses=NOT_NOW, dependencies=[Depends(Noted("load"))])
def confirm_load(loads: LoadsDep, load_id: LoadId) -> LoadOut:
    """Load the very files that were checked, in the place of the earlier versions that the check named; or begin again
    after a check or load that failed or was interrupted."""
    return loads.confirm(load_id)


@router.delete("/{load_id}", status_code=204, responses=NOT_NOW)
def discard_load(loads: LoadsDep, load_id: LoadId) -> None:
    """Delete a load that is not being worked on, with its files; what it loaded stays."""
    loads.discard(load_id)


@streams.get(
    "/{load_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}, "example": EVENT}}}},
)
def stream_events(loads: LoadsDep, load_id: LoadId, last_event_id: LastEventId = "") -> StreamingResponse:
    """How a load goes, as server-sent events: `state`, `source`, `progress`, `rejection`, `message`, `loaded`, and at
    last `end`. With Last-Event-ID the events after that one."""
    seen = int(last_event_id) if last_event_id.isdecimal() else 0
    return StreamingResponse(
        _events(loads.get(load_id), seen), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


async def _events(load: Load, seen: int) -> AsyncIterator[str]:
    said = time.monotonic()
    # Who has seen the end and asks again is told the end again.
    at = min(seen, len(load.events) - (0 if load.told.is_working else 1))
    while True:
        while at < len(load.events):
            event = load.events[at]
            at += 1
            is_last = at == len(load.events)
            if event.name != END or is_last:
                data = json_text({"text": event.text, **event.data})
                yield f"id: {at}\nevent: {event.name}\ndata: {data}\n\n"
                said = time.monotonic()
            if event.name == END and is_last:
                return
        await asyncio.sleep(LOOK_S)
        if time.monotonic() - said > SIGN_S:
            yield ": still here\n\n"
            said = time.monotonic()
