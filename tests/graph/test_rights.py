"""Erasing and restricting people: what is left in the graph, and what loads to come can no longer state."""

import json
import subprocess
import sys
from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.decisions import ACCEPT, decide, list_candidates, pack_records
from yhdysverkko.graph.erasure import erase
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.exchange import export_graph
from yhdysverkko.graph.facts import read_entity, search
from yhdysverkko.graph.ledger import load, retract
from yhdysverkko.graph.ontology import Ontology, ontology
from yhdysverkko.graph.projection import read_projection
from yhdysverkko.graph.records import MASK, Node, Record, Ref, make_node
from yhdysverkko.graph.rights import lift, restrict
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Value

DAY = date(2026, 11, 27)
MAIJA = Ref("Person", "maija-meikäläinen")
HANKASALMI = Ref("Municipality", "077")
NAMED = ("meikäläi", "maija")
REFERENCE = MadeSource("reference", [municipality("077", "Hankasalmi")], kind="reference")


def officials(*more: Record, published: date | None = date(2022, 3, 1), **properties: Value) -> MadeSource:
    """A table that knows Maija's post, her contacts and a colleague."""
    return MadeSource(
        "officials",
        [
            person(
                MAIJA.id, 2, name="Maija Meikäläinen", phone="040 000 1234", email="maija@example.org", **properties
            ),
            person("matti-malli", 3, name="Matti Malli", note="Maija Meikäläisen sijainen"),
            *[record for record in more if isinstance(record, Node)],
            relation(
                "WORKS_FOR",
                MAIJA,
                HANKASALMI,
                2,
                title="sihteeri",
                unit="Maijan toimisto",
                valid_from=date(2019, 1, 1),
                valid_to=date(2023, 1, 1),
            ),
            *[record for record in more if not isinstance(record, Node)],
        ],
        published=published,
    )


def article() -> MadeSource:
    """Another source that names her, with sentences."""
    sentence = {
        "file": "artikkeli.txt",
        "span": [0, 20],
        "sentence": "Hankasalmen Maija Meikäläisen mukaan illat jatkuvat.",
    }
    return MadeSource(
        "article",
        [
            person(MAIJA.id, name="Maija Meikäläinen", phone="050 000 9999"),
            node("Event", "yhdistysilta", name="Yhdistysilta"),
            relation("LIAISON_FOR", MAIJA, HANKASALMI, basis="named")._replace(evidence=sentence),
            relation("HELD_IN", Ref("Event", "yhdistysilta"), HANKASALMI)._replace(evidence=sentence),
        ],
        kind="document",
    )


def everything(store: Store) -> str:
    """All that the database holds but the marks' digests, as text."""
    rows = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, properties(r) AS r")
    return json.dumps(rows, default=str, ensure_ascii=False).casefold()


def content(store: Store) -> list[bytes]:
    """The facts of the graph, as an export writes them."""
    return [line for line in export_graph(store, ontology()) if b'"node":"Source"' not in line]


@pytest.fixture
def known(store: Store, vocabulary: Ontology) -> Store:
    """A graph that two sources tell of Maija."""
    for source in (REFERENCE, officials(), article()):
        load(store, vocabulary, source)
    return store


def test_an_erased_person_leaves_their_post_with_its_dates(known: Store, vocabulary: Ontology) -> None:
    done = erase(known, vocabulary, MAIJA, "pyyntö", DAY)

    # The post and the duty; the colleague's note, and the sentence as evidence of the event's place and of the place.
    assert (done.ties, done.texts) == (2, 3)
    rows = known.read("MATCH (p:Person {erased: $day})-[r]->() RETURN p, type(r) AS kind, r ORDER BY kind", day=DAY)
    duty, post = rows
    assert (duty["kind"], post["kind"]) == ("LIAISON_FOR", "WORKS_FOR")
    assert (post["r"]["title"], post["r"]["valid_from"], post["r"]["valid_to"]) == (
        "sihteeri",
        date(2019, 1, 1),
        date(2023, 1, 1),
    )
    assert "unit" not in post["r"]
    assert json.loads(duty["r"]["claims"][0]) == {"file": "artikkeli.txt"}
    assert post["p"]["name"] == MASK
    assert post["p"]["erased_reason"] == "pyyntö"
    assert not any(word in everything(known) for word in (*NAMED, "040 000", "050 000", "maija@"))


