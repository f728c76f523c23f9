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


def write_tables(folder: Path, scale: Scale = NATIONAL) -> dict[str, int]:
    """Write the tables of one source; returns the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.yml").write_text("id: national\ntitle: National scale, made up\n", encoding="utf-8")
    rows = {}
    for name, header, lines in _tables(random.Random(SEED), scale):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            rows[name] = 0
            for line in lines:
                writer.writerow(line)
                rows[name] += 1
    return rows


Table = tuple[str, list[str], Iterator[tuple[object, ...]]]


def _tables(chance: random.Random, scale: Scale) -> Iterator[Table]:
    codes = [municipality.code for municipality in municipalities()]
    associations, people = scale.of(130_000), scale.of(20_000)
    events, projects = scale.of(10_000), scale.of(5_000)

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
        ((person(), association(), f"rooli {i}") for i in range(scale.of(150_000))),
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


def _distinct(count: int, make: Callable[[], tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """`count` rows whose first three cells differ."""
    seen: set[tuple[object, ...]] = set()
    while len(seen) < count:
        row = make()
        if row[:3] not in seen:
            seen.add(row[:3])
            yield row
