"""Tables of one kind or one relation: a header of property names, a row for each entity or tie."""

from collections.abc import Iterable, Iterator, Mapping

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind
from yhdysverkko.graph.records import (
    BadValue,
    Place,
    Record,
    Rejection,
    make_node,
    make_relation,
    normalise_id,
    shown,
)
from yhdysverkko.graph.tables import ENDS, PERIOD
from yhdysverkko.graph.values import Value, is_unknown, tidy
from yhdysverkko.loaders.columns import Reader, column_reader, period_reader, refuse_formula_error
from yhdysverkko.loaders.headings import Heading, fold
from yhdysverkko.loaders.naming import header_names, nearest
from yhdysverkko.loaders.privacy import protect
from yhdysverkko.loaders.references import reference_reader
from yhdysverkko.loaders.register import find_code, known_forms
from yhdysverkko.loaders.run import Maker, Run
from yhdysverkko.loaders.sheets import Sheet


class Table:
    """A sheet about one kind of entity or relation, as a part of a source."""

    def __init__(self, sheet: Sheet, of: Kind | RelationKind, vocabulary: Ontology) -> None:
        names = header_names(vocabulary, of)
        self.of = of
        self.sheet = sheet.with_header(names)
        self.columns: dict[str, Heading] = {}
        self.notices: list[str] = []
        self._problem: BadValue | None = None
        try:
            self._match_columns(names)
            if self.sheet.headings:
                _check_required(of, self.columns)
        except BadValue as error:
            self._problem = error

    def nodes(self, run: Run) -> Iterator[Record | Rejection]:
        """The entities of the table, or the rejection of a table that cannot be read as a whole."""
        if self._problem:
            yield self.sheet.reject(self.sheet.header_line, self._problem)
        elif isinstance(self.of, Kind) and self.columns:
            yield from run.read(self.sheet, self._node_maker(run, self.of), self._headers())

    def relations(self, run: Run) -> Iterator[Record | Rejection]:
        """The ties of the table."""
        if isinstance(self.of, RelationKind) and self.columns and not self._problem:
            yield from run.read(self.sheet, self._relation_maker(run, self.of), self._headers())

    def _match_columns(self, names: Mapping[str, str]) -> None:
        """Find the property of each column by its full name, else by the name without its group."""
        for heading in self.sheet.headings:
            name = names.get(fold(heading.full)) or names.get(fold(heading.short))
            if name is None:
                self.notices.append(_unknown_column(self.sheet, heading, names))
            elif name in self.columns:
                other = self.columns[name].full
                raise BadValue(heading.full, "", "loaders.column_repeated", name=name, other=other)
            else:
                self.columns[name] = heading

    def _headers(self) -> Mapping[str, str]:
        return {name: heading.full for name, heading in self.columns.items()}

    def _readers(self, run: Run) -> list[tuple[int, Reader]]:
        properties = self.of.properties
        return [
            (heading.at, period_reader(name) if name in PERIOD else column_reader(properties[name], run.contacts))
            for name, heading in self.columns.items()
            if name in properties
        ]

    def _node_maker(self, run: Run, kind: Kind) -> Maker:
        sheet, readers = self.sheet, self._readers(run)
        id_at = self.columns["id"].at if "id" in self.columns else None

        def make(line: int, cells: list[str]) -> Iterable[Record]:
            properties: dict[str, Value] = {}
            for at, read in readers:
                properties.update(read(cells[at]))
            protect(kind, properties)
            entity_id = entity_id_of(kind, cells[id_at] if id_at is not None else "", properties)
            node = make_node(kind, entity_id, properties, sheet.evidence(line))
            if not run.is_new(node, sheet, line):
                return ()
            run.index.add(kind, node.ref, str(properties["name"]))
            return (node,)

        return make

    def _relation_maker(self, run: Run, kind: RelationKind) -> Maker:
        sheet, readers = self.sheet, self._readers(run)
        start_at, end_at = (self.columns[end].at for end in ENDS)
        start_of = reference_reader(run.vocabulary, run.index, "from", kind.start)
        end_of = reference_reader(run.vocabulary, run.index, "to", kind.end)

        def make(line: int, cells: list[str]) -> Iterable[Record]:
            properties: dict[str, Value] = {}
            for at, read in readers:
                properties.update(read(cells[at]))
            ends = start_of(cells[start_at]), end_of(cells[end_at])
            relation = make_relation(kind, *ends, properties, sheet.evidence(line))
            return (relation,) if run.is_new(relation, sheet, line) else ()

        return make


def entity_id_of(kind: Kind, text: str, properties: Mapping[str, Value]) -> str:
    """The id that a cell gives, or the one that the name makes where the cell is empty.

    Codes may be written as names ("Hankasalmi" for 077). Raises BadValue where neither says which entity is meant.
    """
    refuse_formula_error("id", text)
    given = tidy(text)
    given = given.removeprefix(f"{kind.prefix}:").strip()
    column, source = ("name", str(properties.get("name", ""))) if is_unknown(given) else ("id", given)
    if not source:
        raise BadValue("name", "", "value.required", name="name")
    if (code := find_code(kind.name, source)) is not None:
        return code
    if column == "name" and not kind.id.slug:
        known = nearest(source, known_forms(kind.name))
        raise BadValue("name", source, "loaders.not_found", kind=kind.name, nearest=known)
    if not (entity_id := normalise_id(kind, source)):
        raise BadValue(column, shown(source, kind.id.personal), "loaders.no_id")
    return entity_id


def _check_required(of: Kind | RelationKind, columns: Mapping[str, Heading]) -> None:
    required = [item.name for item in of.properties.values() if item.required]
    for name in [*(ENDS if isinstance(of, RelationKind) else ()), *required]:
        if name not in columns:
            raise BadValue(name, "", "loaders.column_missing", name=name)


def _unknown_column(sheet: Sheet, heading: Heading, names: Mapping[str, str]) -> str:
    place = Place(sheet.file, sheet.name)
    return say("loaders.unknown_column", place=place, column=heading.full, nearest=nearest(heading.full, names))
