"""Facts as plain data: in the format of the annotated documents, with or without places, rules and confidences."""

from __future__ import annotations

from typing import Any

from yhdysverkko.loaders.documents.model import DocumentFacts, Evidence


def to_gold(facts: DocumentFacts) -> dict[str, Any]:
    """{"doc", "date", "entities": [{id, type, name, mentions, attrs}], "relations": [{type, head, tail, attrs}]}."""
    return {
        "doc": facts.doc,
        "date": facts.date,
        "entities": [
            {
                "id": e.id,
                "type": e.type,
                "name": e.name,
                "mentions": list(dict.fromkeys(m.text for m in e.mentions)),
                "attrs": dict(e.attrs),
            }
            for e in facts.entities
        ],
        "relations": [
            {"type": r.type, "head": r.head, "tail": r.tail, "attrs": dict(r.attrs)} for r in facts.relations
        ],
    }


def to_spans(facts: DocumentFacts) -> dict[str, Any]:
    """The same with offsets, sentences, rules and confidences, and with gaps, plans and the number of contacts."""
    data = to_gold(facts)
    for entity, source in zip(data["entities"], facts.entities, strict=True):
        entity["confidence"] = source.confidence
        entity["spans"] = [
            {"start": m.start, "end": m.end, "text": m.text, "rule": m.rule, "confidence": m.confidence}
            for m in source.mentions
        ]
    for relation, fact in zip(data["relations"], facts.relations, strict=True):
        relation["confidence"] = fact.confidence
        relation["evidence"] = [_evidence(e) for e in fact.evidence]
    data["gaps"] = [{"kind": g.kind, "subject": g.subject, "evidence": _evidence(g.evidence)} for g in facts.gaps]
    data["plans"] = [{"subjects": list(p.subjects), "evidence": _evidence(p.evidence)} for p in facts.plans]
    data["contacts"] = {"phones": facts.contacts.phones, "emails": facts.contacts.emails}
    return data


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }
