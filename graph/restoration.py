"""Putting a whole graph in the place of another, so that whatever dies, one of the two is there.

The new graph is first staged (graph/staging.py): chunks of its lines that nothing reads. Interrupted until then, the
old graph is as it was and the chunks are thrown away. Once the restore is sealed it is finished, never undone: the old
graph goes, each chunk is made part of the graph and deleted in one transaction, and what has come of it is compared
with the digest of the backup. Any process can go on where another died; the file is not needed for it.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

import orjson

from yhdysverkko.graph import exchange, staging
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.lease import Lease
from yhdysverkko.graph.ontology import Ontology, ontology
from yhdysverkko.graph.store import Store, Transaction

CHUNK = 5_000
"""Lines that are made part of the graph in one transaction."""

CLEAR = (
    "MATCH (n) WHERE NOT n:Graph AND NOT n:Load AND NOT n:LoadChunk "
    "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
)
FINISHED = "MATCH (g:Graph {id: 'graph'}) MATCH (l:Load) SET g.seal = l.seal DELETE l"


def stage(store: Store, lease: Lease, title: str, lines: Iterable[bytes]) -> None:
    """Write the lines of an export that has been verified into the database without making them part of the graph."""
    try:
        staging.stage(store, lease, title, _chunks(lines))
    except BaseException:
        staging.discard(store)
        raise


def seal(store: Store, digest: str, seal_of_secret: str) -> None:
    """Say that all is staged: from here on the restore is finished, never undone. The secret is kept already."""
    store.write(
        "MATCH (l:Load) SET l.state = $restoring, l.digest = $digest, l.seal = $seal",
        restoring=staging.RESTORING,
        digest=digest,
        seal=seal_of_secret,
    )


def finish(store: Store, lease: Lease) -> None:
    """Put the staged graph in the place of what is there. Raises LoadFailed if it turns out another than the backup's,
    which can only be because somebody wrote meanwhile."""
    mark = store.read(
        "MATCH (l:Load) RETURN l.title AS title, l.digest AS digest, coalesce(l.cleared, false) AS cleared"
    )[0]
    if not mark["cleared"]:
        store.run_alone(CLEAR)
        store.write("MATCH (l:Load) SET l.cleared = true")
    for number, data in staging.read_chunks(store):
        lease.beat()
        _apply(store, mark["title"], number, data)
    same = digest_of(store, ontology()) == mark["digest"]
    store.write(FINISHED)
    if not same:
        raise LoadFailed("restore.differs", file=mark["title"])


def digest_of(store: Store, vocabulary: Ontology) -> str:
    """The sum of the lines that the graph is exported as: equal for equal graphs."""
    digest = hashlib.sha256()
    for line in exchange.export_graph(store, vocabulary):
        digest.update(line)
    return digest.hexdigest()


def _apply(store: Store, title: str, number: int, data: bytes) -> None:
    """Make a chunk part of the graph and delete it, in one transaction."""
    reader = exchange.Reader(ontology(), title)
    lines = zlib.decompress(data).splitlines()

    def work(transaction: Transaction) -> None:
        exchange.write_entries(transaction.run, (reader.entry(orjson.loads(line)) for line in lines), title)
        staging.drop_chunk(transaction, number)

    store.transact(work)


def _chunks(lines: Iterable[bytes]) -> Iterator[bytes]:
    # The first line and the last say what the file is; they are no part of the graph.
    entries = (line for line, _ in pairwise(islice(lines, 1, None)))
    while chunk := list(islice(entries, CHUNK)):
        yield zlib.compress(b"".join(chunk), level=1)
