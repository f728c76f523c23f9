"""Every way out of the graph: none lets out contacts, the name of somebody who is not to be shown, or the secret.

The routes are those that the application has, so that a new one is tried without a change here.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.api.conftest import Run
from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.api.access.accounts import add_account
from yhdysverkko.api.access.journal import read_entries
from yhdysverkko.api.access.limits import Limiter
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.tokens import make_key
from yhdysverkko.api.app import create_app
from yhdysverkko.api.picturing import DRAWERS, write_snapshot
from yhdysverkko.api.reporting import WRITERS
from yhdysverkko.graph.erasure import erase
from yhdysverkko.graph.exchange import export_graph
from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.projection import read_projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.rights import restrict
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.sight import Sight
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.ask import ask
from yhdysverkko.queries.catalogue import Question, read_catalogue
from yhdysverkko.queries.connected import kept_network
from yhdysverkko.queries.network import read_network
from yhdysverkko.queries.notebooks import to_frames, to_networkx
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.exports.formats import FORMATS, write_export
from yhdysverkko.viz.notebook import show
from yhdysverkko.viz.reports.make import make_report
from yhdysverkko.viz.reports.template import find_template

DAY = date(2026, 11, 27)
HANKASALMI = Ref("Municipality", "077")
OFFICIAL, INTERNAL, RESTRICTED, ERASED = (Ref("Person", f"henkilö-{number}") for number in range(1, 5))
PEOPLE = {OFFICIAL: "Virpi Julkinen", INTERNAL: "Ilona Zyxala", RESTRICTED: "Risto Zorvela", ERASED: "Pia Zumpula"}

CONTACTS = ("000 91", "00091", "@yhteys.example")
HIDDEN = ("zyxa", "zorv", "zump", "henkilö-2", "henkilö-3", "henkilö-4")
"""Beginnings that no inflection changes. Requests name people by ids and by less than these beginnings."""


def table() -> MadeSource:
    """Four people with contacts and posts."""
    people = [
        person(
            ref.id,
            number,
            name=name,
            phone=f"050 000 91{number}",
            email=f"nimi{number}@yhteys.example",
            **({"visibility": "internal"} if ref == INTERNAL else {}),
        )
        for number, (ref, name) in enumerate(PEOPLE.items(), start=1)
    ]
    posts = [relation("LIAISON_FOR", ref, HANKASALMI, valid_from=date(2019, 1, 1)) for ref in PEOPLE]
    club = node("Association", "kerho", name="Kerho ry")
    return MadeSource(
        "officials",
        [
            node("Region", "13", name="Keski-Suomi"),
            municipality("077", "Hankasalmi"),
            municipality("410", "Laukaa"),
            club,
            node("Project", "hanke", name="Hanke"),
            node("Indicator", "i01", name="Mittari"),
            node("EventSeries", "illat", name="Illat"),
            *people,
            *[relation("PART_OF", Ref("Municipality", code), Ref("Region", "13")) for code in ("077", "410")],
            *posts,
            relation("WORKS_FOR", OFFICIAL, HANKASALMI, title="sihteeri"),
            relation("MEMBER_OF", ERASED, club.ref, role="jäsen"),
        ],
        published=date(2026, 1, 1),
    )


def article() -> MadeSource:
    """Facts whose evidence is a sentence that names somebody."""
    event = node("Event", "ilta", name="Ilta", date="2026-03-01")
    held = relation("HELD_IN", event.ref, HANKASALMI)
    ran = relation("ORGANISES", Ref("Association", "kerho"), event.ref)
    sentence = {"file": "juttu.txt", "span": [0, 9], "rule": "ilta", "confidence": 0.9}
    return MadeSource(
        "article",
        [
            event,
            held._replace(evidence={**sentence, "sentence": "Ilona Zyxalan ja Risto Zorvelan mukaan ilta onnistui."}),
            ran._replace(evidence={**sentence, "sentence": "Pia Zumpulan mukaan illat jatkuvat."}),
        ],
        kind="document",
    )


@pytest.fixture
def marked(store: Store, vocabulary: Ontology) -> Store:
    """A graph with one of each: an official, somebody internal, somebody restricted, somebody erased."""
    for source in (table(), article()):
        load(store, vocabulary, source)
    restrict(store, vocabulary, RESTRICTED, "turvakielto", DAY)
    erase(store, vocabulary, ERASED, "pyyntö", DAY)
    return store


def leaks(text: str) -> list[str]:
    folded = text.casefold()
    return [secret for secret in (*CONTACTS, *HIDDEN) if secret in folded]


def text_of(content: bytes) -> str:
    """The text of a file, of each part of one that is an archive."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")


