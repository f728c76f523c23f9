"""Plug-ins that supply mentions: a neural recogniser, say, beside the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.sentence import Found

GROUP = "yhdysverkko.mentions"
KINDS = frozenset(
    {"Municipality", "Region", "WellbeingCounty", "Person", "Association", "Organisation", "Project", "Programme"}
)


@dataclass(frozen=True, slots=True)
class SuppliedMention:
    """A name at characters [start, end) of the text; without `name` its base form is worked out here."""

    start: int
    end: int
    type: str
    name: str = ""
    confidence: float = 0.8


class Recogniser(Protocol):
    """What an entry point of the group `yhdysverkko.mentions` must be: a callable from a text to mentions."""

    def __call__(self, text: str, /) -> Iterable[SuppliedMention]:
        """Mentions in a text."""


def load_recognisers() -> tuple[Recogniser, ...]:
    """Recognisers of all installed packages that declare one."""
    return tuple(point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name))


def place_mentions(draft: Draft, recognisers: Sequence[Recogniser]) -> dict[int, list[Found]]:
    """Supplied mentions by sentence; those of other types or across sentences are left out."""
    placed: dict[int, list[Found]] = defaultdict(list)
    if not recognisers:
        return placed
    supplied = sorted((m for r in recognisers for m in r(draft.text)), key=lambda m: m.start)
    rows = iter(draft.sentences)
    sentence = next(rows, None)
    for mention in supplied:
        while sentence is not None and sentence.end <= mention.start:
            sentence = next(rows, None)
        if sentence is None or mention.type not in KINDS:
            continue
        inside = [i for i, t in enumerate(sentence.tokens) if t.end > mention.start and t.start < mention.end]
        if inside and mention.end <= sentence.end:
            tokens = sentence.tokens[inside[0] : inside[-1] + 1]
            name = mention.name or base_or_written(tokens)
            placed[sentence.index].append(
                Found(mention.type, inside[0], inside[-1], name, "plug-in", mention.confidence, tokens[-1].word.cases)
            )
    return placed
