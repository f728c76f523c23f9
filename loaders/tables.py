"""Tables: CSV files and workbooks, alone or in folders, as sources of records."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.records import Place, Record, Rejection
from yhdysverkko.loaders.kinds import Table
from yhdysverkko.loaders.kumu import find_kumu
from yhdysverkko.loaders.mapped import mapped_parts
from yhdysverkko.loaders.mapping import MappingFile, read_mapping
from yhdysverkko.loaders.naming import is_help_sheet, is_nameless, nearest, table_kind, table_names
from yhdysverkko.loaders.origin import SOURCE_FILE, is_source_sheet, make_source, stated_in_file, stated_in_sheet
from yhdysverkko.loaders.privacy import Contacts
from yhdysverkko.loaders.run import Run
from yhdysverkko.loaders.sheets import TABLE_SUFFIXES, Sheet, open_file
from yhdysverkko.loaders.survey_definition import SURVEY_FILE, read_survey
from yhdysverkko.loaders.surveys import SurveyPart


class Rules(NamedTuple):
    """A mapping and the file that it stands in."""

    path: Path
    mapping: MappingFile


class Part(Protocol):
    """Some sheets of a source that are read together."""

    notices: list[str]

    def nodes(self, run: Run) -> Iterator[Record | Rejection]: ...

    def relations(self, run: Run) -> Iterator[Record | Rejection]: ...


class TableSource:
    """A source made of tables. `notices` tell what the user should know; reading the records adds to them."""

    def __init__(
        self, source: Source, parts: Sequence[Part], notices: Sequence[str], vocabulary: Ontology, keep_contacts: bool
    ) -> None:
        self.source = source
        self._parts = parts
        self._opening = [*notices, *(notice for part in parts for notice in part.notices)]
        self._vocabulary = vocabulary
        self._keep_contacts = keep_contacts
        self.notices = list(self._opening)

    def records(self) -> Iterator[Record | Rejection]:
        """All nodes, then all relations; rows that do not pass stand among them as rejections.

        May be called again: the files are read anew. Raises LoadFailed where a file turns out unreadable half-way.
        """
        run = Run(self._vocabulary, Contacts(self._keep_contacts))
        for part in self._parts:
            yield from part.nodes(run)
        for part in self._parts:
            yield from part.relations(run)
        self.notices = [*self._opening, *run.notices()]


def open_tables(
    path: Path, *, vocabulary: Ontology, keep_contacts: bool = False, mapping: Path | None = None
) -> list[TableSource]:
    """The sources at `path`: a file or a folder with tables is one, a folder of such folders several.

    `mapping` names a file that says what the columns mean; without it, sheets and columns carry the names of the
    vocabulary, or Kumu's; a folder with a survey.yml holds the answers to that survey. Phone numbers and e-mails are
    left out unless `keep_contacts`. Raises LoadFailed.
    """
    if not path.exists():
        raise LoadFailed("loaders.no_such_file", file=path)
    rules = Rules(mapping, read_mapping(mapping, vocabulary)) if mapping else None
    found = [_open_source(source_path, vocabulary, keep_contacts, rules) for source_path in _source_paths(path)]
    if not found:
        raise LoadFailed("loaders.no_tables", file=path, suffixes=", ".join(TABLE_SUFFIXES))
    _check_ids(found)
    return found


def _source_paths(path: Path) -> Iterator[Path]:
    if path.is_file():
        if path.suffix.casefold() not in TABLE_SUFFIXES:
            raise LoadFailed("loaders.not_a_table", file=path.name, suffixes=", ".join(TABLE_SUFFIXES))
        yield path
    elif any((path / name).exists() for name in (SOURCE_FILE, SURVEY_FILE)) or _tables_in(path):
        yield path
    else:
        for child in sorted(path.iterdir()):
            if child.is_dir() and not child.name.startswith("."):
                yield from _source_paths(child)


def _tables_in(folder: Path) -> list[Path]:
    """The tables directly in a folder, without the lock files that Excel leaves."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.casefold() in TABLE_SUFFIXES and path.is_file() and not path.name.startswith(("~$", "."))
    )


def _open_source(path: Path, vocabulary: Ontology, keep_contacts: bool, rules: Rules | None) -> TableSource:
    files = _tables_in(path) if path.is_dir() else [path]
    described, survey = path / SOURCE_FILE, path / SURVEY_FILE
    stated = stated_in_file(described) if described.exists() else {}
    opened = [open_file(file) for file in files]
    notices = [notice for file in opened for notice in file.notices]
    sheets = [sheet for file in opened for sheet in file.sheets if not is_help_sheet(sheet.title)]
    for sheet in [sheet for sheet in sheets if is_source_sheet(vocabulary, sheet)]:
        stated |= stated_in_sheet(vocabulary, sheet)
        sheets.remove(sheet)
    parts: Sequence[Part]
    if survey.exists():
        definition = read_survey(survey)
        parts, skipped = [SurveyPart(definition, sheets)], list[str]()
        stated = {"title": definition.name["fi"], **definition.source, **stated}
    elif rules:
        parts, skipped = mapped_parts(rules.mapping, sheets, path.name)
        stated = {**rules.mapping.source, **stated}
    else:
        parts, skipped = _recognise(sheets, path.name, vocabulary)
    notices += skipped
    hashed = [*files, *(file for file in (described, survey) if file.exists()), *([rules.path] if rules else [])]
    name = path.name if path.is_dir() else path.stem
    source = make_source(vocabulary, name, hashed, stated, "+contacts" if keep_contacts else "")
    return TableSource(source, parts, notices, vocabulary, keep_contacts)


def _recognise(sheets: list[Sheet], file: str, vocabulary: Ontology) -> tuple[list[Part], list[str]]:
    """The sheets whose names the vocabulary or Kumu knows, and a notice of each other sheet.

    Raises LoadFailed when none is known.
    """
    parts: list[Part] = []
    notices: list[str] = []
    if kumu := find_kumu(sheets, vocabulary):
        parts.append(kumu)
        sheets = [sheet for sheet in sheets if sheet not in kumu.sheets]
    for sheet in sheets:
        of = table_kind(vocabulary, sheet.title)
        if of is None and is_nameless(sheet.title):
            of = table_kind(vocabulary, Path(sheet.file).stem)
        if of is not None:
            parts.append(Table(sheet, of, vocabulary))
        elif next(sheet.open_rows(), None):
            known = nearest(sheet.title, table_names(vocabulary))
            notices.append(say("loaders.sheet_skipped", place=Place(sheet.file, sheet.name), nearest=known))
    if not parts:
        kinds = (kind.plural[current_language()] for kind in vocabulary.domain_kinds.values())
        known = ", ".join([*kinds, *vocabulary.relations])
        raise LoadFailed("loaders.nothing_recognised", file=file, known=known)
    return parts, notices


def _check_ids(sources: Sequence[TableSource]) -> None:
    seen: set[str] = set()
    for item in sources:
        if item.source.id in seen:
            raise LoadFailed("loaders.same_source_id", id=item.source.id)
        seen.add(item.source.id)
