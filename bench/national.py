"""A made-up graph of national scale as CSV tables: seeded, so that every run measures the same rows."""

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from yhdysverkko.loaders.register import municipalities

SEED = 20261122


class Scale(NamedTuple):
    """How many nodes and relations there are in all; at scale 1, 165,000 and 600,000."""

    share: float

    def of(self, whole: int) -> int:
        return max(1, round(whole * self.share))


NATIONAL = Scale(1.0)
INDICATORS = 28


REGION, REGIONAL = "13", Scale(1 / 11)
"""Central Finland with 15,000 nodes and 55,000 relations."""


def write_tables(folder: Path, scale: Scale = NATIONAL, region: str | None = None) -> dict[str, int]:
    """Write the tables of one source, in the municipalities of one region or of all; returns the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.yml").write_text("id: national\ntitle: National scale, made up\n", encoding="utf-8")
    rows = {}
    for name, header, lines in _tables(random.Random(SEED), scale, region):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            rows[name] = 0
            for line in lines:
                writer.writerow(line)
                rows[name] += 1
    return rows


Table = tuple[str, list[str], Iterator[tuple[object, ...]]]


def _tables(chance: random.Random, scale: Scale, region: str | None) -> Iterator[Table]:
    codes = [item.code for item in municipalities() if region in (None, item.region)]
    associations, people = scale.of(126_772), scale.of(20_000)
    events, projects = scale.of(10_000), scale.of(5_000)
    structures, plans = scale.of(2_000), scale.of(1_000)
    series = scale.of(200)

    def association() -> str:
        return f"association:yhdistys-{chance.randrange(associations)}"

    def person() -> str:
        return f"person:henkilö-{chance.randrange(people)}"

    def event() -> str:
        return f"event:tapahtuma-{chance.randrange(events)}"

    def project() -> str:
        return f"project:hanke-{chance.randrange(projects)}"

    def municipality() -> str:
        # A few large towns have most of the associations, as in the country.
        return f"municipality:{codes[int(len(codes) * chance.random() ** 3)]}"

    def structure_type() -> str:
        return chance.choice(["premises", "grants", "regular_meeting", "cooperation_document", "wellbeing_report"])

    def year() -> int:
        return chance.randrange(2010, 2026)

    yield (
        "Association",
        ["id", "name", "field"],
        ((f"yhdistys-{i}", f"Esimerkkiyhdistys {i} ry", f"ala {i % 20}") for i in range(associations)),
    )
    yield (
        "Person",
        ["id", "name", "subject"],
        ((f"henkilö-{i}", f"Esimerkki Henkilö {i}", "official") for i in range(people)),
    )
    yield (
        "Event",
        ["id", "name", "date"],
        ((f"tapahtuma-{i}", f"Esimerkkitapahtuma {i}", f"{year()}-05-17") for i in range(events)),
    )
    yield "Project", ["id", "name"], ((f"hanke-{i}", f"Esimerkkihanke {i}") for i in range(projects))
    yield (
        "EventSeries",
        ["id", "name", "per_year"],
        ((f"sarja-{i}", f"Esimerkkisarja {i}", 1 + i % 4) for i in range(series)),
    )
    yield (
        "CooperationStructure",
        ["id", "name", "type"],
        ((f"rakenne-{i}", f"Esimerkkirakenne {i}", structure_type()) for i in range(structures)),
    )
    yield (
        "Plan",
        ["id", "name", "status"],
        ((f"suunnitelma-{i}", f"Esimerkkisuunnitelma {i}", chance.choice(["idea", "done"])) for i in range(plans)),
    )
    yield "Indicator", ["id", "name"], ((f"i{i:02d}", f"Mittari {i}") for i in range(1, INDICATORS + 1))
    yield (
        "LOCATED_IN",
        ["from", "to"],
        ((f"association:yhdistys-{i}", municipality()) for i in range(associations)),
    )
    yield (
        "WORKS_FOR",
        ["from", "to", "title", "valid_from"],
        ((f"person:henkilö-{i}", municipality(), f"nimike {i % 50}", f"1.1.{year()}") for i in range(people)),
    )
    yield (
        "MEMBER_OF",
        ["from", "to", "role"],
        ((person(), association(), f"rooli {i}") for i in range(scale.of(130_000))),
    )
    yield (
        "PARTICIPATES_IN",
        ["from", "to", "role"],
        ((association(), event(), f"rooli {i}") for i in range(scale.of(150_000))),
    )
    yield "ORGANISES", ["from", "to"], _distinct(scale.of(60_000), lambda: (association(), event()))
    yield "COOPERATES_WITH", ["from", "to"], _distinct(scale.of(60_000), lambda: (association(), municipality()))
    yield (
        "FUNDS",
        ["from", "to", "year", "amount"],
        _distinct(scale.of(30_000), lambda: (municipality(), project(), year(), chance.randrange(1, 90) * 1000)),
    )
    yield (
        "LIAISON_FOR",
        ["from", "to", "valid_from"],
        ((f"person:henkilö-{i}", municipality(), f"1.1.{year()}") for i in range(scale.of(300))),
    )
    yield "HELD_IN", ["from", "to"], ((f"event:tapahtuma-{i}", municipality()) for i in range(events))
    yield (
        "PART_OF_SERIES",
        ["from", "to"],
        (
            (f"event:tapahtuma-{i}", f"event_series:sarja-{chance.randrange(series)}")
            for i in range(min(events, scale.of(8_000)))
        ),
    )
    yield (
        "HAS_STRUCTURE",
        ["from", "to"],
        ((municipality(), f"cooperation_structure:rakenne-{i}") for i in range(structures)),
    )
    yield "FOR", ["from", "to"], ((f"plan:suunnitelma-{i}", municipality()) for i in range(plans))
    yield (
        "SCORES",
        ["from", "to", "date", "value"],
        _distinct(
            scale.of(1_928),
            lambda: (
                municipality(),
                f"indicator:i{chance.randrange(1, INDICATORS + 1):02d}",
                year(),
                chance.randrange(3),
            ),
        ),
    )


def _distinct(count: int, make: Callable[[], tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """`count` rows whose first three cells differ."""
    seen: set[tuple[object, ...]] = set()
    while len(seen) < count:
        row = make()
        if row[:3] not in seen:
            seen.add(row[:3])
            yield row
