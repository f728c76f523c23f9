"""Page data: a scene as the plain texts and numbers that the map's scripts draw."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yhdysverkko.graph.facts import ClaimView, EntityDetail
from yhdysverkko.graph.messages import catalogue
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.viz.evidence import present_claims
from yhdysverkko.viz.period import Period
from yhdysverkko.viz.present import Fact
from yhdysverkko.viz.scene import Line, Mark, Scene

Details = Mapping[Ref, EntityDetail]
Data = dict[str, Any]


def page_data(scene: Scene, details: Details | None = None) -> Data:
    """Everything that the page needs besides its own texts; the same scene gives the same data.

    `details` adds the evidence of the entities it holds and of their ties.
    """
    return {
        "language": scene.language,
        "texts": page_texts(scene.language),
        "layout": scene.view.layout.value,
        "choices": scene.view.pairs(),
        "day": _iso(scene.view.as_of),
        "since": _iso(scene.view.since) if scene.view.overlay == "change" else None,
        "today": _iso(scene.date_of_data),
        "span": [_iso(day) for day in scene.span] if scene.span else None,
        "grouped": scene.grouped,
        "kinds": [
            {
                "name": entry.name,
                "label": entry.label,
                "plural": entry.plural,
                "colour": entry.colour,
                "shape": entry.shape,
                "count": entry.count,
                "quiet": not entry.shown,
            }
            for entry in scene.legend.kinds
        ],
        "relations": [
            {
                "name": entry.name,
                "label": entry.label,
                "colour": entry.colour,
                "dash": list(entry.dash),
                "symmetric": entry.symmetric,
                "count": entry.count,
                "quiet": not entry.shown,
            }
            for entry in scene.legend.relations
        ],
        "tones": [
            {
                "name": tone.name,
                "label": tone.label,
                "colour": tone.colour,
                "dash": list(tone.dash),
                "sign": tone.sign,
                "count": count,
            }
            for tone, count in scene.legend.tones
        ],
        "notes": [scene.legend.size, scene.legend.width, scene.legend.dashed],
        "nodes": [_node(mark) for mark in scene.marks],
        "ties": [_tie(line) for line in scene.lines],
        "backdrops": [
            {"name": shape.name, "outline": shape.outline, "label": shape.label, "colour": shape.colour}
            for shape in scene.backdrops
        ],
        "guides": [{"label": item.label, "points": item.points, "spot": item.label_spot} for item in scene.guides],
        "findings": [
            {"id": format_reference(ontology(), finding.ref), "name": finding.name, "text": finding.text}
            for finding in scene.findings
        ],
        "sources": dict(scene.sources),
        "claims": _claims(details or {}, scene.language),
    }


def page_texts(language: str) -> dict[str, str]:
    """The texts that the page's scripts say, by the part of their key after "page."."""
    return {
        key.removeprefix("page."): texts[language]
        for key, texts in sorted(catalogue().items())
        if key.startswith("page.")
    }


def _node(mark: Mark) -> Data:
    x, y = mark.spot
    data: Data = {
        "id": format_reference(ontology(), mark.ref),
        "kind": mark.group,
        "name": mark.name,
        "aliases": list(mark.aliases),
        "facts": [_fact(fact) for fact in mark.facts],
        "sources": list(mark.sources),
        "placed": mark.located,
        "x": x,
        "y": y,
        "size": mark.radius,
        "rank": mark.rank,
    }
    return data | _given(
        period=_period(mark.period),
        tone=mark.tone,
        sign=mark.sign,
        reasons=list(mark.reasons),
        value=mark.value,
        members=dict(mark.members),
    )


def _tie(line: Line) -> Data:
    data: Data = {
        "id": line.id,
        "kind": line.kind,
        "from": format_reference(ontology(), line.start),
        "to": format_reference(ontology(), line.end),
        "facts": [_fact(fact) for fact in line.facts],
        "sources": list(line.sources),
    }
    weight = line.weight if line.weight != 1 else None
    return data | _given(period=_period(line.period), tone=line.tone, candidate=line.candidate, weight=weight)


def _given(**values: object) -> Data:
    """The values that say anything: what is left out keeps the page small."""
    return {name: value for name, value in values.items() if value}


def _period(period: Period) -> list[str | bool | None]:
    """From, until (excluded), over; empty where nothing is known."""
    return [_iso(period.start), _iso(period.end), period.ended] if any(period) else []


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fact(fact: Fact) -> Data:
    return {"label": fact.label, "text": fact.text} | ({"href": fact.href} if fact.href else {})


def _claims(details: Details, language: str) -> dict[str, list[Data]]:
    claims: dict[str, list[Data]] = {}
    for ref, detail in sorted(details.items()):
        known = ontology().kinds[ref.kind].properties
        claims[format_reference(ontology(), ref)] = _present(detail.claims, known, language)
        for tie in detail.ties:
            if tie.tie.id not in claims:
                claims[tie.tie.id] = _present(tie.claims, ontology().relations[tie.tie.kind].properties, language)
    return dict(sorted(claims.items()))


def _present(claims: Iterable[ClaimView], known: Mapping[str, Any], language: str) -> list[Data]:
    return [claim.model_dump(exclude_defaults=True) for claim in present_claims(claims, known, language)]
