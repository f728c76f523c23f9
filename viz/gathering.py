"""Gathering: the part of the graph that a view is about, of all days, so that places stay when the day changes."""

from collections.abc import Iterator
from dataclasses import replace

from yhdysverkko.graph.decisions import list_candidates, unpack_records
from yhdysverkko.graph.facts import EntityDetail, read_details
from yhdysverkko.graph.projection import Projection, Tie, read_among, read_ego, read_projection
from yhdysverkko.graph.records import Ref, Relation
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import Answer, ask
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.scene import Scene


def gather(store: Store, view: View, questions: Catalogue) -> Projection:
    """The entities and ties of a view: around its focus, named by its question, of its region, or all.

    Raises NotFound and WrongUse as the readers do.
    """
    found = _gather_all(store, view, questions)
    return narrow(found, view.theme) if view.theme else found


def _gather_all(store: Store, view: View, questions: Catalogue) -> Projection:
    if view.question:
        given = dict(pair.partition("=")[::2] for pair in view.given)
        answer = ask(store, questions[view.question], given)
        return read_among(store, named(answer))
    if view.focus:
        return read_ego(store, find_ref(store, view.focus), steps=view.steps)
    return read_projection(store, region=view.region)


def narrow(projection: Projection, theme: str) -> Projection:
    """What has to do with a theme: its ties, what is of it itself, and whatever that is tied to."""
    of_theme = {entity.ref for entity in projection.entities if entity.properties.get("theme") == theme}
    ties = [tie for tie in projection.ties if tie.properties.get("theme") == theme or of_theme & {tie.start, tie.end}]
    kept = of_theme | {ref for tie in ties for ref in (tie.start, tie.end)}
    return replace(
        projection,
        entities=tuple(entity for entity in projection.entities if entity.ref in kept),
        ties=tuple(tie for tie in projection.ties if tie.start in kept and tie.end in kept),
    )


def named(answer: Answer) -> Iterator[Ref]:
    """The entities that the rows of an answer name; people who are not to be shown have no id there."""
    for row in answer.rows:
        cells = dict(zip(answer.fields, row, strict=True))
        for column in answer.question.columns:
            if not column.kind:
                continue
            if column.type.endswith("[]"):
                items = cells[column.name] or ()
            else:
                items = [{"id": cells[f"{column.name}_id"], "kind": cells.get(f"{column.name}_kind")}]
            for item in items:
                kind = column.kind if column.kind != "entity" else item["kind"]
                if kind and item["id"]:
                    yield Ref(kind, item["id"])


def evidence_of(store: Store, scene: Scene) -> dict[Ref, EntityDetail]:
    """The evidence of everything that a scene draws one by one, or as the head of a group."""
    return read_details(store, read_among(store, (mark.ref for mark in scene.marks)))


def candidate_ties(store: Store, projection: Projection) -> list[Tie]:
    """Ties among the projection's entities that documents may state and that nobody has decided on."""
    drawn = {entity.ref for entity in projection.entities}
    return [
        Tie(record.kind, record.start, record.end, f"candidate:{candidate.id}:{record.id}", {}, candidate.sources)
        for candidate in list_candidates(store)
        for record in unpack_records(candidate.records)
        if isinstance(record, Relation) and record.start in drawn and record.end in drawn
    ]
