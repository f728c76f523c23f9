"""What analyses found, in sentences for people who do not analyse networks."""

from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.queries.measures import Hub

SHARES = frozenset({"pagerank", "closeness"})
"""Measures whose values are shares."""


def sentence(hub: Hub, measure: str, language: str | None = None) -> str:
    """What a node's value of a measure says."""
    chosen = language or current_language()
    value = share_text(hub.value, chosen) if measure in SHARES else number_text(hub.value, chosen)
    return say(f"measure.{measure}.sentence", language=chosen, name=hub.name, value=value, rank=hub.rank)


def number_text(value: float, language: str) -> str:
    """A number with up to two decimals: "1 234", "0,25"; thousands apart as the language does it."""
    return _local(f"{value:,.2f}".rstrip("0").rstrip("."), language)


def share_text(share: float, language: str) -> str:
    """A share (0 to 1) in per cent: "1,25 %"."""
    text = _local(f"{100 * share:,.2f}".rstrip("0").rstrip("."), language)
    return f"{text}%" if language == "en" else f"{text}\N{NO-BREAK SPACE}%"


def _local(text: str, language: str) -> str:
    if language == "en":
        return text
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
