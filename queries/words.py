"""Measures in one plain sentence each, for readers who have never heard of a graph."""

from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.queries.measures import Hub

PERCENTAGES = frozenset({"pagerank", "closeness"})
DECIMALS = frozenset({"constraint", "effective_size"})
NO_BREAK = "\N{NO-BREAK SPACE}"


def sentence(hub: Hub, measure: str, language: str | None = None) -> str:
    """What a value of a measure says of the entity that has it."""
    return say(
        f"measure.{measure}.sentence",
        language=language,
        name=hub.name,
        value=_written(hub.value, measure, language or current_language()),
        rank=hub.rank,
    )


def _written(value: float, measure: str, language: str) -> str:
    if measure in PERCENTAGES:
        return f"{_number(value * 100, 2, language)}{'' if language == 'en' else NO_BREAK}%"
    return _number(value, 2 if measure in DECIMALS else 0, language)


def _number(value: float, decimals: int, language: str) -> str:
    text = f"{value:,.{decimals}f}"
    if language == "en":
        return text
    return text.replace(",", NO_BREAK).replace(".", ",")
