"""Write the pages of docs/ that derive from code and data; run it after changing questions, ontology or settings."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from yhdysverkko.api.app import make_routes
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Ontology, Property, ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.queries.catalogue import KINDS, Catalogue, Parameter, Question, read_catalogue

DOCS = Path(__file__).resolve().parent.parent / "docs"

HEAD = "<!-- Written by scripts/write_docs.py; change {source} instead. -->"

INTRODUCTION = """\
Every kind has an `id`; labels are Finnish / Swedish / English. Personal data: *identity* names a person, *contact*
reaches one, *record* says how their data are kept ([personal-data.md](personal-data.md)). Contact data are dropped when
loading unless `YHDYSVERKKO_KEEP_CONTACTS` is set. An absent value is unknown; it never means zero or no.
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
    return {
        "catalogue.md": "\n".join(_catalogue(read_catalogue())),
        "ontology.md": "\n".join(_ontology(ontology())),
        "settings.md": "\n".join(_settings()),
        "openapi.json": json.dumps(make_routes().openapi(), ensure_ascii=False, indent=1) + "\n",
    }


CATALOGUE = """\
`yhdysverkko query` lists these, `yhdysverkko query NAME --param name=value --as-of 2019-06-01 --format table` asks one
(`csv`, `json`, `jsonl`, `xlsx` too), `GET /api/v1/queries/NAME` is the same over HTTP, and `--show` prints the Cypher,
which runs pasted into Neo4j Browser. Entities are given by name, id or reference; parameters in bold must be given. How
to write one of your own: [questions.md](questions.md).
"""


def _catalogue(questions: Catalogue) -> Iterator[str]:
    yield HEAD.format(source="the headers of queries/*.cypher")
    yield "# Catalogue of questions\n"
    yield CATALOGUE
    for kind in KINDS:
        yield f"## {' / '.join(say(f'question.kind.{kind}', language=language) for language in LANGUAGES)}\n"
        for question in questions.values():
            if question.kind == kind:
                yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield f"### {question.name}\n"
    yield from (f"- {question.label(language)}" for language in LANGUAGES)
    yield f"- Parameters: {', '.join(map(_parameter, question.parameters.values()))}"
    columns = (
        f"`{item.name}` {item.label('en')} ({item.type}{f', {item.unit}' if item.unit else ''})"
        for item in question.columns
    )
    yield f"- Columns: {', '.join(columns)}\n"


def _parameter(parameter: Parameter) -> str:
    kind = parameter.type.replace("|", " or ")
    if parameter.required:
        return f"**`{parameter.name}`** {kind}"
    # The default of a day is today, which would be another page tomorrow.
    default = "today" if parameter.type == "date" else parameter.default
    return f"`{parameter.name}` {kind}{'' if default is None else f' = {default}'}"


def _ontology(vocabulary: Ontology) -> Iterator[str]:
    yield HEAD.format(source="graph/ontology.yml")
    yield f"# Ontology, version {vocabulary.version}\n"
    yield INTRODUCTION
    yield "| way out | identity | contact | record |"
    yield "|---|---|---|---|"
    yield (
        "| pages, maps, `/api/v1`, for readers | shown, unless the person's `visibility` is `restricted` "
        "| on the person's page | never |"
    )
    yield (
        "| the same for everybody; pictures, reports, embeds, files | shown, unless `visibility` is `internal` "
        "or `restricted` | never | never |"
    )
    yield "| messages, rejected rows, logs | masked | masked | masked |"
    yield "| `cypher`, `export` (for whoever holds the database) | in full | in full, where stored | in full |\n"
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
        made = "the user's own folder" if field.annotation is Path else "by the machine"
        default = made if field.default_factory else _default(field.default)
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
