"""Lists of the liaisons of municipalities, below a heading or a sentence that says what they are."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.key_values import town_of_key
from yhdysverkko.loaders.documents.layout import Block, Kind
from yhdysverkko.loaders.documents.relate import add_role, is_liaison
from yhdysverkko.loaders.documents.sentence import Sentence

LIAISON_HEADING = re.compile(r"(?:järjestö|yhdistys)(?:jen|ten)?[\s-]?(?:yhdyshenkilö|yhteyshenkilö)", re.IGNORECASE)


_OTHER_KEYS = re.compile(r"lisäti|korjau|ylläpi|tiedustel|sivun|teksti|kuva|päivitet|toimitus", re.IGNORECASE)


_CONTACT_HEADING = re.compile(r"ota yhteyttä|yhteystie|yhteydenot", re.IGNORECASE)


_FEW_WORDS, _LONGEST_LEAD, _SIGHT = 3, 160, 8


_NOT_NAMED = re.compile(
    r"ei (?:ole )?(?:vielä )?nime|nimeäminen|nimetään|avoinna|kesken|puuttuu|ei tiedossa|ei ole|täyttämättä|"
    r"täytetään|haussa|\bhaku\b",
    re.IGNORECASE,
)


def find_liaisons(draft: Draft, items: dict[int, list[Item]]) -> None:
    """Lines under a heading of liaisons: "Raahe – Anna Aalto, kulttuurituottaja", or a town and then its people."""
    town: int | None = None
    heading: Block | None = None
    post = Title("järjestöyhdyshenkilö")
    served: set[int] = set()
    for sentence in draft.sentences:
        block = sentence.block
        if block.kind in {Kind.PARAGRAPH, Kind.LINE} and heading is None and _leads_in(draft, sentence):
            heading, town = block, None
            continue
        if heading is not None and _ends_list(draft, sentence, heading):
            heading, town = None, None
            continue
        header = (
            block.kind is Kind.BULLET and "|" in draft.content(block) and LIAISON_HEADING.search(draft.content(block))
        )
        if block.kind is Kind.HEADING or header:
            text = draft.content(block)
            own = [f.entity for f in sentence.found if f.kind == "Municipality" and draft.entity(f)]
            said = LIAISON_HEADING.search(text)
            if said and len(text) < 90 and "hyte" not in text.lower():
                heading, town = block, own[0] if len(own) == 1 else _own_town(draft, text)
                post = Title(re.sub(r"^(järjestö|yhdistys)[\s-]", r"\1", " ".join(said.group().lower().split())))
            elif heading is not None and len(own) == 1 and len(text.split()) <= 3:
                town = own[0]
            elif heading is None or not _CONTACT_HEADING.match(text):
                heading, town = None, None
            continue
        if heading is None or block.kind not in {Kind.BULLET, Kind.LINE, Kind.KEY_VALUE}:
            continue
        found = items.get(sentence.index, [])
        own_town = _town_of_line(draft, sentence, found)
        # A town with more on its line is done with; only deputies may follow on the next.
        if own_town is None and town in served and "vara" not in draft.content(block).lower():
            continue
        town = own_town if own_town is not None else town
        if own_town is not None and not _is_town(sentence):
            served.add(own_town)
        if _OTHER_KEYS.match(block.key) or _OTHER_KEYS.search(draft.content(block)[: sentence.start - block.start]):
            continue
        if town is None or _NOT_NAMED.search(draft.content(block)):
            continue
        _read_line(draft, sentence, found, town, post)


def _town_of_line(draft: Draft, sentence: Sentence, items: list[Item]) -> int | None:
    """The municipality that is the line's key or its first word."""
    keyed = town_of_key(draft, sentence.block) if sentence.block.key else None
    towns = [i for i in items if i.code == "M" and i.first == 0]
    return towns[0].members[0] if towns else keyed


def _read_line(draft: Draft, sentence: Sentence, items: list[Item], town: int, post: Title) -> None:
    """The people of one line; what stands before a name may say that they are the deputy."""
    for item in items:
        if item.code != "P":
            continue
        before = draft.text[sentence.start : sentence.tokens[item.first].start].rpartition("(")[2].lower()
        for n, person in enumerate(item.members):
            titles = tuple(t for t in item.titles[n] if not is_liaison(t.text))
            if "vara" in before:
                titles = (*titles, Title(f"{post.text}n varahenkilö"))
            elif not any(t.text.startswith("hyte") for t in titles):
                titles = (*titles, post)
            add_role(draft, person, town, titles, "list of liaisons", 0.93, (sentence.start, sentence.end))


def _ends_list(draft: Draft, sentence: Sentence, heading: Block) -> bool:
    """Running text that names nobody, or a key that is no town, ends a list that running text has begun."""
    block = sentence.block
    if heading.kind is Kind.HEADING or block is heading:
        return False
    if block.kind is Kind.KEY_VALUE:
        return town_of_key(draft, block) is None
    return block.kind is Kind.PARAGRAPH and not any(f.kind == "Person" for f in sentence.found)


def _leads_in(draft: Draft, sentence: Sentence) -> bool:
    """ "Tähän on koottu kuntien järjestöyhdyshenkilöt." right above list items that begin with municipalities."""
    text = draft.text[sentence.start : sentence.end]
    said = LIAISON_HEADING.search(text)
    if said is None or not re.search(r"henkilöt\b", text) or len(text) > _LONGEST_LEAD:
        return False
    below = [s for s in draft.sentences[sentence.index + 1 :] if s.block is not sentence.block]
    rows = [s for s in below[:3] if s.block.kind in {Kind.BULLET, Kind.LINE}]
    listed = len(rows) > 1 and all(any(f.first == 0 and f.kind == "Municipality" for f in s.found) for s in rows)
    # Or each town on a line of its own, its people on the next.
    return listed or sum(_is_town(s) for s in below[:_SIGHT]) > 1


def _is_town(sentence: Sentence) -> bool:
    """A line that is nothing but a municipality."""
    names = [f for f in sentence.found if f.kind == "Municipality"]
    return len(names) == 1 and names[0].first == 0 and names[0].last == len(sentence.tokens) - 1


def _own_town(draft: Draft, heading: str) -> int | None:
    """The town of the page, when a heading in the singular speaks of its own liaison."""
    publisher = draft.entities[draft.publisher] if draft.publisher >= 0 else None
    single = len(heading.split()) <= _FEW_WORDS and not re.search(
        r"henkilöt|kunnittain|naapuri", heading, re.IGNORECASE
    )
    return publisher.number if publisher is not None and publisher.kind == "Municipality" and single else None
