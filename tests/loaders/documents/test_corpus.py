"""The extraction on invented documents of the genre that were annotated by hand, and the same with both backends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from yhdysverkko.loaders.documents import Extractor, open_extractor, to_gold

CORPUS = Path(__file__).parent / "corpus"
Item = tuple[str, ...]


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(doc: str) -> str:
    return (CORPUS / f"{doc}.txt").read_text(encoding="utf-8")


def items(data: dict[str, Any]) -> tuple[set[Item], set[Item], set[Item]]:
    """Entities, relations, and those of either that a reader may leave out."""
    names = {e["id"]: e["name"].lower() for e in data["entities"]}
    things = {(e["type"], e["name"].lower()) for e in data["entities"]}
    ties = {(r["type"], names[r["head"]], names[r["tail"]]) for r in data["relations"]}
    loose: set[Item] = {(e["type"], e["name"].lower()) for e in data["entities"] if e["attrs"].get("optional")}
    loose |= {(r["type"], names[r["head"]], names[r["tail"]]) for r in data["relations"] if r["attrs"].get("optional")}
    return set(things), set(ties), loose


def score(extractor: Extractor, part: int) -> tuple[float, float]:
    """Precision and recall over all documents of entities (0) or relations (1)."""
    right = read = wanted = 0
    for row in gold():
        expected, found = items(row), items(to_gold(extractor.extract(text_of(row["doc"]), row["doc"])))
        need, have = expected[part] - expected[2], found[part] - expected[2]
        right, read, wanted = right + len(need & have), read + len(have), wanted + len(need)
    return right / read, right / wanted


@pytest.mark.parametrize(("part", "precision", "recall"), [(0, 0.97, 0.95), (1, 0.95, 0.85)])
def test_the_corpus_is_read_as_annotated(extractor: Extractor, part: int, precision: float, recall: float) -> None:
    reached = score(extractor, part)
    assert reached[0] >= precision
    assert reached[1] >= recall


def test_no_liaison_is_invented(extractor: Extractor) -> None:
    for row in gold():
        expected, found = items(row)[1], items(to_gold(extractor.extract(text_of(row["doc"]), row["doc"])))[1]
        assert {r for r in found if r[0] == "LIAISON_FOR"} <= expected


def test_both_backends_read_the_same(tables: Path) -> None:
    native, pure = (open_extractor(tables, backend) for backend in ("libvoikko", "pyvoikko"))
    for row in gold():
        text = text_of(row["doc"])
        assert to_gold(native.extract(text)) == to_gold(pure.extract(text)), row["doc"]
