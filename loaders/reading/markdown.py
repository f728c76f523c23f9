"""Markdown as its reader sees it: signs of headings, emphasis and links go, lines and list items stay."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import yaml

from yhdysverkko.loaders.reading.decoding import read_text
from yhdysverkko.loaders.reading.document import Content
from yhdysverkko.loaders.reading.lines import row_text, single_spaced, without_gaps
from yhdysverkko.loaders.reading.stamps import read_stamp

WRAPPED = 50
"""Characters from which a line is taken to go on in the next; shorter ones are written on their own on purpose."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n){1,100}?)---[ \t]*(?:\n|$)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s*\S+.*$")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_SIGN = re.compile(r"[*_`\[<\\~]")
_INLINE = (
    (re.compile(r"<!--[^<]{0,5000}?-->"), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,500}>"), ""),
    (re.compile(r"!\[([^\[\]]{0,500})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"(?<![\\`])`+([^`]{1,1000})`+"), r"\1"),
    (re.compile(r"(?<!\\)(\*\*|~~)(?=\S)([^*~]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\\\w])__(?=\S)([^_]{1,2000}?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\\)\*(?=\S)([^*]{1,2000}?)(?<=\S)\*"), r"\1"),
    (re.compile(r"(?<![\\\w])_(?=\S)([^_]{1,2000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read_markdown(path: Path) -> Content:
    """A Markdown file; `title` and `date` of YAML front matter are its own statement of them."""
    source, notices = read_text(path)
    front = _FRONT_MATTER.match(source)
    stated = _stated(front[1]) if front else {}
    body = source[front.end() :] if front and stated else source
    title, text = plain_text(body)
    return Content(text, stated.get("title", title), published=read_stamp(stated.get("date", "")), notices=notices)


def _stated(front: str) -> dict[str, str]:
    try:
        found = yaml.load(front, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def plain_text(source: str) -> tuple[str, str]:
    """The first heading, and the text without markup."""
    blocks = list(_blocks(source))
    title = next((text for kind, text in blocks if kind == "heading"), "")
    return title, without_gaps("\n".join(_joined(blocks)))


def _joined(blocks: list[tuple[str, str]]) -> Iterator[str]:
    """Lines again, those of one paragraph joined where the break is mere wrapping."""
    held: list[str] = []
    for kind, text in blocks:
        if kind == "text" and held and len(held[-1]) >= WRAPPED and not held[-1].endswith("\n"):
            held.append(text)
            continue
        if held:
            yield " ".join(held).rstrip("\n")
            held = []
        if kind in ("text", "item"):
            held = [text]
        elif kind == "heading":
            yield f"\n{text}\n"
        else:
            yield text
    if held:
        yield " ".join(held).rstrip("\n")


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Each line as (kind, text): heading, item, text, line (as it is), blank. A hard break leaves "\\n" at the end."""
    lines = source.split("\n")
    fenced = in_table = False
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield "line", line
        elif _is_underline(line, lines[at - 1] if at else "") or _is_table_rule(line):
            in_table = "|" in line
        else:
            in_table = in_table and "|" in line
            yield ("line", _row(line)) if in_table else _block(_unquoted(line), following)


def _is_table_rule(line: str) -> bool:
    """Whether a line parts the header of a table from its rows: "|---|:-:|"."""
    signs = set(line.strip())
    return {"|", "-"} <= signs <= set("|:- \t")


def _without_hashes(heading: str) -> str:
    """A heading without the hashes that may close it; those of "C#" belong to it."""
    text = heading.rstrip()
    bare = text.rstrip("#")
    return bare if bare != text and bare.endswith((" ", "\t")) else text


def _unquoted(line: str) -> str:
    match = _QUOTE.match(line)
    return line[match.end() :] if match else line


def _is_underline(line: str, before: str) -> bool:
    return bool(_UNDERLINE.match(line)) and bool(before.strip()) and not _ITEM.match(before) and "|" not in before


def _block(line: str, following: str) -> tuple[str, str]:
    if not line.strip() or _RULE.match(line) or _REFERENCE.match(line):
        return "blank", ""
    if heading := _HEADING.match(line):
        return "heading", _inline(_without_hashes(line[heading.end() :]))
    if item := _ITEM.match(line):
        mark = item[2] if item[2][0].isdigit() else "-"
        return "item", f"{item[1].replace(chr(9), '    ')}{mark} {_inline(line[item.end() :])}{_hard_break(line)}"
    if line.lstrip().startswith("|") or ("|" in line and _is_table_rule(following)):
        return "line", _row(line)
    if _UNDERLINE.match(following) and len(line) < WRAPPED * 3:
        return "heading", _inline(line)
    return "text", _inline(line) + _hard_break(line)


def _row(line: str) -> str:
    return row_text([_inline(cell) for cell in _CELL_BREAK.split(line.strip().removeprefix("|").removesuffix("|"))])


def _inline(text: str) -> str:
    text = text.removesuffix("\\")
    if _SIGN.search(text):
        for pattern, replacement in _INLINE:
            text = pattern.sub(replacement, text)
    return "\n".join(single_spaced(part) for part in unescape(text).split("\n"))


def _hard_break(line: str) -> str:
    return "\n" if line.endswith(("  ", "\\")) else ""
