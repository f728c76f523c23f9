"""Review: what documents may state, decided by people, a page of candidates at a time."""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import Noted
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.context import LanguageDep, StoreDep
from yhdysverkko.api.editing.pages import DATA, lead_to
from yhdysverkko.api.entities import tell_source
from yhdysverkko.api.models import EntityOut
from yhdysverkko.api.shapes import shape_detail
from yhdysverkko.api.site import entity_address, render
from yhdysverkko.graph.decisions import ACCEPT, REJECT, Candidate, decide, list_candidates, list_decided, unpack_records
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import StoredSource, list_sources
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.plan import existing
from yhdysverkko.graph.records import Node, Ref, format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.assets import asset
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.present import format_number

SHOWN = 20
"""Candidates of a page: as many as somebody decides in one go."""

DECIDED_SHOWN = 50
TIES_SHOWN = 8

router = APIRouter(prefix=f"{DATA}/review", include_in_schema=False, dependencies=[Depends(Needs(Role.EDITOR))])


class Side(NamedTuple):
    """One of two entities that may be the same; `entity` is None where it may not be shown."""

    label: str
    entity: EntityOut | None


class Asked(NamedTuple):
    """A candidate with where it comes from, whom it is about, and for a doubtful link both entities."""

    candidate: Candidate
    share: str
    sources: Sequence[Mapping[str, str]]
    about: Sequence[Named]
    sides: Sequence[Side]


@router.get("")
def show_review(
    request: Request, store: StoreDep, language: LanguageDep, saved: Annotated[int | None, Query(ge=0)] = None
) -> Response:
    """Candidates that wait for a decision, the likeliest first, and the latest decisions, which may be changed."""
    candidates = list_candidates(store)
    sources = {stored.source.id: stored for stored in list_sources(store)}
    page = render(
        request,
        "review.html.j2",
        language,
        asked=[_asked(store, candidate, sources, language) for candidate in candidates[:SHOWN]],
        waiting=len(candidates),
        decided=list_decided(store, DECIDED_SHOWN),
        saved="" if saved is None else say("data.review.saved", language=language, count=saved),
        number=lambda count: format_number(count, language),
        address=entity_address,
        ties_shown=TIES_SHOWN,
        script=asset("review.js"),
    )
    return Response(page, media_type="text/html", headers={"cache-control": "no-store"})


@router.post("", dependencies=[Depends(Noted("review"))])
async def save_review(request: Request) -> RedirectResponse:
    """Store the verdicts of a form, whose fields are ids of candidates; what is left open stays so."""
    form = await request.form(max_files=0, max_fields=SHOWN + DECIDED_SHOWN)
    verdicts = {name: str(value) for name, value in form.items() if value}
    if not set(verdicts.values()) <= {ACCEPT, REJECT}:
        raise WrongUse("upload.bad_field", name="verdict")
    store: Store = request.app.state.store
    if verdicts:
        await run_in_threadpool(decide, store, ontology(), verdicts)
    return lead_to(request, f"{DATA}/review", saved=len(verdicts))


def _asked(store: Store, candidate: Candidate, sources: Mapping[str, StoredSource], language: str) -> Asked:
    return Asked(
        candidate,
        format_number(round(candidate.confidence * 100), language),
        [tell_source(sources[source], language) for source in candidate.sources if source in sources],
        _about(store, candidate),
        _sides(store, candidate, language) if candidate.is_link else [],
    )


def _about(store: Store, candidate: Candidate) -> list[Named]:
    """The entities of a candidate that the graph holds already."""
    nodes = [record for record in unpack_records(candidate.records) if isinstance(record, Node)]
    known = existing(store, [node.ref for node in nodes if node.ref.kind in ontology().domain_kinds])
    return [
        Named(format_reference(ontology(), node.ref), str(node.properties.get("name", node.ref.id)))
        for node in nodes
        if node.ref in known
    ]


def _sides(store: Store, candidate: Candidate, language: str) -> list[Side]:
    own, known = (Ref(*each) for each in orjson.loads(candidate.records)["same"])
    return [
        Side(say("data.review.this_document", language=language), _entity(store, own, language)),
        Side(say("data.review.known", language=language), _entity(store, known, language)),
    ]


def _entity(store: Store, ref: Ref, language: str) -> EntityOut | None:
    try:
        return shape_detail(read_entity(store, ref), language)
    except NotFound:
        return None
