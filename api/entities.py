"""Pages about what there is: an entity with the evidence of each fact, search, reports to take along, the sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from yhdysverkko.api.access.guard import Needs, viewer_of
from yhdysverkko.api.access.journal import note, note_look
from yhdysverkko.api.access.limits import PERSONAL
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.cache import PUBLIC
from yhdysverkko.api.choosing import read_ref
from yhdysverkko.api.context import LanguageDep, QuestionsDep, SettingsDep, StoreDep, ViewersUnguardedDep
from yhdysverkko.api.models import EntityOut, TieOut
from yhdysverkko.api.pages import MAP, respond
from yhdysverkko.api.quick import quick
from yhdysverkko.api.reporting import WRITERS
from yhdysverkko.api.reports import REPORTS
from yhdysverkko.api.shapes import shape_detail, summarise
from yhdysverkko.api.site import entity_address, render, source_anchor, spoken
from yhdysverkko.api.timeline import draw_timeline
from yhdysverkko.graph.facts import EntityDetail, read_contacts, read_entity, search
from yhdysverkko.graph.ledger import StoredSource, list_sources, settled
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import format_date
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.viz.answers import UNKNOWN
from yhdysverkko.viz.assets import PARTS_SCRIPT, asset
from yhdysverkko.viz.choices import Layout
from yhdysverkko.viz.legends import importance
from yhdysverkko.viz.map import Named
from yhdysverkko.viz.present import Fact, format_number, is_web_address

SHOWN = 100
"""Ties of one sort on a page; the profile question has all."""

PARTS: Mapping[str, Sequence[tuple[str, str, bool]]] = {
    "Municipality": (
        ("theme-scores", "municipality", False),
        ("missing-structures", "region", True),
        ("compare-neighbours", "municipality", False),
    ),
    "Region": (("missing-liaison", "region", False), ("hubs", "region", False)),
    "Person": (("single-person-dependency", "", True),),
    "Project": (("project-endings", "", True),),
}
"""The questions whose answers stand on the page of an entity, by its kind: name, the parameter that it or its region is
given as, and whether only the rows that name it are shown."""

router = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])


class Ties(NamedTuple):
    """Ties of one kind that go one way; `direction` is empty where they go both. Those that lead to one entity, such as
    the posts of a person, stand together."""

    label: str
    direction: str
    number: int
    shown: Sequence[Sequence[TieOut]]
    left_out: int


class Part(NamedTuple):
    """An answer on the page: where all of it is, and where its table comes from."""

    name: str
    title: str
    page: str
    content: str


class ReportLinks(NamedTuple):
    """A report by its name, and its addresses by format."""

    name: str
    files: Sequence[Named]


@router.get("/entity/{kind}/{entity_id:path}")
@quick
def show_entity(
    request: Request,
    store: ViewersUnguardedDep,
    questions: QuestionsDep,
    language: LanguageDep,
    kind: str,
    entity_id: str,
) -> Response:
    """What is known of an entity: facts, ties with their evidence, what can be asked of it, maps and reports."""
    ref = read_ref(kind, entity_id)
    detail = read_entity(store, ref)
    entity, kept = shape_detail(detail, language), spoken(request)
    internal = note_look(request, detail.entity)
    contacts = _contacts(request, store, ref, language)
    page = render(
        request,
        "entity.html.j2",
        language,
        entity=entity,
        ties=_ties(entity),
        address=_address,
        maps=_maps(ref, language, kept),
        pictures=[] if internal else _pictures(ref, kept),
        internal=internal,
        reports=_reports(ref, language, kept) if viewer_of(request).role >= Role.READER else [],
        asked=_askable(questions, ref, language, kept),
        parts=_parts(questions, detail, language, kept),
        timeline=draw_timeline(detail, date.today(), language),
        contacts=contacts,
        script=asset(PARTS_SCRIPT),
    )
    # Each look is logged, so that nobody may keep it.
    return respond(request, page.encode(), "text/html", "no-store" if contacts or internal else PUBLIC)


@router.get("/search")
@quick
def search_entities(
    request: Request, store: ViewersUnguardedDep, language: LanguageDep, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Entities by name; inflected forms and small typing errors are forgiven."""
    found = [summarise(entity, language) for entity in search(store, q, limit=50)]
    page = render(request, "search.html.j2", language, text=q, found=found, address=entity_address)
    return respond(request, page.encode(), "text/html", PUBLIC)


@router.get("/about")
def tell_about(request: Request, store: StoreDep, settings: SettingsDep, language: LanguageDep) -> Response:
    """Where the data come from, what is done with data about people, and whom to tell of an error."""
    listed = sorted(list_sources(store), key=lambda stored: stored.source.title)
    page = render(
        request,
        "about.html.j2",
        language,
        sources=[tell_source(stored, language) for stored in listed],
        contact=settings.contact,
        contact_href=_reach(settings.contact or ""),
    )
    return respond(request, page.encode(), "text/html", PUBLIC)


