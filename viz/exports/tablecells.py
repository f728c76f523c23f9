"""Table cells: properties as people write them into the tables that our loaders read."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yhdysverkko.graph.cells import cell_text
from yhdysverkko.graph.ontology import Kind, RelationKind
from yhdysverkko.graph.projection import Entity
from yhdysverkko.graph.tables import BOOLEAN_WORDS, PERIOD
from yhdysverkko.graph.values import Value, day_after, first_day, is_unknown
from yhdysverkko.viz.exports.fields import is_nameless
from yhdysverkko.viz.exports.files import write_text

LETTERS = {"year": 4, "month": 7, "day": 10}
"""How much of "2020-12-31" each precision keeps."""


def told_properties(entity: Entity) -> Mapping[str, Value]:
    """The properties of an entity; one who is not to be shown by name stays so when the table is read back."""
    return {"name": entity.name, "visibility": "internal"} if is_nameless(entity) else entity.properties


def table_value(of: Kind | RelationKind, name: str, properties: Mapping[str, Value], language: str) -> Value | None:
    """A property as a cell has it: a choice in words, a period's end as its last day, as exact as it is known."""
    value = properties.get(name)
    if value is None:
        return None
    if name in PERIOD:
        return _period(name, properties)
    item = of.properties[name]
    if item.enum:
        label = item.choice_label(str(value), language)
        # "ei tiedossa" as a choice would be read as a cell that says nothing.
        return str(value) if is_unknown(label) else label
    if isinstance(value, bool):
        return BOOLEAN_WORDS[language][0 if value else 1]
    return value


def _period(name: str, properties: Mapping[str, Value]) -> str:
    day = properties[name]
    assert isinstance(day, date)  # noqa: S101 - the ontology says so
    shown = day if name == "valid_from" else day - timedelta(days=1)
    partial = shown.isoformat()[: LETTERS[str(properties.get(f"{name}_precision", "day"))]]
    stands_for = first_day(partial) if name == "valid_from" else day_after(partial)
    return partial if stands_for == day else shown.isoformat()


def write_value(sheet: Any, row: int, column: int, value: Value | None, day_form: Any) -> None:
    """Write a value into a cell of a workbook: numbers and days as such, all else as text; `day_form` shows days."""
    match value:
        case None:
            pass
        case int() | float():
            sheet.write_number(row, column, value)
        case date():
            sheet.write_datetime(row, column, value, day_form)
        case _:
            write_text(sheet, row, column, cell_text(value))
