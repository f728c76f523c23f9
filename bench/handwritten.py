"""What we measure ourselves against: the fastest plain UNWIND script for the same tables, without provenance."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, LiteralString, cast

import neo4j

from yhdysverkko.graph.local import USER, LocalServer

BATCH = 10_000
NODES = ("Association", "Person", "Event", "Project", "EventSeries", "CooperationStructure", "Plan", "Indicator")


def load_by_hand(server: LocalServer, folder: Path) -> None:
    """Load the tables of bench/national.py with nothing but CREATE: no check, no source, no second load."""
    with neo4j.GraphDatabase.driver(server.start().uri, auth=(USER, server.password())) as driver:
        for path in sorted(folder.glob("*.csv"), key=lambda path: path.stem not in NODES):
            for rows in _batches(path):
                query, parameters = _statement(path.stem, rows)
                driver.execute_query(cast("LiteralString", query), parameters)


def _statement(kind: str, rows: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    if kind in NODES:
        return f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row", {"rows": rows}
    start, end = rows[0].pop("kinds")
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
        f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties",
        {"rows": rows},
    )


def _batches(path: Path) -> Iterator[list[dict[str, Any]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        while batch := list(islice(reader, BATCH)):
            yield batch if path.stem in NODES else _relations(batch)


def _relations(batch: list[dict[str, str]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for row in batch:
        start_kind, start = row.pop("from").split(":")
        end_kind, end = row.pop("to").split(":")
        rows.append({"start": start, "end": end, "properties": row})
    rows[0]["kinds"] = tuple(kind.title().replace("_", "") for kind in (start_kind, end_kind))
    return rows
