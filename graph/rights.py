"""People's rights: restricting the processing of their data and lifting that, each in one transaction.

What is decided is kept as a mark (graph/marks.py), so that every load to come obeys it; what the graph holds already is
rewritten as those loads would write it (graph/redaction.py).
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import orjson

from yhdysverkko.graph.commit import recover_now
from yhdysverkko.graph.decisions import read_decisions
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.marks import RESTRICT, Mark, name_key, read_marks
from yhdysverkko.graph.merging import follow
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Node, Record, Ref, digest_of
from yhdysverkko.graph.rewriting import Fact, Rewriting, read_person, read_sources, rewrite_people
from yhdysverkko.graph.store import Store, Transaction
from yhdysverkko.graph.values import slug

NAMES = ("name", "name_sv", "name_en")
"""Properties of a person that name them."""


def restrict(store: Store, vocabulary: Ontology, ref: Ref, reason: str, day: date) -> bool:
    """Restrict the processing of a person's data: no contacts, and internal in every way out, until it is lifted.

    False when it is in force already. Raises NotFound for somebody whom the graph does not know.
    """
    with turn(store):
        person = _known(store, ref)
        if read_marks(store).restriction(ref.id):
            return False
        contents = {each.id: each.sha256 for each in read_sources(store)}
        before = {
            claim.source: [contents[claim.source], claim.properties.get("visibility")]
            for claim in read_claims(person.stored)
        }
        mark = new_mark(store, RESTRICT, person, reason, day, f"restrict-{secrets.token_hex(4)}")
        mark = mark._replace(before=orjson.dumps(before).decode(), patterns="")
        rewrite_people(store, vocabulary, [person], [mark])
    return True


def lift(store: Store, ref: Ref) -> list[str]:
    """Lift a restriction: the person is as visible as before. Contacts, and what changed meanwhile, come when their
    sources are loaded again; returns the ids of these. Raises NotFound for somebody who is not restricted."""
    with turn(store):
        person = _known(store, ref)
        mark = read_marks(store).restriction(ref.id)
        if mark is None:
            raise NotFound("person.not_restricted")
        sources = read_sources(store)
        stating = sorted(person.stored["sources"])
        # What another version has said meanwhile is not known: the person stays internal there until it is loaded.
        before: Mapping[str, tuple[str, str | None]] = orjson.loads(mark.before)
        known = {each.id: before[each.id][1] for each in sources if before.get(each.id, [""])[0] == each.sha256}
        rewriting = Rewriting(
            [person], lambda record, source: _seen_as(record, known[source]) if source in known else record
        )

        def write(transaction: Transaction) -> None:
            transaction.run("MATCH (m:PersonMark {id: $id}) DELETE m", id=mark.id)
            rewriting.apply(transaction, sources)
            # Another version, so that loading an unchanged source compares it with what is stated now.
            transaction.run("MATCH (s:Source) WHERE s.id IN $ids SET s.version = s.version + ' lifted'", ids=stating)

        store.transact(write)
    return stating


@contextmanager
def turn(store: Store) -> Iterator[None]:
    """Hold the right to write, on a graph in which nothing is unfinished."""
    with writing_turn(store) as lease:
        recover_now(store, lease)
        yield


def _known(store: Store, ref: Ref) -> Fact:
    if (person := read_person(store, ref)) is None:
        raise NotFound("person.unknown")
    return person


def names_of(person: Fact) -> list[str]:
    """Every name that a source gives to a person."""
    stated = [claim.properties for claim in read_claims(person.stored)]
    return sorted({str(properties[name]) for properties in stated for name in NAMES if name in properties})


def new_mark(store: Store, action: str, person: Fact, reason: str, day: date, mark_id: str) -> Mark:
    """A mark on a person, known by every id that is theirs, and by name unless somebody else has it."""
    ref, names = Ref("Person", person.stored["id"]), names_of(person)
    merged = read_decisions(store).merged
    ids = [ref.id, *(other.id for other in merged if follow(merged, other) == ref)]
    told = [name for name in names if slug(name)]
    shared = store.read(
        "MATCH (p:Person) WHERE p.id <> $id AND (p.name IN $names OR p.id IN $made) RETURN p.id LIMIT 1",
        id=ref.id,
        names=names,
        made=[slug(name) for name in told],
    )
    marks = read_marks(store)
    return Mark(
        id=mark_id,
        action=action,
        identities=marks.identities_of(ids if shared else [*ids, *map(slug, told), *map(name_key, told)]),
        patterns="" if shared else marks.patterns_of(names),
        before="{}",
        reason=reason,
        date=day.isoformat(),
    )


def _seen_as(record: Record, visibility: str | None) -> Record:
    if not isinstance(record, Node) or not record.properties:
        return record
    seen: dict[str, Any] = {**record.properties, "visibility": visibility}
    properties = {name: value for name, value in seen.items() if value is not None}
    return Node(record.ref, properties, record.evidence, digest_of(properties))
