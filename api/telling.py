"""Telling: what comes of a load, on the terminal of whoever gave the command."""

from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

from yhdysverkko.api.loading import Begun, Event, Unreadable, Written
from yhdysverkko.api.session import tell, tell_text
from yhdysverkko.graph.ledger import LoadReport
from yhdysverkko.graph.records import Rejection, describe


class Teller:
    """Hears the events of a load and tells them on standard error; on a terminal, with what is being written."""

    def __enter__(self) -> Self:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._title = ""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, event: Event) -> None:
        match event:
            case Begun(source):
                self._title = source.title
                self._task = self._bar.add_task(source.title, total=None)
            case Written(statements):
                if self._task is not None:
                    self._bar.update(self._task, description=f"{self._title} {statements}")
            case Rejection():
                tell_text(describe(event))
            case Unreadable(text):
                self._end()
                tell_text(text)
            case LoadReport():
                self._end()
                _show(event)

    def _end(self) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None


def _show(report: LoadReport) -> None:
    for notice in report.notices:
        tell_text(notice)
    counts = report.counts
    if report.unchanged:
        tell("load.unchanged", title=report.source.title, facts=counts.unchanged)
        return
    if report.earlier:
        tell("load.replaces", title=report.source.title, id=report.source.id)
    tell(
        "load.would_do" if report.dry_run else "load.done",
        title=report.source.title,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        retracted=counts.retracted,
        rejected=counts.rejected,
    )