def routes_of(app: FastAPI) -> Iterator[APIRoute]:
    """Every route that answers GET, those of included routers too."""
    waiting: list[Any] = list(app.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            if "GET" in (route.methods or ()):
                yield route
        else:
            waiting += getattr(getattr(route, "original_router", route), "routes", [])


SAMPLES = {
    "municipality": "077",
    "region": "13",
    "person": OFFICIAL.id,
    "association": "kerho",
    "project": "hanke",
    "event": "ilta",
    "event_series": "illat",
    "date": "2026-06-01",
    "indicator": "i01",
    "entity": "municipality:077",
    "entities": "municipality:077",
}


ASKED = ("profile-of-person", "profile-of-municipality", "profile-of-association", "changes", "unchecked-liaisons")
"""Questions whose answers name people, for routes; `test_no_question_lets_it_out` asks all of them."""


def sample(question: Question) -> dict[str, str]:
    """What a question must be given."""
    needed = {name: each for name, each in question.parameters.items() if each.required}
    return {name: SAMPLES[each.type] for name, each in needed.items()}


def requests_of(route: APIRoute) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Addresses of a route and what to ask of each, over all that its parts can be."""
    questions = read_catalogue()
    ids = [HANKASALMI.id, "13", "kerho", "ilta", *(ref.id for ref in PEOPLE)]
    parts: dict[str, Sequence[str]] = {
        "kind": ["municipality", "region", "association", "event", "person"],
        "entity_id": ids,
        "name": [*ASKED, *FORMATS, "municipality-card", "municipal-letter"],
        "form": ["svg", "html", "csv", "json", "xlsx", "docx"],
    }
    names = [field.name for field in route.dependant.path_params]
    required = [field.alias for field in route.dependant.query_params if field.field_info.is_required()]
    asked = {"subject": "municipality:077", "url": "http://127.0.0.1/map", "q": "p", "query": "MATCH (n) RETURN n"}
    for chosen in product(*(parts.get(name, [*ids, *ASKED]) for name in names)):
        path = route.path_format.format(**dict(zip(names, chosen, strict=True)))
        question = next((questions[each] for each in chosen if each in {*questions}), None)
        yield path, {name: asked.get(name, "077") for name in required} | (sample(question) if question else {})


def test_no_route_lets_out_what_is_not_for_everybody(
    marked: Store, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    everybody = settings.model_copy(update={"open_network": True})
    answered = 0
    with TestClient(
        app := create_app(marked, everybody), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        for route in routes_of(app):
            for path, asked in requests_of(route):
                app.state.limiter = Limiter()  # each request is the first of its viewer
                answer = client.get(path, params=asked, follow_redirects=False)
                assert answer.status_code < 500, (path, asked)
                assert answer.status_code != 429, (path, asked)
                # What the asker wrote themselves comes back in links and sentences.
                own = {*HIDDEN} & {word for word in HIDDEN if word in path}
                found = [secret for secret in leaks(text_of(answer.content)) if secret not in own]
                assert not found, (path, asked)
                answered += answer.status_code == 200
        for words in ("Zyx", "Zor", "Zum", "Ilona", "Risto", "Pia", "0500009"):
            for path in ("/search", "/api/v1/search"):
                assert not leaks(client.get(path, params={"q": words}).text), words
    assert answered > 50
    assert not leaks("\n".join(record.getMessage() for record in caplog.records if record.name.startswith("yhdys")))


def test_whoever_sees_most_sees_neither_the_erased_nor_contacts_of_the_restricted_nor_the_secret(
    marked: Store, settings: Settings
) -> None:
    gone = ("zump", "050 000 914", "nimi4@", "050 000 913", "nimi3@", read_secret(marked))
    with TestClient(app := create_app(marked, settings), base_url="http://127.0.0.1") as client:
        for route in routes_of(app):
            for path, asked in requests_of(route):
                text = text_of(client.get(path, params=asked, follow_redirects=False).content).casefold()
                assert not any(secret in text for secret in gone), path


LOOKED_AT = ("/ask", "/entity", "/map", "/part", "/search", "/api/v1/entities", "/api/v1/ties", "/api/v1/paths",
             "/api/v1/projection", "/api/v1/queries", "/api/v1/search")  # fmt: skip
"""What begins the addresses at which readers see people who are internal; everything else is made to be passed on."""


@pytest.fixture
def reader(marked: Store, settings: Settings, tmp_path: Path) -> Iterator[TestClient]:
    """A program that has the key of somebody who works with the graph."""
    app = create_app(marked, settings.model_copy(update={"data": tmp_path}))
    _, account = (
        add_account(app.state.vault, role.name, role, "hankalasti arvattava") for role in (Role.ADMIN, Role.READER)
    )
    key = make_key(app.state.vault, account, "", Role.READER, 1)
    with TestClient(
        app, "http://127.0.0.1", headers={"authorization": f"Bearer {key}"}, raise_server_exceptions=False
    ) as reader:
        yield reader


def test_readers_see_who_is_internal_where_they_look_and_in_nothing_they_pass_on(reader: TestClient) -> None:
    app: Any = reader.app
    seen = set()
    for route in routes_of(app):
        for path, asked in requests_of(route):
            app.state.limiter = Limiter()
            answer = reader.get(path, params=asked, follow_redirects=False)
            assert answer.status_code < 500, (path, asked)
            text = text_of(answer.content).casefold()
            assert not any(name in text for name in ("zorv", "zump")), path
            if "zyxa" in text:
                assert path == "/" or path.startswith(LOOKED_AT), path
                seen.add(route.path_format)
    for path in ("/search", "/api/v1/search"):
        assert "zyxa" in reader.get(path, params={"q": "Zyx"}).text.casefold()
        assert not leaks(reader.get(path, params={"q": "Zor"}).text)
    assert {"/entity/{kind}/{entity_id}", "/map", "/ask/{name}", "/ask/{name}.{form}", "/api/v1/entities"} <= seen


def test_a_look_at_somebody_internal_is_noted_and_kept_nowhere(reader: TestClient) -> None:
    app: Any = reader.app
    shown = reader.get(f"/entity/person/{INTERNAL.id}")
    reader.get(f"/entity/person/{OFFICIAL.id}")
    reader.get(f"/api/v1/entities/person/{INTERNAL.id}")

    assert PEOPLE[INTERNAL] in shown.text
    assert "Nimi näkyy vain niille" in shown.text
    assert "/view.svg" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    noted = [entry for _, entry in read_entries(app.state.vault, limit=9) if entry.action == "internal"]
    assert [(entry.who, entry.subject) for entry in noted] == [("reader", "person:henkilö-2")] * 2


def test_what_one_sight_was_answered_is_not_answered_to_another(marked: Store) -> None:
    inside = marked.seeing(Sight.INSIDE)
    question = read_catalogue()["profile-of-municipality"]

    for _ in range(2):
        for read in (read_network, lambda store: kept_network(store, None, None)):
            assert [PEOPLE[INTERNAL] in read(store).names for store in (marked, inside)] == [False, True]
        rows = [repr(ask(store, question, {"municipality": "077"}).rows) for store in (marked, inside)]
        assert [PEOPLE[INTERNAL] in each for each in rows] == [False, True]
        assert not any(PEOPLE[hidden] in each for each in rows for hidden in (RESTRICTED, ERASED))


def test_a_stream_for_readers_is_not_that_of_everybody(reader: TestClient) -> None:
    address = "/api/v1/entities?format=ndjson&kind=person"
    inside = reader.get(address)
    everybody = httpx2.Headers({"if-none-match": inside.headers["etag"], "authorization": ""})
    published = reader.get(address, headers=everybody)

    assert PEOPLE[INTERNAL] in inside.text
    assert published.status_code == 200
    assert PEOPLE[OFFICIAL] in published.text
    assert PEOPLE[INTERNAL] not in published.text


def test_an_analyst_finds_the_secret_nowhere(
    marked: Store, vocabulary: Ontology, settings: Settings, tmp_path: Path
) -> None:
    secret = read_secret(marked)
    app = create_app(marked, settings.model_copy(update={"data": tmp_path}))
    _, analyst_account = (
        add_account(app.state.vault, role.name, role, "hankalasti arvattava") for role in (Role.ADMIN, Role.ANALYST)
    )
    key = make_key(app.state.vault, analyst_account, "", Role.ANALYST, 1)
    with TestClient(app, "http://127.0.0.1", headers={"authorization": f"Bearer {key}"}) as analyst:
        for text in ("MATCH (n) RETURN n", "MATCH (g:Graph) RETURN properties(g)", "MATCH ()-[r]->() RETURN r"):
            answer = analyst.post("/api/v1/cypher", json={"query": text})
            assert answer.json()["rows"], text
            assert secret not in answer.text, text
    everything = repr(marked.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, properties(r) AS r"))
    assert "seal" in everything
    assert secret not in everything
    assert secret.encode() not in b"".join(export_graph(marked, vocabulary))


@pytest.mark.parametrize("name", FORMATS)
def test_no_export_lets_it_out(marked: Store, name: str) -> None:
    content = BytesIO()
    write_export(read_projection(marked), FORMATS[name], content)
    assert not leaks(text_of(content.getvalue()))


def test_no_picture_or_page_lets_it_out(marked: Store, settings: Settings, tmp_path: Path) -> None:
    for ending in ("svg", "html"):
        write_snapshot(marked, View(region="13"), settings, tmp_path / f"kuva.{ending}", dpi=100)
        assert not leaks((tmp_path / f"kuva.{ending}").read_text(encoding="utf-8"))
    assert {"svg"} <= set(DRAWERS)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_no_report_lets_it_out(marked: Store, form: str) -> None:
    template = find_template("municipality-card", "fi")
    report = make_report(marked, template, "077", DAY, read_catalogue())
    assert not leaks(text_of(WRITERS[form](report, None)))


def test_no_question_lets_it_out(marked: Store) -> None:
    for question in read_catalogue().values():
        answer = ask(marked, question, sample(question))
        assert not leaks(repr(answer.rows) + answer.line("fi")), question.name


def test_no_notebook_gets_it(marked: Store) -> None:
    network = read_network(marked, attributes=True)
    nodes, edges = to_frames(network)
    drawn = show(read_projection(marked))._repr_html_()
    pulled = [repr(dict(to_networkx(network).nodes(data=True))), nodes.to_csv(), edges.to_csv(), drawn]
    assert not leaks("\n".join(pulled))


def test_no_evidence_lets_it_out(marked: Store) -> None:
    for ref in (HANKASALMI, OFFICIAL, Ref("Association", "kerho"), Ref("Event", "ilta")):
        assert not leaks(repr(read_entity(marked, ref)))


def test_no_message_of_a_command_names_them(marked: Store, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "henkilöt.csv"
    file.write_text("id;nimi;puhelin;asema\nhenkilö-2;Ilona Zyxala;050 000 912;väärä\n", encoding="utf-8")
    for arguments in (
        ["load", str(file)],
        ["person", "restrict", "henkilö-3"],
        ["person", "erase", "henkilö-4", "--reason", "x"],
    ):
        done = run(*arguments)
        assert not leaks(done.stdout + done.stderr), arguments
