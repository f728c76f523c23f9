"""The stamp of a graph: a text that is another one once the graph has changed."""

from hashlib import sha256

from yhdysverkko.graph.store import Store


def read_stamp(store: Store) -> str:
    """What changes with every load, retraction, import and review, and with what is added or taken away by hand."""
    # Counted apart, nodes and relations are numbers that the database keeps; together, it would go through them all.
    rows = store.read(
        "MATCH (s:Source) RETURN s.id + ' ' + toString(s.loaded) AS part UNION ALL "
        "MATCH (n) RETURN toString(count(n)) AS part UNION ALL MATCH ()-[r]->() RETURN toString(count(r)) AS part"
    )
    *sources, nodes, relations = (row["part"] for row in rows)
    return sha256("\n".join([*sorted(sources), nodes, relations]).encode()).hexdigest()[:32]
