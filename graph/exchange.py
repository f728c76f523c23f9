"""Export and import of a whole graph as JSON Lines: lossless, from any server into any other.

The first line says what the file is, the last how much it holds, so that a truncated file is noticed. The file holds
everything, personal data included.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson

from yhdysverkko.graph.bolt import to_parameter
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.lease import lock_small_writes, writing_turn
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import dumps, untag
from yhdysverkko.graph.staging import IMPORTING, mark_unfinished
from yhdysverkko.graph.store import Row, Store, Transaction

FORMAT = 1
BATCH = 5_000

DISCARD = "MATCH (n) WHERE NOT n:Graph AND NOT n:Load CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


class Totals(NamedTuple):
    """How much a file or graph holds."""

    nodes: int
    relations: int


class Entry(NamedTuple):
    """One line of a file: a node of a kind, or a relation with the kinds of its ends."""

    kind: str
    start_kind: str
    end_kind: str
    row: dict[str, Any]


def export_graph(store: Store, vocabulary: Ontology) -> Iterator[bytes]:
    """The lines of an export, each with its line end; the same graph gives the same lines.

    For a caller who holds the writers' lease, they are the graph of one moment: the one in which `_read_standing` reads
    what is written without the lease.
    """
    yield _line({"yhdysverkko": FORMAT, "schema": vocabulary.version})
    nodes = relations = 0
    for kind, stored in _read_standing(store, vocabulary):
        nodes += 1
        yield _line({"node": kind, "properties": stored})
    for kind in vocabulary.domain_kinds:
        with store.stream(f"MATCH (n:{kind}) RETURN properties(n) AS n ORDER BY n.id") as rows:
            for (stored,) in rows:
                nodes += 1
                yield _line({"node": kind, "properties": stored})
    for kind in vocabulary.relations:
        query = (
            f"MATCH (a)-[f:{kind}]->(b) RETURN labels(a)[0] AS ak, a.id AS a, labels(b)[0] AS bk, b.id AS b, "
            "properties(f) AS f ORDER BY ak, bk, f.id"
        )
        with store.stream(query) as rows:
            for start_kind, start, end_kind, end, stored in rows:
                relations += 1
                ends = {"start": [start_kind, start], "end": [end_kind, end]}
                yield _line({"relation": kind, **ends, "properties": stored})
    yield _line({"nodes": nodes, "relations": relations})


def import_graph(store: Store, vocabulary: Ontology, lines: Iterable[bytes], title: str) -> Totals:
    """Fill an empty graph from the lines of an export. Raises LoadFailed, leaving the graph empty, for any other file.

    An import that is interrupted is undone by the next command.
    """
    with writing_turn(store):
        if not is_empty(store):
            raise LoadFailed("import.not_empty")
        mark_unfinished(store, title, IMPORTING)
        try:
            reader = Reader(vocabulary, title)
            totals = write_entries(store.write, reader.entries(lines), title)
            if reader.totals != totals:
                raise LoadFailed("import.truncated", file=title)
        except BaseException:
            discard_import(store)
            raise
        store.write("MATCH (l:Load) DELETE l")
    return totals


def discard_import(store: Store) -> None:
    """Undo an import: the graph was empty before it."""
    store.run_alone(DISCARD)
    store.write("MATCH (l:Load) DELETE l")


def is_empty(store: Store) -> bool:
    """Whether the graph holds nothing, so that there is nothing to lose."""
    return not store.read("MATCH (n) WHERE NOT n:Graph RETURN n LIMIT 1")


def write_entries(run: Callable[..., list[Row]], entries: Iterable[Entry], title: str) -> Totals:
    """Create what the entries of the file `title` say, each batch by a call of `run` (query, rows=…)."""
    nodes = relations = 0
    for (kind, start_kind, end_kind), alike in groupby(entries, key=lambda entry: entry[:3]):
        while rows := [entry.row for entry in islice(alike, BATCH)]:
            written = run(_create(kind, start_kind, end_kind), rows=rows)[0]["n"]
            if written != len(rows):
                raise LoadFailed("import.end_missing", file=title, kind=kind)
            if start_kind:
                relations += len(rows)
            else:
                nodes += len(rows)
    return Totals(nodes, relations)


def _read_standing(store: Store, vocabulary: Ontology) -> list[tuple[str, Row]]:
    """The nodes that stand apart from the facts, such as saved views, all of one moment, by kind and id."""
    standing: list[tuple[str, Row]] = []

    def read(transaction: Transaction) -> None:
        standing.clear()
        lock_small_writes(transaction)
        for kind in vocabulary.kinds:
            if kind not in vocabulary.domain_kinds:
                rows = transaction.run(f"MATCH (n:{kind}) RETURN properties(n) AS n ORDER BY n.id")
                standing.extend((kind, row["n"]) for row in rows)

    store.transact(read)
    return standing


def _create(kind: str, start_kind: str, end_kind: str) -> str:
    if not start_kind:
        return f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row.stored RETURN count(n) AS n"
    return (
        f"UNWIND $rows AS row MATCH (a:{start_kind} {{id: row.start}}) MATCH (b:{end_kind} {{id: row.end}}) "
        f"CREATE (a)-[f:{kind}]->(b) SET f = row.stored RETURN count(f) AS n"
    )


class Reader:
    """Reads the lines of an export; `totals` holds what the last line says once it has been read."""

    def __init__(self, vocabulary: Ontology, title: str) -> None:
        self._vocabulary = vocabulary
        self._title = title
        self.totals: Totals | None = None

    def entries(self, lines: Iterable[bytes]) -> Iterator[Entry]:
        """The entries of a file's lines. Raises LoadFailed naming the line that is none of ours."""
        for number, line in enumerate(lines, start=1):
            try:
                item = orjson.loads(line)
                if number == 1:
                    self._check_header(item)
                elif "nodes" in item:
                    self.totals = Totals(item["nodes"], item["relations"])
                else:
                    yield self.entry(item)
            except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
                raise LoadFailed("import.bad_line", file=self._title, line=number) from error

    def _check_header(self, item: dict[str, Any]) -> None:
        if item["yhdysverkko"] != FORMAT or item["schema"] != self._vocabulary.version:
            raise LoadFailed("import.other_version", file=self._title)

    def entry(self, item: dict[str, Any]) -> Entry:
        """What a line that is neither the first nor the last says."""
        stored = {key: to_parameter(value) for key, value in untag(item["properties"]).items()}
        if "node" in item:
            return Entry(self._vocabulary.kinds[item["node"]].name, "", "", {"stored": stored})
        (start_kind, start), (end_kind, end) = item["start"], item["end"]
        return Entry(
            self._vocabulary.relations[item["relation"]].name,
            self._vocabulary.kinds[start_kind].name,
            self._vocabulary.kinds[end_kind].name,
            {"start": start, "end": end, "stored": stored},
        )


def _line(item: dict[str, Any]) -> bytes:
    return dumps(item, orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
