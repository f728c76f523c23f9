"""Replacing: which loaded source a file may take the place of, and what is said where it may not."""

from yhdysverkko.graph.ledger import REVIEW, StoredSource
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.loaders import indicators, reference
from yhdysverkko.viz.present import format_date, format_number

OWN_SOURCES = (reference.SOURCE, indicators.SOURCE, REVIEW)
"""Ids of the sources that come with the program and its review."""


def find_obstacle(source: Source, before: StoredSource | None) -> str:
    """Why a file may never be loaded as this source, in a sentence; empty where it may. `before` is what is loaded
    under its id."""
    named = {"title": source.title, "id": source.id}
    if source.id in OWN_SOURCES:
        return say("load.own_source", **named)
    if before and before.source.kind != source.kind:
        kind = ontology().source_kinds[before.source.kind].label[current_language()]
        return say("load.other_kind", **named, earlier=before.source.title, kind=kind)
    return ""


def say_not_replaced(source: Source, before: StoredSource) -> str:
    """What is loaded instead of a source, and what to do for it to be replaced."""
    return say(
        "load.not_replaced",
        title=source.title,
        id=source.id,
        earlier=before.source.title,
        loaded=format_date(before.loaded.date()),
        facts=format_number(before.facts, current_language()),
    )
