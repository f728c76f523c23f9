"""Projects that the layout names: headings of project cards, "Hanke: X", and what a contact person is said to be of."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.bodies import head_type
from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.layout import Block, Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

_CARD_KEYS = (
    "toteutta",
    "hallinnoi",
    "kesto",
    "hankealue",
    "kuvaus",
    "rahoit",
    "hakija",
    "toteutusaika",
    "hankeaika",
    "kokonaisbudjetti",
    "budjetti",
    "kustannus",
    "tavoite",
    "hankkeen kesto",
    "hankkeen kuvaus",
    "toimintakausi",
    "tuki",
    "hankenumero",
    "kokonaisrahoitus",
    "hankkeen toteut",
    "hankkeen hall",
    "avustus",
    "hankekausi",
)
_NAME_KEYS = ("hanke", "hankkeen nimi", "projekti", "projektin nimi")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_ADDRESS = re.compile(r"\d{5}|@|\d{3} \d{3}|, \d")
_GENERIC = re.compile(
    r"(?:loppu|väli)?raportti|hanke(?:kortti|esittely)?$|"
    r"(?:hankkeen )?perustiedot|tiivistelmä|hankkeen tiedot|yhteystiedot",
    re.IGNORECASE,
)
_ENOUGH = 2


def find_carded_projects(draft: Draft) -> None:
    """Make the heading over at least two keys of a project card the name of a project."""
    by_block = {id(s.block): s for s in reversed(draft.sentences)}
    # Among cards one with a single key is a card too ("Kuvaus: Hanke peruttiin ...").
    enough = 1 if any(_is_card(draft, at, _ENOUGH) for at in range(len(draft.blocks))) else _ENOUGH
    for at, block in enumerate(draft.blocks):
        if not _is_card(draft, at, enough):
            continue
        sentence = by_block.get(id(block))
        if sentence is None or _GENERIC.match(draft.content(block)) or _named_above(draft, at, by_block):
            continue
        _open_section(draft, at)
        if not any(f.kind in {"Project", "Programme"} for f in sentence.found):
            _name_by(draft, sentence)
    for sentence in draft.sentences:
        value = sentence.start >= sentence.block.start
        if sentence.block.key.lower() in _NAME_KEYS and value and not any(f.kind == "Project" for f in sentence.found):
            _name_by(draft, sentence)
        _beside_person(draft, sentence)


def _named_above(draft: Draft, at: int, by_block: dict[int, Sentence]) -> bool:
    """Whether the line right above, of the same group, already names the project ("X -HANKE", then "Loppuraportti")."""
    above = draft.blocks[at - 1] if at else None
    sentence = by_block.get(id(above)) if above is not None and above.group == draft.blocks[at].group else None
    return sentence is not None and any(f.kind == "Project" for f in sentence.found)


def _open_section(draft: Draft, at: int) -> None:
    """The blocks of a card stand under its heading."""
    draft.blocks[at].kind = Kind.HEADING
    for block in draft.blocks[at + 1 :]:
        if block.kind is Kind.HEADING or (not block.key and block.group != draft.blocks[at].group):
            break
        block.heading = at


def _is_card(draft: Draft, at: int, enough: int) -> bool:
    block = draft.blocks[at]
    titled = block.kind is Kind.CRUMB and not re.search(r"[|>»]", draft.content(block))
    if (
        (block.kind not in {Kind.HEADING, Kind.LINE} and not titled)
        or block.key
        or _ADDRESS.search(draft.content(block))
    ):
        return False
    return _card_below(draft, at) >= enough


def _card_below(draft: Draft, at: int) -> int:
    """How many keys of a project card stand between this block and the next one that is none."""
    count = 0
    for block in draft.blocks[at + 1 : at + 9]:
        if not block.key:
            break
        count += _is_card_key(block)
    return count


def _is_card_key(block: Block) -> bool:
    return block.key.lower().startswith(_CARD_KEYS)


def _name_by(draft: Draft, sentence: Sentence) -> None:
    """The whole line is the name, but for what stands in brackets after it."""
    written = draft.text[sentence.start : sentence.end].rstrip(" .")
    name = _BRACKET.sub("", written)
    last = max((i for i, t in enumerate(sentence.tokens) if t.end <= sentence.start + len(name)), default=-1)
    if last < 0:
        return
    sentence.found = [f for f in sentence.found if f.first > last]
    if sentence.block.capitals:
        name = name.capitalize()
    sentence.found.insert(0, Found("Project", 0, last, name, "heading of a project card", 0.85, frozenset({"nom"})))


def _singular_head(token: Token) -> bool:
    return any(r.case and not r.plural and head_type(r.lemma) for r in token.word.readings)


def _beside_person(draft: Draft, sentence: Sentence) -> None:
    """ "Anna Aalto / Kylien vahvat verkostot, 050 ...": what stands after the stroke is a body or a project."""
    tokens = sentence.tokens
    for person in [f for f in sentence.found if f.kind == "Person"]:
        start = person.last + 2
        if start >= len(tokens) or tokens[start - 1].text != "/" or not tokens[start].capital:
            continue
        end = start
        while (
            end + 1 < len(tokens)
            and tokens[end + 1].alphabetic
            and tokens[end + 1].lower not in {"tai", "ja", "p", "puh"}
        ):
            end += 1
        inside = [f for f in sentence.found if f.first >= start and f.last <= end]
        if end == start or any(f.last == end for f in inside) or tokens[end].word.lemmas & {"kunta", "kaupunki"}:
            continue
        name = draft.text[tokens[start].start : tokens[end].end]
        kind = "Organisation" if _singular_head(tokens[end]) else "Project"
        sentence.found = [f for f in sentence.found if f not in inside]
        sentence.found.append(Found(kind, start, end, name, "beside a contact person", 0.75, frozenset({"nom"})))
        sentence.found.sort(key=lambda f: f.first)