def test_an_erased_person_is_not_found_and_not_exported(known: Store, vocabulary: Ontology) -> None:
    erase(known, vocabulary, MAIJA, "pyyntö", DAY)

    assert search(known, "Maija Meikäläinen") == []
    with pytest.raises(NotFound):
        read_entity(known, MAIJA)
    assert not any(word in b"".join(content(known)).decode().casefold() for word in NAMED)
    shown = repr(read_projection(known))
    assert not any(word in shown.casefold() for word in NAMED)


def test_erasing_survives_loads_of_the_same_source_and_of_others(known: Store, vocabulary: Ontology) -> None:
    erase(known, vocabulary, MAIJA, "pyyntö", DAY)
    before = content(known)

    assert load(known, vocabulary, officials()).unchanged
    known.write("MATCH (s:Source) SET s.version = 'older'")  # so that every fact is compared anew
    for source in (officials(), article()):
        report = load(known, vocabulary, source)
        assert (report.counts.new, report.counts.changed, report.counts.rejected) == (0, 0, 0)
    assert content(known) == before

    other = MadeSource(
        "other",
        [
            person("mm-1", name="Maija Meikäläinen", email="maija@example.org"),
            relation("MEMBER_OF", Ref("Person", "mm-1"), Ref("Association", "kerho"), role="puheenjohtaja"),
        ],
    )
    other.facts.insert(0, node("Association", "kerho", name="Kerho ry"))
    load(known, vocabulary, other)
    assert not any(word in everything(known) for word in NAMED)
    assert known.read("MATCH (p:Person)-[:MEMBER_OF]->() RETURN p.name AS name") == [{"name": MASK}]


def test_a_source_taken_out_takes_the_post_along(known: Store, vocabulary: Ontology) -> None:
    erase(known, vocabulary, MAIJA, "pyyntö", DAY)
    retract(known, vocabulary, "officials")
    retract(known, vocabulary, "article")
    assert known.read("MATCH (p:Person) RETURN p.id") == []

    load(known, vocabulary, officials())
    assert known.read("MATCH (p:Person)-[r]->() RETURN p.name AS name, type(r) AS kind") == [
        {"name": MASK, "kind": "WORKS_FOR"}
    ]


def test_erasing_again_does_nothing(known: Store, vocabulary: Ontology) -> None:
    first = erase(known, vocabulary, MAIJA, "pyyntö", DAY)
    before = content(known)
    for ref in (MAIJA, first.holder):
        again = erase(known, vocabulary, ref, "toinen", DAY)
        assert (again.before, again.holder, again.ties) == (True, first.holder, 0)
    assert content(known) == before


def test_a_reason_may_not_name_the_person(known: Store, vocabulary: Ontology) -> None:
    before = content(known)
    with pytest.raises(WrongUse):
        erase(known, vocabulary, MAIJA, "maija meikäläisen pyyntö", DAY)
    with pytest.raises(NotFound):
        erase(known, vocabulary, Ref("Person", "ei-kukaan"), "pyyntö", DAY)
    assert content(known) == before


def test_somebody_else_of_the_same_name_stays(known: Store, vocabulary: Ontology) -> None:
    namesake = officials(person("maija-meikäläinen-laukaa", 9, name="Maija Meikäläinen"))
    load(known, vocabulary, namesake)

    erase(known, vocabulary, MAIJA, "pyyntö", DAY)
    known.write("MATCH (s:Source) SET s.version = 'older'")
    load(known, vocabulary, namesake)

    rows = known.read("MATCH (p:Person) WHERE p.erased IS NULL RETURN p.id AS id ORDER BY id")
    assert [row["id"] for row in rows] == ["maija-meikäläinen-laukaa", "matti-malli"]


def candidate(vocabulary: Ontology, candidate_id: str, *records: Record) -> Node:
    statement = "Maija Meikäläinen – jäsen – Kerho ry"
    properties: dict[str, Value] = {
        "statement": statement,
        "confidence": 0.5,
        "rule": "x",
        "records": pack_records(list(records)),
    }
    return make_node(vocabulary.kinds["Candidate"], candidate_id, properties, {"file": "artikkeli.txt"})


