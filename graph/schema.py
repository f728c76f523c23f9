"""Constraints and indexes, derived from the ontology, and the mark that says which version of it a database holds."""

from collections.abc import Iterator

from yhdysverkko.graph.errors import QueryRefused, WrongSchema
from yhdysverkko.graph.keys import find_secret, keep_secret, make_secret
from yhdysverkko.graph.ontology import Kind, Ontology
from yhdysverkko.graph.store import Store

NAMES_INDEX = "names"
"""The full-text index over every name, with Finnish stemming."""


def prepare(store: Store, vocabulary: Ontology) -> None:
    """Make the database ready for this ontology; does nothing to one that already is.

    Raises WrongSchema for a database of another version, before anything in it is touched.
    """
    if check_version(store, vocabulary):
        return
    for statement in statements(vocabulary):
        _create(store, statement)
    store.read("CALL db.awaitIndexes(60)")
    mark_version(store, vocabulary)


def _create(store: Store, statement: str) -> None:
    """Run a statement that creates something unless it exists, though another first command may be doing the same."""
    try:
        store.write(statement)
    except QueryRefused:
        # Both found it missing and the other was first; the second time it is seen to exist.
        store.write(statement)


def mark_version(store: Store, vocabulary: Ontology) -> None:
    """Say in the database which ontology it holds, and give a graph that has no secret yet one of its own."""
    # Of two first commands, the seal of one stays; the secret of the other lies in its folder unused.
    store.write(
        "MERGE (g:Graph {id: 'graph'}) SET g.schema = $version, g.seal = coalesce(g.seal, $seal)",
        version=vocabulary.version,
        seal=keep_secret(store.keys, make_secret()),
    )


def read_secret(store: Store) -> str:
    """The secret of the graph (graph/keys.py); backups alone take it out of the program.

    Raises KeyMissing where it is in another data folder: a new one would forget who has been erased.
    """
    return find_secret(store.keys, str(store.read("MATCH (g:Graph) RETURN g.seal AS seal")[0]["seal"]))


def check_version(store: Store, vocabulary: Ontology) -> bool:
    """Whether the schema is in place. Raises WrongSchema for a database of another version."""
    found = store.read("MATCH (g:Graph) RETURN g.schema AS version")
    if found and found[0]["version"] != vocabulary.version:
        raise WrongSchema("schema.other_version", found=found[0]["version"], ours=vocabulary.version)
    return bool(found)


def statements(vocabulary: Ontology) -> Iterator[str]:
    """The Cypher that creates every constraint and index; each can be run again without harm."""
    yield "CREATE CONSTRAINT graph_id IF NOT EXISTS FOR (g:Graph) REQUIRE g.id IS UNIQUE"
    yield "CREATE CONSTRAINT load_chunk IF NOT EXISTS FOR (c:LoadChunk) REQUIRE c.number IS UNIQUE"
    for kind in vocabulary.kinds.values():
        yield from _kind_statements(kind)
    for relation in vocabulary.relations.values():
        for item in relation.properties.values():
            if item.index:
                name = f"{relation.name.lower()}_{item.name}"
                yield f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[r:{relation.name}]-() ON (r.{item.name})"
    labels = "|".join(vocabulary.domain_kinds)
    searched = {
        item.name: None for kind in vocabulary.domain_kinds.values() for item in kind.properties.values() if item.search
    }
    yield (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{labels}) "
        f"ON EACH [{', '.join(f'n.{name}' for name in searched)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'finnish'}}"
    )


def _kind_statements(kind: Kind) -> Iterator[str]:
    yield f"CREATE CONSTRAINT {kind.prefix}_id IF NOT EXISTS FOR (n:{kind.name}) REQUIRE n.id IS UNIQUE"
    for item in kind.properties.values():
        if item.type == "point":
            yield f"CREATE POINT INDEX {kind.prefix}_{item.name} IF NOT EXISTS FOR (n:{kind.name}) ON (n.{item.name})"
        elif item.index or item.unique or item.name == "name":
            yield f"CREATE INDEX {kind.prefix}_{item.name} IF NOT EXISTS FOR (n:{kind.name}) ON (n.{item.name})"
