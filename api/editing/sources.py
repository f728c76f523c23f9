"""What loaded sources state: for a page, and for the question of what goes when one is taken out."""

from collections.abc import Sequence
from typing import NamedTuple

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ledger import StoredSource, list_sources
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import stated_kinds
from yhdysverkko.graph.projection import to_entity
from yhdysverkko.graph.records import format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.present import display_name

SHOWN = 100
"""Entities of a kind that a page names."""


class SourceStates(NamedTuple):
    """Facts of one kind that a source states; `names` are the first entities that may be shown, by reference."""

    label: str
    number: int
    names: Sequence[Named]
    more: int


def find_source(store: Store, source_id: str) -> StoredSource:
    """A loaded source. Raises NotFound, naming those that there are."""
    listed = list_sources(store)
    for stored in listed:
        if stored.source.id == source_id:
            return stored
    known = ", ".join(stored.source.id for stored in listed) or "–"
    raise NotFound("source.unknown", id=source_id, known=known)


def count_alone(store: Store, source_id: str) -> int:
    """How many facts nobody but the source states: those that go with it."""
    total = 0
    for kind, is_relation in stated_kinds(store, source_id):
        pattern = f"()-[f:{kind}]->()" if is_relation else f"(f:{kind})"
        query = f"MATCH {pattern} WHERE f.sources = [$source] RETURN count(f) AS count"
        total += store.read(query, source=source_id)[0]["count"]
    return total


def read_states(store: Store, source_id: str, language: str) -> list[SourceStates]:
    """What a source states by kind, entities before ties."""
    kinds = [*stated_kinds(store, source_id)]
    entities = [kind for kind, is_relation in kinds if not is_relation and kind in ontology().domain_kinds]
    ties = [kind for kind, is_relation in kinds if is_relation]
    return [
        *(_entities(store, source_id, kind, language) for kind in entities),
        *(_ties(store, source_id, kind, language) for kind in ties),
    ]


def _entities(store: Store, source_id: str, kind: str, language: str) -> SourceStates:
    of = ontology().kinds[kind]
    [row] = store.read(
        f"MATCH (n:{kind}) WHERE $source IN n.sources WITH n ORDER BY n.name, n.id "
        "WITH collect(properties(n)) AS nodes RETURN size(nodes) AS count, nodes[..$shown] AS nodes",
        source=source_id,
        shown=SHOWN,
    )
    shown = [to_entity(of, stored, "", store.sight) for stored in row["nodes"] if not store.sight.is_hidden(stored)]
    names = [Named(format_reference(ontology(), entity.ref), display_name(entity, language)) for entity in shown]
    return SourceStates(of.plural[language], row["count"], names, row["count"] - len(names))


def _ties(store: Store, source_id: str, kind: str, language: str) -> SourceStates:
    query = f"MATCH ()-[f:{kind}]->() WHERE $source IN f.sources RETURN count(f) AS count"
    return SourceStates(
        ontology().relations[kind].label[language], store.read(query, source=source_id)[0]["count"], [], 0
    )
