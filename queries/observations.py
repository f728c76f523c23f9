"""Observations of the indicators: what sources state and what the graph tells, one for a municipality and indicator.

A stated observation is the latest as of the day. What the graph tells counts where nothing is stated, or where its
facts show a higher value than an older statement: facts are a floor, and they may have come since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from yhdysverkko.graph.indicators import Measure, indicators
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.store import Row, Store, Transaction
from yhdysverkko.queries.computed import EACH_PART, PARTS, RULES, query

Key = tuple[str, str]
"""A municipality and an indicator."""


@dataclass(frozen=True)
class Observation:
    """What is known of one indicator in one municipality; `rests_on` are entities as {kind, id, name}."""

    value: float | None
    status: str
    """stated, computed, or too_few where those who answered are too few to be shown."""
    text: str | None = None
    date: str | None = None
    respondents: int | None = None
    confidence: float | None = None
    sources: Sequence[str] = ()
    rests_on: Sequence[Mapping[str, str]] = ()


def read_observations(
    store: Store, as_of: date, municipalities: Iterable[str] | None = None, wanted: Iterable[str] | None = None
) -> dict[Key, Observation]:
    """The observations of these municipalities (of all) and indicators (of all of ours); the unknown have none."""
    names = list(wanted or indicators().indicators)
    ids = list(municipalities) if municipalities is not None else None
    with store.reading() as transaction:
        parts = [[row["id"], row["part"]] for row in transaction.run(PARTS, ids=ids, as_of=as_of)]
        found = {
            (row["municipality"], row["indicator"]): _stated(row)
            for row in transaction.run(_STATED, parts=parts, as_of=as_of, wanted=names)
        }
        for name in names:
            if name in RULES:
                for municipality, computed in _computed(transaction, name, parts, as_of):
                    key = (municipality, name)
                    if key not in found or _shows_more(indicators().indicators[name], computed, found[key]):
                        found[key] = computed
    return found


_STATED = f"""{EACH_PART}
MATCH (part)-[f:SCORES]->(i:Indicator) WHERE i.id IN $wanted AND coalesce(f.date <= toString($as_of), true)
WITH m, i, f ORDER BY f.date IS NULL, f.date DESC, part = m DESC, f.id
WITH m, i, head(collect(f)) AS f
RETURN m.id AS municipality, i.id AS indicator, properties(f) AS f
"""


def _stated(row: Row) -> Observation:
    stored: dict[str, Any] = row["f"]
    measure = indicators().indicators.get(row["indicator"])
    if measure and not measure.shown(stored.get("of")):
        return Observation(None, "too_few", date=stored.get("date"), sources=stored["sources"])
    return Observation(
        value=stored.get("value"),
        status="stated",
        text=stored.get("text"),
        date=stored.get("date"),
        respondents=stored.get("of"),
        confidence=confidence([stored]),
        sources=stored["sources"],
    )


def _computed(
    transaction: Transaction, name: str, parts: list[list[str]], as_of: date
) -> Iterator[tuple[str, Observation]]:
    facts: dict[str, list[Row]] = defaultdict(list)
    for row in transaction.run(query(RULES[name]), parts=parts, as_of=as_of):
        facts[row["municipality"]].append(row)
    for municipality, rows in facts.items():
        latest = max(row["period"] or "" for row in rows)
        chosen = [row for row in rows if (row["period"] or "") == latest]
        value = RULES[name].total([row["value"] for row in chosen])
        if RULES[name].total is not sum:
            chosen = [row for row in chosen if row["value"] == value]
        yield (
            municipality,
            Observation(
                value=float(value),
                status="computed",
                date=latest or as_of.isoformat(),
                confidence=confidence(chosen),
                sources=sorted({source for row in chosen for source in row["sources"]}),
                rests_on=list({(row["kind"], row["id"]): _entity(row) for row in chosen}.values()),
            ),
        )


def _entity(row: Row) -> dict[str, str]:
    return {"kind": row["kind"], "id": row["id"], "name": row["name"] or row["id"]}


def _shows_more(measure: Measure, computed: Observation, stated: Observation) -> bool:
    """Whether the facts of the graph lift a value above what is stated; only where more is better."""
    if stated.value is None or computed.value is None:
        return stated.status != "too_few"
    rising = measure.none is None or measure.full is None or measure.full > measure.none
    return rising and computed.value > stated.value and (computed.date or "") >= (stated.date or "")


def confidence(facts: Iterable[Mapping[str, Any]]) -> float | None:
    """How sure the least sure of these stored facts is, by its surest source; None where no source says."""
    least: float | None = None
    for fact in facts:
        given = [orjson.loads(claim.evidence).get("confidence") for claim in read_claims(fact)]
        sure = max((number for number in given if number is not None), default=None)
        # A source that gives no number, such as a table, is not in doubt.
        if sure is not None and None not in given:
            least = sure if least is None else min(least, sure)
    return least
