"""What words tell of bodies: ends of names, municipal units, houses, names known by themselves."""

from __future__ import annotations

from functools import cache

from yhdysverkko.loaders.documents.resources import word_table

REGISTERED = frozenset({"ry", "r.y", "r.y.", "rf", "rs", "sr"})


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Head -> (type, head)."""
    return {head: (kind, head) for kind, heads in word_table("organisations")["heads"].items() for head in heads}


@cache
def words_of(name: str) -> frozenset[str]:
    return frozenset(word_table("organisations")[name])


@cache
def brands() -> dict[str, list[tuple[list[str], str]]]:
    """Names known by themselves by their first two letters."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for name, kind in word_table("organisations")["brands"].items():
        found.setdefault(name[:2].lower(), []).append((name.split(), kind))
    return found


@cache
def first_words_of() -> dict[str, list[str]]:
    """First words that tell of an association, by the first of them."""
    return {prefix.split()[0]: prefix.split() for prefix in word_table("organisations")["prefixes"]}


@cache
def head_type(lemma: str) -> tuple[str, str] | None:
    """The type that a name's last word gives and the head it ends in; the longest head wins."""
    if lemma in words_of("not_heads"):
        return None
    fitting = [head for head in _table() if lemma.endswith(head)]
    return _table()[max(fitting, key=len)] if fitting else None


@cache
def is_house(lemma: str) -> bool:
    """Houses and centres, which are bodies only when they act."""
    return lemma in words_of("houses") or lemma.endswith(("talo", "olohuone", "kohtaamispaikka"))


@cache
def is_municipal(lemma: str) -> bool:
    """Departments, boards and councils of a municipality."""
    return any(
        lemma == m or (lemma.endswith(m) and m not in {"kunta", "toimi", "yksikkö"}) for m in words_of("municipal")
    ) or (lemma.endswith("toimi") and len(lemma) > 7)