def _reach(contact: str) -> str:
    """The link to an e-mail or web address; empty for any other text."""
    if is_web_address(contact):
        return contact
    return f"mailto:{quote(contact, safe='@')}" if "@" in contact and " " not in contact else ""


def _address(entity: str | Ref) -> str:
    """The page of an entity, by its reference as text or as such."""
    return entity_address(entity if isinstance(entity, str) else format_reference(ontology(), entity))


def tell_source(stored: StoredSource, language: str) -> dict[str, str]:
    """A source as tables of sources show it."""
    source = stored.source
    day = source.published or source.retrieved
    return {
        "anchor": source_anchor(source.id),
        "title": source.title,
        "href": source.uri if source.uri and is_web_address(source.uri) else "",
        "published": format_date(day) if day else UNKNOWN,
        "licence": source.licence or UNKNOWN,
        "facts": format_number(stored.facts, language),
    }


def _ties(entity: EntityOut) -> Iterator[Ties]:
    """The ties of an entity, by kind as the legend orders them, those from it before those to it."""
    kinds = [kind.name for kind in sorted(ontology().relations.values(), key=importance)]

    def sort_of(tie: TieOut) -> tuple[int, str]:
        if ontology().relations[tie.kind].symmetric:
            return kinds.index(tie.kind), ""
        return kinds.index(tie.kind), "page.outgoing" if tie.start == entity.reference else "page.incoming"

    for (_, direction), group in groupby(sorted(entity.ties, key=sort_of), key=sort_of):
        ties = list(group)
        together = groupby(ties[:SHOWN], key=lambda tie: tie.other.reference)
        shown = [sorted(each, key=lambda tie: [fact.text for fact in tie.facts]) for _, each in together]
        yield Ties(ties[0].label, direction, len(ties), shown, max(len(ties) - SHOWN, 0))


def _maps(ref: Ref, language: str, kept: Iterable[tuple[str, str]]) -> list[Named]:
    """The map around an entity in the layouts that suit one."""
    focus = ("focus", format_reference(ontology(), ref))
    return [
        Named(
            f"{MAP}?{urlencode([focus, ('layout', layout.value), *kept])}", say(f"layout.{layout}", language=language)
        )
        for layout in (Layout.GEOGRAPHIC, Layout.CONCENTRIC, Layout.TIMELINE)
    ]


def _pictures(ref: Ref, kept: Sequence[tuple[str, str]]) -> list[Named]:
    """The map around an entity as a picture for a document."""
    asked = urlencode([("focus", format_reference(ontology(), ref)), *kept])
    return [Named(f"/view.{form}?{asked}", form.upper()) for form in ("svg", "png", "pdf")]


def _reports(ref: Ref, language: str, kept: Sequence[tuple[str, str]]) -> list[ReportLinks]:
    asked = urlencode([("for", format_reference(ontology(), ref)), *kept])
    return [
        ReportLinks(
            say(f"report.name.{name}", language=language),
            [Named(f"/report/{name}.{form}?{asked}", form.upper()) for form in WRITERS],
        )
        for name in REPORTS.get(ref.kind, ())
    ]


def _parts(
    questions: Catalogue, detail: EntityDetail, language: str, kept: Sequence[tuple[str, str]]
) -> Iterator[Part]:
    """Answers about an entity that its page shows, by its kind."""
    reference = format_reference(ontology(), detail.entity.ref)
    region = next((tie.other.ref.id for tie in detail.ties if tie.other.ref.kind == "Region"), detail.entity.ref.id)
    for name, parameter, narrowed in PARTS.get(detail.entity.ref.kind, ()):
        asked = [(parameter, region if parameter == "region" else reference)] if parameter else []
        only = [("only", reference)] if narrowed else []
        yield Part(
            name,
            questions[name].label(language),
            f"/ask/{name}?{urlencode([*asked, *kept])}",
            f"/part/{name}?{urlencode([*asked, *only, *kept])}",
        )


def _contacts(request: Request, store: Store, ref: Ref, language: str) -> list[Fact]:
    """Contact details of a person for those who may see them, one person at a time and logged."""
    if ref.kind != "Person" or viewer_of(request).role < Role.READER:
        return []
    with settled(store):
        found = read_contacts(store, ref)
    if not found:
        return []
    PERSONAL.count(request)
    note(request, "contacts", format_reference(ontology(), ref))
    properties = ontology().kinds[ref.kind].properties
    return [Fact(name=name, label=properties[name].label[language], text=value) for name, value in found.items()]


def _askable(questions: Catalogue, ref: Ref, language: str, kept: Sequence[tuple[str, str]]) -> list[Named]:
    """The questions that need one entity of this kind, asked of this one."""
    prefix = ontology().kinds[ref.kind].prefix
    found = []
    for question in questions.values():
        needed = [item for item in question.parameters.values() if item.required]
        if len(needed) == 1 and needed[0].type in (prefix, "entity"):
            asked = urlencode([(needed[0].name, format_reference(ontology(), ref)), *kept])
            found.append(Named(f"/ask/{question.name}?{asked}", question.label(language)))
    return found
