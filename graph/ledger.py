"""The ledger of sources: loading, reloading, retracting, and recovering what was interrupted.

A load is atomic per source: graph/plan.py finds what differs, graph/commit.py writes it so that whatever dies, the next
command finishes or undoes it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from yhdysverkko.graph.commit import Change, commit, recover_now
from yhdysverkko.graph.errors import LoadFailed, LoadInProgress, NotFound, YhdysverkkoError
from yhdysverkko.graph.garbage import without_garbage_collection
from yhdysverkko.graph.lease import Lease, is_writing, writing_turn
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.plan import Counts, Plan, SourceReader, read_prior, read_retractions, stated_kinds
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Rejection
from yhdysverkko.graph.redaction import MarkedSource
from yhdysverkko.graph.sensitive import hide_members
from yhdysverkko.graph.staging import STAGING, UNFINISHED, OnChunk, Unfinished, unfinished
from yhdysverkko.graph.store import Moment, Store

T = TypeVar("T")

REVIEW = "review"
"""The id of the source that accepted facts come from, and its kind; no other source may take its place."""


@dataclass(frozen=True)
class StoredSource:
    """A loaded source, how many facts it states and how many of its rows were rejected."""

    source: Source
    facts: int
    loaded: datetime
    rejected: int = 0

    def is_other_version(self, source: Source) -> bool:
        """Whether a source of the same id has other content."""
        return self.source.sha256 != source.sha256


@dataclass
class LoadReport:
    """What a load did, or with `dry_run` would do."""

    source: Source
    counts: Counts
    unchanged: bool = False
    dry_run: bool = False
    earlier: StoredSource | None = None
    """The version, with other content, whose place it takes."""
    notices: list[str] = field(default_factory=list)


def load(
    store: Store,
    vocabulary: Ontology,
    reader: SourceReader,
    *,
    dry_run: bool = False,
    admit: Callable[[StoredSource | None], None] = lambda _: None,
    on_rejection: Callable[[Rejection], None] = lambda _: None,
    on_chunk: OnChunk | None = None,
) -> LoadReport:
    """Make the graph hold exactly what the source states now, leaving what other sources state as it is.

    Good rows load; each bad one goes to `on_rejection`. A source that is loaded already, unchanged, is left alone,
    unless some of its rows were rejected: they are still missing, and must be named again. What is marked on people
    is obeyed (graph/redaction.py). `admit` is given what is loaded under the source's id, for the last time when nobody
    else writes, and raises LoadFailed where its place may not be taken.
    Raises LoadInProgress while another load is being written.
    """
    reader = MarkedSource(store, vocabulary, reader)
    if reader.source.id == REVIEW != reader.source.kind:
        raise LoadFailed("load.reserved", id=REVIEW)

    def compare(before: StoredSource | None) -> tuple[Plan | None, LoadReport]:
        """What differs, None where nothing can, and the report of it, whose counts come with the plan's batches."""
        admit(before)
        if before and before.source == reader.source and not before.rejected:
            return None, LoadReport(reader.source, Counts(unchanged=before.facts), unchanged=True, dry_run=dry_run)
        rank_changed = before is not None and before.source.rank != reader.source.rank
        plan = Plan(store, vocabulary, reader, rank_changed=rank_changed, on_rejection=on_rejection)
        earlier = before if before and before.is_other_version(reader.source) else None
        return plan, LoadReport(reader.source, plan.counts, dry_run=dry_run, earlier=earlier)

    plan, report = compare(find_source(store, reader.source.id))
    if plan and dry_run:
        for _ in plan.batches():
            pass
    elif plan:
        with writing_turn(store) as lease, without_garbage_collection():
            recover_now(store, lease)
            before = find_source(store, reader.source.id)  # whoever wrote last may have loaded it
            plan, report = compare(before)
            if plan:
                _write(store, vocabulary, lease, plan, fresh=before is None, on_chunk=on_chunk)
    report.notices = list(reader.notices)
    return report


