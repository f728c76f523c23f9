"""Small sources made by hand, for tests of the ledger."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Node, Record, Ref, Rejection, Relation, make_node, make_relation
from yhdysverkko.graph.values import Value


@dataclass
class MadeSource:
    """A source with the records that a test gives it; its version follows from them."""

    id: str
    facts: list[Record | Rejection]
    kind: str = "table"
    published: date | None = None
    notices: list[str] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return Source(
            id=self.id,
            kind=self.kind,
            title=self.id.title(),
            # Digests hold within one process only, and the versions are compared across processes.
            sha256=hashlib.sha256(repr([fact[:-1] for fact in self.facts]).encode()).hexdigest(),
            loader="test",
            version="1",
            published=self.published,
        )

    def records(self) -> Iterator[Record | Rejection]:
        return iter(self.facts)


def node(kind: str, entity_id: str, line: int = 1, **properties: Value) -> Node:
    given: dict[str, Value] = {"name": entity_id.title(), **properties}
    return make_node(ontology().kinds[kind], entity_id, given, {"file": "test.csv", "line": line})


def relation(kind: str, start: Ref, end: Ref, line: int = 1, **properties: Value) -> Relation:
    return make_relation(ontology().relations[kind], start, end, properties, {"file": "test.csv", "line": line})


def municipality(code: str, name: str, line: int = 1, **properties: Value) -> Node:
    return node("Municipality", code, line, name=name, **properties)


def person(entity_id: str, line: int = 1, **properties: Value) -> Node:
    return node("Person", entity_id, line, **properties)
