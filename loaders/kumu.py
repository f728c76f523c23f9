"""Kumu's two-sheet layout: Elements (Label, Type, Description …) and Connections (From, To, Direction, Type, Label)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind
from yhdysverkko.graph.records import BadValue, Place, Record, Rejection, make_node, make_relation
from yhdysverkko.graph.tables import PERIOD
from yhdysverkko.graph.values import Value, tidy
from yhdysverkko.loaders.columns import Reader, column_reader, period_reader
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.kinds import entity_id_of
from yhdysverkko.loaders.naming import find_kind, find_relation, header_names
from yhdysverkko.loaders.privacy import protect
from yhdysverkko.loaders.references import reference_reader
from yhdysverkko.loaders.run import Maker, Run
from yhdysverkko.loaders.sheets import Sheet

ELEMENTS, CONNECTIONS = "elements", "connections"
_ELEMENT_HEADERS = {"label", "type", "description", "id", "tags", "image"}
_CONNECTION_HEADERS = {"from", "to", "direction", "label", "type", "description", "id", "tags", "strength"}

# What Kumu itself means by a header; what it only draws with (tags, image, strength) has no use in the graph.
_OWN = _ELEMENT_HEADERS | _CONNECTION_HEADERS


def find_kumu(sheets: Sequence[Sheet], vocabulary: Ontology) -> "Kumu | None":
    """The Kumu layout among some sheets, if there is one."""
    elements = next((sheet for sheet in sheets if fold(sheet.title) == ELEMENTS), None)
    connections = next((sheet for sheet in sheets if fold(sheet.title) == CONNECTIONS), None)
    if elements is None:
        return None
    return Kumu(elements, connections, vocabulary)


class Kumu:
    """Elements and connections, as a part of a source."""

    def __init__(self, elements: Sheet, connections: Sheet | None, vocabulary: Ontology) -> None:
        self.sheets = [sheet for sheet in (elements, connections) if sheet]
        self._elements = elements.with_header(_ELEMENT_HEADERS)
        self._connections = connections.with_header(_CONNECTION_HEADERS) if connections else None
        self.notices = _unused(self._elements, vocabulary.domain_kinds.values(), vocabulary)
        if self._connections:
            self.notices += _unused(self._connections, vocabulary.relations.values(), vocabulary)

    def nodes(self, run: Run) -> Iterator[Record | Rejection]:
        """The elements; each says its kind in the column Type."""
        yield from _read(run, self._elements, ("label", "type"), _element_maker)

    def relations(self, run: Run) -> Iterator[Record | Rejection]:
        """The connections; each says its kind in the column Type, else in Label."""
        if self._connections:
            yield from _read(run, self._connections, ("from", "to"), _connection_maker)


def _read(
    run: Run, sheet: Sheet, required: Sequence[str], maker: Callable[[Run, Sheet, Mapping[str, int]], Maker]
) -> Iterator[Record | Rejection]:
    columns = _columns(sheet)
    for name in required:
        if sheet.headings and name not in columns:
            yield sheet.reject(sheet.header_line, BadValue(name, "", "loaders.column_missing", name=name))
            return
    yield from run.read(sheet, maker(run, sheet, columns), {})


def _columns(sheet: Sheet) -> dict[str, int]:
    return {fold(heading.full): heading.at for heading in reversed(sheet.headings)}


def _element_maker(run: Run, sheet: Sheet, columns: Mapping[str, int]) -> Maker:
    readers = {
        kind.name: _property_readers(run, columns, kind, {"label": "name", "description": "note"})
        for kind in run.vocabulary.domain_kinds.values()
    }
    id_at = columns.get("id")
    kind_of = cache(partial(find_kind, run.vocabulary))

    def make(line: int, cells: list[str]) -> Iterable[Record]:
        text = cells[columns["type"]]
        kind = kind_of(tidy(text))
        if kind is None:
            known = ", ".join(run.vocabulary.domain_kinds)
            raise BadValue("type", text, "loaders.unknown_type", known=known)
        properties = _properties(readers[kind.name], cells)
        protect(kind, properties)
        entity_id = entity_id_of(kind, cells[id_at] if id_at is not None else "", properties)
        node = make_node(kind, entity_id, properties, sheet.evidence(line))
        if not run.is_new(node, sheet, line):
            return ()
        run.index.add(kind, node.ref, str(properties["name"]))
        return (node,)

    return make


def _connection_maker(run: Run, sheet: Sheet, columns: Mapping[str, int]) -> Maker:
    readers = {kind.name: _property_readers(run, columns, kind, {}) for kind in run.vocabulary.relations.values()}
    kind_of = cache(partial(find_relation, run.vocabulary))
    anything = tuple(run.vocabulary.domain_kinds)
    start_of = reference_reader(run.vocabulary, run.index, "from", anything)
    end_of = reference_reader(run.vocabulary, run.index, "to", anything)

    def make(line: int, cells: list[str]) -> Iterable[Record]:
        texts = [cells[columns[name]] for name in ("type", "label") if name in columns]
        kind = _connection_kind(kind_of, run.vocabulary.relations, texts)
        ends = start_of(cells[columns["from"]]), end_of(cells[columns["to"]])
        directed = "direction" not in columns or fold(cells[columns["direction"]]) == "directed"
        if not directed and (ends[0].kind not in kind.start or ends[1].kind not in kind.end):
            ends = ends[1], ends[0]
        properties = _properties(readers[kind.name], cells)
        relation = make_relation(kind, *ends, properties, sheet.evidence(line))
        return (relation,) if run.is_new(relation, sheet, line) else ()

    return make


def _connection_kind(
    kind_of: Callable[[str], RelationKind | None], known: Iterable[str], texts: Sequence[str]
) -> RelationKind:
    """The relation that the first of `texts` which names one means. Raises BadValue when none does."""
    given = [text for text in map(tidy, texts) if text]
    for text in given:
        if kind := kind_of(text):
            return kind
    raise BadValue("type", ", ".join(given), "loaders.unknown_type", known=", ".join(known))


def _property_readers(
    run: Run, columns: Mapping[str, int], of: Kind | RelationKind, aliases: Mapping[str, str]
) -> list[tuple[int, Reader]]:
    names = header_names(run.vocabulary, of)
    found: dict[str, int] = {}
    for header, at in columns.items():
        name = aliases.get(header) or (None if header in _OWN else names.get(header))
        if name and name in of.properties:
            found.setdefault(name, at)
    return [
        (at, period_reader(name) if name in PERIOD else column_reader(of.properties[name], run.contacts))
        for name, at in found.items()
    ]


def _properties(readers: Sequence[tuple[int, Reader]], cells: Sequence[str]) -> dict[str, Value]:
    properties: dict[str, Value] = {}
    for at, read in readers:
        properties.update(read(cells[at]))
    return properties


def _unused(sheet: Sheet, kinds: Iterable[Kind | RelationKind], vocabulary: Ontology) -> list[str]:
    """A notice of each column that is neither Kumu's own nor a property of any kind."""
    known = {name for kind in kinds for name in header_names(vocabulary, kind)}
    return [
        say("loaders.unknown_column", place=Place(sheet.file, sheet.name), column=heading.full, nearest="–")
        for heading in sheet.headings
        if fold(heading.full) not in known and fold(heading.full) not in _OWN
    ]
