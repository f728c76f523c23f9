"""Overlays: what is laid over a map. Each finds what is to be seen and says it in tones, reasons and findings.

Absence is a fact to be shown: what is known to be missing and what nobody has told of are two tones, never one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Value, format_date
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import read_catalogue
from yhdysverkko.queries.connected import network_of
from yhdysverkko.queries.groups import communities, components
from yhdysverkko.queries.measures import hubs
from yhdysverkko.queries.model import Network
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.queries.whatif import what_if
from yhdysverkko.queries.words import sentence
from yhdysverkko.viz.choices import Overlay, View
from yhdysverkko.viz.period import Period, period_of
from yhdysverkko.viz.present import format_number, format_partial_date
from yhdysverkko.viz.scene import Finding, Tone

TOP = 10
"""Hubs that are named."""

LISTED = 30
"""Findings that are listed at most; the marks show the rest."""

COMMUNITY_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7A7A00", "#7A5195")
"""Colours of the largest communities, told apart by the colour-blind too; the letter beside the mark says the same."""

MISSING = Tone("missing", "overlay.missing", "#B3261E", (), "!")
LACKING = Tone("lacking", "overlay.lacking", "#9A6700", (), "−")
UNTOLD = Tone("untold", "overlay.untold", "#52606D", (3, 3), "?")
UNREACHED = Tone("unreached", "overlay.unreached", "#52606D", (1, 3), "o")
HUB = Tone("hub", "overlay.hub", "#B3261E")
REMOVED = Tone("removed", "overlay.removed", "#16202B", (2, 3), "×")
CUT_OFF = Tone("cut-off", "overlay.cut_off", "#B3261E", (), "!")
APART = Tone("apart", "overlay.apart", "#9A6700", (6, 3), "÷")
APPEARED = Tone("appeared", "overlay.appeared", "#00795A", (), "+")
ENDED = Tone("ended", "overlay.ended", "#B3261E", (4, 3), "−")


@dataclass(frozen=True)
class Laid:
    """What an overlay lays over a projection: tones by their order in the legend, and who has which and why."""

    tones: Sequence[Tone] = ()
    marks: Mapping[Ref, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[Ref, Sequence[str]] = field(default_factory=dict)
    signs: Mapping[Ref, str] = field(default_factory=dict)
    """Signs of their own, such as a hub's place among the hubs."""
    findings: Sequence[Finding] = ()
    groups: Mapping[str, Sequence[Ref]] = field(default_factory=dict)
    """Tone -> those that a shape is to be drawn behind."""


