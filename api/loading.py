"""The `load` command: from paths to loaded sources, with progress and a report that says what came of each."""

from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from yhdysverkko.api.session import tell, tell_text
from yhdysverkko.graph.ledger import LoadReport, load
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import SourceReader
from yhdysverkko.graph.records import Rejection, describe
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.reference import ReferenceSource
from yhdysverkko.loaders.tables import open_tables


def load_all(store: Store, settings: Settings, paths: list[Path], *, mapping: Path | None, dry_run: bool) -> bool:
    """Load the municipal reference data and then every path; True when no row was rejected.

    The reference data come first because nearly every row of a table names a municipality; loaded already, they cost
    a look at one node.
    """
    readers: list[SourceReader] = [ReferenceSource(ontology())]
    for path in paths:
        readers += open_tables(path, vocabulary=ontology(), keep_contacts=settings.keep_contacts, mapping=mapping)
    reports = [_load_one(store, reader, dry_run=dry_run) for reader in readers]
    return not any(report.counts.rejected for report in reports)


def _load_one(store: Store, reader: SourceReader, *, dry_run: bool) -> LoadReport:
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(reader.source.title, total=None)

        def on_chunk(written: int) -> None:
            bar.update(task, description=f"{reader.source.title} {written}")

        report = load(store, ontology(), reader, dry_run=dry_run, on_rejection=_show_rejection, on_chunk=on_chunk)
    _show(report)
    return report


def _show_rejection(rejection: Rejection) -> None:
    tell_text(describe(rejection))


def _show(report: LoadReport) -> None:
    for notice in report.notices:
        tell_text(notice)
    counts = report.counts
    if report.unchanged:
        tell("load.unchanged", title=report.source.title, facts=counts.unchanged)
        return
    tell(
        "load.would_do" if report.dry_run else "load.done",
        title=report.source.title,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        retracted=counts.retracted,
        rejected=counts.rejected,
    )
