"""What is told of a load: as the API answers it, as pages show it, and as it is kept beside its files."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import Field

from yhdysverkko.api.models import Model
from yhdysverkko.graph.ledger import LoadReport
from yhdysverkko.graph.records import Rejection

ROWS_KEPT = 1000
"""Rejected rows that are kept; the others are counted."""


class LoadState(StrEnum):
    """Where a load is. From those of WORKING it goes on by itself; after CHECKED, FAILED and INTERRUPTED it waits for
    somebody to load it (again)."""

    CHECKING = "checking"
    CHECKED = "checked"
    LOADING = "loading"
    LOADED = "loaded"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


WORKING = (LoadState.CHECKING, LoadState.LOADING)


class LoadedFile(Model):
    """A file as it was uploaded."""

    name: str = Field(examples=["yhdyshenkilot.csv"])
    bytes: int = Field(ge=0)


class RejectedRow(Model):
    """A row or cell that is not loaded; `value` is masked where it is personal."""

    file: str = Field(examples=["yhdyshenkilot.csv"])
    sheet: str
    line: int = Field(ge=0, examples=[12], description="As a person counts them; 0 where there is none")
    column: str
    value: str
    reason: str


class EarlierVersion(Model):
    """A version of a source, with other content, that was loaded before."""

    title: str
    loaded: datetime
    facts: int = Field(ge=0, description="How many facts it states")


class LoadedSource(Model):
    """What became of a source, or in a dry run would: facts by what happens to them, and rejected rows."""

    id: str
    title: str
    unchanged_since_before: bool = Field(description="Loaded already, with the same content")
    earlier: EarlierVersion | None = Field(default=None, description="The version whose place it takes")
    new: int = Field(ge=0)
    changed: int = Field(ge=0)
    unchanged: int = Field(ge=0)
    retracted: int = Field(ge=0)
    rejected: int = Field(ge=0)
    notices: list[str]

    @property
    def changes(self) -> int:
        """How many facts of the graph loading it changes."""
        return self.new + self.changed + self.retracted


class LoadOut(Model):
    """A load: its files, where it is, and what came of each source."""

    id: str = Field(examples=["f2c9a4e0b8d14c6fa1e07d3b5c9a8e21"])
    state: LoadState
    created: datetime
    changed: datetime
    files: list[LoadedFile]
    together: str = Field(description="The source that all tables are; empty where each file is one of its own")
    waiting: int = Field(default=0, ge=0, description="Loads that come before this one")
    sources: list[LoadedSource] = Field(default=[])
    messages: list[str] = Field(default=[], description="What is not loaded, and why")
    rejected: int = Field(default=0, ge=0)
    rejections: list[RejectedRow] = Field(default=[], description=f"The first {ROWS_KEPT}")

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def outcome(self) -> str:
        """The state as pages say it: a load of which nothing could be loaded has saved nothing."""
        return "nothing" if self.state is LoadState.LOADED and not self.sources else self.state

    @property
    def can_load(self) -> bool:
        """Whether its files are there and loading them would do something."""
        if self.state is LoadState.CHECKED:
            return any(source.changes for source in self.sources)
        return self.state in (LoadState.FAILED, LoadState.INTERRUPTED)


class LoadEvent(NamedTuple):
    """Something that happened to a load: `text` says it to people."""

    name: str
    text: str
    data: dict[str, Any]


def shape_row(rejection: Rejection) -> RejectedRow:
    place = rejection.place
    return RejectedRow(
        file=place.file,
        sheet=place.sheet,
        line=place.line,
        column=place.column,
        value=rejection.value,
        reason=rejection.reason,
    )


def shape_report(report: LoadReport) -> LoadedSource:
    counts, earlier = report.counts, report.earlier
    version = (
        EarlierVersion(title=earlier.source.title, loaded=earlier.loaded, facts=earlier.facts) if earlier else None
    )
    return LoadedSource(
        id=report.source.id,
        title=report.source.title,
        unchanged_since_before=report.unchanged,
        earlier=version,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        retracted=counts.retracted,
        rejected=counts.rejected,
        notices=report.notices,
    )
