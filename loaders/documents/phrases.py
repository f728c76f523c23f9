"""A sentence as items: names with their titles and cases, lists of names as one item, and the words between."""

from __future__ import annotations

from collections.abc import Sequence

from yhdysverkko.loaders.documents.bodies import is_municipal
from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.items import CODES, Item, Row, Title
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.speakers import with_speakers
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import (
    PARTS,
    describes_former,
    is_filler,
    title_lemma,
    title_start,
    title_text,
)

_ACTORS = frozenset("AOMWJ")


_BODY_CODES = frozenset("AOMW")


_AND = frozenset({"ja", "sekä", "&", "että"})


_TOWN = frozenset({"kunta", "kaupunki"})


def build_items(draft: Draft, sentence: Sentence) -> list[Item]:
    """The items of a sentence, lists of names joined."""
    items = with_speakers(draft, sentence, _names_and_words(draft, sentence))
    items = _join_towns(_join_repeated(items))
    items = _add_titles(items, sentence)
    items = _titles_to_persons(items)
    return Row(_join_lists(items))


def _names_and_words(draft: Draft, sentence: Sentence) -> list[Item]:
    at = {f.first: f for f in reversed(_without_overlaps(sentence.found)) if draft.entity(f) is not None}
    items, i = [], 0
    while i < len(sentence.tokens):
        found = at.get(i)
        if found:
            entity = draft.entities[found.entity]
            items.append(
                Item(
                    CODES[entity.kind],
                    i,
                    found.last,
                    found.cases,
                    [found.entity, *found.more],
                    [() for _ in (found.entity, *found.more)],
                    quiet=found.quiet,
                    town=found.quiet and entity.kind == "Municipality",
                )
            )
            i = found.last + 1
        else:
            token = sentence.tokens[i]
            items.append(Item("w" if token.alphabetic else "p", i, i, token.word.cases, token=token))
            i += 1
    return items


def _without_overlaps(found: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.quiet, f.first)):
        if all(f.last < k.first or f.first > k.last for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.first)


def _join_repeated(items: list[Item]) -> list[Item]:
    """ "Turun ammattikorkeakoulun (Turku AMK)", "Pirkanmaan hyvinvointialue Pirha": one thing under two names."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        before = out[-1] if out else None
        bracket = item.text == "(" and i + 2 < len(items) and items[i + 2].text == ")"
        again = items[i + 1] if bracket else item
        if before is not None and before.is_name and again.members == before.members and not again.quiet:
            before.last = items[i + 2].last if bracket else item.last
            before.cases = before.cases if bracket else item.cases or before.cases
            i += 3 if bracket else 1
            continue
        out.append(item)
        i += 1
    return out


def _join_towns(items: list[Item]) -> list[Item]:
    """ "Äänekosken kaupungin Elinvoimayksiköstä" is one item: the municipality, in the case of the last word."""
    out: list[Item] = []
    for item in items:
        before = out[-1] if out else None
        if before is not None and before.code == "M" and before.is_name and item.token is not None and item.code == "w":
            town = bool(item.token.word.lemmas & _TOWN) and "gen" in before.cases
            unit = (before.town or "gen" in before.cases or before.quiet) and _unit(item.token, before)
            if town or unit:
                before.last, before.cases, before.town = item.last, item.token.word.cases or before.cases, True
                continue
        out.append(item)
    return out


def _unit(token: Token, before: Item) -> bool:
    if title_lemma(token):
        return False
    lemmas = {r.lemma for r in token.word.readings if r.case and not r.possessive}
    if before.town or before.quiet:
        return any(is_municipal(x) or x.endswith("yksikkö") for x in lemmas) and "gen" in before.cases
    return any(is_municipal(x) and x not in _TOWN for x in lemmas)


def _add_titles(items: list[Item], sentence: Sentence) -> list[Item]:
    """Put items of code T in place of the words of titles."""
    named = frozenset(i for item in items if item.is_name for i in range(item.first, item.last + 1))
    spans: dict[int, int] = {}
    for item in items:
        if item.code == "w" and item.token is not None and _title_here(item, sentence):
            spans[item.last] = title_start(sentence.tokens, item.last, named)
    for head in [h for h in spans if _leads_title(sentence.tokens, h, spans)]:
        del spans[head]
    for head, first in list(spans.items()):
        if any(other != head and first <= other < head for other in spans):
            spans[head] = max(o for o in spans if first <= o < head) + 1
    out: list[Item] = []
    for item in items:
        if item.last in spans and item.token is not None:
            first = spans[item.last]
            while out and out[-1].code == "w" and out[-1].first >= first:
                out.pop()
            text = title_text(sentence.tokens, first, item.last)
            title = Title(text, describes_former(sentence.tokens, first), _plural(item.token))
            while out and out[-1].token is not None and out[-1].code in "wp" and _filler(out):
                out.pop()
            out.append(Item("T", first, item.last, item.cases, titles=[(title,)], token=item.token))
        else:
            out.append(item)
    return out


def _leads_title(tokens: Sequence[Token], head: int, spans: dict[int, int]) -> bool:
    """ "vastaava ohjaaja": a word that may be a title itself but leads another one here."""
    return bool(tokens[head].word.lemmas & PARTS) and head + 1 in spans


def _filler(out: list[Item]) -> bool:
    """ "uusi", "entinen", "vs." before a title, with the full stop of the abbreviation."""
    token = out[-1].token
    if token is None:
        return False
    if token.text == "." and len(out) > 1 and out[-2].token is not None:
        return is_filler(out[-2].token)
    return is_filler(token)


def _title_here(item: Item, sentence: Sentence) -> bool:
    token = item.token
    if token is None or title_lemma(token) is None:
        return False
    opening = item.first == 0 or sentence.tokens[item.first - 1].text in '.:–-(”"|/,'
    return token.text[0].islower() or opening


def _plural(token: Token) -> bool:
    readings = [r for r in token.word.readings if r.case and r.kind in {"noun", "noun_adjective"}]
    return bool(readings) and all(r.plural for r in readings)


def _titles_to_persons(items: list[Item]) -> list[Item]:
    """ "sihteeri ja ohjaaja Anna X", "Anna X, toiminnanjohtaja", "Anna X (sihteeri)": titles go to the person."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.code == "P":
            titles = _titles_before(out)
            after, used = _titles_after(items, i)
            # A title after the name that begins the next name's phrase is not this person's.
            item.titles = [(*titles, *after)]
            if titles:
                item.first = min(item.first, _drop_titles(out, len(titles)))
            if used:
                item.last = items[i + used].last
            out.append(item)
            i += used + 1
            continue
        out.append(item)
        i += 1
    return out


