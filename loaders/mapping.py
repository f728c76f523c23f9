"""Mapping files: what the rows of anybody's table mean, as YAML.

    source: {id: yhdyshenkilot-2026, title: Järjestöyhdyshenkilöt}   # as in source.yml; optional
    sheets:
      - sheet: "*"                # name of a sheet or CSV file, * for anything; the first rule that fits is used
        group: Maakunta           # rows with one filled cell name a group; this column gets it for the rows below
        nodes:
          - as: person            # what relations of this sheet call the node
            kind: Person
            when: "{Nimi}"        # the row has one only when this is neither empty, unknown, zero nor no
            id: "{Nimi} {Kunta}"  # becomes a slug; left out, the id is made of the name
            repeat: first         # rows with other values of the same id are fine: the first holds (default: same)
            properties: {name: "{Nimi}", subject: official}
        relations:
          - kind: LIAISON_FOR
            from: person
            to: {kind: Municipality, id: "{Kunta}"}
            properties: {valid_from: "{Nimetty?}"}

Text in braces is a column's header, with its group when the header has two rows ("{Varahenkilö Nimi}"); a question mark
lets the column be missing. A property is a text, or a rule: `text`; `first` (of several values, separated by any of
these characters, the first); `find` (a regular expression, its group is the value); `values` (a translation of
values) and `otherwise` (for those that it does not list). valid_to is the last day that holds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind
from yhdysverkko.loaders.origin import STATED


def _with_group(pattern: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(str(error)) from error
    if groups < 1:
        raise ValueError("a group in brackets is needed")
    return pattern


def _as_text(value: object) -> object:
    """YAML reads `year: 2026` and `deputy: true` as no text, where a text is meant."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ValueRule(_Model):
    """How a value is made of a row's cells."""

    text: Text
    first: str = ""
    find: Annotated[str, AfterValidator(_with_group)] | None = None
    values: Mapping[Text, Text] = {}
    otherwise: Text | None = None


Rule = Annotated[ValueRule, BeforeValidator(lambda value: value if isinstance(value, dict) else {"text": value})]


class EntityRule(_Model):
    """An entity that a relation points at but that the row does not describe."""

    kind: str
    id: Rule


class NodeRule(_Model):
    alias: str = Field(alias="as")
    kind: str
    when: Rule | None = None
    id: Rule | None = None
    repeat: Literal["same", "first"] = "same"
    properties: Mapping[str, Rule]


class RelationRule(_Model):
    kind: str
    start: str | EntityRule = Field(alias="from")
    end: str | EntityRule = Field(alias="to")
    when: Rule | None = None
    properties: Mapping[str, Rule] = {}


class SheetRule(_Model):
    """What each row of the sheets named `sheet` yields."""

    sheet: str = "*"
    group: str = ""
    nodes: tuple[NodeRule, ...] = ()
    relations: tuple[RelationRule, ...] = ()

    def values(self) -> Iterator[ValueRule]:
        """Every rule that reads cells."""
        owners: tuple[NodeRule | RelationRule, ...] = (*self.nodes, *self.relations)
        for item in owners:
            yield from item.properties.values()
            if item.when:
                yield item.when
        yield from (node.id for node in self.nodes if node.id)
        ends = (end for relation in self.relations for end in (relation.start, relation.end))
        yield from (end.id for end in ends if isinstance(end, EntityRule))


class MappingFile(_Model):
    source: Mapping[str, object] = {}
    sheets: tuple[SheetRule, ...] = Field(min_length=1)


def read_mapping(path: Path, vocabulary: Ontology) -> MappingFile:
    """The mapping in a YAML file. Raises LoadFailed naming the place and the rule that it breaks."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
        mapping = MappingFile.model_validate(raw)
    except OSError as error:
        raise LoadFailed("loaders.unreadable", file=path.name, reason=error.strerror or error) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LoadFailed("loaders.mapping_invalid", file=path.name, place="YAML", reason=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise LoadFailed("loaders.mapping_invalid", file=path.name, place=place, reason=first["msg"]) from error
    _check_names(path.name, "source", mapping.source, STATED)
    for number, rule in enumerate(mapping.sheets):
        _check_sheet(path.name, f"sheets.{number}", rule, vocabulary)
    return mapping


def _check_sheet(file: str, place: str, rule: SheetRule, vocabulary: Ontology) -> None:
    kinds: dict[str, str] = {}
    for number, node in enumerate(rule.nodes):
        at = f"{place}.nodes.{number}"
        _check_names(file, f"{at}.kind", [node.kind], vocabulary.domain_kinds)
        kind = vocabulary.domain_kinds[node.kind]
        _check_names(file, f"{at}.properties", node.properties, _stateable(kind))
        kinds[node.alias] = node.kind
    for number, relation in enumerate(rule.relations):
        at = f"{place}.relations.{number}"
        _check_names(file, f"{at}.kind", [relation.kind], vocabulary.relations)
        of = vocabulary.relations[relation.kind]
        _check_names(file, f"{at}.properties", relation.properties, _stateable(of))
        _check_end(file, f"{at}.from", relation.start, kinds, of.start)
        _check_end(file, f"{at}.to", relation.end, kinds, of.end)


def _stateable(of: Kind | RelationKind) -> list[str]:
    return [item.name for item in of.properties.values() if not item.derived]


def _check_end(
    file: str, place: str, end: str | EntityRule, kinds: Mapping[str, str], allowed: tuple[str, ...]
) -> None:
    if isinstance(end, str):
        _check_names(file, place, [end], kinds)
        _check_names(file, place, [kinds[end]], allowed)
    else:
        _check_names(file, f"{place}.kind", [end.kind], allowed)


def _check_names(file: str, place: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise LoadFailed for the first of `names` that is not `known`, with the known name most like it."""
    listed = list(known)
    for name in names:
        if name not in listed:
            like = next(iter(get_close_matches(name, listed, n=1)), ", ".join(listed))
            raise LoadFailed("loaders.mapping_unknown", file=file, place=place, name=name, nearest=like)
