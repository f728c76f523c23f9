"""The command `query`: the catalogue of questions as a list, one question's text, or its answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell_text
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Catalogue, Question
from yhdysverkko.viz.answers import heading, worded


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
        write_rows([heading(column) for column in question.columns], worded(found), form)
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
