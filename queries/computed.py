"""Indicators that the graph itself tells: for each, the facts that it rests on and what they come to together.

Every query yields one row for each fact: the municipality, its `value`, the `period` that it belongs to, the entity and
the relation. Facts that the graph does not hold are no facts against: what is found is a floor, and nothing found is
unknown, never zero.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

HOLDS = "NOT coalesce({0}.valid_from > $as_of OR coalesce({0}.valid_to <= $as_of, {0}.ended), false)"
"""Whether a node or relation holds on the day; what is not known rules nothing out."""

PARTS = f"""
MATCH (m:Municipality) WHERE ($ids IS NULL OR m.id IN $ids) AND {HOLDS.format("m")}
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= $as_of){{0,4}} (m)
RETURN m.id AS id, part.id AS part
"""
"""The municipalities of the day, each with the parts that it is made of, itself included."""

EACH_PART = """
UNWIND $parts AS pair MATCH (m:Municipality {id: pair[0]}) MATCH (part:Municipality {id: pair[1]})
"""
"""The same for a query that is given the outcome of PARTS: paths take long to plan, and every indicator would."""

FACT = "labels(o)[0] AS kind, o.id AS id, o.name AS name, f.sources AS sources, f.claims AS claims"
RETURN = f"RETURN m.id AS municipality, value, period, {FACT} ORDER BY municipality, period, kind, id, f.id"


class Rule(NamedTuple):
    """How an indicator is computed: the Cypher after EACH_PART, and what the values of one period come to."""

    cypher: str
    total: Callable[[Sequence[float]], float] = max


def _structure(kind: str, value: str, more: str = "", period: str = "null") -> str:
    """Facts that are structures of a kind that hold on the day; `value` and `more` may speak of `o` and `f`."""
    return f"""
MATCH (part)-[f:HAS_STRUCTURE]->(o:CooperationStructure {{type: '{kind}'}})
WHERE {HOLDS.format("f")} AND {HOLDS.format("o")} {more}
WITH m, f, o, {value} AS value, {period} AS period
"""


_APPROVED = "NOT o.approved STARTS WITH '-' AND o.approved <= toString($as_of)"
_FIRST_DAY = "date(substring(o.approved + '-01-01', 0, 10))"
_ASSOCIATION_IN = f"""EXISTS {{
  MATCH (o)<-[seat:MEMBER_OF|PARTICIPATES_IN]-(:Association) WHERE {HOLDS.format("seat")}
}}"""
_RECENT = f"date(substring(o.approved + '-01-01', 0, 10)) > $as_of - duration({{years: 2}}) AND {_APPROVED}"

_LIAISON = f"""
MATCH (part)<-[f:LIAISON_FOR]-(o:Person) WHERE {HOLDS.format("f")} AND NOT coalesce(f.deputy, false)
WITH m, f, o, CASE WHEN f.basis = 'named' OR f.decision IS NOT NULL THEN 2.0 ELSE 1.0 END AS value, null AS period
"""
_DEPUTY = f"""
MATCH (part)<-[f:LIAISON_FOR {{deputy: true}}]-(o:Person) WHERE {HOLDS.format("f")}
WITH m, f, o, 1.0 AS value, null AS period
"""
_GRANTS = """
MATCH (part)-[f:FUNDS]->(o:Association|Project|Event|EventSeries)
WHERE f.amount IS NOT NULL AND f.year <= $as_of.year
  AND (o:Association OR EXISTS { (o)<-[:RUNS|ORGANISES]-(:Association) })
WITH m, part, f, o, toFloat(f.amount) AS value, toString(f.year) AS period
"""
_PER_INHABITANT = """
WITH m, f, o, period, value, m.population AS people WHERE people > 0
WITH m, f, o, period, value / people AS value
"""
_EXTERNAL = f"""
MATCH (part)<-[home:LOCATED_IN]-(o:Association)<-[f:FUNDS]-(:Organisation|Programme)
WHERE {HOLDS.format("home")} AND f.amount IS NOT NULL AND f.year <= $as_of.year
WITH m, f, o, toFloat(f.amount) AS value, toString(f.year) AS period
"""
_CROSS_BORDER = f"""
MATCH (part)-[f:HAS_STRUCTURE|MEMBER_OF|PARTICIPATES_IN]->(o:CooperationStructure)
WHERE {HOLDS.format("f")} AND {HOLDS.format("o")} AND EXISTS {{
  MATCH (o)<-[tie:HAS_STRUCTURE|MEMBER_OF|PARTICIPATES_IN]-(other:Municipality) WHERE {HOLDS.format("tie")}
  MATCH (other) (()-[step:MERGED_INTO]->() WHERE step.date <= $as_of){{0,4}} (neighbour)-[:BORDERS]-(m)
}}
WITH m, o, head(collect(f)) AS f
WITH m, f, o, 1.0 AS value, null AS period
"""

RULES: Mapping[str, Rule] = {
    "i01": Rule(_LIAISON),
    "i03": Rule(_DEPUTY),
    "i04": Rule(_structure("cooperation_document", f"CASE WHEN {_APPROVED} THEN 2.0 ELSE 1.0 END")),
    "i05": Rule(
        _structure(
            "cooperation_document", f"round(duration.inDays({_FIRST_DAY}, $as_of).days / 365.25, 1)", f"AND {_APPROVED}"
        ),
        min,
    ),
    "i06": Rule(_structure("regular_meeting", "toFloat(o.per_year)", "AND o.per_year IS NOT NULL"), sum),
    "i07": Rule(_structure("advisory_board", f"CASE WHEN {_ASSOCIATION_IN} THEN 2.0 ELSE 1.0 END")),
    "i08": Rule(_structure("wellbeing_group", "1.0", f"AND {_ASSOCIATION_IN}")),
    "i09": Rule(_structure("wellbeing_report", "1.0", f"AND {_ASSOCIATION_IN}")),
    "i12": Rule(_GRANTS, sum),
    "i13": Rule(_GRANTS + _PER_INHABITANT, sum),
    "i20": Rule(_structure("directory", "1.0")),
    "i24": Rule(_structure("partnership_agreement", "1.0"), sum),
    "i25": Rule(_EXTERNAL + _PER_INHABITANT, sum),
    "i26": Rule(_CROSS_BORDER, sum),
    "i27": Rule(_structure("award", "1.0", f"AND {_RECENT}")),
}
"""Indicator -> rule; the others only a source can state."""


def query(rule: Rule) -> str:
    """The Cypher of a rule; takes $as_of and $parts, pairs of a municipality and a part of it."""
    return f"{EACH_PART}{rule.cypher}{RETURN}"
