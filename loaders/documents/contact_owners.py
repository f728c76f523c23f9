"""Whose a phone number or an e-mail address is, where the text leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterator

from yhdysverkko.loaders.documents.contacts import find_emails, find_phones
from yhdysverkko.loaders.documents.draft import Draft, DraftContact
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence

_FINDERS = (("phone", find_phones), ("email", find_emails))
_FOLD = str.maketrans("äöåéü", "aoaeu")


def find_owners(draft: Draft) -> None:
    """Tie every contact to the one person before it in its sentence, or above it in its block of lines.

    The others belong to an office, or to nobody that is certain: they are only counted."""
    given: dict[tuple[int, str], DraftContact] = {}
    for kind, start, end in _contacts(draft):
        sentence = next((s for s in reversed(draft.sentences) if s.start <= start), None)
        person = _owner(draft, sentence, start) if sentence is not None else None
        value = draft.text[start:end]
        if person is None or (kind == "email" and not _fits(draft.entities[person].name, value)):
            continue
        # Of two numbers of one person the first is kept.
        given.setdefault((person, kind), DraftContact(person, kind, " ".join(value.split()), start, end))
    draft.contacts = list(given.values())


def _contacts(draft: Draft) -> Iterator[tuple[str, int, int]]:
    found = [(start, end, kind) for kind, finder in _FINDERS for start, end in finder(draft.text)]
    for start, end, kind in sorted(found):
        yield kind, start, end


def _owner(draft: Draft, sentence: Sentence, start: int) -> int | None:
    if start < sentence.end:
        persons = _persons(draft, sentence)
        before = [f for f in persons if sentence.tokens[f.last].end <= start]
        if before:
            return _last_alone(sentence, before)
        if persons or sentence.block.kind is Kind.PARAGRAPH:
            return persons[0].entity if len({f.entity for f in persons}) == 1 else None
    return _above(draft, sentence)


def _last_alone(sentence: Sentence, before: list[Found]) -> int | None:
    """The last person named before; of "Anna A ja Bertta B, p. ..." nobody can tell whose it is."""
    last = before[-1]
    if len(before) > 1:
        joined = sentence.tokens[before[-2].last + 1 : last.first]
        if any(t.lower in {"ja", "sekä", "tai"} for t in joined) and not any(
            c.isdigit() for t in joined for c in t.text
        ):
            return None
    return last.entity


def _above(draft: Draft, sentence: Sentence) -> int | None:
    """The person of the nearest line above in the same block of lines."""
    group = sentence.block.group
    for other in reversed(draft.sentences[: sentence.index + 1]):
        if other.block.group != group:
            return None
        persons = {f.entity for f in _persons(draft, other)}
        if persons:
            return persons.pop() if len(persons) == 1 else None
    return None


def _persons(draft: Draft, sentence: Sentence) -> list[Found]:
    found = [f for f in sentence.found if f.kind == "Person" and not f.quiet and draft.entity(f) is not None]
    return sorted(found, key=lambda f: f.first)


def _fits(name: str, address: str) -> bool:
    """An address of a person has their surname in it; "toimisto@" is an office's."""
    local = address.partition("@")[0].partition("(")[0].lower().translate(_FOLD)
    words = [w.lower().translate(_FOLD) for w in name.replace("-", " ").split()]
    return any(w in local for w in words)
