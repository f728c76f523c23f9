"""Loading: from paths to loaded sources. What comes of each is told as events, to the command line and to the pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from yhdysverkko.api.rehearsal import RehearsedSource
from yhdysverkko.api.replacing import check_place, not_replaced
from yhdysverkko.graph.decisions import read_decisions
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ledger import LoadReport, StoredSource, load
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import SourceReader
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Ref, Rejection
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
    """What the user chose: `published` is for documents that do not say when they were published, `may_replace` says
    whether an earlier version of a source may go. A command updates what is there; whoever uploads is asked first."""

    mapping: Path | None = None
    dry_run: bool = False
    min_confidence: float = MIN_CONFIDENCE
    published: date | None = None
    may_replace: Callable[[StoredSource], bool] = lambda _: True


class Unreadable(NamedTuple):
    """Something gives no source, or could not be loaded; `text` is a sentence that says what and why."""

    text: str


class Begun(NamedTuple):
    """A source is being read and, unless the run is dry, written."""

    source: Source


class Written(NamedTuple):
    """How many statements of the source have been written so far."""

    statements: int


Event = Unreadable | Begun | Written | Rejection | LoadReport
Hear = Callable[[Event], None]
Check = Callable[[Source, StoredSource | None], None]


@dataclass(frozen=True)
class Loading:
    """One run over any number of sources: what it works on, what the user chose, and who hears what comes of it.

    Between sources `hear` may raise to end the run; each source is loaded whole or not at all.
    """

    store: Store
    settings: Settings
    options: LoadOptions
    hear: Hear
    expected: set[Ref] = field(default_factory=set)
    """Entities that a dry run has not written, and that what comes after them counts on."""

    def load_reference(self) -> bool:
        """Load the reference data, municipal and of indicators; True when nothing was rejected.

        They come before all else, because nearly every row and text names a municipality; loaded already, they cost a
        look at one node.
        """
        readers = (ReferenceSource(ontology()), IndicatorSource(ontology()))
        return not [reader for reader in readers if not self._load(reader)]

    def load_paths(self, paths: list[Path]) -> bool:
        """Load every path; True when nothing was rejected or unreadable. What cannot be read at all is named, and the
        rest loads."""
        fine = True
        seen: set[str] = set()
        for path in paths:
            for reader in self._open_sources(path):
                fine = (
                    reader is not None and self._is_first(reader, seen) and self._load(reader, self._check)
                ) and fine
        return fine

    def _is_first(self, reader: SourceReader, seen: set[str]) -> bool:
        """Whether no other source of this run has the same id: the second would be taken for a new version of it."""
        if reader.source.id in seen:
            self.hear(Unreadable(say("loaders.same_source_id", id=reader.source.id)))
            return False
        seen.add(reader.source.id)
        return True

    def _open_sources(self, path: Path) -> Iterator[SourceReader | None]:
        """The sources at a path, tables before documents; None stands for what could not be read."""
        files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
        tables = [file for file in files if file.suffix.casefold() in TABLE_SUFFIXES]
        if tables or not files:
            keep = self.settings.keep_contacts
            try:
                yield from open_tables(path, vocabulary=ontology(), keep_contacts=keep, mapping=self.options.mapping)
            except LoadFailed as error:
                self.hear(Unreadable(str(error)))
                yield None
        if path.is_dir() or not tables:
            yield from self._open_documents(path)

    def _open_documents(self, path: Path) -> Iterator[SourceReader | None]:
        for document in open_documents(path):
            if not isinstance(document, Document):
                self.hear(Unreadable(say("documents.unreadable", file=document.file, reason=document.reason)))
                yield None
            elif document.language not in FINNISH:
                self.hear(Unreadable(say("documents.not_finnish", file=document.file, found=document.language)))
                yield None
            else:
                yield DocumentSource(
                    document,
                    self.store,
                    ontology(),
                    read_decisions(self.store),
                    min_confidence=self.options.min_confidence,
                    published=self.options.published,
                    keep_contacts=self.settings.keep_contacts,
                )

    def _check(self, source: Source, before: StoredSource | None) -> None:
        """Raise LoadFailed where a file may not take the place of what is loaded under its id."""
        check_place(source, before)
        replaced = before if before and before.is_other_version(source) else None
        if replaced and not self.options.dry_run and not self.options.may_replace(replaced):
            raise not_replaced(source, replaced)

    def _load(self, reader: SourceReader, check: Check = lambda _, __: None) -> bool:
        """Load a source; True when nothing of it was rejected."""
        self.hear(Begun(reader.source))
        try:
            report = load(
                self.store,
                ontology(),
                RehearsedSource(reader, self.expected) if self.options.dry_run else reader,
                dry_run=self.options.dry_run,
                admit=partial(check, reader.source),
                on_rejection=self.hear,
                on_chunk=lambda written: self.hear(Written(written)),
            )
        except LoadFailed as error:
            self.hear(Unreadable(str(error)))
            return False
        self.hear(report)
        return not report.counts.rejected


def load_all(store: Store, settings: Settings, paths: list[Path], options: LoadOptions, hear: Hear) -> bool:
    """Load the reference data and then every path; True when nothing was rejected or unreadable."""
    loading = Loading(store, settings, options, hear)
    fine = loading.load_reference()
    return loading.load_paths(paths) and fine


def load_given(store: Store, settings: Settings, paths: list[Path], options: LoadOptions, hear: Hear) -> None:
    """Load every path, or in a dry run say what that would do; nobody is told of the reference data before them."""
    loading = Loading(store, settings, options, hear)
    replace(loading, hear=lambda _: None).load_reference()
    loading.load_paths(paths)
