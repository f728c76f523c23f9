"""The `load` command: from paths to loaded sources, with progress and a report that says what came of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from yhdysverkko.api.session import tell, tell_text
from yhdysverkko.graph.decisions import read_decisions
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ledger import LoadReport, load
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import SourceReader
from yhdysverkko.graph.records import Rejection, describe
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.document_source import MIN_CONFIDENCE, DocumentSource
from yhdysverkko.loaders.indicators import IndicatorSource
from yhdysverkko.loaders.reading import Document, open_documents
from yhdysverkko.loaders.reference import ReferenceSource
from yhdysverkko.loaders.sheets import TABLE_SUFFIXES
from yhdysverkko.loaders.tables import open_tables

FINNISH = ("fi", "")
"""Languages whose texts are read: Finnish, and those too short to tell."""


@dataclass(frozen=True)
class LoadOptions:
    """What the user chose: `published` is for documents that do not say when they were published."""

    mapping: Path | None = None
    dry_run: bool = False
    min_confidence: float = MIN_CONFIDENCE
    published: date | None = None


def load_all(store: Store, settings: Settings, paths: list[Path], options: LoadOptions) -> bool:
    """Load the reference data, municipal and of indicators, and then every path; True when nothing was rejected or
    unreadable. What cannot be read at all is named, and the rest loads.

    The reference data come first because nearly every row and text names a municipality; loaded already, they cost a
    look at one node.
    """
    fine = _load_one(store, ReferenceSource(ontology()), options)
    fine = _load_one(store, IndicatorSource(ontology()), options) and fine
    seen: set[str] = set()
    for path in paths:
        for reader in _open_sources(store, settings, path, options):
            fine = (reader is not None and _is_first(reader, seen) and _load_one(store, reader, options)) and fine
    return fine


def _is_first(reader: SourceReader, seen: set[str]) -> bool:
    """Whether no other source of this command has the same id: the second would be taken for a new version of it."""
    if reader.source.id in seen:
        tell("loaders.same_source_id", id=reader.source.id)
        return False
    seen.add(reader.source.id)
    return True


def _open_sources(store: Store, settings: Settings, path: Path, options: LoadOptions) -> Iterator[SourceReader | None]:
    """The sources at a path, tables before documents; None stands for what could not be read."""
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    tables = [file for file in files if file.suffix.casefold() in TABLE_SUFFIXES]
    if tables or not files:
        try:
            yield from open_tables(
                path, vocabulary=ontology(), keep_contacts=settings.keep_contacts, mapping=options.mapping
            )
        except LoadFailed as error:
            tell_text(str(error))
            yield None
    if path.is_dir() or not tables:
        yield from _open_documents(store, path, options, keep_contacts=settings.keep_contacts)


def _open_documents(
    store: Store, path: Path, options: LoadOptions, *, keep_contacts: bool
) -> Iterator[SourceReader | None]:
    for document in open_documents(path):
        if not isinstance(document, Document):
            tell("documents.unreadable", file=document.file, reason=document.reason)
            yield None
        elif document.language not in FINNISH:
            tell("documents.not_finnish", file=document.file, found=document.language)
            yield None
        else:
            yield DocumentSource(
                document,
                store,
                ontology(),
                read_decisions(store),
                min_confidence=options.min_confidence,
                published=options.published,
                keep_contacts=keep_contacts,
            )


def _load_one(store: Store, reader: SourceReader, options: LoadOptions) -> bool:
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

        try:
            report = load(
                store, ontology(), reader, dry_run=options.dry_run, on_rejection=_show_rejection, on_chunk=on_chunk
            )
        except LoadFailed as error:
            tell_text(str(error))
            return False
    _show(report)
    return not report.counts.rejected


def _show_rejection(rejection: Rejection) -> None:
    tell_text(describe(rejection))


def _show(report: LoadReport) -> None:
    for notice in report.notices:
        tell_text(notice)
    counts = report.counts
    if report.unchanged:
        tell("load.unchanged", title=report.source.title, facts=counts.unchanged)
        return
    if report.replaces:
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
