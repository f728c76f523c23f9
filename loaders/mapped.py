"""Tables read by a mapping: each row yields the nodes and relations that its rule names, or is rejected as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Property
from yhdysverkko.graph.records import BadValue, Node, Place, Record, Ref, Rejection, Relation, make_node, make_relation
from yhdysverkko.graph.tables import PERIOD
from yhdysverkko.graph.values import Value
from yhdysverkko.loaders.cellrules import PLACEHOLDER, CellRule, column_places, compile_rule, holds
from yhdysverkko.loaders.columns import Reader, column_reader, period_reader
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.kinds import entity_id_of
from yhdysverkko.loaders.mapping import EntityRule, MappingFile, NodeRule, RelationRule, SheetRule, ValueRule
from yhdysverkko.loaders.privacy import Contacts, protect
from yhdysverkko.loaders.references import Index, reference_reader
from yhdysverkko.loaders.run import Run
from yhdysverkko.loaders.sheets import Sheet


def mapped_parts(mapping: MappingFile, sheets: Sequence[Sheet], file: str) -> tuple[list["MappedTable"], list[str]]:
    """The sheets that a mapping has rules for, and a notice of each other sheet. Raises LoadFailed when none fits."""
    parts, notices = [], []
    for sheet in sheets:
        names = (sheet.title.casefold(), sheet.file.casefold())
        rule = next(
            (rule for rule in mapping.sheets if any(fnmatchcase(name, rule.sheet.casefold()) for name in names)), None
        )
        if rule:
            parts.append(MappedTable(sheet, rule))
        else:
            notices.append(say("loaders.sheet_without_rule", place=Place(sheet.file, sheet.name)))
    if not parts:
        raise LoadFailed("loaders.no_rule_fits", file=file, rules=", ".join(rule.sheet for rule in mapping.sheets))
    return parts, notices


class MappedTable:
    """A sheet with the rule for its rows, as a part of a source."""

    def __init__(self, sheet: Sheet, rule: SheetRule) -> None:
        self.rule = rule
        self.notices: list[str] = []
        wanted = [name.removesuffix("?") for value in rule.values() for name in PLACEHOLDER.findall(value.text)]
        self.sheet = sheet.with_header({ending for name in wanted for ending in _endings(fold(name))})

    def nodes(self, run: Run) -> Iterator[Record | Rejection]:
        """The entities of the rows, and the rejections."""
        if not self.sheet.headings:
            return
        try:
            maker = RowMaker(run, self.sheet, self.rule)
        except BadValue as error:
            yield self.sheet.reject(self.sheet.header_line, error)
            return
        for record in run.read(self.sheet, maker.make, {}):
            if not isinstance(record, Relation):
                yield record

    def relations(self, run: Run) -> Iterator[Record | Rejection]:
        """The ties of the rows that passed; the rows are read again, without counting or rejecting twice."""
        again = replace(run, contacts=Contacts(run.contacts.keep), totals=0)
        try:
            maker = RowMaker(again, self.sheet, self.rule)
        except BadValue:
            return
        for record in again.read(self.sheet, maker.make, {}):
            if isinstance(record, Relation):
                yield record


def _endings(name: str) -> Iterator[str]:
    """A name and each of its endings that begins at a word: how the lower row of a header may show it."""
    words = name.split()
    yield from (" ".join(words[at:]) for at in range(len(words)))


class RowMaker:
    """Makes the records of a row; remembers the group that the rows above it named."""

    def __init__(self, run: Run, sheet: Sheet, rule: SheetRule) -> None:
        """Raises BadValue for a column that the sheet does not have."""
        self._run = run
        self._sheet = sheet
        self._grouped = bool(rule.group)
        self._group = ""
        places = column_places(sheet.headings)
        if self._grouped:
            places[fold(rule.group)] = sheet.width
        self._nodes = [NodeMaker(run, places, node) for node in rule.nodes]
        self._relations = [RelationMaker(run, places, relation) for relation in rule.relations]

    def make(self, line: int, cells: list[str]) -> Iterable[Record]:
        """The records of one row that no earlier row states. Raises BadValue when any of them does not pass."""
        filled = [cell for cell in cells if cell.strip()]
        if self._grouped and len(filled) == 1:
            self._group = filled[0]
            return ()
        cells = [*cells, self._group]
        evidence = self._sheet.evidence(line)
        refs: dict[str, Ref] = {}
        stated: list[tuple[Record, bool]] = []
        for node_maker in self._nodes:
            if node_maker.applies(cells):
                node = node_maker.make(cells, evidence)
                refs[node_maker.rule.alias] = node.ref
                stated.append((node, node_maker.rule.repeat == "first"))
        stated += [
            (maker.make(cells, refs, evidence), False) for maker in self._relations if maker.applies(cells, refs)
        ]
        return self._run.new_of(stated, self._sheet, line)


class NodeMaker:
    """Makes the node that a rule finds in a row."""

    def __init__(self, run: Run, places: Mapping[str, int], rule: NodeRule) -> None:
        self.rule = rule
        self._kind = run.vocabulary.kinds[rule.kind]
        self._when = _condition(rule.when, places)
        self._id = compile_rule(rule.id, places) if rule.id else None
        self._properties = _property_makers(run, places, self._kind.properties, rule.properties)

    def applies(self, cells: list[str]) -> bool:
        return self._when is None or holds(self._when(cells))

    def make(self, cells: list[str], evidence: Mapping[str, object]) -> Node:
        properties = _read(self._properties, cells)
        protect(self._kind, properties)
        entity_id = entity_id_of(self._kind, self._id(cells) if self._id else "", properties)
        return make_node(self._kind, entity_id, properties, evidence)


class RelationMaker:
    """Makes the relation that a rule finds in a row."""

    def __init__(self, run: Run, places: Mapping[str, int], rule: RelationRule) -> None:
        self._kind = run.vocabulary.relations[rule.kind]
        self._when = _condition(rule.when, places)
        self._ends = [_End(run, places, rule.start, "from"), _End(run, places, rule.end, "to")]
        self._properties = _property_makers(run, places, self._kind.properties, rule.properties)

    def applies(self, cells: list[str], refs: Mapping[str, Ref]) -> bool:
        """Whether the row has the relation: its condition holds, and so do those of the nodes at its ends."""
        return (self._when is None or holds(self._when(cells))) and all(end.exists(refs) for end in self._ends)

    def make(self, cells: list[str], refs: Mapping[str, Ref], evidence: Mapping[str, object]) -> Relation:
        start, end = (end.ref(cells, refs) for end in self._ends)
        return make_relation(self._kind, start, end, _read(self._properties, cells), evidence)


class _End:
    """One end of a relation: a node of the same row, or an entity named by a cell."""

    def __init__(self, run: Run, places: Mapping[str, int], rule: str | EntityRule, column: str) -> None:
        self._alias = rule if isinstance(rule, str) else None
        if isinstance(rule, EntityRule):
            self._text = compile_rule(rule.id, places)
            # An index of its own, empty: what a name means must not hang on how much of the file has been read.
            self._entity = reference_reader(run.vocabulary, Index(), column, (rule.kind,))

    def exists(self, refs: Mapping[str, Ref]) -> bool:
        return self._alias is None or self._alias in refs

    def ref(self, cells: list[str], refs: Mapping[str, Ref]) -> Ref:
        return self._entity(self._text(cells)) if self._alias is None else refs[self._alias]


def _condition(rule: ValueRule | None, places: Mapping[str, int]) -> CellRule | None:
    return compile_rule(rule, places) if rule else None


def _property_makers(
    run: Run, places: Mapping[str, int], properties: Mapping[str, Property], rules: Mapping[str, ValueRule]
) -> list[tuple[CellRule, Reader]]:
    return [
        (
            compile_rule(rule, places),
            period_reader(name) if name in PERIOD else column_reader(properties[name], run.contacts),
        )
        for name, rule in rules.items()
    ]


def _read(makers: Sequence[tuple[CellRule, Reader]], cells: list[str]) -> dict[str, Value]:
    properties: dict[str, Value] = {}
    for rule, read in makers:
        properties.update(read(rule(cells)))
    return properties
