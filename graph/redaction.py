"""Redaction: what a source states, as the marks on people let it be stated (graph/marks.py).

An erased person becomes the anonymous holder of their place: their ties keep kind, dates and what tells them apart, and
evidence keeps file and line. Texts that name them elsewhere are left out. A restricted person is shown to nobody and
without contacts; contacts whose time was up stay out until a later source states them.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import orjson

from yhdysverkko.graph.marks import Mark, Marks, name_key, read_marks
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind
from yhdysverkko.graph.plan import SourceReader
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import (
    MASK,
    BadValue,
    Expected,
    Node,
    Properties,
    Record,
    Ref,
    Rejection,
    Relation,
    digest_of,
    make_relation,
)
from yhdysverkko.graph.sight import INTERNAL, RESTRICTED
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Value

PLACE = ("file", "sheet", "line")
"""What is left of evidence that would name somebody."""


class MarkedSource:
    """A source that states nothing which a mark on a person forbids; marks are read anew with every reading."""

    def __init__(self, store: Store, vocabulary: Ontology, reader: SourceReader) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._reader = reader
        self.source = mark_source(read_marks(store), reader.source)

    @property
    def notices(self) -> list[str]:
        return self._reader.notices

    def records(self) -> Iterator[Record | Rejection | Expected]:
        marks = read_marks(self._store)
        if not marks:
            yield from self._reader.records()
            return
        redaction = Redaction(self._vocabulary, marks, self.source)
        seen: set[str] = set()
        for item in self._reader.records():
            if isinstance(item, Rejection | Expected) or (kept := redaction.redact(item)) is item:
                yield item
            elif kept is not None and not _is_repeated(kept, seen):
                yield kept


def _is_repeated(record: Record, seen: set[str]) -> bool:
    """Whether a tie was changed into one that another was changed into before: its ends had two names."""
    if isinstance(record, Node):
        return False
    repeated = record.id in seen
    seen.add(record.id)
    return repeated


def mark_source(marks: Marks, source: Source) -> Source:
    """The source, without a title or address that names somebody who is erased."""
    if marks.names(source.title):
        source = source.model_copy(update={"title": MASK})
    if source.uri and marks.names(source.uri, any_case=True):
        source = source.model_copy(update={"uri": None})
    return source


class Redaction:
    """Turns the records of one source into those that may be stored."""

    def __init__(self, vocabulary: Ontology, marks: Marks, source: Source) -> None:
        self._vocabulary = vocabulary
        self._marks = marks
        day = source.published or source.retrieved
        self._stated = day.isoformat() if day else ""
        self._told_by_name: dict[Ref, Ref] = {}
        """Erased people under an id that no mark knows, whom their name told -> the holder of their place."""

    def redact(self, record: Record) -> Record | None:
        """The record as it may be stored, itself where nothing forbids it; None where nothing of it may be."""
        if isinstance(record, Relation):
            return self._relation(record)
        if record.ref.kind == "Person":
            return self._person(record)
        if record.ref.kind == "Candidate" and self._is_about_erased(record.properties):
            return None
        kept = self._without_texts(self._vocabulary.kinds[record.ref.kind], record.properties)
        return _changed(record, kept, self._evidence(record))

    def _person(self, record: Node) -> Node:
        known = [record.ref.id, name_key(record.properties.get("name", ""))]
        if mark := self._marks.erasure(*known):
            self._told_by_name[record.ref] = mark.holder
            stated = holder_properties(mark) if record.properties else {}
            return Node(mark.holder, stated, self._place(record.evidence), digest_of(stated))
        kept = self._without_texts(self._vocabulary.kinds["Person"], record.properties)
        if kept and self._marks.restriction(*known):
            kept = {**without_contacts(self._vocabulary, kept), "visibility": RESTRICTED}
        elif (expiry := self._marks.expiry(*known)) and self._stated <= expiry.date:
            kept = without_contacts(self._vocabulary, kept)
        if kept and "consent" not in kept and self._marks.membership(*known) and not _is_restricted(kept):
            kept = {**kept, "visibility": INTERNAL}
        return _changed(record, kept, self._evidence(record))

    def _relation(self, record: Relation) -> Relation | None:
        kind = self._vocabulary.relations[record.kind]
        start, end = self._holder(record.start), self._holder(record.end)
        erased = (start, end) != (record.start, record.end)
        stated = _of_post(kind, record.properties) if erased else record.properties
        kept = self._without_texts(kind, stated)
        evidence = self._place(record.evidence) if erased else self._evidence(record)
        if not erased and kept is record.properties and evidence is record.evidence:
            return record
        try:
            return make_relation(kind, start, end, kept, evidence)
        except BadValue:
            return None  # a tie of somebody to themselves, under two names

    def _holder(self, ref: Ref) -> Ref:
        return self._told_by_name.get(ref) or self._marks.holder(ref)

    def _without_texts(self, of: Kind | RelationKind, properties: Properties) -> Properties:
        """The properties without texts that name somebody who is erased. Names of things stay, but for a plan's, which
        is a sentence."""
        named = [name for name, value in properties.items() if self._is_naming(of, name, value)]
        if not named:
            return properties
        kept = {name: value for name, value in properties.items() if name not in named}
        return {"name": MASK, **kept} if "name" in named else kept

    def _is_naming(self, of: Kind | RelationKind, name: str, value: Value) -> bool:
        if not isinstance(value, str) or of.properties[name].enum or (name == "name" and of.name != "Plan"):
            return False
        return self._marks.names(value)

    def _evidence(self, record: Record) -> Mapping[str, object]:
        named = any(isinstance(value, str) and self._marks.names(value) for value in record.evidence.values())
        return self._place(record.evidence) if named else record.evidence

    def _place(self, evidence: Mapping[str, object]) -> dict[str, object]:
        """Where in its source a fact stands, and nothing of what stands there."""
        kept = {name: evidence[name] for name in PLACE if name in evidence}
        named = self._marks.names(str(kept.get("file", "")), any_case=True)
        return kept | {"file": MASK} if named else kept

    def _is_about_erased(self, properties: Properties) -> bool:
        texts = [value for value in properties.values() if isinstance(value, str)]
        return any(map(self._marks.names, texts)) or any(
            self._marks.erasure(person) for person in people_in(str(properties.get("records", "{}")))
        )


def _changed(record: Node, properties: Properties, evidence: Mapping[str, object]) -> Node:
    if properties is record.properties and evidence is record.evidence:
        return record
    return Node(record.ref, properties, evidence, digest_of(properties))


def _is_restricted(properties: Properties) -> bool:
    return properties.get("visibility") == RESTRICTED


def holder_properties(mark: Mark) -> dict[str, Value]:
    """What is stated of the anonymous holder of an erased person's place."""
    day = date.fromisoformat(mark.date)
    return {"name": MASK, "visibility": RESTRICTED, "erased": day, "erased_reason": mark.reason}


def without_contacts(vocabulary: Ontology, properties: Properties) -> Properties:
    """A person's properties but for the contacts."""
    known = vocabulary.kinds["Person"].properties
    return {name: value for name, value in properties.items() if known[name].personal != "contact"}


def people_in(records: str) -> Iterator[str]:
    """The ids of the people whom the records of a candidate or decision are about, as often as they are named."""
    yield from _people(orjson.loads(records))


def _people(part: object) -> Iterator[str]:
    match part:
        case ["Person", str(person)]:
            yield person
        case list():
            for each in part:
                yield from _people(each)
        case dict():
            for each in part.values():
                yield from _people(each)


def _of_post(kind: RelationKind, properties: Properties) -> Properties:
    """What a tie says of the post that was held, and not of who held it: choices, dates, and what tells ties apart."""
    return {
        name: value
        for name, value in properties.items()
        if name in kind.identity or kind.properties[name].enum or not isinstance(value, str)
    }
