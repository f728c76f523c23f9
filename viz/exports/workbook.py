"""XLSX: the tables of `yhdysverkko template`, filled, so that they can be corrected and loaded again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.tables import headers, sheet_title
from yhdysverkko.graph.values import Value, format_date
from yhdysverkko.viz.exports.fields import Places, identify, source_titles
from yhdysverkko.viz.exports.files import open_workbook, write_text
from yhdysverkko.viz.exports.tablecells import table_value, told_properties, write_value
from yhdysverkko.viz.words import extent

Rows = Sequence[Mapping[str, Value | None]]


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write a projection as a workbook with a sheet for each kind and relation that there is, in the current language.

    The first sheet says what there is, of which day and by which sources; a loader leaves it out. `places` have no
    column, nor have sources: what is loaded from a table has that table as its source.
    """
    del places
    with open_workbook(stream) as book:
        bold, day_form = book.add_format({"bold": True}), book.add_format({"num_format": "d.m.yyyy"})
        tables = list(_tables(projection, current_language()))
        _write_front(book, projection, [of for of, _ in tables], bold)
        for of, rows in tables:
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


def _write_front(book: Any, projection: Projection, tables: Sequence[Kind | RelationKind], bold: Any) -> None:
    language = current_language()
    """The sheet of instructions: the day, how much there is, how to read it, what each sheet is about, the sources."""
    sheet = book.add_worksheet(say("loaders.template.instructions_sheet"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    day = format_date(projection.as_of) if projection.as_of else None
    write_text(sheet, 0, 0, say("map.as_of", date=day) if day else say("map.as_of_unknown"), bold)
    write_text(sheet, 0, 1, extent(len(projection.entities), len(projection.ties), language), bold)
    lines = say("export.front").strip().split("\n")
    for row, line in enumerate(lines, start=1):
        write_text(sheet, row, 1, line, wrapped)
    first = len(lines) + 2
    for row, of in enumerate(tables, start=first):
        title = sheet_title(of, language)
        sheet.write_url(row, 0, f"internal:'{title}'!A1", string=title)
        write_text(sheet, row, 1, of.label[language])
    for row, title in enumerate(source_titles(projection), start=first + len(tables) + 1):
        write_text(sheet, row, 0, say("export.source"))
        write_text(sheet, row, 1, title, wrapped)
