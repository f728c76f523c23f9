"""Pages that ask: every question of the catalogue as a form, its answer as a table, as files, and on the map."""

from collections.abc import Mapping, Sequence
from io import BytesIO, TextIOWrapper
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.cache import PUBLIC
from yhdysverkko.api.context import LanguageDep, QuestionsDep, ViewersStoreDep, ViewersUnguardedDep
from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.pages import MAP, respond
from yhdysverkko.api.site import kept, render, spoken
from yhdysverkko.api.tables import Shown, link_heads, order_rows, show
from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.facts import list_regions
from yhdysverkko.graph.messages import say, speaking
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import parse_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import Answer, ask
from yhdysverkko.queries.catalogue import Parameter
from yhdysverkko.queries.parameters import say_choice
from yhdysverkko.viz.exports.formats import WORKBOOK
from yhdysverkko.viz.map import Named

FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": WORKBOOK,
}

PART = 12
"""Rows of an answer in another page, which leads to all of them."""

INPUTS = {"date": "date", "integer": "number", "count": "number", "number": "number"}

router = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])


class Field(NamedTuple):
    """A parameter in the form: an input of a type, or a choice where there are options."""

    name: str
    label: str
    required: bool
    type: str
    value: str
    example: str
    options: Sequence[Named]


@router.get("/ask")
def list_questions(request: Request, questions: QuestionsDep, language: LanguageDep) -> Response:
    """Every question, by kind."""
    kinds = [(kind, list(each)) for kind, each in groupby(questions.values(), key=lambda question: question.kind)]
    page = render(request, "questions.html.j2", language, kinds=kinds)
    return respond(request, page.encode(), "text/html", PUBLIC)


@router.get("/ask/{name}.{form}")
def take_answer(
    request: Request,
    store: ViewersStoreDep,
    questions: QuestionsDep,
    language: LanguageDep,
    name: str,
    form: str,
    sort: str = "",
) -> Response:
    """The answer at the same address as a file: all rows, ids included."""
    with speaking(language):
        found = order_rows(ask(store, questions[name if form in FILES else f"{name}.{form}"], _given(request)), sort)
    content = BytesIO()
    with TextIOWrapper(content, encoding="utf-8", newline="") as text:
        write_rows(found.fields, found.rows, Format(form), text)
        text.flush()
        whole = content.getvalue()
    answer = respond(request, whole, FILES[form], PUBLIC)
    answer.headers["content-disposition"] = f'attachment; filename="{found.question.name}.{form}"'
    return answer


@router.get("/ask/{name}")
def show_answer(
    request: Request, store: ViewersStoreDep, questions: QuestionsDep, language: LanguageDep, name: str, sort: str = ""
) -> Response:
    """A question as a form, with its answer once all that it needs is given, by the column `sort`."""
    question, given = questions[name], _given(request)
    found, wrong, status = None, "", 200
    with speaking(language):
        if all(given.get(item.name) for item in question.parameters.values() if item.required):
            try:
                found = order_rows(ask(store, question, given), sort)
            except YhdysverkkoError as error:
                if error.http_status >= 500:
                    raise
                wrong, status = str(error), error.http_status
        page = render(
            request,
            "question.html.j2",
            language,
            question=question,
            fields=[_field(store, item, given, language) for item in question.parameters.values()],
            order=sort if sort.removeprefix("-") in [column.name for column in question.columns] else "",
            wrong=wrong,
            answer=found and _table(found, given, sort, language, request),
            links=found and _links(found, given, language, [*spoken(request), *([("sort", sort)] if sort else [])]),
        )
    answer = respond(request, page.encode(), "text/html", PUBLIC)
    return answer if answer.status_code == 304 else Response(page, status, dict(answer.headers), "text/html")


@router.get("/part/{name}")
def show_part(
    request: Request,
    store: ViewersUnguardedDep,
    questions: QuestionsDep,
    language: LanguageDep,
    name: str,
    only: str = "",
) -> Response:
    """The table of an answer alone, for a place in another page; `only` leaves the rows that name one entity."""
    given = {key: value for key, value in _given(request).items() if key != "only"}
    with speaking(language):
        found = ask(store, questions[name], given)
        ref = parse_reference(ontology(), only) if only else None
        page = render(
            request,
            "part.html.j2",
            language,
            question=found.question,
            answer=show(found, language, kept(request), ref, PART),
        )
    return respond(request, page.encode(), "text/html", PUBLIC)


def _given(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.query_params.items() if name not in ("language", "sort")}


def _table(found: Answer, given: Mapping[str, str], sort: str, language: str, request: Request) -> Shown:
    asked = [(name, value) for name, value in given.items() if value]
    address = f"/ask/{found.question.name}?{''.join(f'{urlencode([pair])}&' for pair in [*asked, *spoken(request)])}"
    return link_heads(show(found, language, kept(request)), found, sort, address)


def _field(store: Store, item: Parameter, given: Mapping[str, str], language: str) -> Field:
    default = "" if item.default is None else str(item.default)
    # What must be given has a default in its file only, so that the file runs as it is: here it is an example.
    default, example = ("", default) if item.required else (default, "")
    options: list[Named] = []
    if item.choices:
        options = [Named(choice, say_choice(choice, language)) for choice in item.choices]
    elif item.type == "boolean":
        default = default.lower()
        options = [
            Named(value, say(f"answer.{word}", language=language)) for value, word in (("true", "yes"), ("false", "no"))
        ]
    elif item.type == "region":
        options = [Named("", say("ask.any", language=language)), *(Named(*region) for region in list_regions(store))]
    return Field(
        item.name,
        item.label(language),
        item.required,
        INPUTS.get(item.type, "text"),
        given.get(item.name, default),
        example,
        options,
    )


def _links(found: Answer, given: Mapping[str, str], language: str, kept: list[tuple[str, str]]) -> list[Named]:
    """Files of the answer, and the map of what it names."""
    name = found.question.name
    asked = [(key, value) for key, value in given.items() if value]
    links = [Named(f"/ask/{name}.{form}?{urlencode([*asked, *kept])}", form.upper()) for form in FILES]
    if any(column.kind for column in found.question.columns):
        choices: list[tuple[str, Any]] = [("question", name), *(("given", f"{key}={value}") for key, value in asked)]
        links.insert(0, Named(f"{MAP}?{urlencode([*choices, *kept])}", say("ask.on_map", language=language)))
    return links
