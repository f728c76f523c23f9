"""Small networks made by hand, for tests of what is computed on them."""

from collections.abc import Iterable

from yhdysverkko.graph.records import Ref
from yhdysverkko.queries.model import Network, make_selection

Tie = tuple[str, str] | tuple[str, str, str]


def made(ties: Iterable[Tie], *alone: str) -> Network:
    """A network of ties between "kind:id"s, each tied by COOPERATES_WITH unless a third word says otherwise."""
    kinds: dict[tuple[Ref, Ref], set[str]] = {}
    refs = {ref_of(text) for text in alone}
    for start, end, *kind in ties:
        first, second = sorted((ref_of(start), ref_of(end)))
        kinds.setdefault((first, second), set()).update(kind or ["COOPERATES_WITH"])
        refs |= {first, second}
    ordered = sorted(refs)
    number = {ref: place for place, ref in enumerate(ordered)}
    edges = sorted((number[first], number[second], tuple(sorted(names))) for (first, second), names in kinds.items())
    return Network(
        tuple(ordered),
        tuple(ref.id.title() for ref in ordered),
        tuple((first, second) for first, second, _ in edges),
        tuple(names for *_, names in edges),
        tuple(float(len(names)) for *_, names in edges),
        make_selection(),
    )


def ref_of(text: str) -> Ref:
    """A reference from "m:a" (m, p, a, o, j, e, s: municipality, person, association, organisation, project…)."""
    letter, _, entity_id = text.partition(":")
    return Ref(LETTERS[letter], entity_id)


LETTERS = {
    "m": "Municipality",
    "p": "Person",
    "a": "Association",
    "o": "Organisation",
    "j": "Project",
    "e": "Event",
    "s": "EventSeries",
}
