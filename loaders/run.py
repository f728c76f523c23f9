"""One reading of a source: what has been read so far, so that references find it and repetitions are seen."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import BadValue, Node, Record, Rejection, shown
from yhdysverkko.loaders.privacy import Contacts, refuse_identity_code
from yhdysverkko.loaders.references import Index
from yhdysverkko.loaders.sheets import Sheet

Maker = Callable[[int, list[str]], Iterable[Record]]
"""From a line number and the cells of a row, as many as the header has, to records. Raises BadValue."""

_SEPARATOR = "\x1f"
_TOTALS = re.compile(
    r"[\s\x1f]*(?:kaikki )?(?:yhteensä|summa|totalt|sammanlagt|summor|total|totals|sum)\b[\s\d:.]*(?:\x1f|$)",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(r"[\s\d.,€%+\u2212–-]*")


@dataclass
class Run:
    """State of one pass through the records of a source."""

    vocabulary: Ontology
    contacts: Contacts
    index: Index = field(default_factory=Index)
    totals: int = 0
    remarks: list[str] = field(default_factory=list)
    """What else the user should know, as parts of the source find it out."""
    _stated: dict[Hashable, tuple[Sheet, int, int]] = field(default_factory=dict)

    def is_new(self, record: Record, sheet: Sheet, line: int) -> bool:
        """Whether no earlier row states the same; remembers it. Raises BadValue where one states other values."""
        where, first, value = self._stated.setdefault(_key(record), (sheet, line, record.digest))
        if value != record.digest:
            raise _differs(self.vocabulary, record, where, first)
        return first == line and where is sheet

    def new_of(self, stated: Sequence[tuple[Record, bool]], sheet: Sheet, line: int) -> list[Record]:
        """The records of one row that no earlier row states; none is remembered unless all of them pass.

        The flag beside a record lets an earlier row state other values of it, which then hold.
        """
        for record, lenient in stated:
            before = self._stated.get(_key(record))
            if before and before[2] != record.digest and not lenient:
                raise _differs(self.vocabulary, record, before[0], before[1])
        return [record for record, _ in stated if self._first(record, sheet, line)]

    def _first(self, record: Record, sheet: Sheet, line: int) -> bool:
        where, first, _ = self._stated.setdefault(_key(record), (sheet, line, record.digest))
        return first == line and where is sheet

    def read(self, sheet: Sheet, make: Maker, headers: Mapping[str, str]) -> Iterator[Record | Rejection]:
        """What `make` makes of the rows of a sheet; a row that raises BadValue becomes a rejection as a whole.

        `headers` are the names that the file gives to properties, so that a rejection names the column as seen.
        """
        width = sheet.width
        for line, cells in sheet.rows():
            joined = _SEPARATOR.join(cells)
            try:
                refuse_identity_code(joined)
                if _TOTALS.match(joined) and _is_totals(cells):
                    self.totals += 1
                    continue
                yield from make(line, cells if len(cells) == width else _fit(cells, width))
            except BadValue as error:
                rejection = sheet.reject(line, error)
                column = headers.get(error.column, error.column)
                yield rejection._replace(place=rejection.place._replace(column=column))

    def notices(self) -> list[str]:
        """What the user should know of this reading."""
        found = [*self.remarks]
        if self.contacts.dropped:
            found.append(say("loaders.contacts_dropped", count=self.contacts.dropped))
        if self.totals:
            found.append(say("loaders.totals_skipped", count=self.totals))
        return found


def _key(record: Record) -> Hashable:
    return record.ref if isinstance(record, Node) else record.id


def _is_totals(cells: list[str]) -> bool:
    """Whether all but the first filled cell of a row are amounts, as in "Yhteensä; ; 12 300"."""
    filled = [cell for cell in cells if cell.strip()]
    return all(_AMOUNTS.fullmatch(cell) for cell in filled[1:])


def _fit(cells: list[str], width: int) -> list[str]:
    """A row as wide as its header. Raises BadValue for filled cells beyond it or a row cut by a quotation mark."""
    if any(cell.strip() for cell in cells[width:]):
        raise BadValue("", "", "loaders.too_wide", width=width)  # the cell is not shown: it may be anything personal
    if len(cells) < width and "\n" in cells[-1]:
        raise BadValue("", "", "loaders.open_quote_row")
    return [*cells[:width], *[""] * (width - len(cells))]


def _differs(vocabulary: Ontology, record: Record, sheet: Sheet, line: int) -> BadValue:
    if isinstance(record, Node):
        personal = vocabulary.kinds[record.ref.kind].id.personal
        return BadValue("id", shown(record.ref.id, personal), "loaders.id_repeated", sheet=sheet.title, line=line)
    told_apart = ", ".join(vocabulary.relations[record.kind].identity) or "–"
    return BadValue("", "", "loaders.relation_repeated", sheet=sheet.title, line=line, identity=told_apart)
