"""Replacing: which loaded source a file may take the place of, and what is said where it may not."""

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ledger import REVIEW, StoredSource
from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.values import format_date
from yhdysverkko.loaders import indicators, reference
from yhdysverkko.viz.present import format_number

OWN_SOURCES = (reference.SOURCE, indicators.SOURCE, REVIEW)
"""Ids of the sources that come with the program and its review."""


def check_place(source: Source, before: StoredSource | None) -> None:
    """Raise LoadFailed where a file may never be loaded as this source. `before` is what is loaded under its id."""
    named = {"title": source.title, "id": source.id}
    if source.id in OWN_SOURCES:
        raise LoadFailed("load.own_source", **named)
    if before and before.source.kind != source.kind:
        kind = ontology().source_kinds[before.source.kind].label[current_language()]
        raise LoadFailed("load.other_kind", **named, earlier=before.source.title, kind=kind)


def not_replaced(source: Source, before: StoredSource) -> LoadFailed:
    """What is loaded instead of a source, and what to do for it to be replaced."""
    return LoadFailed(
        "load.not_replaced",
        title=source.title,
        id=source.id,
        earlier=before.source.title,
        loaded=format_date(before.loaded.date()),
        facts=format_number(before.facts, current_language()),
    )
