"""Measures in one plain sentence each, for readers who have never heard of a graph."""

from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.queries.measures import Change, Hub

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


def change_sentence(change: Change, measure: str, language: str | None = None) -> str:
    """What became of an entity's place in the network between two days."""
    chosen = language or current_language()
    key = "came" if change.before is None else "went" if change.after is None else "changed"
    values = {
        name: _written(value, measure, chosen)
        for name, value in (("before", change.before), ("after", change.after))
        if value is not None
    }
    label = ontology().measures[measure].label[chosen]
    return say(f"measure.{key}.sentence", language=chosen, name=change.name, measure=label, **values)


def _written(value: float, measure: str, language: str) -> str:
    if measure in PERCENTAGES:
        return f"{_number(value * 100, 2, language)}{'' if language == 'en' else NO_BREAK}%"
    return _number(value, 2 if measure in DECIMALS else 0, language)


def _number(value: float, decimals: int, language: str) -> str:
    text = f"{value:,.{decimals}f}"
    if language == "en":
        return text
    return text.replace(",", NO_BREAK).replace(".", ",")
