"""Kumu workbook: sheets Elements and Connections, which Kumu imports and our own loader reads back."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from yhdysverkko.graph.messages import LANGUAGES, current_language
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.tables import header_label
from yhdysverkko.graph.values import Value
from yhdysverkko.viz.exports.fields import Places, identify
from yhdysverkko.viz.exports.files import open_workbook, write_text
from yhdysverkko.viz.exports.tablecells import table_value, told_properties, write_value

ELEMENTS = ("ID", "Label", "Type", "Description")
CONNECTIONS = ("From", "To", "Direction", "Type")

RESERVED = {"id", "label", "type", "description", "tags", "image", "from", "to", "direction", "strength"}
"""Headers that mean something of their own to Kumu, so that no property may have them."""

Row = Mapping[str, Value | None]


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as a Kumu workbook in the current language; Kumu places its elements itself.

    Connections name their ends by ID, since two entities may have the same name.
    """
    del places
    language = current_language()
    with open_workbook(stream) as book:
        day_form = book.add_format({"num_format": "d.m.yyyy"})
        elements = [_element(entity, language) for entity in projection.entities]
        _write_sheet(book.add_worksheet("Elements"), ELEMENTS, elements, day_form)
        connections = [_connection(tie, language) for tie in projection.ties]
        _write_sheet(book.add_worksheet("Connections"), CONNECTIONS, connections, day_form)


def _element(entity: Entity, language: str) -> Row:
    kind, properties = ontology().kinds[entity.ref.kind], told_properties(entity)
    own = {
        "ID": identify(entity.ref),
        "Label": entity.name,
        "Type": kind.label[language],
        "Description": properties.get("note"),
    }
    return {**own, **_columns(kind, properties, language)}


def _connection(tie: Tie, language: str) -> Row:
    kind = ontology().relations[tie.kind]
    own = {
        "From": identify(tie.start),
        "To": identify(tie.end),
        "Direction": "undirected" if kind.symmetric else "directed",
        "Type": kind.label[language],
    }
    return {**own, **_columns(kind, tie.properties, language)}


def _columns(of: Kind | RelationKind, properties: Mapping[str, Value], language: str) -> Row:
    hidden = ("name", "note") if isinstance(of, Kind) else ()
    return {
        _header(of, name, language): table_value(of, name, properties, language)
        for name in properties
        if name not in hidden and not of.properties[name].derived
    }


def _header(of: Kind | RelationKind, name: str, language: str) -> str:
    """The label of a property, in another language where Kumu would take it for a word of its own."""
    labels = (header_label(name, of, each) for each in (language, *LANGUAGES))
    return next(label for label in labels if label.casefold() not in RESERVED)


def _write_sheet(sheet: Any, first: Iterable[str], rows: Iterable[Row], day_form: Any) -> None:
    rows = list(rows)
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(dict.fromkeys([*first, *(name for row in rows for name in row)])):
        write_text(sheet, 0, column, header)
        for line, row in enumerate(rows, start=1):
            write_value(sheet, line, column, row.get(header), day_form)
