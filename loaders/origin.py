"""Where a source says what it is: source.yml beside its tables, or a sheet named Source (Lähde, Källa)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import yaml
from pydantic import ValidationError

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import Source
from yhdysverkko.graph.values import is_unknown, parse_date, slug, tidy
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.naming import nearest
from yhdysverkko.loaders.sheets import Sheet
from yhdysverkko.loaders.text import sha256

SOURCE_FILE = "source.yml"

LOADER = "tables"
VERSION = "1"
"""Changes when the same files would give other records, so that stores load them anew."""

STATED = ("id", "kind", "title", "uri", "published", "retrieved", "licence")
"""What a source may say of itself; the rest is computed."""


def is_source_sheet(vocabulary: Ontology, sheet: Sheet) -> bool:
    kind = vocabulary.kinds["Source"]
    return fold(sheet.title) in {fold(name) for name in (kind.name, *kind.label.values())}


def stated_in_file(path: Path) -> dict[str, object]:
    """What a source.yml says. Raises LoadFailed naming the key that is not one of STATED."""
    try:
        stated = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LoadFailed("loaders.source_invalid", file=path.name, name="YAML", reason=error) from error
    if not isinstance(stated, Mapping):
        raise LoadFailed("loaders.source_invalid", file=path.name, name="YAML", reason=f"{', '.join(STATED)}?")
    for key in stated:
        if key not in STATED:
            reason = f"{', '.join(STATED)}?"
            raise LoadFailed("loaders.source_invalid", file=path.name, name=key, reason=reason)
    return {key: value for key, value in stated.items() if value is not None}


def stated_in_sheet(vocabulary: Ontology, sheet: Sheet) -> dict[str, object]:
    """What a sheet of two columns (name, value) says; names in any language."""
    names = {"id": "id"}
    for item in vocabulary.kinds["Source"].properties.values():
        if item.name in STATED:
            names |= {fold(form): item.name for form in (item.name, *item.label.values())}
    stated: dict[str, object] = {}
    for _, cells in sheet.open_rows():
        name, value = (*map(tidy, cells[:2]), "", "")[:2]
        if fold(name) in names and not is_unknown(value):
            stated[names[fold(name)]] = value
        elif name and not is_unknown(value):
            reason = f"{nearest(name, names)}?"
            raise LoadFailed("loaders.source_invalid", file=sheet.file, name=name, reason=reason)
    return stated


def make_source(
    vocabulary: Ontology, name: str, files: Sequence[Path], stated: Mapping[str, object], options: str
) -> Source:
    """The source that `files` are. `options` names what changes the records beside the content of the files."""
    fields: dict[str, object] = {"id": name, "kind": "table", "title": name, **stated}
    fields |= {key: _day(name, key, value) for key, value in stated.items() if key in ("published", "retrieved")}
    fields["id"] = slug(str(fields["id"])) or LOADER
    if fields["kind"] not in vocabulary.source_kinds:
        reason = f"{', '.join(vocabulary.source_kinds)}?"
        raise LoadFailed("loaders.source_invalid", file=name, name="kind", reason=reason)
    version = f"{VERSION}{options}"
    try:
        return Source.model_validate({**fields, "sha256": _checksum(files), "loader": LOADER, "version": version})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise LoadFailed("loaders.source_invalid", file=name, name=place, reason=first["msg"]) from error


def _day(name: str, key: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return parse_date(tidy(str(value)))
    except ValueError as error:
        raise LoadFailed("loaders.source_invalid", file=name, name=key, reason=value) from error


def _checksum(files: Sequence[Path]) -> str:
    """The SHA-256 of one file, or of the list that `sha256sum` prints for several in the order of their names."""
    if len(files) == 1:
        return sha256(files[0])
    listed = "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(files, key=lambda path: path.name))
    return hashlib.sha256(listed.encode()).hexdigest()
