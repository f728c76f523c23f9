"""Statements of a document as records: what the extractor read, in the words of the ontology."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from yhdysverkko.graph.indicators import indicators
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import BadValue, Node, Record, Ref, Relation, make_node, make_relation
from yhdysverkko.graph.values import Value, slug
from yhdysverkko.loaders.documents.model import DocumentFacts, Entity, Evidence, Gap
from yhdysverkko.loaders.documents.model import Relation as Said
from yhdysverkko.loaders.identity import CODED, Identities
from yhdysverkko.loaders.privacy import is_private_mailbox

RELATIONS = {"HAS_ROLE": "WORKS_FOR"}
"""Relations of the annotation that the ontology calls otherwise."""

LIAISON_INDICATOR = Ref("Indicator", "i01")
NO_LIAISON = "no liaison"
PLACE_OF = {"Event": "HELD_IN", "EventSeries": "FOR"}
"""What the ontology calls LOCATED_IN of an occasion: a series is held in many places and is for the one named."""


class Statement(NamedTuple):
    """Records that stand or fall together, with how sure they are and the words that say them."""

    records: tuple[Record, ...]
    confidence: float
    text: str
    sentence: str
    rule: str


class Statements:
    """Makes the statements of one document."""

    def __init__(self, vocabulary: Ontology, facts: DocumentFacts, identities: Identities, file: str) -> None:
        self._vocabulary = vocabulary
        self._facts = facts
        self._identities = identities
        self._file = file
        self._entities = {entity.id: entity for entity in facts.entities}
        self.unfit = 0
        self.contacts = [each for each in facts.kept_contacts if not is_private_mailbox(each.value)]

    def entities(self) -> Iterator[Node]:
        """Every named thing but places, which the register states."""
        for entity in self._facts.entities:
            ref = self._identities.get(entity.id)
            if ref is not None and entity.type not in CODED:
                yield self._entity(entity, ref)

    def relations(self) -> Iterator[Statement]:
        """Every relation that the ontology has a place for; the others are counted in `unfit`."""
        for said in self._facts.relations:
            if said.attrs.get("auto") or (made := self._relation(said)) is None:
                continue
            yield made

    def gaps(self) -> Iterator[Statement]:
        """What the document says is missing: a municipality without a named liaison scores 0."""
        for gap in self._facts.gaps:
            municipality = self._identities.get(gap.subject)
            if gap.kind == NO_LIAISON and municipality is not None and municipality.kind == "Municipality":
                yield self._gap(gap, municipality)

    def plans(self) -> Iterator[Statement]:
        """What is meant to happen, as a plan for the places it is about."""
        for number, plan in enumerate(self._facts.plans, start=1):
            places = [ref for each in plan.subjects if (ref := self._identities.get(each)) and ref.kind in CODED]
            ref = Ref("Plan", slug(f"{self._facts.doc} suunnitelma {number}"))
            evidence = self._evidence(plan.evidence)
            name = plan.evidence.sentence if len(plan.evidence.sentence) <= 100 else f"{plan.evidence.sentence[:99]}…"
            node = make_node(self._vocabulary.kinds["Plan"], ref.id, {"name": name, "status": "planned"}, evidence)
            ties = (make_relation(self._vocabulary.relations["FOR"], ref, place, {}, evidence) for place in places)
            yield _statement((node, *ties), plan.evidence, f"Suunnitelma: {name}")

    def series(self) -> Iterator[Statement]:
        """Series that an event is one of, with how often a year they are held."""
        for said in self._facts.series:
            event = self._identities.get(said.event)
            if event is None or event.kind != "Event":
                continue
            evidence = self._evidence(said.evidence)
            ref = Ref("EventSeries", slug(said.name))
            properties: dict[str, Value] = {"name": said.name, "per_year": float(said.per_year)}
            node = make_node(self._vocabulary.kinds["EventSeries"], ref.id, properties, evidence)
            tie = make_relation(self._vocabulary.relations["PART_OF_SERIES"], event, ref, {}, evidence)
            label = self._vocabulary.label("PART_OF_SERIES")["fi"]
            yield _statement((node, tie), said.evidence, f"{self._entities[said.event].name} – {label} – {said.name}")

    def _entity(self, entity: Entity, ref: Ref) -> Node:
        surest = max(entity.mentions, key=lambda mention: mention.confidence)
        evidence: dict[str, object] = {
            "file": self._file,
            "span": [surest.start, surest.end],
            "rule": surest.rule,
            "confidence": round(entity.confidence, 2),
        }
        properties = {"name": entity.name, **_entity_properties(entity)}
        for contact in (c for c in self.contacts if c.person == entity.id):
            properties[contact.kind] = contact.value
            evidence[f"{contact.kind}_span"] = [contact.start, contact.end]
        return make_node(self._vocabulary.kinds[ref.kind], ref.id, properties, evidence)

    def _relation(self, said: Said) -> Statement | None:
        start, end = self._identities.get(said.head), self._identities.get(said.tail)
        if start is None or end is None:
            self.unfit += 1
            return None
        best = max(said.evidence, key=lambda evidence: evidence.confidence)
        kind = RELATIONS.get(said.type, said.type)
        if said.type == "LOCATED_IN":
            kind = PLACE_OF.get(start.kind, kind)
        properties = _relation_properties(said, self._facts.date, set(self._vocabulary.relations[kind].properties))
        try:
            record = make_relation(self._vocabulary.relations[kind], start, end, properties, self._evidence(best))
        except BadValue:
            self.unfit += 1
            return None
        head, tail = self._entities[said.head].name, self._entities[said.tail].name
        title = f" ({said.attrs['title']})" if "title" in said.attrs else ""
        return _statement((record,), best, f"{head} – {self._vocabulary.label(kind)['fi']} – {tail}{title}")

    def _gap(self, gap: Gap, municipality: Ref) -> Statement:
        evidence = self._evidence(gap.evidence)
        kinds, relations = self._vocabulary.kinds, self._vocabulary.relations
        named = indicators().indicators[LIAISON_INDICATOR.id].properties
        indicator = make_node(kinds["Indicator"], LIAISON_INDICATOR.id, named, {"file": self._file})
        properties: dict[str, Value] = {"value": 0.0, **({"date": self._facts.date} if self._facts.date else {})}
        score = make_relation(relations["SCORES"], municipality, LIAISON_INDICATOR, properties, evidence)
        name = self._entities[gap.subject].name
        return _statement((indicator, score), gap.evidence, f"{name}: {named['name']} = 0")

    def _evidence(self, evidence: Evidence) -> dict[str, object]:
        return {
            "file": self._file,
            "span": [evidence.start, evidence.end],
            "sentence": evidence.sentence,
            "rule": evidence.rule,
            "confidence": round(evidence.confidence, 2),
        }


def _statement(records: tuple[Record, ...], evidence: Evidence, text: str) -> Statement:
    return Statement(records, evidence.confidence, text, evidence.sentence, evidence.rule)


def _entity_properties(entity: Entity) -> dict[str, Value]:
    attrs = entity.attrs
    properties: dict[str, Value] = {}
    if entity.type == "Event":
        properties |= {name: attrs[name] for name in ("date", "place") if attrs.get(name)}
        if attrs.get("time"):
            start, _, end = attrs["time"].partition("–")
            properties |= {"start_time": start, **({"end_time": end} if end else {})}
        if attrs.get("status") in ("planned", "cancelled"):
            properties["status"] = attrs["status"]
    if entity.type in PLACE_OF and attrs.get("participants"):
        properties["participants"] = int(attrs["participants"])
        if attrs.get("participants_approximate"):
            properties["participants_approximate"] = True
    if entity.type == "Project" and attrs.get("status") == "cancelled":
        properties["cancelled"] = True
    return properties | _period(attrs)


def _relation_properties(said: Said, published: str, fitting: set[str]) -> dict[str, Value]:
    """The properties of a relation; a post that somebody used to hold has ended by the day of the document."""
    properties: dict[str, Value] = dict(_period(said.attrs))
    if said.attrs.get("title"):
        properties["title"] = said.attrs["title"]
    if said.attrs.get("count", "").isdigit():
        properties["count"] = int(said.attrs["count"])
    if said.type == "LIAISON_FOR":
        properties["basis"] = "named"
    if said.attrs.get("former") and "valid_to" not in properties:
        properties["ended"] = True
        if len(published) == len("2026-01-01"):
            properties |= {"valid_to": date.fromisoformat(published), "valid_to_precision": "day"}
    return {name: value for name, value in properties.items() if name in fitting}


def _period(attrs: Mapping[str, str]) -> dict[str, Value]:
    """valid_from and valid_to; the extractor gives whole days and how exact they are."""
    properties: dict[str, Value] = {}
    for name in ("valid_from", "valid_to"):
        if attrs.get(name):
            properties[name] = date.fromisoformat(attrs[name])
            properties[f"{name}_precision"] = attrs.get("precision", "day")
    return properties


def nodes_first(records: list[Record]) -> Iterator[Record]:
    """Records in the order in which they load."""
    yield from (record for record in records if isinstance(record, Node))
    yield from (record for record in records if isinstance(record, Relation))
