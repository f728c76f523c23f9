"""Tables that people fill: a sheet for each kind and relation, and the columns that it has."""

from collections.abc import Iterator

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, RelationKind

ENDS = ("from", "to")
PERIOD = ("valid_from", "valid_to")

BOOLEAN_WORDS = {"fi": ("kyllä", "ei"), "sv": ("ja", "nej"), "en": ("yes", "no")}
"""Language -> the words for yes and no that templates offer."""


def sheet_title(of: Kind | RelationKind, language: str) -> str:
    """The name of a table's sheet or file: the plural of a kind in `language`, a relation's own name."""
    return of.plural[language].capitalize() if isinstance(of, Kind) else of.name


def headers(of: Kind | RelationKind, language: str) -> Iterator[tuple[str, str]]:
    """Property (or id, from, to) and its header."""
    for name in writable(of):
        star = " *" if is_required(of, name) else ""
        yield name, f"{header_label(name, of, language)}{star}"


def is_required(of: Kind | RelationKind, name: str) -> bool:
    if name == "id":
        return isinstance(of, Kind) and not of.id.slug
    return name in ENDS or of.properties[name].required


def header_label(name: str, of: Kind | RelationKind, language: str) -> str:
    """The header that templates give to a property (or id, from, to)."""
    if name in (*ENDS, *PERIOD):
        return say(f"loaders.header.{name}", language=language).split(";")[0]
    if isinstance(of, Kind) and name == "id":
        return of.id.label[language]
    return of.properties[name].label[language]


def writable(of: Kind | RelationKind) -> list[str]:
    """The columns that a table of this kind may have, in the order of a template."""
    own = [item.name for item in of.properties.values() if not item.derived]
    return ["id", *own] if isinstance(of, Kind) else [*ENDS, *own]
