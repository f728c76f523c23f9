"""Words of a scene: its line of day and extent, its caption, and the picture told to those who do not see it."""

from collections.abc import Mapping, Sequence
from datetime import date

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.values import format_date
from yhdysverkko.viz.choices import Overlay, View
from yhdysverkko.viz.present import format_number
from yhdysverkko.viz.scene import Finding, Legend, Line, Mark

NAMED = 5
"""Entities and findings that the description names."""

NAMED_SOURCES = 6


def subtitle(view: View, marks: Sequence[Mark], lines: Sequence[Line], language: str) -> str:
    """What day the view shows, and how much."""
    return f"{day_of(view, language)} · {extent(len(marks), len(lines), language)}"


def day_of(view: View, language: str) -> str:
    """The day of a view, or the days that it compares."""
    if view.overlay is Overlay.CHANGE and view.since and view.as_of:
        return say("view.between", language=language, since=format_date(view.since), until=format_date(view.as_of))
    if view.as_of:
        return say("map.as_of", language=language, date=format_date(view.as_of))
    return say("map.as_of_unknown", language=language)


def extent(entities: int, ties: int, language: str) -> str:
    """How many entities and ties."""
    counts = {"entities": format_number(entities, language), "ties": format_number(ties, language)}
    return say("map.summary", language=language, **counts)


def caption(title: str, subtitle: str, sources: Mapping[str, str], day: date | None, language: str) -> str:
    """The line under a picture: what it shows, of which day, by which sources."""
    titles = sorted(sources.values())
    more = say("view.more_sources", language=language, count=len(titles) - NAMED_SOURCES)
    named = ", ".join([*titles[:NAMED_SOURCES], *([more] if len(titles) > NAMED_SOURCES else [])]) or "–"
    of_data = format_date(day) if day else "–"
    return say("view.caption", language=language, title=title, subtitle=subtitle, day=of_data, sources=named)


def describe(
    title: str,
    subtitle: str,
    marks: Sequence[Mark],
    legend: Legend,
    findings: Sequence[Finding],
    layout: str,
    language: str,
) -> str:
    """The picture in words and numbers: what is drawn how, how many of which kind, the best tied, what was found."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.group] = counts.get(mark.group, 0) + 1
    kinds = ", ".join(
        f"{entry.plural} {format_number(counts[entry.name], language)}"
        for entry in legend.kinds
        if counts.get(entry.name)
    )
    best = sorted(marks, key=lambda mark: (-mark.rank, mark.ref))[:NAMED]
    tied = ", ".join(f"{mark.name} ({mark.value})" if mark.value else mark.name for mark in best)
    parts = [
        say("view.alt", language=language, title=title, subtitle=subtitle, kinds=kinds or "–"),
        say(f"layout.{layout}.alt", language=language),
        *([say("view.alt_best", language=language, size=legend.size, named=tied)] if tied else []),
        *(f"{tone.label}: {format_number(count, language)}." for tone, count in legend.tones),
        *(f"{finding.name}: {finding.text}." for finding in findings[:NAMED]),
    ]
    return " ".join(parts)
