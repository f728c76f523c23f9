"""Writing claims: batches of statements of one source about facts of one kind, merged with what others state.

A batch is applied by reading what is stored of its facts, merging the claims here, and writing the outcome back, all
in the caller's transaction. Applying a batch twice gives the same graph as applying it once.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson

from yhdysverkko.graph.bolt import to_parameter
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import NAME
from yhdysverkko.graph.provenance import Claim, Rank, merge_claims, read_claims
from yhdysverkko.graph.records import Node, Record, Relation
from yhdysverkko.graph.store import Row, Transaction
from yhdysverkko.graph.values import Value

Ranks = Mapping[str, Rank]


class Group(NamedTuple):
    """Facts that one Cypher statement can write: nodes of a kind, or relations of a kind between two kinds."""

    kind: str
    start: str = ""
    end: str = ""

    @property
    def is_relation(self) -> bool:
        return bool(self.start)


class Statement(NamedTuple):
    """What a source states of one fact. `properties` is None where it no longer states the fact.

    `start` and `end` are the ids of a relation's ends; empty for nodes. `evidence` is JSON text, as it is stored.
    """

    id: str
    start: str
    end: str
    properties: Mapping[str, Value] | None
    evidence: str


_group = cache(Group)
"""The group of these names, made once: groups are few and records many, and looking one up is faster."""


def group_of(record: Record) -> Group:
    if isinstance(record, Node):
        return _group(record.ref.kind)
    return _group(record.kind, record.start.kind, record.end.kind)


def statement_of(record: Record) -> Statement:
    if isinstance(record, Relation):
        return Statement(record.id, record.start.id, record.end.id, record.properties, evidence_text(record))
    return Statement(record.ref.id, "", "", record.properties, evidence_text(record))


def evidence_text(record: Record) -> str:
    """The evidence of a record as it is stored."""
    return orjson.dumps(record.evidence).decode()


def count_facts(transaction: Transaction, group: Group) -> int:
    """How many facts of the group's kind the graph holds (from Neo4j's count store, at once)."""
    pattern = f"()-[f:{group.kind}]->()" if group.is_relation else f"(f:{group.kind})"
    return int(transaction.run(f"MATCH {pattern} RETURN count(f) AS n")[0]["n"])


def apply_batch(
    transaction: Transaction,
    group: Group,
    source: str,
    ranks: Ranks,
    statements: Sequence[Statement],
    *,
    known_empty: bool = False,
) -> None:
    """Write what `source` states of the facts of one group.

    `known_empty` says that the graph holds no fact of this kind yet, which saves looking for each.
    """
    stored = {} if known_empty else _read(transaction, group, statements)
    new: list[Statement] = []
    changed: list[list[Any]] = []
    removed: list[list[Any]] = []
    for statement in statements:
        old = stored.get(statement.id)
        if old is None:
            if statement.properties is not None:
                new.append(statement)
            continue
        key = [statement.id, statement.start, statement.end]
        claims = [claim for claim in read_claims(old) if claim.source != source]
        if statement.properties is not None:
            claims.append(Claim(source, statement.properties, statement.evidence))
        if claims:
            changed.append([*key, _stored(statement.id, merge_claims(claims, ranks))])
        else:
            removed.append(key)
    if new:
        _create(transaction, group, source, new)
    for query, rows in ((_change(group), changed), (_remove(group), removed)):
        if rows:
            _run(transaction, group, query, rows=rows)


def _create(transaction: Transaction, group: Group, source: str, statements: Sequence[Statement]) -> None:
    """Write facts that nobody has stated yet. Their property names stand once in the query, not in every row."""
    names = sorted({name for statement in statements for name in statement.properties or ()})
    if unfit := [name for name in names if not NAME.fullmatch(name)]:
        raise ValueError(unfit[0])
    stated = [statement.properties or {} for statement in statements]
    columns = [[to_parameter(properties.get(name)) for properties in stated] for name in names]
    rows = [
        [statement.id, statement.start, statement.end, statement.evidence, *values]
        for statement, *values in zip(statements, *columns, strict=True)
    ]
    named = "".join(f", {name}: row[{number}]" for number, name in enumerate(names, start=4))
    content = f"{{id: row[0], sources: $sources, claims: [row[3]]{named}}}"
    if group.is_relation:
        ends = f"MATCH (a:{group.start} {{id: row[1]}}) MATCH (b:{group.end} {{id: row[2]}})"
        query = f"UNWIND $rows AS row {ends} CREATE (a)-[f:{group.kind} {content}]->(b)"
    else:
        query = f"UNWIND $rows AS row CREATE (f:{group.kind} {content})"
    _run(transaction, group, f"{query} RETURN count(f) AS touched", rows=rows, sources=[source])


def _run(transaction: Transaction, group: Group, query: str, rows: list[list[Any]], **parameters: Any) -> None:
    touched = transaction.run(query, rows=rows, **parameters)[0]["touched"]
    if touched != len(rows):
        # An end of a relation has gone since it was looked up: writing on would lose a fact in silence.
        raise LoadFailed("load.end_gone", kind=group.kind, missing=len(rows) - touched)


def _stored(fact_id: str, merged: dict[str, Any]) -> dict[str, Any]:
    return {"id": fact_id, **{key: to_parameter(value) for key, value in merged.items()}}


def _read(transaction: Transaction, group: Group, statements: Iterable[Statement]) -> dict[str, Row]:
    """What is stored of these facts, by id; a fact that is not there has no entry."""
    rows = [[statement.id, statement.start, statement.end] for statement in statements]
    found = transaction.stream(f"{_match(group)} RETURN properties(f) AS stored", rows=rows)
    return {row["stored"]["id"]: row["stored"] for row in found}


def _match(group: Group) -> str:
    if group.is_relation:
        start, end = f"(:{group.start} {{id: row[1]}})", f"(:{group.end} {{id: row[2]}})"
        return f"UNWIND $rows AS row MATCH {start}-[f:{group.kind}]->{end} WHERE f.id = row[0]"
    return f"UNWIND $rows AS row MATCH (f:{group.kind} {{id: row[0]}})"


def _change(group: Group) -> str:
    return f"{_match(group)} SET f = row[3] RETURN count(f) AS touched"


def _remove(group: Group) -> str:
    # A plain DELETE: a node that some other source's relation still needs would make it fail, and nothing is lost.
    return f"{_match(group)} DELETE f RETURN count(*) AS touched"