def test_candidates_go_and_accepted_facts_stay_without_the_person(known: Store, vocabulary: Ontology) -> None:
    club = node("Association", "kerho", name="Kerho ry")
    who = person(MAIJA.id, name="Maija Meikäläinen")
    member = relation("MEMBER_OF", MAIJA, club.ref, role="jäsen")
    chair = relation("MEMBER_OF", MAIJA, club.ref, role="puheenjohtaja")
    waiting = candidate(vocabulary, "c1", who, club, member)
    accepted = candidate(vocabulary, "c2", who, club, chair)
    load(known, vocabulary, MadeSource("doubts", [waiting, accepted], kind="document"))
    decide(known, vocabulary, {"c2": ACCEPT})

    done = erase(known, vocabulary, MAIJA, "pyyntö", DAY)

    assert (done.candidates, done.decisions) == (2, 1)
    assert list_candidates(known) == []
    assert not any(word in everything(known) for word in NAMED)
    decide(known, vocabulary, {})  # the review states its accepted facts anew
    assert known.read("MATCH (p:Person)-[r:MEMBER_OF]->() RETURN p.name AS name, r.role AS role") == [
        {"name": MASK, "role": "puheenjohtaja"}
    ]
    known.write("MATCH (s:Source) SET s.version = 'older'")
    load(known, vocabulary, MadeSource("doubts", [waiting, accepted], kind="document"))
    assert list_candidates(known) == []


def test_saved_views_of_the_person_go(known: Store, vocabulary: Ontology) -> None:
    known.write(
        "CREATE (:SavedView {id: 'a', name: 'Oma', choices: 'focus=person%3Amaija-meik%C3%A4l%C3%A4inen'}) "
        "CREATE (:SavedView {id: 'b', name: 'Keski-Suomi', choices: 'region=13'})"
    )
    assert erase(known, vocabulary, MAIJA, "pyyntö", DAY).saved == 1
    assert known.read("MATCH (v:SavedView) RETURN v.id AS id") == [{"id": "b"}]


def test_a_restricted_person_is_not_shown_and_without_contacts_until_it_is_lifted(
    known: Store, vocabulary: Ontology
) -> None:
    assert restrict(known, vocabulary, MAIJA, "turvakielto", DAY)
    assert not restrict(known, vocabulary, MAIJA, "turvakielto", DAY)

    known.write("MATCH (s:Source) SET s.version = 'older'")
    for source in (officials(visibility="public"), article()):
        load(known, vocabulary, source)
    [row] = known.read("MATCH (p:Person {id: $id}) RETURN properties(p) AS p", id=MAIJA.id)
    assert row["p"]["visibility"] == "restricted"
    assert not any(text in everything(known) for text in ("040 000", "050 000", "maija@"))
    assert search(known, "Meikäläinen") == []

    lift(known, MAIJA)
    assert search(known, "Meikäläinen") == []  # what the new version of the table says is not known yet
    load(known, vocabulary, officials(visibility="public"))
    assert [entity.ref for entity in search(known, "Maija Meikäläinen")] == [MAIJA]
    [row] = known.read("MATCH (p:Person {id: $id}) RETURN p.phone AS phone", id=MAIJA.id)
    assert row["phone"] == "040 000 1234"
    with pytest.raises(NotFound):
        lift(known, MAIJA)


def test_who_is_no_longer_restricted_is_seen_at_once(known: Store, vocabulary: Ontology) -> None:
    restrict(known, vocabulary, MAIJA, "turvakielto", DAY)

    assert lift(known, MAIJA) == ["article", "officials"]

    assert [entity.ref for entity in search(known, "Maija Meikäläinen")] == [MAIJA]
    assert not load(known, vocabulary, officials()).unchanged
    [row] = known.read("MATCH (p:Person {id: $id}) RETURN p.phone AS phone", id=MAIJA.id)
    assert row["phone"] == "040 000 1234"


def test_an_erasure_that_is_killed_has_not_happened_and_can_be_done_again(
    known: Store, vocabulary: Ontology, environment: dict[str, str]
) -> None:
    before = content(known)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.graph.interrupted_erasure", MAIJA.id],
        env=environment,
        cwd=environment["PYTHONPATH"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half-way\n"
    process.kill()
    process.wait()

    assert content(known) == before
    assert erase(known, vocabulary, MAIJA, "pyyntö", DAY).ties == 2


def test_members_of_a_sensitive_association_are_internal_until_they_consent(known: Store, vocabulary: Ontology) -> None:
    club = Ref("Association", "potilaat")
    members = MadeSource("members", [node(club.kind, club.id), relation("MEMBER_OF", MAIJA, club, role="jäsen")])
    load(known, vocabulary, members)
    assert [entity.ref for entity in search(known, "Meikäläinen")] == [MAIJA]

    load(known, vocabulary, MadeSource("register", [node(club.kind, club.id, sensitive=True)], kind="register"))
    known.write("MATCH (s:Source) SET s.version = 'older'")
    load(known, vocabulary, officials())
    assert search(known, "Meikäläinen") == []

    load(known, vocabulary, officials(consent=date(2026, 1, 1)))
    load(known, vocabulary, MadeSource("article", []))
    assert [entity.ref for entity in search(known, "Maija Meikäläinen")] == [MAIJA]
