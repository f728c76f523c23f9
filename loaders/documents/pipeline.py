"""The pipeline: documents to facts by small steps in one declared order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yhdysverkko.loaders.documents.acronyms import find_acronyms
from yhdysverkko.loaders.documents.anaphora import find_publisher, link_common_words
from yhdysverkko.loaders.documents.assemble import assemble, merge_sections
from yhdysverkko.loaders.documents.calendar_lines import find_calendar_events
from yhdysverkko.loaders.documents.contact_owners import find_owners
from yhdysverkko.loaders.documents.contacts import find_emails, find_phones
from yhdysverkko.loaders.documents.dates import Anchor, find_anchor, find_dates
from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.events import find_events
from yhdysverkko.loaders.documents.gaps import find_gaps, mark_cancelled
from yhdysverkko.loaders.documents.groups import GroupFinder
from yhdysverkko.loaders.documents.held_events import find_held
from yhdysverkko.loaders.documents.inference import infer
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.layout import Block, Kind, read_layout
from yhdysverkko.loaders.documents.linking import link
from yhdysverkko.loaders.documents.lists import read_lists
from yhdysverkko.loaders.documents.model import DocumentFacts
from yhdysverkko.loaders.documents.morphology import Morphology, open_morphology
from yhdysverkko.loaders.documents.occasions import link_anaphors, settle_events
from yhdysverkko.loaders.documents.overlaps import choose
from yhdysverkko.loaders.documents.persons import find_persons
from yhdysverkko.loaders.documents.plugins import Recogniser, load_recognisers, place_mentions
from yhdysverkko.loaders.documents.project_pages import find_carded_projects
from yhdysverkko.loaders.documents.projects import ProjectFinder
from yhdysverkko.loaders.documents.register import PlaceMatch, Register, open_register
from yhdysverkko.loaders.documents.relate import relate
from yhdysverkko.loaders.documents.sections import split_sections
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.speakers import find_speakers
from yhdysverkko.loaders.documents.text import Token, sentences, tokenise

FIRST_YEAR_OF_COUNTIES = 2022

Step = Callable[["Extractor", Draft], None]


@dataclass
class Extractor:
    """Reads facts out of Finnish texts; made once and used for many documents.

    `register` knows the municipalities, `recognisers` are plug-ins that supply further mentions."""

    register: Register
    morphology: Morphology = field(default_factory=open_morphology)
    recognisers: Sequence[Recogniser] = ()

    def __post_init__(self) -> None:
        self._groups = GroupFinder(self.register)
        self._projects = ProjectFinder(self.register)
        self._items: dict[int, list[Item]] = {}

    def extract(
        self,
        text: str,
        doc: str = "",
        published: date | None = None,
        *,
        modified: date | None = None,
        keep_contacts: bool = False,
    ) -> DocumentFacts:
        """The facts of one document; `published` is its day of publication where that is known from outside, and
        `modified` the day that its file names, which helps where the text has no date of its own.

        Phone numbers and e-mail addresses are only counted unless `keep_contacts`."""
        anchor = find_anchor(text, published, modified)
        parts = (self._extract_section(part, start, anchor, keep_contacts) for start, part in split_sections(text))
        return merge_sections(doc, anchor.day.isoformat() if anchor.day else "", parts)

    def _extract_section(self, text: str, start: int, anchor: Anchor, keep_contacts: bool) -> DocumentFacts:
        draft = Draft(text, anchor, keep_contacts=keep_contacts)
        for step in STEPS:
            step(self, draft)
        return assemble(draft, start)

    def read_layout(self, draft: Draft) -> None:
        """Blocks, and in them sentences with their tokens and dates."""
        draft.blocks = read_layout(draft.text)
        for block in draft.blocks:
            for tokens in self._sentences(draft, block):
                sentence = Sentence(tokens, block, len(draft.sentences))
                text = draft.text[sentence.start : sentence.end]
                past = any(r.past for t in tokens for r in t.word.readings)
                sentence.dates = list(find_dates(text, sentence.start, draft.anchor, past))
                draft.sentences.append(sentence)
                draft.starts.append(sentence.start)

    def _sentences(self, draft: Draft, block: Block) -> Iterator[list[Token]]:
        if block.key and block.key_start >= 0 and block.kind is not Kind.HEADING:
            key = tokenise(block.key, block.key_start, self.morphology)
            if key:
                yield key
        if block.start < block.end:
            tokens = tokenise(draft.text[block.start : block.end], block.start, self.morphology, block.capitals)
            yield from sentences(tokens)

    def count_contacts(self, draft: Draft) -> None:
        """Count phone numbers and e-mail addresses."""
        draft.phones = sum(1 for _ in find_phones(draft.text))
        draft.emails = sum(1 for _ in find_emails(draft.text))

    def find_names(self, draft: Draft) -> None:
        """Names of every kind in every sentence, the longer winning over what is inside it."""
        extra = place_mentions(draft, self.recognisers)
        for sentence in draft.sentences:
            if sentence.block.kind is Kind.BOILERPLATE:
                continue
            candidates = [*extra.get(sentence.index, ()), *self._projects.find(sentence)]
            sentence.found = choose(candidates)
            candidates += [p for p in find_persons(sentence) if not _inside(p, sentence.found)]
            sentence.found = choose(candidates)
            candidates += [*self._groups.find(sentence), *find_acronyms(sentence)]
            candidates += [
                Found(self._kind_then(draft, m), m.first, m.last, m.name, "register", 0.95, m.cases)
                for m in self.register.find(sentence.tokens)
            ]
            candidates += _former_towns(sentence, self.register)
            sentence.found = choose(candidates)
            sentence.found = choose([*sentence.found, *find_events(sentence)], events=True)
            sentence.found = choose([*sentence.found, *find_held(sentence)], events=True)

    def _kind_then(self, draft: Draft, match: PlaceMatch) -> str:
        """Some wellbeing services counties bear the name of the joint authority that there was before them."""
        if match.place.kind != "WellbeingCounty" or not self.register.was_authority(match.name):
            return match.place.kind
        days = [d.value for s in draft.sentences for d in s.dates if len(d.value) == len("2020-01-01")]
        years = [int(day[:4]) for day in days]
        last = max([*years, draft.anchor.year])
        return "Organisation" if 0 < last < FIRST_YEAR_OF_COUNTIES else match.place.kind

    def link_names(self, draft: Draft) -> None:
        """Entities behind the names; events by their name or date; the publisher; words that stand for names."""
        find_carded_projects(draft)
        find_calendar_events(draft)
        link(draft, self.register)
        settle_events(draft)
        find_publisher(draft)
        mark_cancelled(draft)
        link_common_words(draft)
        link_anaphors(draft)
        find_speakers(draft)

    def relate(self, draft: Draft) -> None:
        """Relations by patterns in sentences, by layout, and by what the document makes clear."""
        self._items = relate(draft)
        read_lists(draft, self._items)
        infer(draft, self._items, self.register)
        if draft.keep_contacts:
            find_owners(draft)

    def find_gaps(self, draft: Draft) -> None:
        """Gaps and plans."""
        find_gaps(draft, self._items)


STEPS: tuple[Step, ...] = (
    Extractor.read_layout,
    Extractor.count_contacts,
    Extractor.find_names,
    Extractor.link_names,
    Extractor.relate,
    Extractor.find_gaps,
)


def _inside(found: Found, others: Sequence[Found]) -> bool:
    return any(o.first <= found.first and found.last <= o.last for o in others)


def _former_towns(sentence: Sentence, register: Register) -> Iterator[Found]:
    """A municipality that has ceased, where the text calls it one: "Kuivaniemen kunta"."""
    for i, token in enumerate(sentence.tokens[:-1]):
        after = sentence.tokens[i + 1].word
        if not token.capital or not after.lemmas & {"kunta", "kaupunki"} or register.look_up(token.word):
            continue
        place = register.former(token.word)
        lemma = next((r.lemma for r in token.word.readings if r.kind == "place" and r.case == "gen"), None)
        if place is not None or lemma:
            name = place.name if place is not None else (lemma or "").capitalize()
            yield Found(
                "Municipality", i, i, name, "former municipality", 0.8, frozenset({"gen"}), attrs={"former": "1"}
            )


def open_extractor(tables: Path, backend: str | None = None) -> Extractor:
    """An extractor with the reference tables of a folder and the recognisers that are installed as plug-ins."""
    return Extractor(open_register(tables), open_morphology(backend), load_recognisers())
