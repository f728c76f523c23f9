"""The command `query`: the catalogue of questions as a list, one question's text, or its answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell_text
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import catalogue as messages
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import Answer, ask
from yhdysverkko.queries.catalogue import Catalogue, Column, Question


def show_catalogue(questions: Catalogue, form: Format) -> None:
    """List the questions: for people name and question, as data all that their headers say."""
    if form is Format.TABLE:
        rows = ((name, say(f"question.kind.{item.kind}"), item.label()) for name, item in questions.items())
        write_rows([say("column.id"), say("column.kind"), say("column.question")], rows, form)
        return
    fields = ["name", "kind", "question", "parameters", "columns", "analysis"]
    write_rows(fields, (_described(item) for item in questions.values()), form)


def _described(question: Question) -> list[Any]:
    parameters = [
        {
            "name": item.name,
            "type": item.type,
            "default": item.default,
            "required": item.required,
            "meaning": item.label(),
        }
        for item in question.parameters.values()
    ]
    columns = [
        {"name": item.name, "type": item.type, "unit": item.unit, "meaning": item.label()} for item in question.columns
    ]
    return [question.name, question.kind, dict(question.texts), parameters, columns, question.analysis or None]


def answer(store: Store, question: Question, given: Mapping[str, Any], form: Format) -> None:
    """Ask a question and write its answer: a table in words, or data with the ids of what is named."""
    found = ask(store, question, given)
    if form is Format.TABLE:
        write_rows([_heading(column) for column in question.columns], worded(found, current_language()), form)
        tell_text(found.line())
    else:
        write_rows(found.fields, found.rows, form)


def parse_given(params: Sequence[str]) -> dict[str, str]:
    """Parameters from "name=value". Raises WrongUse for one that has no "="."""
    given = {}
    for item in params:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise WrongUse("cypher.bad_parameter", given=item)
        given[name] = value
    return given


def worded(found: Answer, language: str) -> Iterator[list[str]]:
    """The rows of an answer as people read them: names without ids, states in words, shares in per cent."""
    for row in found.rows:
        cells, at = [], 0
        for column in found.question.columns:
            cells.append(_words(column, row[at], language))
            at += len(column.fields)
        yield cells


def _heading(column: Column) -> str:
    return f"{column.label()} ({column.unit})" if column.unit else column.label()


def _words(column: Column, value: Any, language: str) -> str:
    match value:
        case None:
            return "–"
        case list():
            return ", ".join(str(item["name"] if isinstance(item, dict) else item) for item in value) or "–"
        case bool():
            return say("answer.yes" if value else "answer.no", language=language)
        case float() if column.type == "percent":
            share = f"{100 * value:.0f} %"
            return share if language == "en" else share.replace(".", ",")
        case float():
            short = f"{value:.4g}"
            return short if language == "en" else short.replace(".", ",")
        case str() if column.type == "state":
            return _state(value, language)
        case _:
            return str(value)


def _state(value: str, language: str) -> str:
    """A state in words: its own, a choice of the ontology, a kind of fact ("RUNS") or a property ("Event.date")."""
    for key in (f"state.{value}", f"choice.{value}"):
        if key in messages():
            return say(key, language=language)
    vocabulary = ontology()
    kind, _, name = value.partition(".")
    of = vocabulary.kinds.get(kind) or vocabulary.relations.get(kind)
    if of is None:
        return value
    return of.properties[name].label[language] if name else of.label[language]
