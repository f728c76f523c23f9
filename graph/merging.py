"""Merging: what a document states of an entity becomes what it states of the one that somebody decided it is."""

from collections.abc import Iterator, Mapping

import orjson

from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.plan import claim_of, stated_kinds
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Node, Record, Ref, Rejection, make_node, make_relation
from yhdysverkko.graph.store import Row, Store


def follow(merged: Mapping[Ref, Ref], ref: Ref) -> Ref:
    """The entity that `ref` is in the end; decisions that go in a circle stop at the last before it closes."""
    seen = {ref}
    while (into := merged.get(ref)) is not None and into not in seen:
        seen.add(into)
        ref = into
    return ref


def redirect(vocabulary: Ontology, merged: Mapping[Ref, Ref], record: Record) -> Record:
    """The record, about the entities that those in it are."""
    if isinstance(record, Node):
        return record._replace(ref=follow(merged, record.ref))
    start, end = follow(merged, record.start), follow(merged, record.end)
    if (start, end) == (record.start, record.end):
        return record
    return make_relation(vocabulary.relations[record.kind], start, end, record.properties, record.evidence)


class MergedSource:
    """A loaded source, stated anew from its claims in the graph with entities merged."""

    notices: list[str] = []  # noqa: RUF012 - there is never one

    def __init__(self, store: Store, vocabulary: Ontology, source: Source, merged: Mapping[Ref, Ref]) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._merged = merged
        # Another version, so that loading the document itself compares it with what is stated now.
        self.source = source.model_copy(update={"version": f"{source.version} merged"})

    def records(self) -> Iterator[Record | Rejection]:
        kinds = stated_kinds(self._store, self.source.id)
        for kind, is_relation in kinds:
            if not is_relation:
                yield from self._nodes(kind)
        for kind, is_relation in kinds:
            if is_relation:
                yield from self._relations(kind)

    def _nodes(self, kind: str) -> Iterator[Record]:
        query = f"MATCH (f:{kind}) WHERE $source IN f.sources RETURN properties(f) AS f ORDER BY f.id"
        for row in self._store.read(query, source=self.source.id):
            claim = claim_of(row["f"], self.source.id)
            if claim.properties:  # without any, it is only an end of a tie
                ref = follow(self._merged, Ref(kind, row["f"]["id"]))
                evidence = orjson.loads(claim.evidence)
                yield make_node(self._vocabulary.kinds[kind], ref.id, claim.properties, evidence)

    def _relations(self, kind: str) -> Iterator[Record]:
        query = (
            f"MATCH (a)-[f:{kind}]->(b) WHERE $source IN f.sources RETURN properties(f) AS f, "
            "labels(a)[0] AS a_kind, a.id AS a, labels(b)[0] AS b_kind, b.id AS b ORDER BY f.id"
        )
        yield from (self._relation(kind, row) for row in self._store.read(query, source=self.source.id))

    def _relation(self, kind: str, row: Row) -> Record:
        claim = claim_of(row["f"], self.source.id)
        start = follow(self._merged, Ref(row["a_kind"], row["a"]))
        end = follow(self._merged, Ref(row["b_kind"], row["b"]))
        evidence = orjson.loads(claim.evidence)
        return make_relation(self._vocabulary.relations[kind], start, end, claim.properties, evidence)
