"""A document as a source: its text read into facts, the sure ones as records, the others as candidates."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

from yhdysverkko.graph.decisions import ACCEPT, MERGE, REJECT, Decisions, candidate_id, pack_records
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source, dumps
from yhdysverkko.graph.records import BadValue, Node, Place, Record, Ref, Rejection, Relation, make_node
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.documents.pipeline import Extractor, open_extractor
from yhdysverkko.loaders.identity import DoubtfulLink, Identities
from yhdysverkko.loaders.privacy import refuse_identity_code
from yhdysverkko.loaders.reading.document import Document
from yhdysverkko.loaders.statements import Statement, Statements, nodes_first

LOADER = "documents"
VERSION = "4"
"""Changes when the same text would give other facts, so that stores load it anew."""

MIN_CONFIDENCE = 0.7
"""Facts that the extractor is less sure of wait as candidates for somebody's decision."""


@cache
def extractor() -> Extractor:
    """The extractor with the project's register; made once, because morphology and word lists take a while to load."""
    return open_extractor(Path(str(files("yhdysverkko.loaders").joinpath("data"))))


class DocumentSource:
    """One document, ready to load. What it states depends on the graph too: names are tied to what is known already.

    With `keep_contacts` phone numbers and e-mail addresses become their owner's where the text leaves no doubt whose
    they are; the others, and without it all of them, are counted and dropped."""

    def __init__(
        self,
        document: Document,
        store: Store,
        vocabulary: Ontology,
        decisions: Decisions,
        *,
        min_confidence: float = MIN_CONFIDENCE,
        published: date | None = None,
        keep_contacts: bool = False,
    ) -> None:
        self._document = document
        self._store = store
        self._vocabulary = vocabulary
        self._decisions = decisions
        self._min_confidence = min_confidence
        self._keep_contacts = keep_contacts
        self._published = published or document.published
        self.notices = list(document.notices)
        kept = "+contacts" if keep_contacts else ""
        self.source = Source(
            id=document.id,
            kind="document",
            title=document.title or document.file,
            sha256=document.sha256,
            loader=LOADER,
            version=f"{VERSION}{kept} min={min_confidence:g} decisions={decisions.digest}",
            uri=document.uri or None,
            published=self._published,
        )

    def records(self) -> Iterator[Record | Rejection]:
        """Facts that are sure enough, nodes first, and candidates for the rest; nothing but a rejection of a document
        that holds a personal identity code."""
        document = self._document
        if refused := self._refused():
            yield refused
            return
        facts = extractor().extract(
            document.text,
            document.id,
            self._published,
            modified=document.modified,
            keep_contacts=self._keep_contacts,
        )
        identities = Identities(self._store, document.id, facts, self._decisions)
        statements = Statements(self._vocabulary, facts, identities, document.file)
        entities = {record.ref: record for record in statements.entities()}
        sure: list[Record] = list(entities.values())
        candidates: list[Node] = [self._link(link) for link in identities.doubtful]
        stated = (statements.relations(), statements.series(), statements.gaps(), statements.plans())
        for made in chain.from_iterable(stated):
            verdict = self._decisions.verdicts.get(self._id(made))
            if verdict in (ACCEPT, REJECT):
                continue  # an accepted fact is stated by the review's own source
            if made.confidence >= self._min_confidence:
                sure += made.records
            else:
                candidates.append(self._candidate(made, entities))
        yield from nodes_first(_once([*sure, *candidates]))
        dropped = facts.contacts.phones + facts.contacts.emails - len(statements.contacts)
        if dropped:
            self.notices.append(say("loaders.contacts_dropped", count=dropped))
        if candidates:
            self.notices.append(say("documents.candidates", count=len(candidates)))

    def _refused(self) -> Rejection | None:
        """The rejection of a document with an identity code, which names the line where the first stands."""
        for number, line in enumerate(self._document.text.split("\n"), start=1):
            try:
                refuse_identity_code(line)
            except BadValue as error:
                reason = say("documents.identity_code")
                return Rejection(Place(self._document.file, line=number), error.shown, reason)
        return None

    def _id(self, made: Statement) -> str:
        return candidate_id(self._document.id, made.text)

    def _candidate(self, made: Statement, entities: Mapping[Ref, Node]) -> Node:
        """A candidate that brings along the entities at its ends, should they be nowhere else when it is accepted."""
        ends = [
            entities[end]
            for record in made.records
            if isinstance(record, Relation)
            for end in (record.start, record.end)
            if end in entities
        ]
        return self._node(
            self._id(made),
            statement=made.text,
            sentence=made.sentence,
            rule=made.rule,
            confidence=made.confidence,
            records=pack_records([*ends, *made.records]),
        )

    def _link(self, link: DoubtfulLink) -> Node:
        return self._node(
            candidate_id(self._document.id, "same", link.known.id),
            statement=say("documents.same_person", name=link.entity.name, document=self.source.title),
            sentence="",
            rule=MERGE,
            confidence=0.5,
            records=dumps({"same": [list(link.own), list(link.known)]}).decode(),
        )

    def _node(self, entity_id: str, **properties: str | float) -> Node:
        evidence = {"file": self._document.file}
        return make_node(self._vocabulary.kinds["Candidate"], entity_id, properties, evidence)


def _once(records: list[Record]) -> list[Record]:
    """Each fact once: two sentences may say the same, and the surer said it first."""
    seen: dict[object, Record] = {}
    for record in records:
        seen.setdefault(record.ref if isinstance(record, Node) else record.id, record)
    return list(seen.values())
