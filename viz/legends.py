"""Legends: what the marks of a scene mean, in words, and which of them are switched on."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import RelationKind, ontology
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.marks import QUIET_KINDS, QUIET_RELATIONS, QUIET_TYPES
from yhdysverkko.viz.overlays import Laid
from yhdysverkko.viz.scene import KindEntry, Legend, Line, Mark, RelationEntry, Tone

LINE_ORDER = ("role", "activity", "money", "place", "structure")


def make_legend(view: View, marks: Sequence[Mark], lines: Sequence[Line], laid: Laid, language: str) -> Legend:
    """The legend of a scene; entries without any mark or line are left out."""
    measure = ontology().measures[view.measure].label[language]
    return Legend(
        tuple(_kinds(view, Counter(mark.group for mark in marks), language)),
        tuple(_relations(view, Counter(line.kind for line in lines), language)),
        tuple(_tones(laid, Counter([*laid.marks.values(), *laid.lines.values()]))),
        say("legend.size", language=language, measure=measure),
        say("legend.width", language=language),
        say("legend.dashed", language=language),
    )


def _kinds(view: View, counts: Mapping[str, int], language: str) -> list[KindEntry]:
    groups = [(name, kind, kind.plural[language]) for name, kind in ontology().domain_kinds.items()] + [
        (f"{name}.{subtype}", ontology().kinds[name], say(f"group.{name}.{subtype}", language=language))
        for name, subtype in sorted(QUIET_TYPES)
    ]
    order = list(ontology().domain_kinds)
    return [
        KindEntry(
            name,
            kind.label[language],
            plural,
            kind.colour,
            kind.shape,
            counts[name],
            _is_on(name, view.kinds, quiet=name in QUIET_KINDS or "." in name),
        )
        for name, kind, plural in sorted(groups, key=lambda item: order.index(item[1].name))
        if counts.get(name)
    ]


def _relations(view: View, counts: Mapping[str, int], language: str) -> list[RelationEntry]:
    found = [kind for name, kind in ontology().relations.items() if counts.get(name)]
    return [
        RelationEntry(
            kind.name,
            kind.label[language],
            ontology().lines[kind.line].colour,
            tuple(ontology().lines[kind.line].dash),
            kind.symmetric,
            counts[kind.name],
            _is_on(kind.name, view.relations, quiet=kind.name in QUIET_RELATIONS),
        )
        for kind in sorted(found, key=importance)
    ]


def _is_on(name: str, chosen: Collection[str], *, quiet: bool) -> bool:
    return name in chosen if chosen else not quiet


def importance(kind: RelationKind) -> tuple[bool, int]:
    """Who works with whom comes first, where things are comes last."""
    place = LINE_ORDER.index(kind.line) if kind.line in LINE_ORDER else len(LINE_ORDER)
    return kind.name in QUIET_RELATIONS, place


def _tones(laid: Laid, counts: Mapping[str, int]) -> list[tuple[Tone, int]]:
    return [(tone, counts[tone.name]) for tone in laid.tones if counts.get(tone.name)]
