"""Routes of reports: which there are, and one on an entity as of today, as a file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import note
from yhdysverkko.api.access.limits import HEAVY
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, QuestionsDep, StoreDep
from yhdysverkko.api.description import answers_with_file
from yhdysverkko.api.models import Model
from yhdysverkko.api.pages import respond
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.api.reporting import WRITERS, choose_template
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.values import slug
from yhdysverkko.viz.reports.make import make_report

REPORTS: Mapping[str, Sequence[str]] = {
    "Municipality": ("municipality-card",),
    "Region": ("region-overview", "liaison-review", "municipal-letter"),
    "Project": ("project-final-report",),
}
"""The reports that can be taken over HTTP, by the kind of entity that they are about."""

TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

FILES = answers_with_file("The report", TYPES.values())

pages = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.READER))])
router = APIRouter(
    prefix="/api/v1/reports",
    tags=["reports"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.READER))],
)


class ReportOut(Model):
    """A report: what it is called, the kind of entity that it is about, and the formats it comes in."""

    name: str = Field(examples=["municipality-card"])
    label: str = Field(examples=["Kuntakortti"])
    kind: str = Field(examples=["municipality"])
    formats: list[str] = Field(examples=[["html", "docx", "pdf"]])


@router.get("", summary="List reports")
def list_reports(language: LanguageDep) -> list[ReportOut]:
    """The reports that there are."""
    return [
        ReportOut(
            name=name,
            label=say(f"report.name.{name}", language=language),
            kind=ontology().kinds[kind].prefix,
            formats=list(WRITERS),
        )
        for kind, names in REPORTS.items()
        for name in names
    ]


@pages.get("/report/{name}.{form}", dependencies=[Depends(HEAVY)])
@router.get(
    "/{name}.{form}",
    summary="Write a report",
    response_class=Response,
    responses=FILES,
    dependencies=[Depends(HEAVY)],
)
def take_report(
    request: Request,
    store: StoreDep,
    questions: QuestionsDep,
    language: LanguageDep,
    name: Annotated[str, Path(description="Name of the report", examples=["municipality-card"])],
    form: Annotated[Literal["html", "docx", "pdf"], Path(description="Its format", examples=["pdf"])],
    subject: Annotated[
        str,
        Query(
            alias="for",
            max_length=200,
            description="The entity that it is about: a reference, an id or a name",
            examples=["municipality:077"],
        ),
    ],
) -> Response:
    """A report on an entity as of today, as a file."""
    if name not in _names():
        raise NotFound("report.unknown_template", name=name, code=language, alike=", ".join(_names()))
    report = make_report(store, choose_template(name, language, None), subject, date.today(), questions)
    note(request, "report", f"{name}.{form} {subject}")
    answer = respond(request, WRITERS[form](report, None), TYPES[form], "private, no-cache")
    file = f"{name}-{slug(subject)}".encode("ascii", "ignore").decode()
    answer.headers["content-disposition"] = f'attachment; filename="{file}.{form}"'
    return answer


def _names() -> list[str]:
    return [name for names in REPORTS.values() for name in names]
