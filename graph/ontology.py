"""The ontology: kinds of entity and relation as a typed, checked model of graph/ontology.yml."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yhdysverkko.graph.errors import OntologyError
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.values import PARSERS

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""What a kind, relation or property may be called; so their names are safe inside Cypher text."""

Label = Mapping[str, str]
Personal = Literal["identity", "contact", "record"]
UNSHOWN = ("contact", "record")
"""Marks of what no map, page, part or picture shows: what reaches a person, and how their data are kept."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Property(_Model):
    """One property: its type (a key of values.PARSERS), labels, and whether it is personal data."""

    name: str
    type: str
    label: Label
    required: bool = False
    unique: bool = False
    index: bool = False
    search: bool = False
    enum: tuple[str, ...] = ()
    unit: str = ""
    personal: Personal | None = None
    derived: bool = False
    """Whether only the program states it, so that no table has a column for it."""

    def choice_label(self, value: str, language: str) -> str:
        """One of the choices in words; a code ("0") means something only beside the name of its property."""
        key = f"choice.{self.name}.{value}" if value.isdigit() else f"choice.{value}"
        return say(key, language=language)

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """Every way to write a choice, folded -> as it is stored: itself, or its label in any of the languages."""
        labels = {self.choice_label(value, each).casefold(): value for value in self.enum for each in LANGUAGES}
        return labels | {value.casefold(): value for value in self.enum}


class Identifier(_Model):
    """What identifies an entity of a kind: a code of a pattern, or a slug made of its name."""

    label: Label
    pattern: str = r"\S+"
    slug: bool = False
    personal: Personal | None = None


class _Stated(_Model):
    """What kinds of entity and kinds of relation have in common."""

    name: str
    label: Label
    temporal: bool = False
    properties: Mapping[str, Property]

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The properties that every fact of the kind must have."""
        return tuple(item.name for item in self.properties.values() if item.required)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The properties that people may see: all but contact data and how a person's data are kept."""
        return tuple(item.name for item in self.properties.values() if item.personal not in UNSHOWN)


class Kind(_Stated):
    """A kind of entity; its name is the label of its nodes."""

    plural: Label
    colour: str
    shape: str
    id: Identifier
    meta: bool = False

    @cached_property
    def prefix(self) -> str:
        """The kind in an entity reference: "cooperation_structure" in "cooperation_structure:grants-hankasalmi"."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.name).lower()


class RelationKind(_Stated):
    """A kind of relation; its name is the type of its relationships."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    line: str
    symmetric: bool = False
    identity: tuple[str, ...] = ()


class Line(_Model):
    """How a group of relations is drawn: colour and dash pattern (lengths in pixels, empty for a full line)."""

    label: Label
    colour: str
    dash: tuple[int, ...]


class SourceKind(_Model):
    """A kind of source; the higher priority wins when two sources disagree."""

    label: Label
    priority: int


class Ontology(_Model):
    """The whole vocabulary. `kinds` holds domain kinds and the meta kind Source, in the order of the file."""

    version: int
    kinds: Mapping[str, Kind]
    relations: Mapping[str, RelationKind]
    lines: Mapping[str, Line]
    source_kinds: Mapping[str, SourceKind] = Field(min_length=1)
    measures: Mapping[str, Property]
    """What analyses write on nodes, by the measure; stored as `measure_…`, beside what sources state."""

    @cached_property
    def domain_kinds(self) -> Mapping[str, Kind]:
        """The kinds that facts are about: all but Source."""
        return {name: kind for name, kind in self.kinds.items() if not kind.meta}

    @cached_property
    def by_prefix(self) -> Mapping[str, Kind]:
        """Kinds by the prefix that references write."""
        return {kind.prefix: kind for kind in self.kinds.values()}

    def label(self, name: str) -> Label:
        """The label of a kind of entity or relation."""
        return self.kinds[name].label if name in self.kinds else self.relations[name].label


@cache
def ontology() -> Ontology:
    """The project's ontology, read once."""
    return parse_ontology(files("yhdysverkko.graph").joinpath("ontology.yml").read_text(encoding="utf-8"))