def _titles_before(out: list[Item]) -> tuple[Title, ...]:
    found: list[Title] = []
    k = len(out) - 1
    while k >= 0 and out[k].code == "T":
        found[:0] = out[k].titles[0]
        if k >= 2 and _joins_titles(out[k - 1]) and out[k - 2].code == "T":
            k -= 2
        else:
            break
    return tuple(found)


def _joins_titles(item: Item) -> bool:
    return item.token is not None and item.token.lower in {"ja", "sekä", "/", "-", ","}


def _drop_titles(out: list[Item], count: int) -> int:
    first = out[-1].first
    for n in range(count):
        if n:
            out.pop()
        first = out.pop().first
    return first


def _titles_after(items: list[Item], i: int) -> tuple[tuple[Title, ...], int]:
    """Titles after a comma or in brackets, and how many items they take."""
    if i + 2 >= len(items):
        return (), 0
    mark, title = items[i + 1], items[i + 2]
    if title.code != "T" or mark.token is None or mark.token.text not in {",", "(", "–", "-", "|"}:
        return (), 0
    if "nom" not in title.cases and title.cases:
        return (), 0
    after = items[i + 3] if i + 3 < len(items) else None
    if after is not None and after.code == "P" and not after.quiet:
        return (), 0
    found = list(title.titles[0])
    used = 2
    while i + used + 2 < len(items) and items[i + used + 2].code == "T" and _and(items[i + used + 1]):
        beyond = items[i + used + 3] if i + used + 3 < len(items) else None
        if beyond is not None and beyond.code == "P":
            break
        found += items[i + used + 2].titles[0]
        used += 2
    after = items[i + used + 1] if i + used + 1 < len(items) else None
    if mark.token.text == "(" and after is not None and after.token is not None and after.token.text == ")":
        used += 1
    return tuple(found), used


def _and(item: Item) -> bool:
    return item.token is not None and item.token.lower in {"ja", "sekä", ","}


def _ends_in_place(items: list[Item], i: int, step: int) -> bool:
    """ "Kuhmon Martat ry, Kuhmo" at the end of a line: the association and where it is."""
    other, last = items[i + step], i + step == len(items) - 1
    comma = step == 2 and items[i + 1].text == ","
    return last and comma and items[i].code in "AO" and other.code == "M" and not other.town


def _join_lists(items: list[Item]) -> list[Item]:
    """ "A, B ja C" of one sort and a common case becomes one item with three members."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        while item.is_name and i + 2 < len(items):
            step = _list_step(items, i, item)
            if not step:
                break
            other = items[i + step]
            item.members = [*item.members, *other.members]
            item.titles = [*item.titles, *other.titles]
            item.last = other.last
            item.cases = (item.cases & other.cases) or other.cases
            item.town = other.town or item.town
            i += step
        out.append(item)
        i += 1
    return out


def _over_unknown(items: list[Item], i: int) -> tuple[int, ...]:
    """A further step where the list has a member that is capitalised but unknown: "A, Borgå Folkakademi ja B"."""
    for length in (1, 2, 3):
        row = items[i + 1 : i + length + 4]
        if len(row) < length + 3 or row[0].token is None or row[0].token.text != ",":
            return ()
        unknown, mark = row[1 : 1 + length], row[1 + length]
        capital = all(u.code == "w" and u.token is not None and u.token.capital for u in unknown)
        if capital and mark.token is not None and mark.token.lower in _AND | {","} and row[2 + length].is_name:
            return (length + 3,)
    return ()


def _list_step(items: list[Item], i: int, item: Item) -> int:
    """How many items on the next member of the list stands; 0 when the list ends."""
    for step in (2, 3, *_over_unknown(items, i)):
        if i + step >= len(items):
            return 0
        between = [m.token for m in items[i + 1 : i + step] if m.token is not None]
        marks = [t.lower for t in between if t.lower in _AND or t.text == ","]
        if len(between) != step - 1 or len([t for t in between if not t.capital]) != len(marks):
            return 0
        other = items[i + step]
        if _ends_in_place(items, i, step):
            return 0
        if other.is_name:
            alike = (
                other.code == item.code
                or {other.code, item.code} <= _BODY_CODES
                or ("nom" in item.cases & other.cases and {other.code, item.code} <= _ACTORS)
            )
            shared_head = other.code == "M" and other.town and "gen" in item.cases
            common = not item.cases or not other.cases or bool(item.cases & other.cases) or shared_head
            return step if alike and common and not (other.quiet and marks == [","]) else 0
    return 0
