"""Presentation: values of the graph as people in Finland read them, with labels in their language."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from yhdysverkko.graph.messages import catalogue, say
from yhdysverkko.graph.ontology import UNSHOWN, Property, ontology
from yhdysverkko.graph.projection import Entity
from yhdysverkko.graph.values import Point, Value, format_date

Properties = Mapping[str, Value]

NO_BREAK = "\u00a0"
MINUS = "\u2212"
HEADING = ("name", "name_sv", "name_en")
PERIOD = ("valid_from", "valid_from_precision", "valid_to", "valid_to_precision")
UNSAID = frozenset({*HEADING, *PERIOD, "spell", "visibility"})
"""Properties that a list of facts leaves out: heading and period say them, or they steer the program. So does a point:
the map shows it."""

_WEB = re.compile(r"https?://", re.IGNORECASE)


class Fact(BaseModel):
    """One property, ready to be read. `href` is there when the value is an address on the web."""

    model_config = ConfigDict(frozen=True)

    name: str
    label: str
    text: str
    href: str | None = None


def display_name(entity: Entity, language: str) -> str:
    """The name in the language where it has one, else the name."""
    return str(entity.properties.get(f"name_{language}") or entity.name)


def entity_facts(entity: Entity, language: str) -> list[Fact]:
    """What is known of an entity: its code, its properties in the ontology's order, other names, its period."""
    kind = ontology().kinds[entity.ref.kind]
    code = [] if kind.id.slug else [Fact(name="id", label=kind.id.label[language], text=entity.ref.id)]
    named = display_name(entity, language)
    names = [
        Fact(name=name, label=kind.properties[name].label[language], text=str(entity.properties[name]))
        for name in HEADING
        if name in kind.properties and entity.properties.get(name) not in (None, named)
    ]
    return [*code, *names, *property_facts(kind.properties, entity.properties, language)]


def relation_facts(kind: str, properties: Properties, language: str) -> list[Fact]:
    """What is known of a tie of this kind."""
    return property_facts(ontology().relations[kind].properties, properties, language)


def property_facts(known: Mapping[str, Property], properties: Properties, language: str) -> list[Fact]:
    """The properties that people are to read, in the ontology's order. Personal contact data never is among them."""
    return [*_said(known, properties, language), *_period(properties, language)]


def _said(known: Mapping[str, Property], properties: Properties, language: str) -> Iterator[Fact]:
    for name, item in known.items():
        if name in properties and name not in UNSAID and item.type != "point" and item.personal not in UNSHOWN:
            text = format_property(item, properties[name], language)
            href = text if item.type == "url" and is_web_address(text) else None
            yield Fact(name=name, label=item.label[language], text=text, href=href)


def is_web_address(text: str) -> bool:
    """Whether a text may become a link; anything but http and https (javascript: above all) may not."""
    return bool(_WEB.match(text))


def format_property(item: Property, value: Value, language: str) -> str:
    """A property's value in words: enumerations translated, units appended."""
    if item.enum:
        return choice(item.name, str(value), language)
    if item.type == "partial_date":
        return format_partial_date(str(value), language)
    if item.type == "time":
        return str(value) if language == "en" else str(value).replace(":", ".")
    text = format_value(value, language)
    return f"{text}{NO_BREAK}{item.unit}" if item.unit else text


def choice(name: str, value: str, language: str) -> str:
    """An enumerated value of the property `name` in words; a code ("0") means something only beside its property."""
    key = f"choice.{name}.{value}" if value.isdigit() else f"choice.{value}"
    return say(key, language=language) if key in catalogue() else value


def format_value(value: object, language: str) -> str:
    """Any value: 8.10.2026, 1 234,5, kyllä."""
    match value:
        case bool():
            return say("map.yes" if value else "map.no", language=language)
        case date():
            return format_date(value)
        case int() | float():
            return format_number(value, language)
        case Point():
            return (
                f"{format_number(round(value.lat, 4), language)}° N, {format_number(round(value.lon, 4), language)}° E"
            )
        case _:
            return str(value)


def format_partial_date(partial: str, language: str) -> str:
    """A day, month or year as 8.10.2026, 10/2026 or 2026; without a year ("--10-08", "--10") as 8.10. or lokakuu."""
    year, *rest = partial.replace("--", "-", 1).split("-")
    numbers = [str(int(part)) for part in rest]
    match numbers:
        case [month, day]:
            return f"{day}.{month}.{year}"
        case [month] if year:
            return f"{month}/{year}"
        case [month]:
            return say("map.months", language=language).split(", ")[int(month) - 1]
        case _:
            return year


def format_number(number: float, language: str) -> str:
    """1 234 567,5, in English 1,234,567.5; four digits stay together, so that a year remains one."""
    plain = f"{number:,.10g}" if abs(number) >= 10_000 else f"{number:.10g}"
    if language != "en":
        plain = plain.replace(",", NO_BREAK).replace(".", ",")
    return plain.replace("-", MINUS, 1)


def _period(properties: Properties, language: str) -> list[Fact]:
    start, end = properties.get("valid_from"), properties.get("valid_to")
    if not isinstance(start, date) and not isinstance(end, date):
        return []
    begun = _bound(start, properties.get("valid_from_precision"), language)
    # The graph keeps the first day that no longer holds; people say the last that did.
    last = end - timedelta(days=1) if isinstance(end, date) else None
    ended = _bound(last, properties.get("valid_to_precision"), language)
    text = begun if begun == ended else f"{begun}–{ended}"
    return [Fact(name="period", label=say("map.period", language=language), text=text)]


def _bound(day: Value | None, exactness: Value | None, language: str) -> str:
    if not isinstance(day, date):
        return ""
    length = {"year": 4, "month": 7}.get(str(exactness), 10)
    return format_partial_date(day.isoformat()[:length], language)