def parse_ontology(text: str) -> Ontology:
    """An ontology from YAML. Raises OntologyError naming the place of a broken reference or a missing label."""
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    try:
        parsed = Ontology(
            version=raw["version"],
            kinds={name: _kind(name, spec, raw) for name, spec in raw["kinds"].items()},
            relations={name: _relation(name, spec, raw) for name, spec in raw["relations"].items()},
            lines=raw["lines"],
            source_kinds=raw["source_kinds"],
            measures={name: Property(name=f"measure_{name}", **spec) for name, spec in raw["measures"].items()},
        )
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OntologyError("ontology.invalid", place=f"{error.title} {place}", reason=first["msg"]) from error
    except KeyError as error:
        raise OntologyError("ontology.invalid", place=str(error), reason="missing") from error
    _check(parsed)
    return parsed


def _kind(name: str, spec: Mapping[str, Any], raw: Mapping[str, Any]) -> Kind:
    own = {**(raw["common"] if not spec.get("meta") else {}), **spec.get("properties", {})}
    if spec.get("temporal"):
        own |= raw["temporal"]
    personal = spec.get("personal", [])
    marks: dict[str, Any] = {key: {"personal": "identity"} for key in personal}
    properties = {key: Property(name=key, **marks.get(key, {}), **value) for key, value in own.items()}
    fields = {key: value for key, value in spec.items() if key not in ("properties", "personal")}
    return Kind(name=name, properties=properties, **fields)


def _relation(name: str, spec: Mapping[str, Any], raw: Mapping[str, Any]) -> RelationKind:
    own = dict(spec.get("properties", {}))
    if spec.get("temporal"):
        own |= raw["temporal"]
    if "spell" in spec.get("identity", []):
        own["spell"] = raw["spell"]
    fields = {key: value for key, value in spec.items() if key not in ("properties", "from", "to")}
    return RelationKind(
        name=name,
        start=spec["from"],
        end=spec["to"],
        properties={key: Property(name=key, **value) for key, value in own.items()},
        **fields,
    )


def _check(parsed: Ontology) -> None:
    for measure in parsed.measures.values():
        _check_measure(measure)
    for kind in parsed.kinds.values():
        _check_labels(kind.name, kind.label, kind.plural, kind.id.label)
        _check_properties(kind.name, kind.properties)
    for relation in parsed.relations.values():
        _check_labels(relation.name, relation.label)
        _check_properties(relation.name, relation.properties)
        for end in (*relation.start, *relation.end):
            if end not in parsed.domain_kinds:
                raise OntologyError("ontology.invalid", place=relation.name, reason=f"unknown kind {end}")
        if unknown := set(relation.identity) - set(relation.properties):
            raise OntologyError("ontology.invalid", place=relation.name, reason=f"unknown identity {unknown}")
        if relation.line not in parsed.lines:
            raise OntologyError("ontology.invalid", place=relation.name, reason=f"unknown line {relation.line}")


def _check_measure(item: Property) -> None:
    _check_labels(item.name, item.label)
    if not NAME.fullmatch(item.name) or item.type not in PARSERS:
        raise OntologyError("ontology.invalid", place=item.name, reason=f"{item.type}: not a measure")


def _check_properties(owner: str, properties: Mapping[str, Property]) -> None:
    if not NAME.fullmatch(owner):
        raise OntologyError("ontology.invalid", place=owner, reason="not a name")
    for item in properties.values():
        place = f"{owner}.{item.name}"
        _check_labels(place, item.label)
        if not NAME.fullmatch(item.name) or item.name in RESERVED:
            raise OntologyError("ontology.invalid", place=place, reason="not a name")
        if item.name.startswith("measure_"):
            raise OntologyError("ontology.invalid", place=place, reason="measure_ is for what analyses write")
        if item.type not in PARSERS:
            raise OntologyError("ontology.invalid", place=place, reason=f"unknown type {item.type}")
        for choice in item.enum:
            _check_choice(item, choice, place)


def _check_choice(item: Property, choice: str, place: str) -> None:
    try:
        for language in LANGUAGES:
            item.choice_label(choice, language)
    except KeyError as error:
        raise OntologyError("ontology.invalid", place=place, reason=f"no label for {choice}") from error


def _check_labels(place: str, *labels: Label) -> None:
    if any(set(label) != set(LANGUAGES) for label in labels):
        raise OntologyError("ontology.invalid", place=place, reason=f"labels in {', '.join(LANGUAGES)} are needed")


RESERVED = frozenset({"id", "sources", "claims"})
"""Properties that the store keeps on every node and relation itself."""
