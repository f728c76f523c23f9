"""Scenes made by hand, for the tests of what draws them."""

import random
from dataclasses import replace
from datetime import date

from tests.viz.sample import AANEKOSKI, ATTACKER, HANKASALMI, HOSTILE, JYVASKYLA, KYT, MAIJA
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.period import Period
from yhdysverkko.viz.scene import (
    Backdrop,
    Finding,
    Guide,
    KindEntry,
    Legend,
    Line,
    Mark,
    RelationEntry,
    Scene,
    Tone,
)

DAY = date(2020, 12, 31)
MISSING = Tone("missing", "yhdyshenkilö puuttuu", "#B3261E", (3, 2), "!")
NAMED = Tone("named", "yhdyshenkilö nimetty", "#00568A", (), "+")
KINDS = ("Municipality", "Person", "Association", "Organisation", "Project", "Event")
RELATIONS = ("LIAISON_FOR", "WORKS_FOR", "COOPERATES_WITH", "FUNDS", "LOCATED_IN", "BORDERS")


ENDINGS = (
    "Yhdistys ry",
    "kylätoimikunta",
    "nuorisoseura ry",
    "järjestöhanke 2020",
    "kotiseutuyhdistys ja talkooväki ry",
    "Tuki",
)


def kind_entry(name: str, count: int = 0, *, shown: bool = True) -> KindEntry:
    kind = ontology().kinds[name]
    return KindEntry(name, kind.label["fi"], kind.plural["fi"], kind.colour, kind.shape, count, shown)


def relation_entry(name: str, count: int = 0, *, shown: bool = True) -> RelationEntry:
    kind = ontology().relations[name]
    style = ontology().lines[kind.line]
    return RelationEntry(name, kind.label["fi"], style.colour, style.dash, kind.symmetric, count, shown)


def legend(*tones: tuple[Tone, int]) -> Legend:
    """Borders are switched off in it, as a map has them at first."""
    return Legend(
        tuple(kind_entry(name) for name in KINDS),
        tuple(relation_entry(name, shown=name != "BORDERS") for name in RELATIONS),
        tones,
        "merkin koko: yhteyksien määrä",
        "viivan paksuus: kuinka monta yhteyttä",
        "katkoviiva: päättynyt tai ehdotettu",
    )


def small_scene() -> Scene:
    """Six marks and five lines, one off and one ended, all that a scene can have, and an attack in each text."""
    marks = (
        Mark(HANKASALMI, "Hankasalmi", "Municipality", (320.0, 200.0), 14.0, 4.0, tone="named"),
        Mark(AANEKOSKI, "Äänekoski", "Municipality", (60.0, 40.0), 12.0, 2.0, tone="missing"),
        Mark(JYVASKYLA, "Jyväskylä", "Municipality", (80.0, 260.0), 6.0, 0.0),
        Mark(MAIJA, "Maija Meikäläinen", "Person", (380.0, 120.0), 9.0, 2.0),
        Mark(KYT, "Keski-Suomen Yhteisöjen Tuki ry", "Association", (200.0, 160.0), 10.0, 3.0),
        Mark(ATTACKER, HOSTILE, "Association", (230.0, 40.0), 8.0, 1.0),
    )
    lines = (
        Line("liaison", "LIAISON_FOR", MAIJA, HANKASALMI, Period(date(2018, 10, 8))),
        Line("works", "WORKS_FOR", MAIJA, HANKASALMI, Period(None, date(2019, 1, 1))),
        Line("together", "COOPERATES_WITH", KYT, HANKASALMI, weight=4.0),
        Line("attack", "COOPERATES_WITH", ATTACKER, AANEKOSKI),
        Line("border", "BORDERS", HANKASALMI, JYVASKYLA),
    )
    corners = ((20.0, 0.0), (420.0, 60.0), (400.0, 300.0), (40.0, 300.0))
    return Scene(
        View(),
        "fi",
        f"Yhdyshenkilöt {HOSTILE}",
        "31.12.2020 · 6 kohdetta, 4 yhteyttä",
        marks,
        lines,
        legend((MISSING, 1), (NAMED, 1)),
        f"Yhdyshenkilöt 31.12.2020. Lähde: Kysely {HOSTILE}.",
        f"Kartalla on 3 kuntaa; yhdeltä puuttuu yhdyshenkilö. {HOSTILE}",
        backdrops=(Backdrop(f"Keski-Suomi {HOSTILE}", (corners,), (220.0, 280.0), "#4C9BE8"),),
        guides=(Guide("2020", ((20.0, 320.0), (420.0, 320.0)), (220.0, 320.0)),),
        findings=(Finding(AANEKOSKI, "Äänekoski", f"yhdyshenkilö puuttuu {HOSTILE}"),),
        sources={"survey": f"Kysely {HOSTILE}"},
        date_of_data=DAY,
    )


def bare_scene(*marks: Mark, lines: tuple[Line, ...] = ()) -> Scene:
    """These marks and lines and nothing else."""
    plain = replace(legend(), size="", width="", dashed="")
    return Scene(View(), "fi", "Kartta", "31.12.2020", marks, lines, plain, "Kartta.", "Kartta.", date_of_data=DAY)


def crowded_scene(count: int) -> Scene:
    """So many marks and twice as many lines: municipalities anywhere, the rest near them, names of real lengths."""
    draw = random.Random(count)
    side = 95.0 * count**0.5
    towns = [Ref("Municipality", f"{900 + number}") for number in range(count // 6)]
    spots = {ref: (draw.uniform(0, side), draw.uniform(0, 1.3 * side)) for ref in towns}
    others = [Ref(KINDS[1 + number % 5], f"esimerkki-{number}") for number in range(count - len(towns))]
    for ref in others:
        x, y = spots[draw.choice(towns)]
        spots[ref] = (x + draw.gauss(0, 60), y + draw.gauss(0, 60))
    ranks = {ref: round(draw.paretovariate(1.2), 2) for ref in spots}
    names = {ref: f"Esimerkkilä {ref.id}" for ref in towns}
    names |= {ref: f"{draw.choice(('Esimerkin', 'Keskikylän', 'Mallilan'))} {draw.choice(ENDINGS)}" for ref in others}
    marks = tuple(
        Mark(ref, names[ref], ref.kind, spot, min(6 + 2 * ranks[ref], 24.0), ranks[ref], tone=_tone(ref))
        for ref, spot in sorted(spots.items())
    )
    lines = tuple(
        Line(f"{number}", RELATIONS[number % 5], draw.choice(others), draw.choice(towns), weight=float(1 + number % 3))
        for number in range(2 * count)
    )
    tones = tuple((tone, sum(mark.tone == tone.name for mark in marks)) for tone in (MISSING, NAMED))
    found = tuple(Finding(ref, names[ref], "yhdyshenkilö puuttuu") for ref in towns if _tone(ref) == "missing")
    about = f"{len(marks)} kohdetta, {len(lines)} yhteyttä"
    scene = Scene(View(), "fi", "Esimerkkikartta", about, marks, lines, legend(*tones), about, about)
    return replace(scene, findings=found, date_of_data=DAY)


def _tone(ref: Ref) -> str:
    if ref.kind != "Municipality":
        return ""
    return ("missing", "named", "")[int(ref.id) % 3]
