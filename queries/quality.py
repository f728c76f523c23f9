"""Analyses of the quality of what is known: contradictions between sources, completeness, suspected duplicates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from yhdysverkko.graph.ontology import UNSHOWN, Kind, Ontology, Property, RelationKind, ontology
from yhdysverkko.graph.provenance import Claim, read_claims
from yhdysverkko.graph.records import MASK
from yhdysverkko.graph.store import Row, Store
from yhdysverkko.graph.values import Value, slug
from yhdysverkko.queries.network import CHUNK

Values = Mapping[str, Any]

FREE_TEXT = frozenset({"note", "goal", "definition"})
"""What sources say in words of their own: other words contradict nothing."""

SELDOM_KNOWN = frozenset(
    {"valid_to", "valid_to_precision", "valid_from_precision", "ended", "note", "name_en", "spell"}
)
"""What is rightly absent from most facts, and so no sign of how complete they are."""

_HOLDS = "NOT coalesce(f.valid_from > $as_of OR coalesce(f.valid_to <= $as_of, f.ended), false)"
_PLACED = """EXISTS {{
  MATCH ({node})-[:LOCATED_IN|WORKS_FOR|LIAISON_FOR|HELD_IN|FOR|PART_OF|HAS_STRUCTURE|PARTICIPATES_IN]-{{0,1}}
    (:Municipality|Region)-[:PART_OF]->{{0,1}}(:Region {{id: $region}})
}}"""


def _of_region(values: Values, *nodes: str) -> str:
    """The condition that one of these variables is in the region asked for or tied to it; none where none is."""
    placed = " OR ".join(_PLACED.format(node=node) for node in nodes)
    return f" AND ({placed})" if values["region"] else ""


def contradictions(store: Store, values: Values) -> list[tuple[Any, ...]]:
    """Facts of which sources state different values, and municipalities with two named liaisons at once.

    Contact data and the identities of people who are not to be shown are masked.
    """
    rows = [*_differing_nodes(store, values), *_differing_relations(store, values), *_double_posts(store, values)]
    return sorted(rows, key=lambda row: tuple(str(cell or "") for cell in row))


def _differing_nodes(store: Store, values: Values) -> Iterator[tuple[Any, ...]]:
    vocabulary = ontology()
    kinds = "|".join(vocabulary.domain_kinds)
    rows = store.read(
        f"MATCH (f:{kinds}) WHERE size(f.sources) > 1 AND {_HOLDS}{_of_region(values, 'f')} "
        "RETURN labels(f)[0] AS kind, properties(f) AS f",
        **values,
    )
    for row in rows:
        kind, stored = vocabulary.kinds[row["kind"]], row["f"]
        for name, told in _differences(kind.properties, stored):
            texts = _texts(kind.properties[name], told, hidden=store.sight.is_hidden(stored))
            ends = (stored.get("name"), kind.name, stored["id"], None, None, None)
            yield ("values_differ", kind.name, *ends, f"{kind.name}.{name}", texts, None, _named(told))


def _differing_relations(store: Store, values: Values) -> Iterator[tuple[Any, ...]]:
    rows = store.read(
        f"MATCH (a)-[f]->(b) WHERE size(f.sources) > 1 AND {_HOLDS}{_of_region(values, 'a', 'b')} "
        "RETURN type(f) AS type, properties(f) AS f, "
        "[a.name, labels(a)[0], a.id] AS subject, [b.name, labels(b)[0], b.id] AS object",
        **values,
    )
    for row in rows:
        kind = ontology().relations[row["type"]]
        for name, told in _differences(kind.properties, row["f"]):
            texts = _texts(kind.properties[name], told, hidden=False)
            ends = (*row["subject"], *row["object"])
            yield ("values_differ", kind.name, *ends, f"{kind.name}.{name}", texts, None, _named(told))


_TWO_NAMED = """
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > $as_of OR coalesce(m.valid_to <= $as_of, m.ended), false)
  AND ($region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: $region})
    WHERE NOT coalesce(f.valid_from > $as_of OR coalesce(f.valid_to <= $as_of, f.ended), false)
  })
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= $as_of){0,4} (m)
MATCH (part)<-[f:LIAISON_FOR {basis: 'named'}]-(p:Person)
WHERE NOT coalesce(f.deputy, false)
  AND NOT coalesce(f.valid_from > $as_of OR coalesce(f.valid_to <= $as_of, f.ended), false)
