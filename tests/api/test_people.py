"""The `person` commands, as somebody answering a request uses them."""

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.api.conftest import Run, survey
from tests.graph.sources import MadeSource, node, person, relation
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store

MAIJA = Ref("Person", "maija-meikäläinen")


def article() -> MadeSource:
    """A later source with a sentence that names Maija."""
    held = relation("HELD_IN", Ref("Event", "ilta"), Ref("Municipality", "077"))
    evidence = {"file": "juttu.txt", "sentence": "Maija Meikäläisen mukaan illat jatkuvat."}
    facts: list[Record | Rejection] = [
        person(MAIJA.id, 4, name="Maija Meikäläinen", email="toinen@example.org", consent=date(2021, 1, 1)),
        node("Event", "ilta", name="Ilta"),
        held._replace(evidence=evidence),
    ]
    return MadeSource("article", facts, kind="document", published=date(2021, 5, 1))


@pytest.fixture
def known(store: Store, vocabulary: Ontology) -> Store:
    for source in (survey(), article()):
        load(store, vocabulary, source)
    store.write("CREATE (:SavedView {id: 'oma', name: 'Maija Meikäläisen verkosto', choices: 'region=13'})")
    return store


def test_a_report_holds_all_fields_ties_mentions_and_sources(known: Store, run: Run) -> None:
    told = json.loads(run("person", "report", "Maija Meikäläinen", "--format", "json").stdout)

    assert told["properties"]["phone"] == "040 123 4567"
    assert told["properties"]["consent"] == "2021-01-01"
    states = {claim["source"]: claim["states"]["email"] for claim in told["claims"]}
    assert states == {"survey": "maija@example.fi", "article": "toinen@example.org"}
    assert {claim["source"]: claim["evidence"]["line"] for claim in told["claims"]} == {"survey": 1, "article": 4}
    [duty] = told["ties"]
    assert (duty["kind"], duty["other"], duty["properties"]["valid_from"]) == (
        "LIAISON_FOR",
        "municipality:077",
        "2018-10-08",
    )
    sentences = [claim["evidence"].get("sentence") for fact in told["mentions"] for claim in fact["claims"]]
    assert "Maija Meikäläisen mukaan illat jatkuvat." in sentences
    assert [view["id"] for view in told["saved"]] == ["oma"]
    assert told["review_due"] == "2022-05-01"
    assert [source["id"] for source in told["sources"]] == ["article", "survey"]


@pytest.mark.parametrize(("language", "words"), [("fi", "puhelin"), ("sv", "telefon"), ("en", "phone")])
def test_a_report_is_a_table_in_each_language(known: Store, run: Run, language: str, words: str) -> None:
    shown = run("person", "report", "person:maija-meikäläinen", "--language", language).stdout
    assert words in shown
    assert "040 123 4567" in shown


def test_a_report_is_a_file_for_its_owner_alone(known: Store, run: Run, tmp_path: Path) -> None:
    for ending in ("html", "docx", "json"):
        file = tmp_path / f"selvitys.{ending}"
        assert run("person", "report", "Maija Meikäläinen", "-o", str(file)).returncode == 0
        assert file.stat().st_mode & 0o777 == 0o600
    page = (tmp_path / "selvitys.html").read_text(encoding="utf-8")
    assert "040 123 4567" in page
    assert "What is held of Maija Meikäläinen" in page
    with ZipFile(tmp_path / "selvitys.docx") as archive:
        assert "040 123 4567" in archive.read("word/document.xml").decode()
    assert run("person", "report", "Maija Meikäläinen", "-o", "selvitys.txt").returncode == 2


def test_a_name_of_several_is_answered_with_their_references(known: Store, vocabulary: Ontology, run: Run) -> None:
    load(known, vocabulary, MadeSource("more", [person("maija-meikäläinen-laukaa", name="Maija Meikäläinen")]))

    done = run("person", "erase", "Maija Meikäläinen", "--reason", "request")

    assert done.returncode == 2
    assert "person:maija-meikäläinen, person:maija-meikäläinen-laukaa" in done.stderr
    assert len(known.read("MATCH (p:Person {name: 'Maija Meikäläinen'}) RETURN p")) == 2
    assert run("person", "report", "person:maija-meikäläinen").returncode == 0
    assert run("person", "report", "Ei Kukaan").returncode == 2


def test_erasing_says_what_it_did_in_numbers_and_twice_is_as_once(known: Store, run: Run) -> None:
    first = run("person", "erase", "Maija Meikäläinen", "--reason", "request")
    assert first.returncode == 0
    assert "Ties without the person: 1. Other facts cleaned: 2." in first.stderr
    assert "saved views and queries: 1" in first.stderr
    assert "maija" not in (first.stdout + first.stderr).casefold()

    for who in ("Maija Meikäläinen", "person:maija-meikäläinen"):
        again = run("person", "erase", who, "--reason", "request")
        assert again.returncode == 0
        assert "Erased already" in again.stderr


def test_restricting_and_lifting(known: Store, run: Run) -> None:
    assert "Processing is restricted" in run("person", "restrict", "Maija Meikäläinen", "--reason", "order").stderr
    [row] = known.read("MATCH (p:Person {id: $id}) RETURN p.phone AS phone, p.visibility AS visibility", id=MAIJA.id)
    assert row == {"phone": None, "visibility": "restricted"}
    assert "article, survey" in run("person", "restrict", "Maija Meikäläinen", "--lift").stderr
    assert run("person", "restrict", "Maija Meikäläinen", "--lift").returncode == 2


def test_what_is_due_is_listed_and_can_be_removed(known: Store, run: Run) -> None:
    known.write("MATCH (:Person {id: $id})-[r:LIAISON_FOR]->() SET r.valid_to = date('2021-06-01')", id=MAIJA.id)
    listed = json.loads(run("person", "due", "--as-of", "2023-01-01", "--format", "json").stdout)
    assert [(row["reference"], row["due"]) for row in listed] == [
        ("person:maija-meikäläinen", "review, remove contacts")
    ]
    assert "would be removed: 1" in run("person", "expire", "--as-of", "2023-01-01", "--dry-run").stderr
    assert "removed: 1" in run("person", "expire", "--as-of", "2023-01-01").stderr
    assert known.read("MATCH (p:Person) WHERE p.phone IS NOT NULL OR p.email IS NOT NULL RETURN p") == []
