"""What a document says is missing or only meant: municipalities without a liaison, plans, cancelled events."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.clauses import Claim, split_clauses
from yhdysverkko.loaders.documents.contacts import mask
from yhdysverkko.loaders.documents.draft import PROJECTS, Draft
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.model import Evidence, Gap, Plan

_LIAISON = re.compile(r"(?:järjestö|yhdistys)(?:jen|ten)?[\s-]?(?:yhdyshenkilö|yhteyshenkilö)", re.IGNORECASE)
_UNSETTLED = re.compile(r"nimeäminen|nimetään|kesken|avoinna|valmistel", re.IGNORECASE)
_MISSING = re.compile(r"\bei(?:vät|kä)?\b", re.IGNORECASE)
_CANCELLED = re.compile(
    r"\b(?:peru(?:ttu|ttiin|taan|untu\w*|tettu)|ei toteutunut|ei toteudu|lykätty|siirretty)\b", re.IGNORECASE
)


def find_gaps(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Record gaps and plans."""
    under_liaisons = False
    for sentence in draft.sentences:
        text = draft.text[sentence.start : sentence.end]
        if sentence.block.kind is Kind.HEADING:
            under_liaisons = bool(_LIAISON.search(text)) or (under_liaisons and len(text.split()) <= 3)
        found = items.get(sentence.index, [])
        listed = under_liaisons and sentence.block.kind in {Kind.BULLET, Kind.LINE, Kind.KEY_VALUE}
        if (_LIAISON.search(text) or listed) and not any(i.code == "P" for i in found):
            _gap(draft, found, text, sentence.start, sentence.end)
        _plan(draft, found, text, sentence.start, sentence.end)


def _gap(draft: Draft, items: list[Item], text: str, start: int, end: int) -> None:
    towns = [m for i in items if i.code == "M" for m in i.members]
    kind = "liaison not settled" if _UNSETTLED.search(text) else "no liaison" if _MISSING.search(text) else ""
    if kind:
        for town in dict.fromkeys(towns):
            evidence = Evidence(start, end, mask(text), "liaison denied", 0.8)
            draft.gaps.append(Gap(kind, str(town), evidence))


def mark_cancelled(draft: Draft) -> None:
    """Give events and projects that were called off the status "cancelled"."""
    for sentence in draft.sentences:
        if not _CANCELLED.search(draft.text, sentence.start, sentence.end):
            continue
        for found in sentence.found:
            entity = draft.entity(found)
            if entity is not None and entity.kind in {"Event", "Project"}:
                entity.attrs["status"] = "cancelled"


def _plan(draft: Draft, items: list[Item], text: str, start: int, end: int) -> None:
    if not any(i.is_name for i in items):
        return
    for clause in split_clauses(items):
        if clause.claim is Claim.PLANNED:
            subjects = tuple(dict.fromkeys(str(m) for i in clause.items for m in i.members))
            if subjects:
                draft.plans.append(Plan(subjects, Evidence(start, end, mask(text), "planned", 0.75)))
            for item in clause.items:
                for member in item.members:
                    if draft.entities[member].kind in {"Event", *PROJECTS}:
                        draft.entities[member].attrs.setdefault("status", "planned")
