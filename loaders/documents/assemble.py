"""From drafts to the result: entities that are mentioned, relations with evidence, sections made one document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from yhdysverkko.loaders.documents.contacts import mask
from yhdysverkko.loaders.documents.dates import period
from yhdysverkko.loaders.documents.draft import Draft, DraftEntity, DraftRelation
from yhdysverkko.loaders.documents.model import (
    Contact,
    ContactCount,
    DocumentFacts,
    Entity,
    Evidence,
    Gap,
    Mention,
    Plan,
    Relation,
    Series,
)

# Where one sentence says more than another (a title, a number of people), the bare relation is left out.
_SAID_MORE = frozenset({"HAS_ROLE", "PARTICIPATES_IN"})


def assemble(draft: Draft, offset: int) -> DocumentFacts:
    """The facts of one section, whose text stands at `offset` of its document; ids are numbers of the draft."""
    entities = tuple(_entity(draft, e, offset) for e in draft.entities if e.kept and e.spans)
    known = {e.id for e in entities}
    relations = tuple(_relations(draft, offset, known))
    gaps = tuple(replace(g, evidence=_moved(g.evidence, offset)) for g in draft.gaps if g.subject in known)
    plans = tuple(
        replace(p, subjects=tuple(s for s in p.subjects if s in known), evidence=_moved(p.evidence, offset))
        for p in draft.plans
        if any(s in known for s in p.subjects)
    )
    series = tuple(
        Series(str(s.event), s.name, s.per_year, _passage(draft, s.start, s.end, offset))
        for s in draft.series
        if str(s.event) in known
    )
    contacts = tuple(
        Contact(str(c.person), c.kind, c.value, c.start + offset, c.end + offset)
        for c in draft.contacts
        if str(c.person) in known
    )
    count = ContactCount(draft.phones, draft.emails)
    return DocumentFacts("", "", entities, relations, gaps, plans, count, series, contacts)


def _passage(draft: Draft, start: int, end: int, offset: int) -> Evidence:
    return Evidence(start + offset, end + offset, mask(draft.text[start:end]), "times a year", 0.75)


def _entity(draft: Draft, entity: DraftEntity, offset: int) -> Entity:
    mentions = tuple(
        Mention(start + offset, end + offset, draft.text[start:end], rule, round(confidence, 2))
        for start, end, rule, confidence in sorted(set(entity.spans))
    )
    attrs = dict(entity.attrs)
    attrs.pop("plural", None)
    if entity.place is not None:
        attrs["code"] = entity.place.code
    return Entity(str(entity.number), entity.kind, entity.name, mentions, MappingProxyType(attrs))


def _relations(draft: Draft, offset: int, known: set[str]) -> Iterable[Relation]:
    grouped: dict[tuple[str, int, int, tuple[tuple[str, str], ...]], list[DraftRelation]] = defaultdict(list)
    for r in draft.relations:
        if str(r.head) in known and str(r.tail) in known:
            straight = (r.kind, r.head, r.tail, r.attrs)
            turned = (r.kind, r.tail, r.head, r.attrs)
            # Cooperation has no direction: said both ways it is one relation.
            grouped[turned if r.kind == "COOPERATES_WITH" and turned in grouped else straight].append(r)
    titled = {(kind, head, tail) for kind, head, tail, attrs in grouped if kind in _SAID_MORE and attrs}
    for (kind, head, tail, attrs), rows in grouped.items():
        if kind in _SAID_MORE and not attrs and (kind, head, tail) in titled:
            continue
        evidence = tuple(_evidence(draft, r, offset) for r in rows)
        values = dict(attrs)
        for number in (tail, head):
            for key in ("valid_from", "valid_to", "precision"):
                if kind in {"RUNS", "FUNDS"} and key in draft.entities[number].attrs:
                    values[key] = draft.entities[number].attrs[key]
        if kind in {"HAS_ROLE", "LIAISON_FOR"} and "former" not in values:
            values.update(_since(evidence))
        yield Relation(kind, str(head), str(tail), MappingProxyType(values), evidence)


def _since(evidence: tuple[Evidence, ...]) -> dict[str, str]:
    """ "1.1.2023 alkaen" in the sentence of a post tells since when it is held."""
    for piece in evidence:
        span = period(piece.sentence)
        if span and not span[1]:
            return {"valid_from": span[0], "precision": span[2]}
    return {}


def _evidence(draft: Draft, relation: DraftRelation, offset: int) -> Evidence:
    at = bisect_right(draft.starts, relation.start) - 1
    sentence = draft.sentences[at] if at >= 0 else None
    start, end = (sentence.start, max(sentence.end, relation.end)) if sentence else (relation.start, relation.end)
    return Evidence(
        relation.start + offset,
        relation.end + offset,
        mask(draft.text[start:end]),
        relation.rule,
        round(relation.confidence, 2),
    )


def _moved(evidence: Evidence, offset: int) -> Evidence:
    return replace(evidence, start=evidence.start + offset, end=evidence.end + offset)


def merge_sections(doc: str, date: str, sections: Iterable[DocumentFacts]) -> DocumentFacts:
    """One document of its sections; things of the same type and name are the same thing."""
    entities: dict[tuple[str, str], Entity] = {}
    relations: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], Relation] = {}
    gaps: list[Gap] = []
    plans: list[Plan] = []
    series: list[Series] = []
    contacts: dict[tuple[str, str], Contact] = {}
    phones = emails = 0
    for part in sections:
        ids: dict[str, str] = {}
        for entity in part.entities:
            # Two meetings of one name are two meetings when their dates differ.
            key = (entity.type, entity.name.lower() + entity.attrs.get("date", "") * (entity.type == "Event"))
            known = entities.get(key)
            if known is None:
                known = replace(entity, id=f"e{len(entities) + 1}")
            else:
                attrs = MappingProxyType({**entity.attrs, **known.attrs})
                known = replace(known, mentions=known.mentions + entity.mentions, attrs=attrs)
            entities[key] = known
            ids[entity.id] = known.id
        for r in part.relations:
            moved = replace(r, head=ids[r.head], tail=ids[r.tail])
            row = (moved.type, moved.head, moved.tail, tuple(sorted(moved.attrs.items())))
            before = relations.get(row)
            relations[row] = replace(before, evidence=before.evidence + moved.evidence) if before else moved
        gaps += [replace(g, subject=ids[g.subject]) for g in part.gaps]
        plans += [replace(p, subjects=tuple(ids[s] for s in p.subjects)) for p in part.plans]
        series += [replace(s, event=ids[s.event]) for s in part.series]
        for contact in part.kept_contacts:
            contacts.setdefault((ids[contact.person], contact.kind), replace(contact, person=ids[contact.person]))
        phones, emails = phones + part.contacts.phones, emails + part.contacts.emails
    return DocumentFacts(
        doc,
        date,
        tuple(entities.values()),
        tuple(relations.values()),
        tuple(gaps),
        tuple(plans),
        ContactCount(phones, emails),
        tuple(series),
        tuple(contacts.values()),
    )
