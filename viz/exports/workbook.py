"""XLSX: the tables of `yhdysverkko template`, filled, so that they can be corrected and loaded again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.tables import headers, sheet_title
from yhdysverkko.graph.values import Value
from yhdysverkko.viz.exports.fields import Places, identify
from yhdysverkko.viz.exports.files import open_workbook, write_text
from yhdysverkko.viz.exports.tablecells import table_value, told_properties, write_value

Rows = Sequence[Mapping[str, Value | None]]


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as a workbook with a sheet for each kind and relation that there is, in the current language.

    `places` have no column. Sources are not told: what is loaded from a table has that table as its source.
    """
    del places
    with open_workbook(stream) as book:
        bold, day_form = book.add_format({"bold": True}), book.add_format({"num_format": "d.m.yyyy"})
        for of, rows in _tables(projection, current_language()):
            _write_sheet(book.add_worksheet(sheet_title(of, current_language())), of, rows, bold, day_form)


def _tables(projection: Projection, language: str) -> Iterable[tuple[Kind | RelationKind, Rows]]:
    """Every kind and relation of which there is something, with its rows by property (or id, from, to)."""
    found: dict[str, list[Mapping[str, Value | None]]] = {}
    for entity in projection.entities:
        kind, properties = ontology().kinds[entity.ref.kind], told_properties(entity)
        values = {name: table_value(kind, name, properties, language) for name in properties}
        found.setdefault(kind.name, []).append({"id": entity.ref.id, **values})
    for tie in projection.ties:
        relation = ontology().relations[tie.kind]
        values = {name: table_value(relation, name, tie.properties, language) for name in tie.properties}
        found.setdefault(relation.name, []).append({"from": identify(tie.start), "to": identify(tie.end), **values})
    owners: list[Kind | RelationKind] = [*ontology().domain_kinds.values(), *ontology().relations.values()]
    for of in owners:
        if of.name in found:
            yield of, found[of.name]


def _write_sheet(sheet: Any, of: Kind | RelationKind, rows: Rows, bold: Any, day_form: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, (name, header) in enumerate(headers(of, current_language())):
        write_text(sheet, 0, column, header, bold)
        sheet.set_column(column, column, min(40, max(14, len(header) + 2)))
        for line, row in enumerate(rows, start=1):
            write_value(sheet, line, column, row.get(name), day_form)
