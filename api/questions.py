"""Routes of the catalogue of questions: what can be asked, and answers with the query behind them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, QuestionsDep, ViewersUnguardedDep
from yhdysverkko.api.models import Model
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.streaming import STREAMED, Form, FormDep, Table, question_fields, stream
from yhdysverkko.graph.messages import speaking
from yhdysverkko.queries.ask import Answer, ask
from yhdysverkko.queries.catalogue import Question

router = APIRouter(
    prefix="/api/v1/queries",
    tags=["questions"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.PUBLIC))],
)

GIVEN: dict[str, Any] = {
    "name": "parameters",
    "in": "query",
    "description": "The parameters of the question by their names, each a pair of the address",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"region": "13", "as_of": "2019-06-01"},
}


class ParameterOut(Model):
    """What a question lets one choose; entities are given by name, id or reference."""

    name: str = Field(examples=["region"])
    label: str = Field(examples=["maakunta"])
    type: str = Field(examples=["region"])
    default: str | int | float | bool | None = None
    required: bool


class ColumnOut(Model):
    """What a question answers in one column, and the fields of a row that hold it."""

    name: str = Field(examples=["municipality"])
    label: str = Field(examples=["kunta"])
    type: str = Field(examples=["Municipality"])
    unit: str = Field(examples=["€"])
    fields: list[str] = Field(examples=[["municipality", "municipality_id"]])


class QuestionOut(Model):
    """A question of the catalogue."""

    name: str = Field(examples=["missing-liaison"])
    kind: str = Field(examples=["gap"])
    question: str = Field(examples=["Missä kunnissa ei ole nimettyä järjestöyhdyshenkilöä?"])
    parameters: list[ParameterOut]
    columns: list[ColumnOut]


class AnswerOut(Model):
    """An answer: rows of `fields`, the values that were in force, one line to quote, and the Cypher that was run."""

    question: QuestionOut
    parameters: dict[str, Any]
    fields: list[str]
    rows: list[list[Any]]
    line: str
    query: str


@router.get("", summary="List questions")
def list_questions(questions: QuestionsDep, language: LanguageDep) -> list[QuestionOut]:
    """Every question that can be asked."""
    return [_shape(question, language) for question in questions.values()]


@router.get(
    "/{name}",
    summary="Ask a question",
    response_model=AnswerOut,
    responses=STREAMED,
    openapi_extra={"parameters": [GIVEN]},
)
def answer_question(
    request: Request,
    store: ViewersUnguardedDep,
    questions: QuestionsDep,
    language: LanguageDep,
    form: FormDep,
    name: Annotated[str, Path(description="Name of the question", examples=["missing-liaison"])],
) -> AnswerOut | Response:
    """The answer to a question. Its parameters are given in the address: `?region=13&as_of=2019-06-01`.

    JSON says the question, what was in force and the Cypher behind it; the streams have the rows alone.
    """
    given = {key: value for key, value in request.query_params.items() if key not in ("language", "format")}
    with speaking(language):
        found = ask(store, questions[name], given)
    if form is not Form.JSON:
        table = Table(question_fields(found.question.columns), found.rows)
        return stream(request, store, table, form, name=name, language=language)
    return _shape_answer(found, language)


def _shape(question: Question, language: str) -> QuestionOut:
    return QuestionOut(
        name=question.name,
        kind=question.kind,
        question=question.label(language),
        parameters=[
            ParameterOut(
                name=item.name,
                label=item.label(language),
                type=item.type,
                default=item.default,
                required=item.required,
            )
            for item in question.parameters.values()
        ],
        columns=[
            ColumnOut(
                name=item.name, label=item.label(language), type=item.type, unit=item.unit, fields=list(item.fields)
            )
            for item in question.columns
        ],
    )


def _shape_answer(found: Answer, language: str) -> AnswerOut:
    return AnswerOut(
        question=_shape(found.question, language),
        parameters=dict(found.parameters),
        fields=found.fields,
        rows=[list(row) for row in found.rows],
        line=found.line(language),
        query=found.question.text,
    )
