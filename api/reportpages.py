"""The page of reports: one to take along, or one's own brought up to date."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import Noted
from yhdysverkko.api.access.limits import HEAVY
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.context import LanguageDep, QuestionsDep, SettingsDep, StoreDep
from yhdysverkko.api.editing.uploads import FILES, keep, receive
from yhdysverkko.api.reporting import WRITERS
from yhdysverkko.api.reports import REPORTS, TYPES
from yhdysverkko.api.site import render
from yhdysverkko.graph.errors import WrongUse, YhdysverkkoError
from yhdysverkko.graph.facts import list_regions
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.reports.update import update_report

UPDATED = ("docx", "html")
"""Formats that keep what their figures were made of."""

router = APIRouter(prefix="/reports", include_in_schema=False, dependencies=[Depends(Needs(Role.READER))])


class Offer(NamedTuple):
    """A report that can be made: what it is called, the kind that it is about, and the entities to choose from; none
    where there are so many that a name is typed."""

    name: str
    label: str
    kind: str
    choices: Sequence[Named]


@router.get("")
def show_reports(request: Request, store: StoreDep, language: LanguageDep) -> Response:
    """Every report, with the choice of what it is about, and the form to bring one's own up to date."""
    return HTMLResponse(_page(request, store, language))


@router.post("/update", dependencies=[Depends(HEAVY), Depends(Noted("report"))])
async def take_updated(
    request: Request, store: StoreDep, questions: QuestionsDep, settings: SettingsDep, language: LanguageDep
) -> Response:
    """A report that somebody has edited, with the figures of today and their own text as it was."""
    try:
        upload = await receive(request, settings)
        with TemporaryDirectory() as folder:
            await run_in_threadpool(keep, upload, "", Path(folder))
            file = next((Path(folder) / FILES).iterdir())
            content = await run_in_threadpool(_update, store, file, questions)
    except YhdysverkkoError as error:
        if error.http_status >= 500:
            raise
        wrong = say(error.key, language=language, **error.params)
        return HTMLResponse(await run_in_threadpool(_page, request, store, language, wrong), error.http_status)
    name = file.name.encode("ascii", "ignore").decode()
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, headers=headers, media_type=TYPES[file.suffix[1:].lower()])


def _update(store: Store, file: Path, questions: Catalogue) -> bytes:
    if file.suffix[1:].lower() not in UPDATED:
        raise WrongUse("report.format", given=file.suffix, known=", ".join(UPDATED))
    updated = update_report(store, file, date.today(), questions)
    if not updated.parts:
        raise WrongUse("report.nothing_generated", path=file.name)
    return updated.content


def _page(request: Request, store: Store, language: str, wrong: str = "") -> str:
    regions = [Named(f"region:{code}", name) for code, name in list_regions(store)]
    offers = [
        Offer(
            name,
            say(f"report.name.{name}", language=language),
            ontology().kinds[kind].label[language],
            regions if kind == "Region" else [],
        )
        for kind, names in REPORTS.items()
        for name in names
    ]
    return render(
        request, "reports.html.j2", language, offers=offers, formats=list(WRITERS), updated=UPDATED, wrong=wrong
    )
