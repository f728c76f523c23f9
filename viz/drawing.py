"""Drawing: from what has been read to the marks and lines of a scene."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import sqrt

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.guides import backdrops, guides, shape_behind
from yhdysverkko.viz.layouts import arrange
from yhdysverkko.viz.legends import make_legend
from yhdysverkko.viz.marks import LARGEST, QUIET_KINDS, SMALLEST, degrees, group, is_geography, radii
from yhdysverkko.viz.overlays import Laid
from yhdysverkko.viz.period import Period, period_of
from yhdysverkko.viz.present import display_name, entity_facts, format_number, relation_facts
from yhdysverkko.viz.scene import Backdrop, Line, Mark, Scene, Spot
from yhdysverkko.viz.words import caption, describe, subtitle


def compose_plain(projection: Projection, language: str, view: View | None = None, day: date | None = None) -> Scene:
    """The scene of a projection without any overlay: for those who have one and no store. `day` dates the data."""
    chosen = view or View(as_of=projection.as_of)
    measured = {ref: float(count) for ref, count in degrees(projection).items()}
    return draw(chosen, projection, [], Laid(), measured, day, language)


def draw(
    view: View,
    projection: Projection,
    candidates: Sequence[Tie],
    laid: Laid,
    measured: Mapping[Ref, float],
    day: date | None,
    language: str,
    *,
    focus: Ref | None = None,
) -> Scene:
    """The scene of what has been read: `measured` holds the view's measure by entity, `day` is the date of the data,
    `focus` the entity in the middle."""
    sizes = radii(projection) if view.measure == "degree" else _sizes(projection, measured)
    arrangement = arrange(
        view.layout,
        projection,
        sizes,
        language=language,
        focus=focus,
    )
    marks = tuple(
        make_mark(entity, laid, arrangement.places[entity.ref], sizes[entity.ref], measured, language)
        for entity in sorted(projection.entities, key=lambda entity: entity.ref)
        if entity.ref in arrangement.places
    )
    placed = {mark.ref for mark in marks}
    candidate_ids = {tie.id for tie in candidates}
    lines = tuple(
        make_line(tie, laid, language, candidate=tie.id in candidate_ids)
        for tie in sorted([*projection.ties, *candidates], key=lambda tie: (tie.kind, tie.id))
        if tie.start in placed and tie.end in placed
    )
    scene = Scene(
        view=view,
        language=language,
        title=view.title or say("map.default_title", language=language),
        subtitle="",
        marks=marks,
        lines=lines,
        legend=make_legend(view, marks, lines, laid, language),
        caption="",
        alt="",
        backdrops=(*backdrops(arrangement), *_communities(laid, marks)),
        guides=guides(arrangement),
        findings=tuple(laid.findings),
        sources=dict(sorted(projection.sources.items())),
        date_of_data=day,
        span=_span(marks, lines),
    )
    return with_words(scene)


def with_words(scene: Scene) -> Scene:
    """The scene with its subtitle, caption and description, which tell of what is shown."""
    marks, lines = scene.shown_marks, scene.shown_lines
    line = subtitle(scene.view, marks, lines, scene.language)
    stated = {source for mark in marks for source in mark.sources}
    stated |= {source for tie in lines for source in tie.sources}
    titles = {source: title for source, title in scene.sources.items() if source in stated}
    return replace(
        scene,
        subtitle=line,
        caption=caption(scene.title, line, titles, scene.date_of_data, scene.language),
        alt=describe(scene.title, line, marks, scene.legend, scene.findings, scene.view.layout.value, scene.language),
        sources=titles,
    )


def _sizes(projection: Projection, measured: Mapping[Ref, float]) -> dict[Ref, float]:
    """Radii whose area grows with the measure, from the smallest mark to the largest."""
    most = max(measured.values(), default=0.0)
    return {
        entity.ref: round(SMALLEST + (LARGEST - SMALLEST) * sqrt(max(0.0, measured.get(entity.ref, 0.0)) / most), 1)
        if most > 0
        else SMALLEST
        for entity in projection.entities
    }


def make_mark(
    entity: Entity,
    laid: Laid,
    spot: Spot,
    radius: float,
    measured: Mapping[Ref, float],
    language: str,
) -> Mark:
    name = display_name(entity, language)
    others = [entity.name, *(str(entity.properties.get(each, "")) for each in ("name_sv", "name_en", "short_name"))]
    return Mark(
        ref=entity.ref,
        name=name,
        group=group(entity),
        spot=spot,
        radius=radius,
        rank=measured.get(entity.ref, 0.0),
        period=period_of(entity.properties),
        tone=laid.marks.get(entity.ref, ""),
        sign=laid.signs.get(entity.ref, ""),
        reasons=tuple(laid.reasons.get(entity.ref, ())),
        value=format_number(round(measured[entity.ref], 4), language) if entity.ref in measured else "",
        facts=tuple(entity_facts(entity, language)),
        aliases=tuple(sorted({each for each in others if each} - {name})),
        sources=entity.sources,
        located=entity.location is not None,
    )


def make_line(tie: Tie, laid: Laid, language: str, *, candidate: bool) -> Line:
    return Line(
        id=tie.id,
        kind=tie.kind,
        start=tie.start,
        end=tie.end,
        period=period_of(tie.properties),
        candidate=candidate,
        tone=laid.lines.get(tie.id, ""),
        facts=tuple(relation_facts(tie.kind, tie.properties, language)),
        sources=tie.sources,
    )


def _communities(laid: Laid, marks: Iterable[Mark]) -> list[Backdrop]:
    spots = {mark.ref: mark for mark in marks}
    return [
        Backdrop("", outline, label, tone.colour)
        for tone in laid.tones
        if tone.name in laid.groups
        for outline, label in [shape_behind([spots[ref] for ref in laid.groups[tone.name] if ref in spots])]
        if outline
    ]


def _span(marks: Sequence[Mark], lines: Sequence[Line]) -> tuple[date, date] | None:
    """The first and the last day that what is no geography tells of."""
    periods: list[Period] = [
        mark.period for mark in marks if mark.ref.kind not in {*QUIET_KINDS, "Municipality", "Area"}
    ]
    periods += [line.period for line in lines if not is_geography(line.kind, line.start)]
    days = [day for period in periods for day in (period.start, period.end) if day]
    return (min(days), max(days)) if len(set(days)) > 1 else None
