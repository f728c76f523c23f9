"""One load: its folder, what is known of it, and the events by which it tells how it goes."""

import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import Field

from yhdysverkko.api.editing.records import (
    ROWS_KEPT,
    WORKING,
    LoadEvent,
    LoadOut,
    LoadState,
    shape_report,
    shape_row,
)
from yhdysverkko.api.editing.uploads import FILES, MAPPING, NAME_LENGTH
from yhdysverkko.api.loading import Begun, Event, Unreadable, Written
from yhdysverkko.api.models import Model
from yhdysverkko.graph.ledger import LoadReport, StoredSource
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.records import Rejection, describe
from yhdysverkko.loaders.document_source import MIN_CONFIDENCE

RECORD = "load.json"
END = "end"
"""The name of the event after which none comes until somebody decides what to do with the load."""


class LoadOrder(Model):
    """What is to be done with the files of a load."""

    together: str = Field("", max_length=NAME_LENGTH)
    published: date | None = None
    min_confidence: float = Field(MIN_CONFIDENCE, ge=0, le=1)
    language: str = "fi"
    check_first: bool = True
    replace: bool = False
    """Whether the sources may take the place of versions that are loaded, whatever those are."""

    @property
    def first_state(self) -> LoadState:
        """What the load begins with."""
        return LoadState.CHECKING if self.check_first else LoadState.LOADING


class Kept(Model):
    """A load as it is kept in its folder. `process` is the server that works on it, `agreed` the earlier versions that
    somebody has confirmed may be replaced: source -> when it was loaded."""

    order: LoadOrder
    told: LoadOut
    process: tuple[int, float]
    agreed: dict[str, datetime] = Field(default={})


class Load:
    """A load of this server. Its folder holds its files until they are loaded."""

    def __init__(self, folder: Path, kept: Kept) -> None:
        self.folder = folder
        self.order = kept.order
        self._process = kept.process
        self._agreed = kept.agreed
        self._told = kept.told
        self._lock = Lock()
        self.events: list[LoadEvent] = []
        """All that happened since the server began; the number of an event is its place from 1."""
        if not kept.told.is_working:
            self.events.append(self._end())

    @property
    def files(self) -> Path:
        """The folder of what is to be loaded."""
        return self.folder / FILES

    @property
    def paths(self) -> list[Path]:
        """What is to be loaded: each file, or the one folder that is a source of its own."""
        return sorted(self.files.iterdir())

    @property
    def mapping(self) -> Path | None:
        """The file that says what the columns mean."""
        return next((self.folder / MAPPING).glob("*"), None)

    @property
    def told(self) -> LoadOut:
        """What is known of it now."""
        return self._told

    def agree(self) -> None:
        """Somebody has seen what the check found, and wants the files loaded in the place of the versions it named."""
        self.order = self.order.model_copy(update={"check_first": False})
        self._agreed = {source.id: source.earlier.loaded for source in self._told.sources if source.earlier}

    def may_replace(self, earlier: StoredSource) -> bool:
        """Whether somebody wants this very version of a source replaced, or any."""
        return self.order.replace or self._agreed.get(earlier.source.id) == earlier.loaded

    def enter(self, state: LoadState, **more: Any) -> None:
        """Go on to a state, which is kept: what a server that dies leaves behind says how far it came."""
        with self._lock:
            self._told = self._told.model_copy(update={"state": state, "changed": datetime.now(UTC), **more})
            with suppress(OSError):  # on a full disk it goes on; the next server would find it interrupted
                self.save()
            if state in WORKING:
                self._tell(LoadEvent("state", self._say(f"data.state.{state}"), {"state": state}))
            else:
                self.events.append(self._end())

    def save(self) -> None:
        """Keep what is known, whole or not at all."""
        kept = Kept(order=self.order, told=self._told, process=self._process, agreed=self._agreed)
        written = self.folder / f"{RECORD}.new"
        written.write_text(kept.model_dump_json(), encoding="utf-8")
        written.replace(self.folder / RECORD)

    def forget_results(self) -> None:
        """Begin anew: what the check found is no longer what the load finds."""
        with self._lock:
            nothing: dict[str, Any] = {"sources": [], "messages": [], "rejected": 0, "rejections": []}
            self._told = self._told.model_copy(update=nothing)

    def drop_files(self) -> None:
        shutil.rmtree(self.files, ignore_errors=True)
        shutil.rmtree(self.folder / MAPPING, ignore_errors=True)

    def hear(self, event: Event) -> None:
        """Take note of what came of a part of the load."""
        with self._lock:
            match event:
                case Begun(source):
                    self._title = source.title
                    self._tell(LoadEvent("source", self._say("data.reading", title=source.title), {"id": source.id}))
                case Written(statements):
                    text = self._say("data.written", title=self._title, count=statements)
                    self._tell(LoadEvent("progress", text, {"written": statements}))
                case Rejection():
                    self._reject(event)
                case Unreadable(text):
                    self._add(messages=[*self._told.messages, text])
                    self._tell(LoadEvent("message", text, {}))
                case LoadReport():
                    came = shape_report(event)
                    self._add(sources=[*self._told.sources, came])
                    self._tell(LoadEvent("loaded", came.title, came.model_dump(mode="json")))

    def _reject(self, rejection: Rejection) -> None:
        count = self._told.rejected + 1
        self._add(rejected=count)
        if count <= ROWS_KEPT:
            row = shape_row(rejection)
            self._add(rejections=[*self._told.rejections, row])
            self._tell(LoadEvent("rejection", describe(rejection), row.model_dump()))

    def _add(self, **more: Any) -> None:
        self._told = self._told.model_copy(update=more)

    def _say(self, key: str, **params: object) -> str:
        # The threads that write do not know which language the thread that reads speaks.
        return say(key, language=self.order.language, **params)

    def _tell(self, event: LoadEvent) -> None:
        self.events.append(event)

    def _end(self) -> LoadEvent:
        return LoadEvent(END, self._say(f"data.state.{self._told.state}"), {"state": self._told.state})
