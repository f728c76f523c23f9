"""Municipalities on a day: what one has become by then, and the groups that it can be compared with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from yhdysverkko.graph.remembered import Remembered
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.computed import HOLDS

SIZES = (5_000, 10_000, 20_000, 50_000, 100_000)
"""Where one size class ends and the next begins, in inhabitants."""

GROUPS = ("neighbours", "size_class", "wellbeing_county")


def successor(store: Store, municipality: str, as_of: date) -> tuple[str, str]:
    """Code and name of what a municipality is part of on the day: itself, or the one that it had merged into."""
    [row] = store.read(
        "MATCH (:Municipality {id: $id}) (()-[merger:MERGED_INTO]->() WHERE merger.date <= $as_of){0,4} (m) "
        "RETURN m.id AS id, m.name AS name, count { (m)-[later:MERGED_INTO]->() WHERE later.date <= $as_of } AS merged "
        "ORDER BY merged, id LIMIT 1",
        id=municipality,
        as_of=as_of,
    )
    return row["id"], row["name"]


def read_groups(store: Store, municipality: str, as_of: date) -> Mapping[str, Sequence[str]]:
    """The codes of the other municipalities in each of GROUPS; none where it is not known who belongs to it."""
    [row] = store.read(
        f"""
        MATCH (m:Municipality {{id: $id}})
        RETURN
          [(m)-[:BORDERS]-(n:Municipality) WHERE {HOLDS.format("n")} | n.id] AS neighbours,
          COLLECT {{
            MATCH (n:Municipality)
            WHERE n <> m AND {HOLDS.format("n")} AND m.population IS NOT NULL
              AND size([s IN $sizes WHERE n.population >= s]) = size([s IN $sizes WHERE m.population >= s])
            RETURN n.id
          }} AS size_class,
          COLLECT {{
            MATCH (m)-[f:PART_OF]->(:WellbeingCounty)<-[g:PART_OF]-(n:Municipality)
            WHERE {HOLDS.format("f")} AND {HOLDS.format("g")} AND {HOLDS.format("n")} RETURN DISTINCT n.id
          }} AS wellbeing_county
        """,
        id=municipality,
        as_of=as_of,
        sizes=SIZES,
    )
    return {name: sorted(row[name]) for name in GROUPS}


def list_municipalities(store: Store, as_of: date, region: str | None) -> list[tuple[str, str]]:
    """Code and name of the municipalities of the day, of one region or all, by name."""
    rows = store.read(
        f"MATCH (m:Municipality) WHERE {HOLDS.format('m')} AND ($region IS NULL OR EXISTS {{ "
        f"MATCH (m)-[f:PART_OF]->(:Region {{id: $region}}) WHERE {HOLDS.format('f')} }}) "
        "RETURN m.id AS id, m.name AS name ORDER BY name, id",
        as_of=as_of,
        region=region,
    )
    return [(row["id"], row["name"]) for row in rows]


MERGERS = Remembered(
    "MATCH (a:Municipality)-[merger:MERGED_INTO]->(m) WHERE merger.date IS NOT NULL "
    "RETURN a.id AS part, m.id AS id, m.name AS name, merger.date AS date",
    tuple,
)
"""Every merger there has been; a part that was divided has several."""


LONGEST = 4
"""Mergers after each other that are followed."""


def read_mergers(store: Store, as_of: date) -> Mapping[str, tuple[str, str]]:
    """Municipality -> code and name of what it has become part of by the day, for those that have."""
    into: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in MERGERS.get(store):
        if row["date"] <= as_of:
            into[row["part"]].append((row["id"], row["name"]))
    found = {part: sorted(_ends(part, into, LONGEST)) for part in into}
    return {part: ends[0] for part, ends in found.items() if ends}


def _ends(part: str, into: Mapping[str, Sequence[tuple[str, str]]], left: int) -> Iterator[tuple[str, str]]:
    """What a municipality is in the end, where what it became part of may have merged again."""
    for whole in into[part]:
        if whole[0] not in into:
            yield whole
        elif left > 1:
            yield from _ends(whole[0], into, left - 1)
