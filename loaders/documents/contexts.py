"""What a sentence is about that does not name it: the project or event spoken of before, or the body that speaks."""

from __future__ import annotations

from yhdysverkko.loaders.documents.draft import PROJECTS, Draft
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.patterns import Match, Shape
from yhdysverkko.loaders.documents.sentence import Sentence


def context_of(draft: Draft, sentence: Sentence, shape: Shape) -> int | None:
    """The entity that a shape with a context is said of; None where nothing fits."""
    if shape.context == "publisher" and draft.voice >= 0:
        return draft.voice
    if shape.context == "publisher":
        return _spoken_of(draft, sentence, PROJECTS) if shape.relation == "FUNDS" else None
    if shape.relation == "PARTICIPATES_IN" and shape.context == "project" and _event_later(draft, sentence):
        return None
    return _spoken_of(draft, sentence, PROJECTS if shape.context == "project" else frozenset({"Event"}))


def _event_later(draft: Draft, sentence: Sentence) -> bool:
    """Whether an event was spoken of after any project: then "mukana" is said of it."""
    for other in reversed(draft.sentences[: sentence.index]):
        kinds = {f.kind for f in other.found if draft.entity(f) is not None}
        if kinds & PROJECTS or "Event" in kinds:
            return not kinds & PROJECTS
    return False


def has_own_subject(shape: Shape, items: list[Item], match: Match, tail: int) -> bool:
    """Whether the sentence has a subject of its own, so that the page's body is not meant."""
    if shape.context != "publisher" or shape.relation == "FUNDS":
        return False
    ties = shape.relation == "COOPERATES_WITH"
    others = [i for i in items if i is not match.head and not (i.quiet and tail in i.members)]
    cases = {"nom", "ine"} if shape.relation == "HAS_ROLE" else {"nom"}
    if any(i.code in ("PAOMWJ" if ties else "AOMWJ") and i.cases & cases for i in others):
        return True
    # "Kuhmon Marttojen kumppanina toimii ...": the genitive before says whose partner.
    word = next((i.first for i in items if i.token is not None and i.token.word.lemmas & shape.lemmas), match.first)
    return ties and any(i.code in "AOMWJ" and "gen" in i.cases and i.last < word for i in others)


def _spoken_of(draft: Draft, sentence: Sentence, kinds: frozenset[str]) -> int | None:
    """The thing of a kind mentioned last in the few sentences before, or the only one of the document."""
    known = draft.of_kind(*kinds)
    heading = draft.blocks[sentence.block.heading] if sentence.block.heading >= 0 else None
    headed = [f.entity for s in draft.sentences if s.block is heading for f in s.found if f.kind in kinds & PROJECTS]
    if len(headed) == 1 and draft.entities[headed[0]].kept:
        return headed[0]
    if len(known) == 1 and known[0].seen and known[0].seen[0][0] <= sentence.index:
        return known[0].number
    for other in reversed(draft.sentences[max(0, sentence.index - 3) : sentence.index]):
        near = [f.entity for f in other.found if f.kind in kinds and f.entity >= 0]
        if near:
            return near[-1]
    return None
