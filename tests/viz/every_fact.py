"""A network with one entity of every kind and one tie of every relation, every property of each with a value."""

from collections.abc import Mapping
from datetime import date

from yhdysverkko.graph.ontology import UNSHOWN, Property, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref, relation_id
from yhdysverkko.graph.values import Point, Value

VALUES: Mapping[str, Value] = {
    "string": "=1+1, pieni testi",
    "integer": 4601,
    "number": 12.25,
    "boolean": False,
    "date": date(2019, 5, 31),
    "partial_date": "2019-05",
    "time": "17:30",
    "point": Point(62.39, 26.44),
    "url": "https://example.org/a?b=1",
    "business_id": "1234567-1",
    "register_number": "123.456",
}
PERIOD: Mapping[str, Value] = {
    "valid_from": date(2018, 1, 1),
    "valid_from_precision": "year",
    "valid_to": date(2021, 3, 1),
    "valid_to_precision": "month",
}
CODES = {"Municipality": "077", "Region": "13", "WellbeingCounty": "13"}


def every_fact() -> Projection:
    """Every kind and relation, each property filled but for contacts, which a projection never has."""
    entities = [
        Entity(Ref(kind.name, CODES.get(kind.name, "yksi")), kind.name, _filled(kind.properties, name=kind.name), ())
        for kind in ontology().domain_kinds.values()
    ]
    entities.append(Entity(Ref("Municipality", "992"), "Toinen", {"name": "Toinen"}, ()))
    refs = {entity.ref.kind: entity.ref for entity in reversed(entities)}
    ties = []
    for kind in ontology().relations.values():
        start = refs[kind.start[0]]
        end = next(ref for ref in (*refs.values(), entities[-1].ref) if ref.kind in kind.end and ref != start)
        properties = _filled(kind.properties)
        ties.append(Tie(kind.name, start, end, relation_id(kind, start, end, properties), properties, ()))
    return Projection(tuple(sorted(entities, key=lambda entity: entity.ref)), tuple(ties))


def _filled(properties: Mapping[str, Property], **known: Value) -> dict[str, Value]:
    values = {
        name: item.enum[-1] if item.enum else VALUES[item.type]
        for name, item in properties.items()
        if item.personal not in UNSHOWN
    }
    return {**values, **{name: value for name, value in PERIOD.items() if name in properties}, **known}
