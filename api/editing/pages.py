"""Pages of the data: adding files, how their loads go, the sources that there are, and taking one out."""

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import Noted
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.context import LanguageDep, SettingsDep, StoreDep
from yhdysverkko.api.editing.routes import LoadsDep, begin_load
from yhdysverkko.api.editing.sources import count_alone, find_source, read_states
from yhdysverkko.api.entities import tell_source
from yhdysverkko.api.site import entity_address, render, spoken
from yhdysverkko.graph.decisions import list_candidates
from yhdysverkko.graph.errors import StoreUnavailable, WrongUse, YhdysverkkoError
from yhdysverkko.graph.ledger import REVIEW, StoredSource, list_sources, retract
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import format_date
from yhdysverkko.loaders.reading.opening import DOCUMENT_SUFFIXES
from yhdysverkko.loaders.sheets import TABLE_SUFFIXES
from yhdysverkko.loaders.templates import write_templates
from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.present import format_number

DATA = "/data"
ROWS_SHOWN = 200
"""Rejected rows on a page; the API has more of them."""

LOADS_SHOWN = 5
MIB = 2**20

router = APIRouter(prefix=DATA, include_in_schema=False, dependencies=[Depends(Needs(Role.EDITOR))])


@router.get("")
def show_data(
    request: Request,
    settings: SettingsDep,
    loads: LoadsDep,
    language: LanguageDep,
    gone: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    """The sources, a form for files, and the latest loads; also while one of them is being written."""
    done = "" if gone is None else say("data.retract.done", language=language, facts=format_number(gone, language))
    return _data_page(request, settings, loads, language, done=done)


def _data_page(
    request: Request, settings: Settings, loads: LoadsDep, language: str, *, done: str = "", wrong: str = ""
) -> Response:
    store: Store = request.app.state.store
    listed = sorted(list_sources(store), key=lambda stored: stored.source.title)
    page = render(
        request,
        "data.html.j2",
        language,
        sources=[_told(stored, language) for stored in listed],
        loads=loads.list_all()[:LOADS_SHOWN],
        candidates=len(list_candidates(store)),
        settings=settings,
        tables=", ".join(TABLE_SUFFIXES),
        documents=", ".join(DOCUMENT_SUFFIXES),
        accepted=",".join((*TABLE_SUFFIXES, *DOCUMENT_SUFFIXES, ".yml", ".yaml")),
        limits={"file": settings.upload_file_mb * MIB, "all": settings.upload_mb * MIB, "files": settings.upload_files},
        script=asset("data.js"),
        done=done,
        wrong=wrong,
    )
    return Response(page, media_type="text/html", headers={"cache-control": "no-store"})


@router.post("/loads", dependencies=[Depends(Noted("load"))])
async def upload(request: Request, settings: SettingsDep, loads: LoadsDep, language: LanguageDep) -> Response:
    """Receive files and check them; what is wrong with them is said on the same page."""
    try:
        told = await begin_load(request, settings, language, loads, check_first=True)
    except StoreUnavailable:
        raise
    except YhdysverkkoError as error:
        wrong = say(error.key, language=language, **error.params)
        page = await run_in_threadpool(_data_page, request, settings, loads, language, wrong=wrong)
        page.status_code = error.http_status
        if error.http_status == 413:
            page.headers["connection"] = "close"  # nobody reads the rest of what is being sent
        return page
    return lead_to(request, f"{DATA}/loads/{told.id}")


@router.get("/loads")
def lead_back(request: Request) -> Response:
    """Where somebody gets who changes the language of a page that refused their files."""
    return lead_to(request, DATA)


@router.get("/loads/{load_id}")
def show_load(request: Request, loads: LoadsDep, language: LanguageDep, load_id: str) -> Response:
    """How a load goes, what it would do or did, and every row that does not fit."""
    told = loads.tell(load_id)
    page = render(
        request,
        "load.html.j2",
        language,
        load=told,
        rows=told.rejections[:ROWS_SHOWN],
        more=format_number(max(told.rejected - ROWS_SHOWN, 0), language),
        is_cut=told.rejected > ROWS_SHOWN,
        number=lambda count: format_number(count, language),
        date=lambda moment: format_date(moment.date()),
        replaces=any(source.earlier for source in told.sources),
        script=asset("data.js"),
    )
    return Response(page, media_type="text/html", headers={"cache-control": "no-store"})


@router.post("/loads/{load_id}/confirm", dependencies=[Depends(Noted("load"))])
def confirm(request: Request, loads: LoadsDep, load_id: str) -> Response:
    """Load the very files that were checked."""
    loads.confirm(load_id)
    return lead_to(request, f"{DATA}/loads/{load_id}")


@router.post("/loads/{load_id}/discard")
def discard(request: Request, loads: LoadsDep, load_id: str) -> Response:
    """Delete the files, loaded or not."""
    loads.discard(load_id)
    return lead_to(request, DATA)


@router.get("/templates.{form}")
def take_templates(language: LanguageDep, form: str) -> Response:
    """Empty tables to fill in: a workbook, or CSV files in an archive."""
    if form not in TEMPLATE_TYPES:
        raise WrongUse("upload.bad_field", name=form)
    with TemporaryDirectory() as folder:
        content = _workbook(Path(folder), language) if form == "xlsx" else _archive(Path(folder), language)
    name = f'attachment; filename="yhdysverkko-{language}.{form}"'
    return Response(content, media_type=TEMPLATE_TYPES[form], headers={"content-disposition": name})


TEMPLATE_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def _workbook(folder: Path, language: str) -> bytes:
    target = folder / "templates.xlsx"
    write_templates(target, vocabulary=ontology(), language=language)
    return target.read_bytes()


def _archive(folder: Path, language: str) -> bytes:
    write_templates(folder, vocabulary=ontology(), language=language)
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return whole.getvalue()


@router.get("/sources/{source_id:path}")
def show_source(request: Request, store: StoreDep, language: LanguageDep, source_id: str) -> Response:
    """What a source states: entities by kind, each leading to its page, and how many ties of each kind."""
    stored = find_source(store, source_id)
    page = render(
        request,
        "source.html.j2",
        language,
        source=_told(stored, language),
        states=read_states(store, source_id, language),
        number=lambda count: format_number(count, language),
        address=entity_address,
    )
    return Response(page, media_type="text/html", headers={"cache-control": "no-store"})


@router.get("/retract/{source_id:path}")
def ask_retract(request: Request, store: StoreDep, language: LanguageDep, source_id: str) -> Response:
    """Ask whether to take a source out, and say what goes and what stays."""
    stored = find_source(store, source_id)
    alone = count_alone(store, source_id)
    counts = {"facts": stored.facts, "alone": alone, "shared": max(stored.facts - alone, 0)}
    said = {name: format_number(count, language) for name, count in counts.items()}
    page = render(request, "retract.html.j2", language, source=_told(stored, language), counts=said)
    return Response(page, media_type="text/html", headers={"cache-control": "no-store"})


@router.post("/retract/{source_id:path}", dependencies=[Depends(Noted("retract"))])
def retract_source(request: Request, source_id: str) -> Response:
    """Take a source out, and say on the page of all sources how much went."""
    store: Store = request.app.state.store
    if source_id == REVIEW:
        raise WrongUse("data.retract.not_review")
    return lead_to(request, DATA, gone=retract(store, ontology(), source_id))


def _told(stored: StoredSource, language: str) -> dict[str, Any]:
    source = stored.source
    return {
        **tell_source(stored, language),
        "id": source.id,
        "kind": ontology().source_kinds[source.kind].label[language],
        "loaded": format_date(stored.loaded.date()),
        "rejected": format_number(stored.rejected, language) if stored.rejected else "",
        "can_go": source.id != REVIEW,
    }


def lead_to(request: Request, address: str, **said: int) -> RedirectResponse:
    """To another page, in the language that the reader has asked for."""
    query = urlencode([*said.items(), *spoken(request)])
    return RedirectResponse(f"{address}?{query}" if query else address, 303)