def lay(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """What the view's overlay finds in the projection. Raises WrongUse for a choice that it needs and lacks."""
    return OVERLAYS[view.overlay](store, view, projection, language)


def _worded(tone: Tone, language: str, **values: object) -> Tone:
    return tone._replace(label=say(tone.label, language=language, **values))


def _network(store: Store, view: View) -> Network:
    return network_of(store, {"as_of": view.as_of, "region": view.region})


def _nothing(store: Store, view: View, projection: Projection, language: str) -> Laid:
    del store, view, projection, language
    return Laid()


def _gaps(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """Municipalities without a liaison or without what is recommended, and areas that no known event reached."""
    reasons: defaultdict[Ref, list[str]] = defaultdict(list)
    tones: dict[Ref, str] = {}
    for row in _rows(store, "missing-liaison", view, region=view.region):
        ref = Ref("Municipality", row["municipality_id"])
        tones[ref] = UNTOLD.name if row["status"] == "unknown" else MISSING.name
        since = format_partial_date(row["since"], language) if row["since"] else ""
        reasons[ref].append(say(f"overlay.liaison.{row['status']}", language=language, since=since))
    for (ref, status), structures in _lacking(store, view).items():
        named = ", ".join(say(f"choice.{each}", language=language) for each in structures)
        reasons[ref].append(say(f"overlay.structures.{status}", language=language, structures=named))
        if status == "known_missing":
            tones.setdefault(ref, LACKING.name)
    for ref in _unreached(projection):
        tones[ref] = UNREACHED.name
        reasons[ref].append(say("overlay.unreached.reason", language=language))
    names = {entity.ref: entity.name for entity in projection.entities}
    shown = [tone.name for tone in (MISSING, LACKING, UNTOLD, UNREACHED)]
    order = sorted((ref for ref in tones if ref in names), key=lambda ref: (shown.index(tones[ref]), names[ref], ref))
    return Laid(
        [_worded(tone, language) for tone in (MISSING, LACKING, UNTOLD, UNREACHED)],
        {ref: tones[ref] for ref in order},
        reasons={ref: tuple(texts) for ref, texts in reasons.items()},
        findings=[Finding(ref, names[ref], reasons[ref][0]) for ref in order[:LISTED]],
    )


def _lacking(store: Store, view: View) -> Mapping[tuple[Ref, str], Sequence[str]]:
    """Recommended structures but the liaison, by municipality and by whether they are known to be missing or not told
    of; what is known comes first."""
    found: defaultdict[tuple[Ref, str], list[str]] = defaultdict(list)
    for row in _rows(store, "missing-structures", view, region=view.region):
        if row["status"] != "present" and row["structure"] != "liaison_role":
            found[Ref("Municipality", row["municipality_id"]), row["status"]].append(row["structure"])
    return dict(sorted(found.items(), key=lambda item: item[0][1] != "known_missing"))


def _unreached(projection: Projection) -> list[Ref]:
    """Workshop areas that no event was held in or for, and that took part in none."""
    reached = {
        end
        for tie in projection.ties
        if tie.kind in ("HELD_IN", "FOR", "PARTICIPATES_IN") and "Event" in (tie.start.kind, tie.end.kind)
        for end in (tie.start, tie.end)
    }
    areas: defaultdict[Ref, set[Ref]] = defaultdict(set)
    for tie in projection.ties:
        if tie.kind == "PART_OF" and tie.start.kind == "Municipality" and tie.end.kind == "Area":
            areas[tie.end].add(tie.start)
    workshops = [
        entity.ref
        for entity in projection.entities
        if entity.ref.kind == "Area" and entity.properties.get("type") == "workshop_area"
    ]
    return [ref for ref in workshops if ref not in reached and not areas[ref] & reached]


def _rows(store: Store, question: str, view: View, **given: Any) -> Iterable[Mapping[str, Any]]:
    answer = ask(store, read_catalogue()[question], {"as_of": view.as_of, **given})
    return (dict(zip(answer.fields, row, strict=True)) for row in answer.rows)


def _hubs(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """The first ten by the view's measure, numbered."""
    drawn = {entity.ref for entity in projection.entities}
    found = [hub for hub in hubs(_network(store, view), view.measure) if hub.ref in drawn and hub.value][:TOP]
    words = {hub.ref: sentence(hub, view.measure, language) for hub in found}
    return Laid(
        [_worded(HUB, language, measure=ontology().measures[view.measure].label[language])],
        {hub.ref: HUB.name for hub in found},
        reasons={ref: (text,) for ref, text in words.items()},
        signs={hub.ref: str(place) for place, hub in enumerate(found, start=1)},
        findings=[Finding(hub.ref, hub.name, words[hub.ref]) for hub in found],
    )


def _communities(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """The largest communities, each with a colour and a letter."""
    network = _network(store, view)
    drawn = {entity.ref for entity in projection.entities}
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, community in enumerate(communities(network)):
        if network.refs[number] in drawn:
            members[community].append(number)
    largest = sorted((each for each in members.values() if len(each) > 2), key=lambda each: (-len(each), each))
    tones: list[Tone] = []
    findings: list[Finding] = []
    marks: dict[Ref, str] = {}
    signs: dict[Ref, str] = {}
    groups: dict[str, list[Ref]] = {}
    for number, (colour, each) in enumerate(zip(COMMUNITY_COLOURS, largest, strict=False)):
        letter = chr(ord("A") + number)
        core = sorted(each, key=lambda node: (-len(network.neighbours[node]), node))[:3]
        named = ", ".join(network.names[node] for node in core)
        tone = Tone(f"community-{letter}", "overlay.community", colour, (), letter)
        tones.append(_worded(tone, language, letter=letter, named=named))
        refs = [network.refs[node] for node in each]
        marks |= dict.fromkeys(refs, tone.name)
        signs |= dict.fromkeys(refs, letter)
        groups[tone.name] = refs
        text = say("overlay.community.finding", language=language, count=len(each), named=named)
        findings.append(Finding(network.refs[core[0]], letter, text))
    return Laid(tones, marks, signs=signs, findings=findings, groups=groups)


def _what_if(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """What falls off when the view's `removed` go: who loses all ties, and who is left apart from the rest."""
    if not view.removed:
        raise WrongUse("overlay.needs_removed")
    network = _network(store, view)
    found = what_if(network, [find_ref(store, text) for text in view.removed])
    gone = set(found.removed)
    lost = {each.ref: each for each in found.cut_off}
    marks = dict.fromkeys(_left_apart(network, gone), APART.name)
    marks |= dict.fromkeys(lost, CUT_OFF.name) | dict.fromkeys(gone, REMOVED.name)
    lines = {tie.id: REMOVED.name for tie in projection.ties if {tie.start, tie.end} & gone}
    findings, reasons = [], {}
    for ref, each in lost.items():
        instead = ", ".join(suggestion.name for suggestion in [*each.partners, *each.alternatives]) or "–"
        text = say("overlay.cut_off.reason", language=language, instead=instead)
        findings.append(Finding(ref, each.name, text))
        reasons[ref] = (text,)
    before, after = found.before, found.after
    whole = say(
        "overlay.cohesion",
        language=language,
        parts_before=before.components,
        parts_after=after.components,
        share_before=_percent(before.reachability, language),
        share_after=_percent(after.reachability, language),
    )
    removed = found.removed[0]
    name = ", ".join(network.names[network.number(ref)] for ref in found.removed[:3])
    return Laid(
        [_worded(tone, language) for tone in (REMOVED, CUT_OFF, APART)],
        marks,
        lines,
        reasons,
        findings=[Finding(removed, name, whole), *findings[:LISTED]],
    )


def _left_apart(network: Network, gone: set[Ref]) -> list[Ref]:
    """Those that were in one part with what goes, and are not in the largest part of what is left of it."""
    groups = components(network)
    touched = {groups[network.numbers[ref]] for ref in gone}
    left = network.without(network.numbers[ref] for ref in gone)
    parts: defaultdict[int, list[Ref]] = defaultdict(list)
    for number, part in enumerate(components(left)):
        if groups[network.numbers[left.refs[number]]] in touched:
            parts[part].append(left.refs[number])
    pieces = sorted(parts.values(), key=lambda each: (-len(each), each))
    return [ref for piece in pieces[1:] for ref in piece]


def _percent(share: float | None, language: str) -> str:
    return "–" if share is None else f"{format_number(round(100 * share, 1), language)} %"


def _change(store: Store, view: View, projection: Projection, language: str) -> Laid:
    """What began and what ended after the day `since`, up to the view's day."""
    del store
    if not view.since or not view.as_of or view.since >= view.as_of:
        raise WrongUse("overlay.needs_days")

    days = view.since, view.as_of
    marks = {entity.ref: tone for entity in projection.entities if (tone := _became(entity.properties, *days))}
    lines = {tie.id: tone for tie in projection.ties if (tone := _became(tie.properties, *days))}
    names = {entity.ref: entity.name for entity in projection.entities}
    findings = [
        Finding(ref, names[ref], say(f"overlay.{tone}.finding", language=language)) for ref, tone in marks.items()
    ] + [
        Finding(
            tie.start,
            f"{names[tie.start]} – {names[tie.end]}",
            say(
                f"overlay.{lines[tie.id]}.tie",
                language=language,
                tie=ontology().relations[tie.kind].label[language],
                day=_when(period_of(tie.properties), lines[tie.id]),
            ),
        )
        for tie in projection.ties
        if tie.id in lines
    ]
    return Laid([_worded(APPEARED, language), _worded(ENDED, language)], marks, lines, findings=findings[:LISTED])


def _became(properties: Mapping[str, Value], since: date, until: date) -> str:
    """Whether something appeared or ended between two days; empty for neither."""
    period = period_of(properties)
    before, after = period.holds(since), period.holds(until)
    return APPEARED.name if after and not before else ENDED.name if before and not after else ""


def _when(period: Period, tone: str) -> str:
    day = period.start if tone == APPEARED.name else period.end
    return format_date(day) if day else "–"


OVERLAYS: Mapping[Overlay, Callable[[Store, View, Projection, str], Laid]] = {
    Overlay.NONE: _nothing,
    Overlay.GAPS: _gaps,
    Overlay.HUBS: _hubs,
    Overlay.WHAT_IF: _what_if,
    Overlay.CHANGE: _change,
    Overlay.COMMUNITIES: _communities,
}
