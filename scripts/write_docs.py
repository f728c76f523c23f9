"""Write the pages of docs/ that derive from code (ontology.md, settings.md); run it after changing either."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from yhdysverkko.graph.ontology import Ontology, Property, ontology
from yhdysverkko.graph.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"

HEAD = "<!-- Written by scripts/write_docs.py; change {source} instead. -->"

INTRODUCTION = """\
Every kind has an `id`; labels are Finnish / Swedish / English. Personal data: *identity* names a person, *contact*
reaches one. Contact data are dropped when loading unless `YHDYSVERKKO_KEEP_CONTACTS` is set, and never leave through
maps, pages or the API. An absent value is unknown; it never means zero or no.
"""

MEASURES = """\
What `analyse --write-back` writes on nodes. No source states them: loading and retracting do not know them, and they go
when what is stated of the node changes. The `Analysis` whose id is the measure says what they were computed on.
"""

RELATIONS = """\
`identity` lists the properties that tell two relations between the same ends apart; `spell` is for a tie that happened
twice. `valid_from` is inclusive, `valid_to` exclusive.
"""


def pages() -> Mapping[str, str]:
    """File name -> text of every generated page."""
    return {"ontology.md": "\n".join(_ontology(ontology())), "settings.md": "\n".join(_settings())}


def _ontology(vocabulary: Ontology) -> Iterator[str]:
    yield HEAD.format(source="graph/ontology.yml")
    yield f"# Ontology, version {vocabulary.version}\n"
    yield INTRODUCTION
    yield "| way out | identity | contact |"
    yield "|---|---|---|"
    yield "| maps, pages, `/api` | shown, unless the person's `visibility` is `internal` | never |"
    yield "| messages, rejected rows, logs | masked | masked |"
    yield "| `cypher`, `export` (for whoever holds the database) | in full | in full, where stored |\n"
    yield "## Kinds of entity\n"
    for kind in vocabulary.kinds.values():
        yield f"### {kind.name}\n"
        yield f"{_label(kind.label)} · id: {kind.id.label['en']}" + (
            " (a slug of the name unless given)" if kind.id.slug else f" (`{kind.id.pattern}`)"
        )
        yield ""
        yield from _properties(kind.properties)
    yield "## Measures\n"
    yield MEASURES
    yield from _properties(vocabulary.measures)
    yield "## Kinds of relation\n"
    yield RELATIONS
    for relation in vocabulary.relations.values():
        yield f"### {relation.name}\n"
        arrow = "–" if relation.symmetric else "→"
        yield f"{_label(relation.label)} · {', '.join(relation.start)} {arrow} {', '.join(relation.end)}" + (
            f" · identity: {', '.join(relation.identity)}" if relation.identity else ""
        )
        yield ""
        yield from _properties(relation.properties)


def _properties(properties: Mapping[str, Property]) -> Iterator[str]:
    if not properties:
        return
    yield "| property | type | label | notes |"
    yield "|---|---|---|---|"
    for item in properties.values():
        yield f"| `{item.name}` | {item.type} | {_label(item.label)} | {', '.join(_notes(item))} |"
    yield ""


def _notes(item: Property) -> Iterator[str]:
    if item.required:
        yield "required"
    if item.enum:
        yield "one of " + ", ".join(f"`{choice}`" for choice in item.enum)
    if item.unit:
        yield item.unit
    if item.unique:
        yield "unique"
    if item.personal:
        yield f"personal: {item.personal}"


def _settings() -> Iterator[str]:
    yield HEAD.format(source="graph/settings.py")
    yield "# Settings\n"
    yield "All settings come from the environment.\n"
    yield "| variable | default | meaning |"
    yield "|---|---|---|"
    for field in Settings.model_fields.values():
        default = "the user's own folder" if field.default_factory else _default(field.default)
        yield f"| `{field.alias}` | {default} | {field.description} |"
    yield ""


def _default(value: object) -> str:
    shown = "" if value is None else str(value)
    return f"`{shown}`" if shown else "–"


def _label(label: Mapping[str, str]) -> str:
    return " / ".join(label[language] for language in ("fi", "sv", "en"))


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
