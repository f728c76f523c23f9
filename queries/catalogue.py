"""The catalogue of questions: each a `.cypher` file with a header of comments, which also runs in Neo4j Browser.

    // name: events-of-municipality
    // kind: network
    // question.fi: Mitkä tapahtumat kunnassa on pidetty?
    // question.sv: … (and question.en)
    // param municipality: municipality required
    // param as_of: date
    // column event: Event
    // column date: date
    WITH '077' AS municipality, date() AS as_of
    MATCH …

The first clause names every parameter with its default, so that the file runs as it is; asked through the catalogue,
the values given take the place of the defaults. docs/questions.md tells how to write one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed, NotFound
from yhdysverkko.graph.messages import LANGUAGES, catalogue, current_language, say
from yhdysverkko.graph.ontology import ontology

KINDS = ("network", "gap", "hub", "profile", "quality")
SCALARS = ("text", "integer", "number", "percent", "boolean", "date", "state", "texts", "sources")
"""Types of columns beside kinds of entity. `state` is a word of the catalogue of messages, `texts` a list of texts,
`sources` a list of ids of sources, `percent` a share from 0 to 1."""

NUMBERS = frozenset({"integer", "number", "percent"})
"""Types of columns that hold numbers."""

Default = str | int | float | bool | None


@dataclass(frozen=True)
class Parameter:
    """What a question lets one choose. `type` is date, text, integer, count (an integer from 0 up), number, boolean, a
    choice "a|b|c", the prefix of a kind of entity ("municipality"), "entity" for one of any kind, or "entities" for
    several, with commas between."""

    name: str
    type: str
    default: Default
    required: bool
    meaning: str = ""

    @property
    def choices(self) -> Sequence[str]:
        """The values that a choice can take; empty for another type."""
        return self.type.split("|") if "|" in self.type else ()

    def label(self, language: str | None = None) -> str:
        return self.meaning or _said(f"parameter.{self.name}", self.name, language)


@dataclass(frozen=True)
class Column:
    """What a question answers in one column. `type` is one of SCALARS, a kind of entity ("Municipality"), "entity" for
    one of any kind, or either with "[]" for several: then each cell is a list of {id, name} or {kind, id, name}."""

    name: str
    type: str
    unit: str = ""
    meaning: str = ""

    @property
    def kind(self) -> str:
        """The kind of entity that the column names, "entity" for any, empty for none."""
        bare = self.type.removesuffix("[]")
        return "" if bare in SCALARS else bare

    @property
    def fields(self) -> Sequence[str]:
        """The columns of the Cypher that make this one: a name comes with the id that it belongs to."""
        if not self.kind or self.type.endswith("[]"):
            return (self.name,)
        return (self.name, *((f"{self.name}_kind",) if self.kind == "entity" else ()), f"{self.name}_id")

    def label(self, language: str | None = None) -> str:
        return self.meaning or _said(f"column.{self.name}", self.name, language)


@dataclass(frozen=True)
class Question:
    """A question of the catalogue. `analysis` names what computes the answer from the ties that the Cypher shows; where
    it is empty, the Cypher itself answers."""

    name: str
    kind: str
    texts: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: Sequence[Column]
    text: str
    """The file as it stands."""
    query: str
    """The Cypher with its parameters as $parameters."""
    analysis: str = ""
    chart: str = ""
    """The column of numbers that a page draws as bars; empty for none."""

    @property
    def fields(self) -> list[str]:
        """The columns of the rows, ids included."""
        return [field for column in self.columns for field in column.fields]

    def label(self, language: str | None = None) -> str:
        """The question in words; in any language that it has, if not in the one asked for."""
        return self.texts.get(language or current_language()) or next(iter(self.texts.values()))


class Catalogue(Mapping[str, Question]):
    """Questions by name, in the order of their kinds and names."""

    def __init__(self, questions: Iterable[Question]) -> None:
        ordered = sorted(questions, key=lambda question: (KINDS.index(question.kind), question.name))
        self._questions = {question.name: question for question in ordered}

    def __getitem__(self, name: str) -> Question:
        """Raises NotFound naming the questions that are spelt most alike."""
        if name not in self._questions:
            alike = get_close_matches(name, self._questions, n=5, cutoff=0.3)
            raise NotFound("question.unknown", name=name, alike=", ".join(alike) or "–")
        return self._questions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)


def read_catalogue(folder: Path | None = None) -> Catalogue:
    """The questions of the project and those of `folder`, which win over ours of the same name.

    Raises LoadFailed, naming file, line and rule, for a file that is no question or that would write.
    """
    found: dict[str, Question] = {}
    for place in (files("yhdysverkko.queries"), folder):
        for file in sorted(_question_files(place), key=lambda file: file.name) if place else ():
            question = parse_question(file.name, file.read_text(encoding="utf-8"))
            found[question.name] = question
    return Catalogue(found.values())


def _question_files(place: Traversable) -> Iterator[Traversable]:
    return (file for file in place.iterdir() if file.name.endswith(".cypher"))


_HEADER = re.compile(r"//\s*(?P<key>[a-z]+(?:\.[a-z]{2})?)(?:\s+(?P<name>[a-z][a-z0-9_]*))?\s*:\s*(?P<value>.*)")
_DEFAULT = r"""(?:date\(\)|date\('(?P<day>[^']*)'\)|'(?P<text>[^']*)'|(?P<number>-?\d+(?:\.\d+)?)|true|false|null)"""
_ITEM = re.compile(rf"\s*(?P<value>{_DEFAULT})\s+AS\s+(?P<name>[a-z][a-z0-9_]*)\s*(?P<comma>,?)")
_NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_WRITES = re.compile(
    r"(?<![.:$\w])((?:CREATE|INSERT|MERGE|DELETE|DETACH|SET|REMOVE|DROP|FOREACH|LOAD|ALTER|GRANT|REVOKE|DENY|"
    r"TRANSACTIONS|USE|SHOW|TERMINATE)\b|CALL\s+(?!db\.index\.fulltext\.query)[a-z]\w*\s*\.)",
    re.IGNORECASE,
)


def parse_question(file: str, text: str) -> Question:
    """A question from the text of its file. Raises LoadFailed naming file, line and rule."""
    header: dict[str, str] = {}
    parameters: dict[str, tuple[int, str]] = {}
    columns: list[Column] = []
    lines = text.splitlines()
    body_at = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("//")), len(lines))
    for at, line in enumerate(lines[:body_at], start=1):
        if not (found := _HEADER.fullmatch(line.strip())):
            continue  # a comment
        match found["key"], found["name"]:
            case "param", str(name):
                parameters[name] = (at, found["value"])
            case "column", str(name):
                columns.append(_column(file, at, name, found["value"]))
            case "name" | "kind" | "analysis" | "chart" | "question.fi" | "question.sv" | "question.en", None:
                header[found["key"]] = found["value"].strip()
            case _:
                raise _wrong(file, at, "question.header", value=found["key"])
    body = "\n".join(lines[body_at:])
    if header.get("name") != Path(file).stem:
        raise _wrong(file, 1, "question.name", value=header.get("name", ""))
    if header.get("kind") not in KINDS:
        raise _wrong(file, 1, "question.kind", value=header.get("kind", ""), known=", ".join(KINDS))
    if not columns:
        raise _wrong(file, 1, "question.no_columns")
    if (chart := header.get("chart")) and chart not in {each.name for each in columns if each.type in NUMBERS}:
        raise _wrong(file, 1, "question.chart", value=chart)
    texts = {language: header[key] for language in LANGUAGES if (key := f"question.{language}") in header}
    if not texts:
        raise _wrong(file, 1, "question.no_text")
    _refuse_writes(file, body, body_at)
    defaults, rest = _split_defaults(body)
    if set(defaults) != set(parameters):
        differing = ", ".join(sorted(set(defaults) ^ set(parameters)))
        raise _wrong(file, body_at + 1, "question.defaults", value=differing)
    return Question(
        name=header["name"],
        kind=header["kind"],
        texts=texts,
        parameters={
            name: _parameter(file, at, name, value, defaults[name]) for name, (at, value) in parameters.items()
        },
        columns=columns,
        text=text,
        query=f"WITH {', '.join(f'${name} AS {name}' for name in defaults)}\n{rest.lstrip()}" if defaults else body,
        analysis=header.get("analysis", ""),
        chart=header.get("chart", ""),
    )


def _split_defaults(body: str) -> tuple[dict[str, Default], str]:
    """The defaults of the first clause, `WITH value AS name, …`, and what follows it."""
    defaults: dict[str, Default] = {}
    at = 4 if body.upper().startswith("WITH") else 0
    while at and (found := _ITEM.match(body, at)):
        defaults[found["name"]] = _default(found)
        at = found.end()
        if not found["comma"]:
            break
    return defaults, body[at:]


def _default(found: re.Match[str]) -> Default:
    if found["number"]:
        return float(found["number"]) if "." in found["number"] else int(found["number"])
    match found["value"]:
        case "date()":
            return date.today().isoformat()
        case "true" | "false" as word:
            return word == "true"
        case "null":
            return None
        case _:
            return found["day"] or found["text"]


def _parameter(file: str, line: int, name: str, value: str, default: Default) -> Parameter:
    spec, _, meaning = value.partition("--")
    kind, *flags = spec.split()
    known = ("date", "text", "integer", "count", "number", "boolean", "entity", "entities", *ontology().by_prefix)
    if (kind not in known and "|" not in kind) or flags not in ([], ["required"]):
        raise _wrong(file, line, "question.parameter", value=spec.strip(), known=", ".join(known))
    return Parameter(name, kind, default, bool(flags), meaning.strip())


def _column(file: str, line: int, name: str, value: str) -> Column:
    spec, _, meaning = value.partition("--")
    kind, *unit = spec.split()
    known = (*SCALARS, "entity", *ontology().kinds)
    if kind.removesuffix("[]") not in known:
        raise _wrong(file, line, "question.column", value=spec.strip(), known=", ".join(known))
    return Column(name, kind, " ".join(unit), meaning.strip())


def _refuse_writes(file: str, body: str, body_at: int) -> None:
    """The server refuses writes in a reading transaction too; here the file is named before it is ever asked."""
    bare = _NOISE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), body)
    if found := _WRITES.search(bare):
        line = body_at + bare.count("\n", 0, found.start()) + 1
        raise _wrong(file, line, "question.writes", value=found[1])


def _wrong(file: str, line: int, key: str, **params: str) -> LoadFailed:
    return LoadFailed("question.invalid", file=file, line=line, reason=say(key, **params))


def _said(key: str, otherwise: str, language: str | None) -> str:
    """A message, or `otherwise` where the catalogue has none: analysts' own questions bring words of their own."""
    return say(key, language=language) if key in catalogue() else otherwise
