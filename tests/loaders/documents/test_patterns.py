"""Every pattern reads its own examples and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from yhdysverkko.loaders.documents import Extractor
from yhdysverkko.loaders.documents.patterns import Example, Frame, Shape
from yhdysverkko.loaders.documents.relate import FRAMES, SHAPES

PATTERNS: tuple[Shape | Frame, ...] = (*SHAPES, *FRAMES)
CASES = [pytest.param(p, e, id=f"{p.name}: {e.text[:40]}") for p in PATTERNS for e in p.examples]


@pytest.mark.parametrize(("pattern", "example"), CASES)
def test_examples(extractor: Extractor, pattern: Shape | Frame, example: Example) -> None:
    facts = extractor.extract(example.text)
    names = {e.id: e.name for e in facts.entities}
    read = {
        f"{names[r.head]} -> {names[r.tail]}"
        for r in facts.relations
        if r.type == pattern.relation and any(e.rule == pattern.name for e in r.evidence)
    }
    assert read == set(example.relations)


def test_patterns_have_names_of_their_own_and_a_positive_example() -> None:
    assert len({p.name for p in PATTERNS}) == len(PATTERNS)
    assert [p.name for p in PATTERNS if not any(e.relations for e in p.examples)] == []
