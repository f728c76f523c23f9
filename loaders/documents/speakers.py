"""Who speaks in a document and whom "hän" means: the first person, the third person, and the body behind "we"."""

from __future__ import annotations

from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftEntity, DraftRelation
from yhdysverkko.loaders.documents.items import CODES, Item
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

_BACK, _TAIL, _SHORT_LINE, _TITLE, _OPENING = 3, 6, 6, 1, 3
_QUOTES = frozenset('”"“»«')
_BYLINES = ("teksti", "kirjoittaja", "kirjoitti")
_HE = frozenset({"hän", "hänen", "hänet", "hänellä", "hänelle", "hänestä", "häneltä", "häneen", "hänessä"})
_BODIES = GROUPS | {"Municipality", "WellbeingCounty"}


def find_speakers(draft: Draft) -> None:
    """The author of a text in the first person, the body that "we" stands for, and "hän" as quiet names."""
    draft.author = _author(draft)
    draft.voice = _voice(draft)
    for sentence in draft.sentences:
        taken = sentence.taken()
        for i, token in enumerate(sentence.tokens):
            person = _he(draft, sentence, i) if i not in taken and token.lower in _HE else None
            if person is not None:
                cases = token.word.cases & {"nom", "gen", "par", "acc", "ade", "all", "abl", "ela", "ine", "ill"}
                sentence.found.append(
                    Found("Person", i, i, person.name, "pronoun", 0.6, cases, entity=person.number, quiet=True)
                )
        sentence.found.sort(key=lambda f: f.first)


def _he(draft: Draft, sentence: Sentence, at: int) -> DraftEntity | None:
    """The person named last before: the subject of a sentence rather than somebody else in it."""
    for other in reversed(draft.sentences[max(0, sentence.index - _BACK) : sentence.index + 1]):
        if other.block.kind is Kind.HEADING:
            continue
        named = [f for f in other.found if f.kind == "Person" and draft.entity(f) is not None]
        if other is sentence:
            named = [f for f in named if f.last < at]
        subjects = [f for f in named if "nom" in f.cases] or named
        if subjects:
            return draft.entities[subjects[-1].entity]
    return None


def first_person(token: Token) -> str:
    """ "one" for a verb such as "olen", "many" for one such as "kutsumme", "" for other words."""
    for reading in token.word.readings:
        if reading.kind == "verb" and reading.person == "1" and reading.mood == "ind":
            return "many" if reading.plural else "one"
    return ""


def _author(draft: Draft) -> int:
    """ "Olen Maija Virtanen", or who signs a text that says "olen"."""
    for sentence in draft.sentences:
        if _quotes(sentence):
            continue
        for found in sentence.found:
            before = sentence.tokens[found.first - 1] if found.first else None
            if found.kind == "Person" and found.entity >= 0 and before is not None:
                name_is = (
                    before.lower == "on" and found.first > 1 and sentence.tokens[found.first - 2].lower == "nimeni"
                )
                called = before.text == "," and found.first > 1 and sentence.tokens[found.first - 2].lower == "minä"
                if before.lower == "olen" or name_is or called:
                    return found.entity
    if not any(_says_i(s) for s in draft.sentences):
        return -1
    for sentence in reversed(draft.sentences):
        persons = [f.entity for f in sentence.found if f.kind == "Person" and draft.entity(f) is not None]
        byline = sentence.block.key.lower().startswith(_BYLINES)
        signed = (
            sentence.index >= len(draft.sentences) - _TAIL
            and sentence.block.kind is not Kind.PARAGRAPH
            and not sentence.block.key
            and len(sentence.tokens) <= _SHORT_LINE
        )
        if len(persons) == 1 and (byline or signed):
            return persons[0]
    return -1


def _says_i(sentence: Sentence) -> bool:
    """Whether a sentence outside of quotations has a verb in the first person that can be nothing else."""
    return not _quotes(sentence) and any(t.word.finite and first_person(t) == "one" for t in sentence.tokens)


def _quotes(sentence: Sentence) -> bool:
    """Whether somebody is quoted: their "we" is not the document's."""
    return any(t.text in _QUOTES for t in sentence.tokens) or sentence.block.quoted


def _voice(draft: Draft) -> int:
    """The publisher; the body that the author works for; the project of the title; the only (early) association."""
    if draft.publisher >= 0:
        return draft.publisher
    if draft.author >= 0:
        for sentence in draft.sentences:
            bodies = {f.entity for f in sentence.found if f.kind in _BODIES | PROJECTS and draft.entity(f) is not None}
            if any(f.entity == draft.author for f in sentence.found) and len(bodies) == 1:
                return bodies.pop()
    projects = draft.of_kind(*PROJECTS)
    if len(projects) == 1 and projects[0].seen and projects[0].seen[0][0] <= _TITLE:
        return projects[0].number
    known = draft.of_kind("Association")
    opening = [e for e in known if e.seen and e.seen[0][0] <= _OPENING]
    return known[0].number if len(known) == 1 else opening[0].number if len(opening) == 1 else -1


def author_post(draft: Draft) -> DraftRelation | None:
    """Who writes in the first person on the page of a body is one of its people, where nothing says more."""
    if draft.author < 0 or draft.publisher < 0 or any(r.head == draft.author for r in draft.relations):
        return None
    start, end = draft.entities[draft.author].spans[0][:2]
    return DraftRelation("HAS_ROLE", draft.author, draft.publisher, "writes for the body", 0.7, start, end)


def with_speakers(draft: Draft, sentence: Sentence, items: list[Item]) -> list[Item]:
    """Put the author before "olen" and the body behind "we" before "kutsumme", as their subjects."""
    if (draft.author < 0 and draft.voice < 0) or _quotes(sentence):
        return items
    out: list[Item] = []
    for item in items:
        who = first_person(item.token) if item.token is not None and item.code == "w" else ""
        number = {"one": draft.author, "many": draft.voice}.get(who, -1)
        if number >= 0:
            code = CODES[draft.entities[number].kind]
            out.append(Item(code, item.first, item.first, frozenset({"nom"}), [number], [()], quiet=True))
        out.append(item)
    return out
