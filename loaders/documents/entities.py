"""Entities in the making: new ones, their mentions, and making one of two."""

from __future__ import annotations

import re
from functools import lru_cache

from yhdysverkko.loaders.documents.draft import Draft, DraftEntity
from yhdysverkko.loaders.documents.register import Place
from yhdysverkko.loaders.documents.sentence import Found, Sentence


def note(draft: Draft, sentence: Sentence, found: Found) -> None:
    """Record a mention of an entity."""
    entity = draft.entities[found.entity]
    start, end = sentence.span(found)
    entity.spans.append((start, end, found.rule, found.confidence))
    entity.seen.append((sentence.index, found.first))
    entity.aliases.update(found.aliases)


def new_entity(draft: Draft, kind: str, name: str, place: Place | None = None) -> DraftEntity:
    """A further entity of the draft."""
    entity = DraftEntity(len(draft.entities), kind, name, place=place)
    draft.entities.append(entity)
    return entity


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """A name without what may be left out of it: letter case, "ry", quotes, dashes of one kind."""
    text = re.sub(r"[”\"“’'»]", "", name.lower().replace("–", "-"))
    text = re.sub(r"\s+-(?=\w)", "-", text)
    return re.sub(r"\s(?:ry|r\.y\.?|rf|sr)$", "", text).strip()


def redirect(draft: Draft, forward: dict[int, int]) -> None:
    for sentence in draft.sentences:
        for found in sentence.found:
            while found.entity in forward:
                found.entity = forward[found.entity]
