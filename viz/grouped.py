"""Grouped scenes: an overview drawn with its groups as marks, and the groups that are unfolded as their members."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.projection import Projection, read_among
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Point
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.drawing import make_line, make_mark, with_words
from yhdysverkko.viz.geographic import project
from yhdysverkko.viz.legends import make_legend
from yhdysverkko.viz.overlays import Laid
from yhdysverkko.viz.overview import UNFOLDED, Overview, disc, group_radius, make_room
from yhdysverkko.viz.present import format_number
from yhdysverkko.viz.scene import KindEntry, Legend, Line, Mark, Scene

BUNDLE = "COOPERATES_WITH"
"""The look of a line that stands for ties of any kind between two groups."""

MEMBER_RADIUS = 6.0


def unfolded_groups(store: Store, view: View, overview: Overview) -> list[int]:
    """The numbers of the groups that the view unfolds. Raises NotFound for an entity that there is not."""
    numbers = {ref: number for number, ref in enumerate(overview.heads)}
    refs = (find_ref(store, text) for text in view.unfolded)
    return sorted({numbers[ref] for ref in refs if ref in numbers})


def read_drawn(store: Store, overview: Overview, unfolded: Sequence[int]) -> Projection:
    """What stands for the groups, the members of those that are unfolded, and the ties among these."""
    opened = {overview.heads[group] for group in unfolded}
    opened |= {overview.network.refs[number] for number in _drawn_members(overview, unfolded)}
    inside = read_among(store, opened)
    folded = (entity for entity in overview.entities if entity.ref not in opened)
    return replace(inside, entities=tuple(sorted([*inside.entities, *folded], key=lambda entity: entity.ref)))


def _drawn_members(overview: Overview, unfolded: Iterable[int]) -> list[int]:
    return [number for group in unfolded for number in overview.members[group][:UNFOLDED]]


def draw_groups(
    store: Store,
    view: View,
    overview: Overview,
    unfolded: Sequence[int],
    projection: Projection,
    laid: Laid,
    day: date | None,
    language: str,
) -> Scene:
    """The scene of an overview: groups as large as what they hold, and the members of those that are unfolded."""
    places = _place(store, projection, overview, unfolded)
    groups = {ref: number for number, ref in enumerate(overview.heads)}
    most = max((len(each) for each in overview.members.values()), default=0)
    marks = tuple(
        _group_mark(mark, overview, groups[mark.ref], most) if mark.ref in groups else mark
        for entity in sorted(projection.entities, key=lambda entity: entity.ref)
        if entity.ref in places
        for mark in [make_mark(entity, laid, places[entity.ref], MEMBER_RADIUS, {}, language)]
    )
    drawn = frozenset(mark.ref for mark in marks)
    ties = (make_line(tie, laid, language, candidate=False) for tie in projection.ties)
    inner = [tie for tie in ties if tie.start in drawn and tie.end in drawn]
    lines = tuple(sorted([*_bundles(overview, unfolded, drawn), *inner], key=lambda line: (line.kind, line.id)))
    legend = make_legend(view, marks, lines, laid, language)
    return with_words(
        Scene(
            view=view,
            language=language,
            title=view.title or say("map.default_title", language=language),
            subtitle="",
            marks=marks,
            lines=lines,
            legend=replace(legend, kinds=_all_on(legend, view), size=_said(overview, language)),
            caption="",
            alt="",
            findings=tuple(laid.findings),
            sources=dict(sorted(projection.sources.items())),
            date_of_data=day,
            grouped=True,
        )
    )


def _place(store: Store, projection: Projection, overview: Overview, unfolded: Sequence[int]) -> dict[Ref, Position]:
    """Places of groups, at their municipality or in the middle of their municipalities, and of unfolded members."""
    drawn = {entity.ref for entity in projection.entities}
    places = {ref: spot for ref, spot in _middles(store, overview, projection).items() if ref in drawn}
    for group in unfolded:
        head = overview.heads[group]
        members = [overview.network.refs[number] for number in overview.members[group][:UNFOLDED]]
        centre = places[head]
        places = make_room(places, centre, len(members))
        places |= {head: centre, **dict(zip(members, disc(centre, len(members)), strict=True))}
    return {ref: spot for ref, spot in places.items() if ref in drawn}


def _middles(store: Store, overview: Overview, projection: Projection) -> dict[Ref, Position]:
    """The place of each head: its own, else the middle of the municipalities of its group."""
    places = {entity.ref: project(entity.location) for entity in projection.entities if entity.location}
    if not places.keys() >= set(overview.heads):
        rows = store.read("MATCH (m:Municipality) RETURN m.id AS id, m.location AS location ORDER BY id")
        places = {
            Ref("Municipality", row["id"]): project(row["location"])
            for row in rows
            if isinstance(row["location"], Point)
        }
    found: dict[Ref, Position] = {}
    spread: dict[Ref, list[Position]] = {}
    for municipality, head in overview.municipalities:
        if municipality in places:
            spread.setdefault(head, []).append(places[municipality])
    for number, head in enumerate(overview.heads):
        if head in places:
            found[head] = places[head]
        else:
            xs, ys = zip(*(spread.get(head) or [(0.0, 0.0)]), strict=True)
            # Communities of the same municipalities would lie on each other: each stands a little aside.
            found[head] = disc((sum(xs) / len(xs), sum(ys) / len(ys)), number + 1)[number]
    return found


def _all_on(legend: Legend, view: View) -> tuple[KindEntry, ...]:
    """The entries of kinds, switched on unless the view says otherwise: what stands for a group is never in the way."""
    return legend.kinds if view.kinds else tuple(replace(entry, shown=True) for entry in legend.kinds)


def _group_mark(mark: Mark, overview: Overview, group: int, most: int) -> Mark:
    """A mark as that of its group: as large as the group, with its members counted."""
    kinds = overview.kinds[group]
    return replace(
        mark, radius=group_radius(sum(kinds.values()), most), rank=float(sum(kinds.values())), members=kinds, value=""
    )


def _bundles(overview: Overview, unfolded: Sequence[int], drawn: frozenset[Ref]) -> list[Line]:
    """Lines between groups, and from unfolded members to the other groups; each stands for `weight` ties."""
    refs = overview.network.refs
    lines = [
        _bundle(overview.heads[one], overview.heads[other], weight)
        for (one, other), weight in overview.strongest
        if not {one, other}.intersection(unfolded)
    ]
    members = _drawn_members(overview, unfolded)
    outward = sorted(overview.outward(members).items(), key=lambda item: (-item[1], item[0]))
    lines += [
        _bundle(refs[number], overview.heads[group], weight)
        for (number, group), weight in outward[:UNFOLDED]
        if group not in unfolded
    ]
    return [line for line in lines if line.start in drawn and line.end in drawn and line.start != line.end]


def _bundle(start: Ref, end: Ref, weight: int) -> Line:
    return Line(f"bundle:{'/'.join((*start, *end))}", BUNDLE, start, end, weight=float(weight))


def _said(overview: Overview, language: str) -> str:
    """How much the groups stand for, and how much belongs to none of them."""
    return say(
        "view.grouped",
        language=language,
        entities=format_number(len(overview.network), language),
        ties=format_number(len(overview.network.edges), language),
        groups=format_number(len(overview.heads), language),
        left_out=format_number(overview.left_out, language),
    )