WITH m, p, f ORDER BY p.name, p.id, f.id
WITH m, collect(DISTINCT {id: p.id, name: p.name}) AS people, collect(f.sources) AS sources
WHERE size(people) > 1
RETURN m.name AS name, m.id AS id, people, sources
"""


def _double_posts(store: Store, values: Values) -> Iterator[tuple[Any, ...]]:
    for row in store.read(_TWO_NAMED, **values):
        sources = sorted({source for found in row["sources"] for source in found})
        subject = (row["name"], "Municipality", row["id"])
        yield (
            "two_holders",
            "LIAISON_FOR",
            *subject,
            None,
            None,
            None,
            "LIAISON_FOR.basis",
            [],
            row["people"],
            sources,
        )


Told = list[tuple[Value, str]]
"""What each source states: value and source, the best source first."""


def _differences(properties: Mapping[str, Property], stored: Row) -> Iterator[tuple[str, Told]]:
    """The properties of which the claims of a fact state values that cannot all be true."""
    claims = read_claims(stored)
    for name in properties:
        if name in FREE_TEXT or name.endswith("_precision"):
            continue
        stating = [claim for claim in claims if claim.properties.get(name, "unknown") != "unknown"]
        if any(not _agree(name, one, other) for one, other in combinations(stating, 2)):
            yield name, [(claim.properties[name], claim.source) for claim in stating]


def _agree(name: str, one: Claim, other: Claim) -> bool:
    """Whether two claims can both be true: alike, or one only less exact."""
    ours, theirs = one.properties[name], other.properties[name]
    if isinstance(ours, date) and isinstance(theirs, date):
        length = min(_exact_letters(name, one), _exact_letters(name, other))
        return ours.isoformat()[:length] == theirs.isoformat()[:length]
    if isinstance(ours, str) and isinstance(theirs, str):
        short, long = sorted((ours.casefold(), theirs.casefold()), key=len)
        if _PARTIAL.fullmatch(short) and _PARTIAL.fullmatch(long):
            return long.startswith(short) or (short.startswith("--") and long[4:].startswith(short[1:]))
        return short == long
    return ours == theirs


_PARTIAL = re.compile(r"(?:\d{4}|-)(?:-\d\d){0,2}")
"""A date of which only the year, the month or the day may be known."""


def _exact_letters(name: str, claim: Claim) -> int:
    """How many letters of an ISO date are meant: a year is kept as its first day, with its precision beside it."""
    return {"year": 4, "month": 7}.get(str(claim.properties.get(f"{name}_precision", "day")), 10)


def _texts(item: Property, told: Told, *, hidden: bool) -> list[str]:
    masked = item.personal in UNSHOWN or hidden
    return [f"{MASK if masked else value} ({source})" for value, source in told]


def _named(told: Told) -> list[str]:
    return sorted({source for _, source in told})


class _Known:
    """How many facts of a kind there are, and of how many each property is known."""

    def __init__(self, asked: Iterable[str]) -> None:
        self.facts = 0
        self.known = dict.fromkeys(asked, 0)

    def add(self, facts: int, known: Mapping[str, int]) -> None:
        self.facts += facts
        for name in self.known:
            self.known[name] += known.get(name, 0)


def completeness(store: Store, values: Values) -> Iterator[tuple[Any, ...]]:
    """Of each kind and property: facts, those where it is known, their share, and who states it."""
    for of, whole, by_source in _count(store, values):
        for name, known in whole.known.items() if whole.facts else ():
            stating = sorted(source for source, told in by_source.items() if told.known[name])
            yield (of, f"{of}.{name}", whole.facts, known, known / whole.facts, stating)


def completeness_by_source(store: Store, values: Values) -> list[tuple[Any, ...]]:
    """Of each source and kind: facts, and the share of their properties that the source states."""
    titles = {row["id"]: row["title"] for row in store.read("MATCH (s:Source) RETURN s.id AS id, s.title AS title")}
    rows = []
    for of, _, by_source in _count(store, values):
        for source, told in by_source.items():
            share = sum(told.known.values()) / (told.facts * len(told.known))
            rows.append((titles.get(source), source, of, told.facts, share, [source]))
    return sorted(rows, key=lambda row: (row[1], row[2]))


def _measured(vocabulary: Ontology) -> list[Kind | RelationKind]:
    everything: list[Kind | RelationKind] = [*vocabulary.domain_kinds.values(), *vocabulary.relations.values()]
    return [of for of in everything if _asked(of)]


def _asked(of: Kind | RelationKind) -> list[str]:
    seldom = SELDOM_KNOWN | {"valid_from"} if isinstance(of, Kind) else SELDOM_KNOWN
    return [name for name in of.properties if name not in seldom]


def _count(store: Store, values: Values) -> Iterator[tuple[str, _Known, dict[str, _Known]]]:
    """Of each kind, in the order of the ontology: its name, what is known of all its facts, and what each source itself
    states of them."""
    measured = _measured(ontology())
    # One query for all kinds: asking for each takes longer than the counting.
    query = " UNION ALL ".join(_counting(of, values) for of in measured)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in store.read(query, **values):
        found[row["of"]].append(row)
    for of in measured:
        asked = _asked(of)
        whole = _Known(asked)
        by_source: dict[str, _Known] = defaultdict(partial(_Known, asked))
        for row in found[of.name]:
            if row["source"]:
                whole.add(row["facts"], row["known"])
                by_source[row["source"]].add(row["facts"], row["known"])
            for stored in row["shared"]:
                whole.add(1, dict.fromkeys(stored, 1))
                for claim in read_claims(stored):
                    if claim.properties or isinstance(of, RelationKind):  # else the source only names an end of a tie
                        by_source[claim.source].add(1, dict.fromkeys(claim.properties, 1))
        yield of.name, whole, by_source


def _counting(of: Kind | RelationKind, values: Values) -> str:
    """The query for one kind: the database counts what one source alone states, which is nearly everything, and gives
    whole what several do."""
    # Properties read one by one cost more than all at once.
    if isinstance(of, Kind):
        facts = f"MATCH (n:{of.name}) WITH n, properties(n) AS f WHERE {_HOLDS}{_of_region(values, 'n')}"
    else:
        facts = (
            f"MATCH (a)-[r:{of.name}]->(b) WITH a, b, properties(r) AS f WHERE {_HOLDS}{_of_region(values, 'a', 'b')}"
        )
    known = ", ".join(f"{name}: count(f.{name})" for name in _asked(of))
    return (
        f"{facts} RETURN '{of.name}' AS of, CASE size(f.sources) WHEN 1 THEN f.sources[0] END AS source, "
        f"count(f) AS facts, {{{known}}} AS known, "
        "collect(CASE WHEN size(f.sources) > 1 THEN f END) AS shared"
    )


class _Entity(NamedTuple):
    kind: str
    id: str
    name: str


CLOSE = 3
"""How many neighbours in the order of names each name is compared with."""

LONG_ENOUGH = 8
"""Names shorter than this are other names with one letter changed."""


def suspected_duplicates(store: Store, values: Values) -> list[tuple[Any, ...]]:
    """Pairs of entities of a kind that may be one: of the same name or abbreviation, folded, or one letter apart."""
    pairs = [
        pair
        for kind in ontology().domain_kinds.values()
        if kind.id.slug  # a code tells two of a name apart
        for pair in _pairs_of(store, kind, values)
    ]
    sources = _sources_of(store, {entity for *both, _ in pairs for entity in both})
    rows = [
        (one.kind, *_cells(one), *_cells(other), reason, sorted(sources[one] | sources[other]))
        for one, other, reason in pairs
    ]
    return sorted(rows, key=lambda row: (row[0], row[1], row[3], row[4], row[6]))


def _cells(entity: _Entity) -> tuple[str, str, str]:
    return entity.name, entity.kind, entity.id


def _sources_of(store: Store, entities: Iterable[_Entity]) -> dict[_Entity, set[str]]:
    by_kind: dict[str, dict[str, _Entity]] = defaultdict(dict)
    for entity in entities:
        by_kind[entity.kind][entity.id] = entity
    return {
        of[row["id"]]: set(row["sources"])
        for kind, of in by_kind.items()
        for row in store.read(f"MATCH (f:{kind}) WHERE f.id IN $ids RETURN f.id AS id, f.sources AS sources", ids=[*of])
    }


def _pairs_of(store: Store, kind: Kind, values: Values) -> Iterator[tuple[_Entity, _Entity, str]]:
    short = "f.short_name" if "short_name" in kind.properties else "null"
    # Many rows in one are read in a third of the time; what is null would not be collected.
    rows = store.read(
        f"MATCH (f:{kind.name}) WHERE {_HOLDS}{_of_region(values, 'f')} "
        f"RETURN id(f) / {CHUNK} AS chunk, collect(f.id) AS ids, collect(coalesce(f.name, '')) AS names, "
        f"collect(coalesce({short}, '')) AS short_names",
        **values,
    )
    by_key: dict[str, set[_Entity]] = defaultdict(set)
    shortened: dict[str, set[_Entity]] = defaultdict(set)
    for row in rows:
        for entity_id, name, short_name in zip(row["ids"], row["names"], row["short_names"], strict=True):
            entity = _Entity(kind.name, entity_id, name)
            if key := _fold(name):  # the holder of an erased person's place has no letters in its name
                by_key[key].add(entity)
            if short_name:
                shortened[_fold(short_name)].add(entity)
    found: dict[tuple[_Entity, _Entity], str] = {}
    for first, second in _close_keys(by_key):
        _note(found, "similar_name", by_key[first] | by_key[second])
    for key, entities in shortened.items():
        _note(found, "same_short_name", entities | by_key.get(key, set()))
    for entities in by_key.values():
        _note(found, "same_name", entities)
    yield from ((*pair, reason) for pair, reason in found.items())


def _note(found: dict[tuple[_Entity, _Entity], str], reason: str, entities: set[_Entity]) -> None:
    """Pair each of these with the next; all pairs of many of one name would say no more."""
    if len(entities) > 1:
        for pair in pairwise(sorted(entities, key=lambda entity: entity.id)):
            found[pair] = reason


def _fold(name: str) -> str:
    """A name without case, punctuation, spaces and the suffix of an association."""
    return slug(name).replace("-", "")


def _close_keys(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names one letter apart: such are near each other in the order of names, read from one end or the other. Another
    number makes another thing."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) >= LONG_ENOUGH:
            by_number[_NO_DIGIT.sub("", key)].append(key)
    for alike in by_number.values():
        found: set[tuple[str, str]] = set()
        for ordered in (sorted(alike), sorted(alike, key=lambda key: key[::-1])) if len(alike) > 1 else ():
            for further in range(1, 1 + CLOSE):
                near = zip(ordered, ordered[further:], strict=False)
                found |= {(min(pair), max(pair)) for pair in near if _apart(*pair)}
        yield from sorted(found)


_NO_DIGIT = re.compile(r"\D+")

HALF = LONG_ENOUGH // 2


def _apart(one: str, other: str) -> bool:
    """Whether one letter, changed, added or left out, makes one of the other."""
    # Names that are long enough begin or end alike then, whichever letter it is.
    if abs(len(one) - len(other)) > 1 or (one[:HALF] != other[:HALF] and one[-HALF:] != other[-HALF:]):
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