def _write(
    store: Store, vocabulary: Ontology, lease: Lease, plan: Plan, *, fresh: bool, on_chunk: OnChunk | None
) -> None:
    source = plan.reader.source
    commit(Change(store, lease, source, plan.batches(), lambda: _source_node(plan), fresh=fresh, on_chunk=on_chunk))
    hide_members(store, vocabulary, date.today())


def retract(store: Store, vocabulary: Ontology, source_id: str, on_chunk: OnChunk | None = None) -> int:
    """Take a source out whole; facts that others state too remain. Returns how many of its facts were taken back.

    Raises NotFound, naming those that there are, for a source that is not loaded.
    """
    stored = read_source(store, source_id)
    with writing_turn(store) as lease:
        recover_now(store, lease)
        prior = read_prior(store, source_id, stated_kinds(store, source_id))
        batches = read_retractions(store, vocabulary, {kind: set(facts) for kind, facts in prior.items()})
        commit(Change(store, lease, stored.source, batches, lambda: None, on_chunk=on_chunk))
    return stored.facts


def recover(store: Store) -> Unfinished | None:
    """Finish or undo what an interrupted command left behind; returns what it was. A living writer is left alone."""
    found = unfinished(store)
    if found is None or is_writing(store):
        return None
    with writing_turn(store) as lease:
        recover_now(store, lease)
    return found


@contextmanager
def settled(store: Store) -> Iterator[None]:
    """Guard a reading: raises LoadInProgress if what was read in the block may be part of an unfinished load."""
    moment = _settled_moment(store)
    yield
    if store.moment is not moment:
        _settled_moment(store)


def read_settled(store: Store, read: Callable[[], T]) -> T:
    """What `read` returns, guarded as by `settled`.

    Where nothing has changed since the last guard, this one costs no exchange with the server; otherwise `read` is done
    again.
    """
    known = UNFINISHED.known(store)
    if known and known.value is None:
        try:
            found = read()
        except YhdysverkkoError:
            if store.moment is known.moment:
                raise
        else:
            if store.moment is known.moment:
                return found
    with settled(store):
        return read()


def read_source(store: Store, source_id: str) -> StoredSource:
    """A loaded source. Raises NotFound, naming those that there are, for one that is not loaded."""
    stored = find_source(store, source_id)
    if stored is None:
        known = ", ".join(item.source.id for item in list_sources(store)) or "–"
        raise NotFound("source.unknown", id=source_id, known=known)
    return stored


def find_source(store: Store, source_id: str) -> StoredSource | None:
    """What is loaded under an id, if anything."""
    rows = store.read("MATCH (s:Source {id: $id}) RETURN properties(s) AS source", id=source_id)
    return _as_stored(rows[0]["source"]) if rows else None


def list_sources(store: Store) -> list[StoredSource]:
    """All loaded sources, by id."""
    return [
        _as_stored(row["source"]) for row in store.read("MATCH (s:Source) RETURN properties(s) AS source ORDER BY s.id")
    ]


def _settled_moment(store: Store) -> Moment:
    """The present moment. Raises LoadInProgress where a part of an unfinished load may be in the graph."""
    found, moment = UNFINISHED.read(store)
    if found and found.state != STAGING:
        raise LoadInProgress("load.in_progress", title=found.title)
    return moment


def _source_node(plan: Plan) -> dict[str, Any]:
    """The source as its node is stored: its description, how much it states and of which kinds."""
    described = {key: value for key, value in plan.reader.source.model_dump().items() if value is not None}
    kinds = plan.stated_kinds()
    return described | {
        "facts": plan.counts.facts,
        "rejected": plan.counts.rejected,
        "states_nodes": [kind for kind in kinds if kind in plan.vocabulary.kinds],
        "states_relations": [kind for kind in kinds if kind in plan.vocabulary.relations],
    }


def _as_stored(node: dict[str, Any]) -> StoredSource:
    return StoredSource(Source.model_validate(node), node["facts"], node["loaded"], node.get("rejected", 0))
