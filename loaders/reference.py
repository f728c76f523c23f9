"""The reference source: Finland's municipalities of 2026, the units they belong to, their neighbours and mergers."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Node, Record, Ref, Relation, make_node, make_relation
from yhdysverkko.graph.values import Value
from yhdysverkko.loaders import register

SOURCE = "kunnat-2026"
"""The id of the source."""

VERSION = "1"
"""Changes when the same data would give other records, so that stores load them anew."""

COUNTIES_BEGAN = date(2023, 1, 1)


Evidence = Mapping[str, object]


class ReferenceSource:
    """The municipal facts as a source; the same shape as tables.TableSource."""

    def __init__(self, vocabulary: Ontology) -> None:
        self.vocabulary = vocabulary
        self.notices: list[str] = []
        self.source = Source(
            id=SOURCE,
            kind="reference",
            title="Suomen kunnat 2026 – Tilastokeskus (Statistics Finland), "
            "Maanmittauslaitos (National Land Survey of Finland)",
            sha256=_checksum(),
            loader="reference",
            version=VERSION,
            uri="https://stat.fi/fi/luokitukset/kunta",
            published=date(2026, 1, 1),
            licence="CC BY 4.0",
        )

    def records(self) -> Iterator[Record]:
        """All nodes, then all relations."""
        yield from self._municipalities()
        yield from self._former_municipalities()
        yield from self._units("regions.csv", "Region", register.regions())
        yield from self._units(
            "wellbeing_counties.csv", "WellbeingCounty", register.wellbeing_counties(), **_from(COUNTIES_BEGAN)
        )
        yield from self._subregions()
        yield from self._memberships()
        yield from self._former_memberships()
        yield from self._borders()
        yield from self._mergers()

    def _municipalities(self) -> Iterator[Node]:
        for item in register.municipalities():
            yield self._node(
                "Municipality", item.code, _at("municipalities.csv", item.line),
                name=item.name, name_sv=item.name_sv, name_en=item.name_en, genitive=item.genitive, type=item.type,
                business_id=item.business_id, language=item.language, urbanity=item.urbanity,
                location=item.location, land_km2=item.land_km2, population=item.population,
                population_date=date(item.population_year, 12, 31),
            )  # fmt: skip

    def _former_municipalities(self) -> Iterator[Node]:
        for item in register.former_municipalities():
            properties = {"name": item.name, "name_sv": item.name_sv, **_to(item.date)}
            yield self._node("Municipality", item.code, _at("mergers.csv", item.line), **properties)

    def _units(self, file: str, kind: str, units: tuple[register.Unit, ...], **period: Value) -> Iterator[Node]:
        for unit in units:
            names = {"name": unit.name, "name_sv": unit.name_sv, "name_en": unit.name_en}
            yield self._node(kind, unit.code, _at(file, unit.line), **names, **period)

    def _subregions(self) -> Iterator[Node]:
        """One Area for each subregion, as the first of its municipalities names it."""
        first = {item.subregion: item for item in reversed(register.municipalities())}
        for code in sorted(first):
            item = first[code]
            names = {"name": f"{item.subregion_name} (seutukunta)", "name_sv": item.subregion_name_sv}
            yield self._node(
                "Area", f"seutukunta-{code}", _at("municipalities.csv", item.line), **names, type="subregion"
            )

    def _memberships(self) -> Iterator[Relation]:
        moved = {item.code: item for item in register.region_changes()}
        for item in register.municipalities():
            at = _at("municipalities.csv", item.line)
            since = _from(moved[item.code].date) if item.code in moved else {}
            yield self._part(item.code, Ref("Region", item.region), at, since)
            county = Ref("WellbeingCounty", item.wellbeing_county)
            yield self._part(item.code, county, at, _from(COUNTIES_BEGAN))
            yield self._part(item.code, Ref("Area", f"seutukunta-{item.subregion}"), at, {})

    def _former_memberships(self) -> Iterator[Relation]:
        for change in register.region_changes():
            yield self._part(
                change.code, Ref("Region", change.old), _at("region_changes.csv", change.line), _to(change.date)
            )
        for item in register.former_municipalities():
            yield self._part(item.code, Ref("Region", item.region), _at("mergers.csv", item.line), _to(item.date))

    def _borders(self) -> Iterator[Relation]:
        for item in register.borders():
            ends = Ref("Municipality", item.a), Ref("Municipality", item.b)
            yield self._relation("BORDERS", *ends, _at("borders.csv", item.line), {"border": item.border})

    def _mergers(self) -> Iterator[Relation]:
        for item in register.former_municipalities():
            ends = Ref("Municipality", item.code), Ref("Municipality", item.into)
            yield self._relation("MERGED_INTO", *ends, _at("mergers.csv", item.line), {"date": item.date})

    def _node(self, kind: str, entity_id: str, evidence: Evidence, **properties: Value) -> Node:
        known = {name: value for name, value in properties.items() if value != ""}
        return make_node(self.vocabulary.kinds[kind], entity_id, known, evidence)

    def _part(self, code: str, whole: Ref, evidence: Evidence, period: dict[str, Value]) -> Relation:
        return self._relation("PART_OF", Ref("Municipality", code), whole, evidence, period)

    def _relation(self, kind: str, start: Ref, end: Ref, evidence: Evidence, properties: dict[str, Value]) -> Relation:
        return make_relation(self.vocabulary.relations[kind], start, end, properties, evidence)


def _at(file: str, line: int) -> Evidence:
    return {"file": file, "line": line}


def _from(day: date) -> dict[str, Value]:
    return {"valid_from": day, "valid_from_precision": "day"}


def _to(day: date) -> dict[str, Value]:
    return {"valid_to": day, "valid_to_precision": "day"}


def _checksum() -> str:
    digest = hashlib.sha256()
    for name in register.DATA_FILES:
        digest.update(register.data_bytes(name))
    return digest.hexdigest()
