"""Clauses of a sentence and what they claim: said, denied, wished, planned, cancelled, long past, or at its end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from yhdysverkko.loaders.documents.items import Item, Row
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.text import Token

_RELATIVE = frozenset({"joka", "jotka"})
_SPLITTERS = frozenset({"ja", "mutta", "vaan", "sekä", "tai", "että", "eikä"})


class Claim(StrEnum):
    """What a clause claims of what it says."""

    SAID = "said"
    DENIED = "denied"
    WISHED = "wished"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    PAST = "past"
    ENDED = "ended"


@dataclass(slots=True)
class Clause:
    """A part of a sentence around one finite verb; `items` may begin with a copy of what "joka" stands for."""

    items: list[Item]
    claim: Claim = Claim.SAID
    relative: bool = False


@dataclass(slots=True)
class Split:
    """The clauses of a row of items, kept with it."""

    clauses: list[Clause]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_table("factuality")[name])


def split_clauses(items: list[Item]) -> list[Clause]:
    """Split where a comma or a conjunction stands between two finite verbs, and judge every clause."""
    if not isinstance(items, Row):
        return _split(items)
    if not isinstance(items.memory, Split):
        items.memory = Split(_split(items))
    return items.memory.clauses


def _split(items: list[Item]) -> list[Clause]:
    cuts = [0]
    for i in range(1, len(items)):
        token = items[i].token
        if token is None or i <= cuts[-1]:
            continue
        mark = token.text in {",", ";", ":", "–", "(", ")"} and items[i].code == "p"
        if (
            (mark or token.lower in _SPLITTERS)
            and _verb_in(items, cuts[-1], i)
            and _verb_in(items, i + 1, _next_cut(items, i + 1))
        ) or (token.text == "," and i + 1 < len(items) and _relative(items[i + 1]) and i > cuts[-1]):
            cuts.append(i)
    clauses: list[Clause] = []
    for start, end in zip(cuts, [*cuts[1:], len(items)], strict=True):
        part = items[start:end]
        whole = _with_antecedent(items, start, part, clauses[-1] if clauses else None)
        if whole is part and clauses:
            whole = _with_subject(clauses[-1].items, part)
        claim = judge([i.token for i in part if i.token is not None])
        clauses.append(Clause(whole, claim, relative=whole is not part))
    return clauses


def _next_cut(items: list[Item], start: int) -> int:
    for i in range(start, len(items)):
        token = items[i].token
        if token is not None and token.text in {",", ";"}:
            return max(i, start + 1)
    return len(items)


def _verb_in(items: list[Item], start: int, end: int) -> bool:
    return any(i.token is not None and i.code in "wT" and is_finite(i.token) for i in items[start:end])


def is_finite(token: Token) -> bool:
    """Whether a token may be a finite verb and nothing more likely."""
    if token.word.kinds & {"negation"}:
        return True
    finite = any(r.kind == "verb" and r.mood in {"ind", "cond", "pot"} for r in token.word.readings)
    return finite and not (token.capital and token.word.kinds & {"place", "surname", "first_name"})


def _relative(item: Item) -> bool:
    token = item.token
    return token is not None and (bool(token.word.lemmas & _RELATIVE) or token.lower in {"missä", "jossa"})


def _with_antecedent(items: list[Item], start: int, part: list[Item], last: Clause | None) -> list[Item]:
    """Let the name before ", joka" stand in the relative clause in the pronoun's case; of "…, jota A vetää ja jota B
    rahoittaa" both are about the same name."""
    pronoun = next((i for i in part[:3] if _relative(i)), None)
    if pronoun is None or start == 0:
        return part
    before = next((i for i in reversed(items[:start]) if i.is_name), None)
    if last is not None and last.relative and part[0].text.lower() in {"ja", "sekä"}:
        before = last.items[0]
    elif before is None or start - items.index(before) > 3:
        return part
    copy = Item(
        before.code,
        pronoun.first,
        pronoun.last,
        pronoun.cases,
        list(before.members),
        list(before.titles),
        town=before.town,
        quiet=True,
    )
    return [copy, *part[part.index(pronoun) + 1 :]]


def _with_subject(before: list[Item], part: list[Item]) -> list[Item]:
    """ "Virtanen on jäsen ja toimii sihteerinä": a clause that goes on with its verb has the subject before."""
    joined = len(part) > 1 and part[0].token is not None and part[0].token.lower in {"ja", "mutta", "sekä"}
    verb = part[1].token if joined else None
    if verb is None or not is_finite(verb) or any(i.code in "PAOMWJ" and "nom" in i.cases for i in part):
        return part
    subject = next((i for i in before if i.code == "P" and "nom" in (i.cases or {"nom"})), None)
    if subject is None or len(subject.members) > 1:
        return part
    copy = Item("P", part[0].first, part[0].last, frozenset({"nom"}), list(subject.members), [()], quiet=True)
    return [copy, *part[1:]]


def judge(tokens: list[Token]) -> Claim:
    """What the words of a clause make of it; denial outweighs the rest."""
    lemmas: set[str] = set()
    for token in tokens:
        lemmas |= token.word.lemmas
        lemmas.add(token.lower)
    if any("negation" in t.word.kinds for t in tokens) or lemmas & {"ilman", "eikä"}:
        return Claim.DENIED
    if lemmas & _words("cancelled"):
        return Claim.CANCELLED
    if lemmas & _words("wished") or (any(r.mood == "cond" for t in tokens for r in t.word.readings)):
        return Claim.WISHED
    if any(t.lower.endswith(("ko", "kö")) and t.word.finite for t in tokens):
        return Claim.WISHED  # "valitaanko": a question claims nothing
    if lemmas & _words("planned"):
        return Claim.PLANNED
    if lemmas & _words("ended") and (lemmas & {"jäädä", "jättää", "siirtyä"} or "lopettaa" in lemmas):
        return Claim.ENDED
    until = lemmas & {"saakka", "asti", "vuoteen"} and any(r.past for t in tokens for r in t.word.readings)
    if lemmas & _words("past") or until:
        return Claim.PAST
    return Claim.SAID
