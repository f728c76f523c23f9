"""The municipal register: facts on municipalities, regions and wellbeing services counties, and finding one by name.

The tables in loaders/data come from Statistics Finland and the National Land Survey of Finland (CC BY 4.0);
scripts/build_reference.py writes them.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from yhdysverkko.graph.values import Point, parse_date, tidy

DATA_FILES = (
    "municipalities.csv", "mergers.csv", "region_changes.csv", "regions.csv", "wellbeing_counties.csv", "borders.csv",
)  # fmt: skip

# The register of mergers gives no genitives; texts write "Pertunmaan kunta".
FORMER_GENITIVES = {
    "099": "Honkajoen", "164": "Jalasjärven", "174": "Juankosken", "283": "Hämeenkosken", "319": "Köyliön",
    "413": "Lavian", "442": "Luvian", "476": "Maaningan", "532": "Nastolan", "588": "Pertunmaan",
    "838": "Tarvasjoen", "911": "Valtimon",
}  # fmt: skip


class Municipality(NamedTuple):
    """A municipality of the 2026 division; an empty text is an unknown. `line` is its line in municipalities.csv."""

    line: int
    code: str
    name: str
    name_sv: str
    name_en: str
    genitive: str
    type: str
    business_id: str
    language: str
    urbanity: str
    region: str
    wellbeing_county: str
    subregion: str
    subregion_name: str
    subregion_name_sv: str
    location: Point
    land_km2: float
    population: int
    population_year: int


class FormerMunicipality(NamedTuple):
    """A municipality that ceased on `date`, when it became part of `into`."""

    line: int
    date: date
    code: str
    name: str
    name_sv: str
    region: str
    into: str


class RegionChange(NamedTuple):
    """A municipality that moved from one region to another on `date`."""

    line: int
    date: date
    code: str
    old: str
    new: str


class Unit(NamedTuple):
    """A region or a wellbeing services county."""

    line: int
    code: str
    name: str
    name_sv: str
    name_en: str


class Border(NamedTuple):
    """A pair of neighbours; `border` is land, sea or point (the two touch in one point only)."""

    line: int
    a: str
    b: str
    border: str


def data_bytes(name: str) -> bytes:
    """The content of one of DATA_FILES."""
    return files("yhdysverkko.loaders").joinpath("data", name).read_bytes()


def _table(name: str) -> Iterable[tuple[int, Mapping[str, str]]]:
    return enumerate(csv.DictReader(data_bytes(name).decode("utf-8").splitlines()), start=2)


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The municipalities of 2026, by code."""
    return tuple(
        Municipality(
            line,
            row["code"], row["name_fi"], row["name_sv"], row["name_en"], row["genitive"], row["type"],
            row["business_id"], row["language"], row["urbanity"], row["region"], row["wellbeing_county"],
            row["subregion"], row["subregion_fi"], row["subregion_sv"],
            Point(float(row["lat"]), float(row["lon"])), float(row["land_km2"]),
            int(row["population"]), int(row["population_year"]),
        )
        for line, row in _table("municipalities.csv")
    )  # fmt: skip


@cache
def former_municipalities() -> tuple[FormerMunicipality, ...]:
    """The municipalities that ceased since 2015."""
    return tuple(
        FormerMunicipality(
            line, parse_date(row["date"]), row["code"], row["name_fi"], row["name_sv"], row["region"], row["into"]
        )
        for line, row in _table("mergers.csv")
    )


@cache
def region_changes() -> tuple[RegionChange, ...]:
    return tuple(
        RegionChange(line, parse_date(row["date"]), row["code"], row["from"], row["to"])
        for line, row in _table("region_changes.csv")
    )


@cache
def regions() -> tuple[Unit, ...]:
    return _units("regions.csv")


@cache
def wellbeing_counties() -> tuple[Unit, ...]:
    """The 21 counties, and Helsinki (90) and Åland (91), which take care of the same duties themselves."""
    return _units("wellbeing_counties.csv")


def _units(name: str) -> tuple[Unit, ...]:
    return tuple(Unit(line, row["code"], row["name_fi"], row["name_sv"], row["name_en"]) for line, row in _table(name))


@cache
def borders() -> tuple[Border, ...]:
    return tuple(Border(line, row["from"], row["to"], row["border"]) for line, row in _table("borders.csv"))


def find_municipality(text: str) -> str | None:
    """The code of a municipality, present or former.

    Known by its code ("077", "77", "77.0"), its name in Finnish, Swedish or English, or as an organisation
    ("Hankasalmen kunta", "Hangasniemi kommun").
    """
    return find_code("Municipality", text)


def find_code(kind: str, text: str) -> str | None:
    """The code of a Municipality, Region or WellbeingCounty by code or name, if the register has it."""
    bare = tidy(text).casefold().removesuffix(".0")
    width = 3 if kind == "Municipality" else 2
    return _codes().get(kind, {}).get(bare.zfill(width) if bare.isdigit() else bare)


def known_forms(kind: str) -> Iterable[str]:
    """Every (casefolded) code and name that find_code knows of a kind; none for a kind without a register."""
    return _codes().get(kind, {})


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, str] = {}
    for former in former_municipalities():
        genitive = FORMER_GENITIVES[former.code]
        found |= _forms(former.code, former.name, former.name_sv, former.name, genitive)
    for item in municipalities():
        found |= _forms(item.code, item.name, item.name_sv, item.name_en, item.genitive)
    return {
        "Municipality": found,
        "Region": _unit_codes(regions()),
        "WellbeingCounty": _unit_codes(wellbeing_counties()),
    }


def _forms(code: str, name: str, name_sv: str, name_en: str, genitive: str) -> dict[str, str]:
    swedish = name_sv or name
    forms = [code, name, swedish, name_en, f"{swedish} kommun", f"{swedish} stad", f"{name} kommun", f"{name} stad"]
    if genitive:
        forms += [f"{genitive} kunta", f"{genitive} kaupunki"]
    return {form.casefold(): code for form in forms if form}


def _unit_codes(units: Iterable[Unit]) -> dict[str, str]:
    return {form.casefold(): unit.code for unit in units for form in (unit.code, unit.name, unit.name_sv, unit.name_en)}
