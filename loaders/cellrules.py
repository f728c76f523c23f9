"""The values that a mapping's rules make of a row: templates over columns, and what is done to their text."""

import re
from collections.abc import Callable, Mapping, Sequence

from yhdysverkko.graph.records import BadValue
from yhdysverkko.graph.values import FALSE_WORDS, is_unknown, parse_number, tidy
from yhdysverkko.loaders.columns import refuse_formula_error
from yhdysverkko.loaders.headings import Heading, fold
from yhdysverkko.loaders.mapping import ValueRule
from yhdysverkko.loaders.naming import nearest

CellRule = Callable[[Sequence[str]], str]
"""From the cells of a row to a text; empty where the row says that it is unknown."""

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def column_places(headings: Sequence[Heading]) -> dict[str, int]:
    """Folded header -> place of the column, by full name and, where no earlier column has it, by the name alone."""
    places: dict[str, int] = {}
    for heading in headings:
        places.setdefault(fold(heading.full), heading.at)
    for heading in headings:
        places.setdefault(fold(heading.short), heading.at)
    return places


def compile_rule(rule: ValueRule, places: Mapping[str, int]) -> CellRule:
    """The function that a rule means. Raises BadValue for a column that there is not."""
    template = _compile_template(rule.text, places)
    translated = {fold(text): value for text, value in rule.values.items()}
    find = re.compile(rule.find) if rule.find else None

    def apply(cells: Sequence[str]) -> str:
        text = template(cells)
        if rule.first:
            text = re.split(f"[{re.escape(rule.first)}]", text, maxsplit=1)[0].strip()
        if find:
            found = find.search(text)
            text = (found[1] or "") if found else ""
        if rule.values or rule.otherwise is not None:
            text = translated.get(fold(text), text if rule.otherwise is None else rule.otherwise)
        return text

    return apply


def holds(text: str) -> bool:
    """Whether a text counts as a yes: it is neither empty, unknown, zero nor no."""
    bare = tidy(text)
    if is_unknown(bare) or bare.casefold() in FALSE_WORDS:
        return False
    try:
        return parse_number(bare) != 0
    except ValueError:
        return True


def _compile_template(text: str, places: Mapping[str, int]) -> CellRule:
    pieces: list[str | tuple[int, str]] = []
    for number, piece in enumerate(PLACEHOLDER.split(text)):
        if number % 2 == 0:
            pieces.append(piece)
            continue
        name = piece.removesuffix("?")
        at = places.get(fold(name))
        if at is None and name == piece:
            raise BadValue(name, "", "loaders.column_missing_like", name=name, nearest=nearest(name, places))
        pieces.append((-1, name) if at is None else (at, name))
    constant = all(isinstance(piece, str) for piece in pieces)

    def fill(cells: Sequence[str]) -> str:
        if constant:
            return text
        read = {piece[0]: _cell(cells, *piece) for piece in pieces if not isinstance(piece, str)}
        if not any(read.values()):
            return ""
        return tidy("".join(piece if isinstance(piece, str) else read[piece[0]] for piece in pieces))

    return fill


def _cell(cells: Sequence[str], at: int, name: str) -> str:
    if at < 0:
        return ""
    refuse_formula_error(name, cells[at])
    bare = tidy(cells[at])
    return "" if is_unknown(bare) else bare
