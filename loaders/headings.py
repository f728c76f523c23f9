"""Where a table's header is and what its columns are called: title lines above, two-row headers, unnamed columns."""

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import NamedTuple

from yhdysverkko.graph.values import tidy
from yhdysverkko.loaders.csvfiles import Row

SEARCHED_ROWS = 25


class Heading(NamedTuple):
    """A column's place and its name: `full` with the group above it ("Varahenkilö nimi"), `short` without."""

    at: int
    full: str
    short: str


class Header(NamedTuple):
    """The named columns and the last line of the header."""

    headings: tuple[Heading, ...]
    line: int


def fold(text: str) -> str:
    """A name as it is compared: case, underscores and the star of a required column do not matter."""
    return tidy(text.replace("_", " ")).rstrip(" *:").casefold()


def find_header(rows: Sequence[Row], known: Collection[str]) -> Header:
    """The header among the first rows of a table: the row with most names that are `known` (folded).

    Where no row has any, the first row with two names is taken, or the first row.
    """
    if not rows:
        return Header((), 0)
    best = max(range(len(rows)), key=lambda at: (_score(rows[at][1], known), -at))
    if not _score(rows[best][1], known):
        best = next((at for at, (_, cells) in enumerate(rows) if _filled(cells) > 1), 0)
    line, bottom = rows[best]
    if best and _groups(rows[best - 1][1], bottom):
        return Header(_join(rows[best - 1][1], bottom), line)
    if best + 1 < len(rows) and _continues(bottom, rows[best + 1][1], known):
        below, second = rows[best + 1]
        return Header(_join(bottom, second), below)
    return Header(_join([], bottom), line)


def _score(cells: Sequence[str], known: Collection[str]) -> int:
    return len({folded for cell in cells if (folded := fold(cell)) in known})


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if tidy(cell))


def _groups(top: Sequence[str], bottom: Sequence[str]) -> bool:
    """Whether `top` names groups of the columns in `bottom`: several names, one of them over two columns or more."""
    if _filled(top) < 2:
        return False
    padded = [*top, *[""] * (len(bottom) - len(top))]
    return any(
        tidy(padded[at]) and not tidy(padded[at + 1]) and tidy(bottom[at]) and tidy(bottom[at + 1])
        for at in range(len(bottom) - 1)
    )


def _continues(top: Sequence[str], below: Sequence[str], known: Collection[str]) -> bool:
    """Whether `below` is the second row of the header: known names only, some under a gap or a repeated name."""
    names = [cell for cell in below if tidy(cell)]
    return len(names) > 1 and all(fold(name) in known for name in names) and _groups(top, below)


def _join(top: Sequence[str], bottom: Sequence[str]) -> tuple[Heading, ...]:
    headings = []
    group = ""
    for index, (above, below) in enumerate(zip_longest(map(tidy, top), map(tidy, bottom), fillvalue="")):
        group = above or group
        if below:
            headings.append(Heading(index, f"{group} {below}".strip(), below))
        elif above:
            headings.append(Heading(index, above, above))
    return tuple(headings)
