"""Identity: which entity of the graph a name in a document means.

Names of organisations and projects are distinctive: the same name, or the short form that the graph knows, is the same
entity. Names of people are not: the same name is the same person only where the graph ties that person to somebody or
something that the document ties them to as well. Otherwise the document's person stays apart, and whether the two are
one is asked in review.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yhdysverkko.graph.decisions import Decisions
from yhdysverkko.graph.merging import follow
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import slug
from yhdysverkko.loaders.documents.model import DocumentFacts, Entity

CODED = {"Municipality", "Region", "WellbeingCounty"}
"""Kinds that the register identifies: an entity without a code is none that we know."""

PROJECT_ENDINGS = ("-hanke", "-projekti")


class DoubtfulLink(NamedTuple):
    """A person of a document who may be one that the graph knows."""

    entity: Entity
    own: Ref
    known: Ref


class Identities:
    """The graph's entities behind those of one document; `doubtful` lists links that somebody must decide."""

    def __init__(self, store: Store, source: str, facts: DocumentFacts, decisions: Decisions) -> None:
        self._store = store
        self._source = source
        self._merged = decisions.merged
        self._neighbours = _neighbours(facts)
        self.doubtful: list[DoubtfulLink] = []
        self._refs: dict[str, Ref] = {}
        people = [entity for entity in facts.entities if entity.type == "Person"]
        others = [entity for entity in facts.entities if entity.type != "Person"]
        for entity in others:
            if ref := self._organisation(entity):
                self._refs[entity.id] = follow(self._merged, ref)
        for entity in people:
            self._refs[entity.id] = follow(self._merged, self._person(entity))

    def get(self, entity_id: str) -> Ref | None:
        """The graph's entity behind one of the document's; None for a place that the register does not know."""
        return self._refs.get(entity_id)

    def _organisation(self, entity: Entity) -> Ref | None:
        if entity.type in CODED:
            code = entity.attrs.get("code")
            return Ref(entity.type, code) if code else None
        forms = list(_forms(entity))
        rows = self._store.read(
            f"MATCH (n:{entity.type}) WHERE n.id IN $ids OR n.short_name = $name RETURN n.id AS id ORDER BY id",
            ids=forms,
            name=entity.name,
        )
        found = [row["id"] for row in rows]
        known = next((form for form in forms if form in found), found[0] if found else None)
        return Ref(entity.type, known or forms[0])

    def _person(self, entity: Entity) -> Ref:
        own = Ref("Person", slug(entity.name))
        elsewhere = self._store.read(
            "MATCH (p:Person {id: $id}) WHERE any(source IN p.sources WHERE source <> $source) "
            "OPTIONAL MATCH (p)-[r]-(o) WHERE any(source IN r.sources WHERE source <> $source) "
            "RETURN labels(o)[0] AS kind, o.id AS id",
            id=own.id,
            source=self._source,
        )
        if not elsewhere:
            return own
        known = {Ref(row["kind"], row["id"]) for row in elsewhere if row["id"]}
        mine = {self._refs[other] for other in self._neighbours[entity.id] if other in self._refs}
        if known & mine:
            return own
        apart = Ref("Person", slug(f"{entity.name} {self._source}"))
        self.doubtful.append(DoubtfulLink(entity, apart, own))
        return apart


def _forms(entity: Entity) -> Iterator[str]:
    """The ids that an entity's name can have, the fullest first: projects are written with and without "-hanke"."""
    if entity.type == "Event":
        dated = slug(f"{entity.name} {entity.attrs.get('date', '')}")
        yield dated
        if dated != slug(entity.name):
            yield slug(entity.name)
        return
    name = slug(entity.name)
    yield name
    if entity.type == "Project":
        bare = next((name.removesuffix(ending) for ending in PROJECT_ENDINGS if name.endswith(ending)), name)
        yield from (form for form in (f"{bare}-hanke", bare) if form != name)


def _neighbours(facts: DocumentFacts) -> Mapping[str, set[str]]:
    """Entity id -> ids of those that the document ties it to."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    ends: Iterable[tuple[str, str]] = ((relation.head, relation.tail) for relation in facts.relations)
    for head, tail in ends:
        neighbours[head].add(tail)
        neighbours[tail].add(head)
    return neighbours
