"""Which of several names at the same words to keep."""

from __future__ import annotations

from collections.abc import Sequence

from yhdysverkko.loaders.documents.sentence import Found

_RANK = {
    "Project": 0,
    "Programme": 0,
    "Association": 1,
    "Organisation": 1,
    "WellbeingCounty": 1,
    "Person": 2,
    "Event": 3,
}


def choose(candidates: Sequence[Found], events: bool = False) -> list[Found]:
    """Names without overlaps in order of place: longer before shorter, surer before less sure.

    With `events` a phrase for an occasion may cover a place in the genitive but no other name."""
    if events:
        candidates = _yielding(candidates)
    kept: list[Found] = []
    for found in sorted(candidates, key=_worth):
        if all(found.last < k.first or found.first > k.last for k in kept):
            kept.append(found)
    return sorted(kept, key=lambda f: f.first)


def _worth(found: Found) -> tuple[int, int, float, int]:
    weak = 1 if found.rule == "club by its place" and found.last == found.first + 1 else 0
    return (-(found.last - found.first) + weak, _RANK.get(found.kind, 4), -found.confidence, found.first)


def _yielding(candidates: Sequence[Found]) -> list[Found]:
    names = [
        f for f in candidates if f.kind not in {"Event", "Municipality", "Region"} and f.rule != "club by its place"
    ]
    return [f for f in candidates if f.kind != "Event" or all(f.last < n.first or f.first > n.last for n in names)]
