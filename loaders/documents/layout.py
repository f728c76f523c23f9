"""What each line of a document is: heading, list item, key and value, caption, page boilerplate, running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from yhdysverkko.loaders.documents.resources import word_list


class Kind(StrEnum):
    """Kinds of blocks; a LINE is a short line of a group, such as one of a contact block."""

    HEADING = "heading"
    CRUMB = "crumb"
    BULLET = "bullet"
    KEY_VALUE = "key value"
    CAPTION = "caption"
    LINE = "line"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"


@dataclass(slots=True)
class Block:
    """One line or paragraph: its kind, where its content stands, its key if it has one, and its group and section.

    `group` counts runs of lines without a blank line; `heading` is the index of the block that heads this one;
    `quoted` tells that a dash begins what somebody says."""

    kind: Kind
    start: int
    end: int
    key: str = ""
    group: int = 0
    heading: int = -1
    capitals: bool = False
    key_start: int = -1
    quoted: bool = False


_BULLET = re.compile(r"\s*(?:[-•*·▪●◦‣–—]\s+|\d{1,2}[.)]\s+(?=[^\W\d]))")
_QUOTE_DASH = re.compile(r"\s*[–—]\s+")
_MARKUP = re.compile(r"\s*(?:#{1,6}\s+|>\s+)")
_KEY = re.compile(r"([^\W\d_][^:.!?\n]{0,48}?)\s*:(?:\s+|$)")
_BLANK_KEY = re.compile(
    r"(Aika|Paikka|Läsnä|Poissa|Päivämäärä|Ajankohta|Järjestäjä|Osallistujat|Puheenjohtaja|Sihteeri)(?:[ ]{2,}|\t\s*)|"
    r"(?P<when>Aika|Ajankohta|Päivämäärä|Milloin)\s(?=(?:(?:ma|ti|ke|to|pe|la|su|\w+na)\s)?\d{1,2}\.\d{1,2}\.)|"
    r"(?P<where>Paikka)\s(?=\w+[\w\s,-]{2,50}$)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\s*(?:\[?kuva(?:t|ssa|teksti)?\b[^\w]|\[kuva|kuva \d)", re.IGNORECASE)
_ARROW = re.compile(r"\s(?:[>|»›]|&gt;)\s")
_CRUMB = re.compile(r"\s(?:[>|»›/–]|&gt;)\s")
_SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*\s*$")
_ONLY_DATE = re.compile(r"[\d.\s/–-]+(?:klo [\d.–]+)?")
_CONTACT = re.compile(r"@|\bp(?:uh)?\.\s?[+0]|\b0\d{1,2}[ -]?\d{3}|, [^\W\d_]+(?:ja|jä|ri|kkö|tti), ")
_NUMBERED = re.compile(r"(?:§\s?)?\d{1,2}\s?§?\s+[A-ZÅÄÖ][^\d.:]{3,60}$")
_CALENDAR = re.compile(
    r"\s*(?:(?:ma|ti|ke|to|pe|la|su)\s+)?\d{1,2}\.\d{1,2}\.(?:\d{4})?\s+(?:klo\s[\d.:–-]+\s+)?"
    r"[A-ZÅÄÖ][^.]{3,60}, [A-ZÅÄÖ]",
    re.IGNORECASE,
)
_TIMED = re.compile(r"(?:klo|kello)\s?\d")
_LIST_HEADING = re.compile(
    r"(?:hankkeen |päivän |illan )?(?:ohjausryhmä|ohjelma|läsnä|poissa|osallistujat|yhteystiedot|lisätietoja|"
    r"järjestäjät|puhujat|esiintyjät|kumppanit|yhteistyökumppanit|rahoittajat|hallitus|hallitus \d{4})$",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(r"(?:läsnä|läsnäolijat|paikalla|saapuvilla|poissa|osallistujat)(?: olleet)?", re.IGNORECASE)
# What a title begins with to say what kind of text follows: "Kutsu: Järjestöjen kumppanuuspäivä".
_GENRES = frozenset({"kutsu", "muistio", "pöytäkirja", "tiedote", "mediatiedote", "uutinen", "ilmoitus"})
_QUESTION_KEY = re.compile(r"(Milloin|Missä|Koska|Kuka|Kuka järjestää|Ketkä|Kenelle)\?(?:\s+|$)")
_LONG, _FEW_APART, _SET_IN = 110, 2, 4


def read_layout(text: str) -> list[Block]:
    """Blocks of a text in order; places are characters of `text`."""
    blocks = list(_joined(text, _lines(text)))
    _find_headings(text, blocks)
    heading = -1
    for i, block in enumerate(blocks):
        if block.kind is Kind.LINE and i and blocks[i - 1].key and _hangs(text, block, blocks[i - 1]):
            block.kind, block.key = Kind.KEY_VALUE, blocks[i - 1].key
        if block.kind is Kind.HEADING:
            heading = i
        else:
            block.heading = heading
    return blocks


def _hangs(text: str, block: Block, above: Block) -> bool:
    """A line set in under the value of a key goes on with it."""
    line = text.rfind("\n", 0, block.start) + 1
    return block.group == above.group and len(text[line : block.start].expandtabs()) + _indent(text, block) >= _SET_IN


def _indent(text: str, block: Block) -> int:
    return len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())


def _lines(text: str) -> Iterator[Block]:
    group, blank = 0, False
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match.group()
        if not line.strip():
            blank = True
            continue
        if blank:
            group, blank = group + 1, False
        yield _classify(line, match.start(), group)


def _classify(line: str, offset: int, group: int) -> Block:
    stripped = line.rstrip()
    start = len(line) - len(line.lstrip())
    kind, key, key_start, quoted = Kind.LINE, "", -1, False
    if mark := _MARKUP.match(line):
        start, kind = mark.end(), Kind.HEADING
    elif (
        line.lstrip().startswith("|") or ("\t" in stripped.strip() and not _BLANK_KEY.match(stripped))
    ) and stripped.strip("|:- \t"):
        start, kind = len(line) - len(line.lstrip("| \t")), Kind.BULLET
        stripped = stripped.rstrip("| \t")
    elif _boilerplate().match(stripped.strip()):
        kind = Kind.BOILERPLATE
    elif _CAPTION.match(line):
        kind = Kind.CAPTION
    elif mark := _BULLET.match(line):
        spoken = _QUOTE_DASH.match(line) and _SENTENCE_END.search(stripped) and len(stripped) > 45
        start, kind, quoted = mark.end(), Kind.PARAGRAPH if spoken else Kind.BULLET, bool(spoken)
    elif _CALENDAR.match(line):
        kind = Kind.BULLET
    elif len(stripped) > _LONG or (_SENTENCE_END.search(stripped) and len(stripped.split()) > 5):
        kind = Kind.PARAGRAPH
    body = stripped[start:]
    letters = [c for c in body if c.isalpha()]
    capitals = len(letters) > 7 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    found = _BLANK_KEY.match(body) or _KEY.match(body) or (_QUESTION_KEY.match(body) if len(body) < _LONG else None)
    said = found.lastgroup or 1 if found else 1
    if not capitals and kind in {Kind.LINE, Kind.BULLET, Kind.PARAGRAPH} and found and _is_key(found.group(said)):
        key = found.group(said).strip("* ").strip()
        key_start = offset + start + found.start(said)
        start += found.end()
        kind = Kind.BULLET if kind is Kind.BULLET else Kind.KEY_VALUE
        if start >= len(stripped):
            kind = Kind.HEADING
            start -= found.end()
            stripped = stripped[: start + len(found.group(said))]
    return Block(kind, offset + start, offset + len(stripped), key, group, -1, capitals, key_start, quoted)


def _is_key(text: str) -> bool:
    """A key is one to five words that do not quote or say something ("Hän sanoi" is none)."""
    words = text.split()
    return len(words) <= 5 and not re.search(r"[,;”\"]", text) and (text[0].isupper() or len(words) == 1)


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in word_list("boilerplate")), re.IGNORECASE)


def _joined(text: str, lines: Iterator[Block]) -> Iterator[Block]:
    """Join hard-wrapped lines of running text into one block."""
    held: Block | None = None
    apart = 0  # lines of the group that stand by themselves: the lines of a list are no wrapped text
    for block in lines:
        apart = 0 if held is None or held.group != block.group else apart
        if held is not None and apart < _FEW_APART and _continues(text, held, block):
            held.end = block.end
            held.kind = Kind.PARAGRAPH if held.kind is Kind.LINE else held.kind
            continue
        if held is not None:
            yield held
            apart += held.group == block.group
        held = block
    if held is not None:
        yield held


def _continues(text: str, held: Block, block: Block) -> bool:
    if held.group != block.group or block.kind not in {Kind.LINE, Kind.PARAGRAPH} or held.kind is Kind.HEADING:
        return False
    if _TIMED.match(text, block.start):
        return False
    long = held.end - max(held.start, text.rfind("\n", 0, held.end) + 1) >= 55
    return long and text[block.start].islower() and not _SENTENCE_END.search(text[held.start : held.end])


def _find_headings(text: str, blocks: list[Block]) -> None:
    """Short lines become headings where they stand alone or open a group; breadcrumbs stand at the top."""
    for i, block in enumerate(blocks):
        if block.kind is Kind.BULLET and not block.key and _numbered_heading(text, blocks, i):
            block.kind = Kind.HEADING
        if i == 0 and block.key.lower() in _GENRES:
            block.kind, block.key, block.key_start = Kind.HEADING, "", -1
        if block.kind is not Kind.LINE:
            continue
        content = text[block.start : block.end]
        if _ATTENDANCE.fullmatch(content):
            block.kind = Kind.HEADING
            continue
        if _ONLY_DATE.fullmatch(content):
            block.kind = Kind.CRUMB
            continue
        if i < 4 and (_ARROW.search(content) or (_CRUMB.search(content) and not re.search(r"\d{2}", content))):
            block.kind = Kind.CRUMB
            continue
        opens = i == 0 or blocks[i - 1].group != block.group
        alone = i + 1 == len(blocks) or blocks[i + 1].group != block.group
        followed = i + 1 < len(blocks)
        numbered = _NUMBERED.match(content) is not None
        # A line over list items heads them though no blank line parts them.
        alone = alone or (followed and blocks[i + 1].kind is Kind.BULLET)
        ended = content[-1] in ".,;" and not content.endswith("...")
        if (
            opens
            and followed
            and not ended
            and not _CONTACT.search(content)
            and len(content) <= 100
            and (alone or block.capitals or numbered or _LIST_HEADING.match(content))
        ):
            block.kind = Kind.HEADING


def _numbered_heading(text: str, blocks: list[Block], i: int) -> bool:
    """ "1. Avaus" with its own text below is a heading and no list item."""
    line_start = text.rfind("\n", 0, blocks[i].start) + 1
    numbered = text[line_start : blocks[i].start].strip()[:1].isdigit()
    alone = i + 1 < len(blocks) and blocks[i + 1].group != blocks[i].group
    opens = i == 0 or blocks[i - 1].group != blocks[i].group
    below = i + 1 < len(blocks) and text[blocks[i + 1].start - 3 : blocks[i + 1].start].strip()[:1].isdigit()
    return numbered and opens and not below and (alone or blocks[i].end - blocks[i].start < 60)
