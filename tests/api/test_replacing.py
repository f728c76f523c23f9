"""What is loaded already is replaced by an upload only when somebody has said so."""

from threading import Event as Flag
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.uploading import LOADS, MENDED, TABLE, associations, begun, send, wait
from tests.graph.sources import MadeSource, node
from yhdysverkko.api.app import create_app
from yhdysverkko.api.editing import jobs
from yhdysverkko.graph.ledger import list_sources, load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

OTHER = ("Järjestöt.csv", "Nimi\nKyyjärven Kylät ry\n".encode())
TIES = b"from;to\nmaija;Hankasalmi\nmaija;Atlantis\n"


def everything(store: Store) -> list[Any]:
    """All that the graph holds, when each source was loaded included."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS kind, properties(n) AS n ORDER BY kind, n.id")
    ties = store.read("MATCH ()-[r]->() RETURN type(r) AS kind, properties(r) AS r ORDER BY kind, r.id")
    return [*nodes, *ties]


def load_day(store: Store) -> str:
    """When the table was loaded, as people write it."""
    [day] = [each.loaded.date() for each in list_sources(store) if each.source.id == "järjestöt"]
    return f"{day.day}.{day.month}.{day.year}"


def test_without_a_check_the_earlier_version_stays_and_is_named(editor: TestClient, store: Store) -> None:
    wait(editor, begun(send(editor, MENDED)))
    before = everything(store)

    told = wait(editor, begun(send(editor, OTHER)))

    assert (told["state"], told["sources"]) == ("loaded", [])
    [message] = told["messages"]
    assert f"korvannut lähteen Järjestöt (tunniste järjestöt, ladattu {load_day(store)}, tietoja 2)" in message
    assert "replace=true" in message
    assert everything(store) == before
    page = editor.get(f"/data/loads/{told['id']}").text
    assert "Mitään ei tallennettu" in page
    assert message in page


def test_who_says_so_replaces_at_once(editor: TestClient, store: Store) -> None:
    wait(editor, begun(send(editor, MENDED)))
    [source] = wait(editor, begun(send(editor, OTHER, replace="true")))["sources"]
    assert source["earlier"]["facts"] == 2
    assert associations(store) == ["Kyyjärven Kylät ry"]
    assert send(editor, OTHER, replace="perhaps").status_code == 400


def test_the_same_file_again_replaces_nothing_and_needs_no_word(editor: TestClient) -> None:
    wait(editor, begun(send(editor, MENDED)))
    told = wait(editor, begun(send(editor, MENDED)))
    [source] = told["sources"]
    assert (source["unchanged_since_before"], source["earlier"], told["messages"]) == (True, None, [])


def test_a_check_tells_what_would_be_replaced_and_confirming_it_is_consent(editor: TestClient, store: Store) -> None:
    wait(editor, begun(send(editor, MENDED)))
    before = everything(store)

    load_id = begun(send(editor, OTHER, dry_run="true"))
    [source] = wait(editor, load_id)["sources"]

    assert (source["earlier"]["title"], source["earlier"]["facts"]) == ("Järjestöt", 2)
    page = editor.get(f"/data/loads/{load_id}").text
    assert f"Korvaa aiemman version: Järjestöt, ladattu {load_day(store)}, tietoja 2." in page
    assert "Tallentaessasi yllä mainitut aiemmat versiot korvataan" in page
    assert everything(store) == before
    editor.post(f"/data/loads/{load_id}/confirm")
    wait(editor, load_id)
    assert associations(store) == ["Kyyjärven Kylät ry"]


def test_consent_holds_for_the_version_that_was_told_of(editor: TestClient, store: Store) -> None:
    wait(editor, begun(send(editor, TABLE)))
    first, new = begun(send(editor, OTHER, dry_run="true")), ("Uudet järjestöt.csv", b"Nimi\nUusi ry\n")
    second = begun(send(editor, new, dry_run="true", together="Järjestöt"))
    wait(editor, second)
    editor.post(f"{LOADS}/{first}/confirmation")
    wait(editor, first)

    editor.post(f"{LOADS}/{second}/confirmation")

    assert wait(editor, second)["sources"] == []
    assert associations(store) == ["Kyyjärven Kylät ry"]


@pytest.mark.parametrize("fields", [{"dry_run": "true"}, {"replace": "true"}])
def test_a_source_of_another_kind_is_never_replaced(
    editor: TestClient, store: Store, vocabulary: Ontology, fields: dict[str, str]
) -> None:
    load(store, vocabulary, MadeSource("järjestöt", [node("Association", "a")], kind="document"))
    before = everything(store)

    told = wait(editor, begun(send(editor, OTHER, **fields)))

    [message] = told["messages"]
    assert "tunniste järjestöt on jo lähteellä Järjestöt, joka on toista lajia (asiakirja)" in message
    assert told["sources"] == []
    if "dry_run" in fields:
        assert everything(store) == before
    assert associations(store) == ["A"]


@pytest.mark.parametrize("source", ["kunnat-2026", "mittarit", "review"])
@pytest.mark.parametrize("fields", [{"dry_run": "true"}, {"replace": "true"}])
def test_what_comes_with_the_program_is_never_replaced(
    editor: TestClient, store: Store, source: str, fields: dict[str, str]
) -> None:
    described = ("source.yml", f"id: {source}\nkind: {'review' if source == 'review' else 'reference'}\n".encode())
    wait(editor, begun(send(editor, ("Hankkeet.csv", b"Nimi\nVoimaa\n"))))
    before = everything(store)

    told = wait(editor, begun(send(editor, OTHER, described, together="Omat", **fields)))

    [message] = told["messages"]
    assert f"tunniste {source} on ohjelman omalla aineistolla" in message
    assert everything(store) == before


def test_what_may_be_loaded_is_loaded_beside_what_may_not(editor: TestClient, store: Store) -> None:
    wait(editor, begun(send(editor, MENDED)))
    told = wait(editor, begun(send(editor, OTHER, ("Hankkeet.csv", b"Nimi\nVoimaa\n"))))
    assert [source["title"] for source in told["sources"]] == ["Hankkeet"]
    assert len(told["messages"]) == 1
    assert len(associations(store)) == 2


def test_a_check_that_was_interrupted_is_checked_again(
    editor: TestClient, store: Store, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait(editor, begun(send(editor, MENDED)))
    go = Flag()
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "load_given", lambda *_: go.wait(60))
        load_id = begun(send(editor, OTHER, dry_run="true"))
        with TestClient(create_app(store, own), base_url="http://127.0.0.1") as next_server:
            patched.undo()
            next_server.post(f"{LOADS}/{load_id}/confirmation")
            assert wait(next_server, load_id)["state"] == "checked"
            assert len(associations(store)) == 2
            next_server.post(f"{LOADS}/{load_id}/confirmation")
            assert wait(next_server, load_id)["state"] == "loaded"
    go.set()
    assert associations(store) == ["Kyyjärven Kylät ry"]


def test_a_check_leaves_an_empty_graph_empty_and_knows_the_municipalities(editor: TestClient, store: Store) -> None:
    people, ties = ("Henkilöt.csv", b"id;Nimi\nmaija;Maija Esimerkki\n"), ("LIAISON_FOR.csv", TIES)
    before = everything(store)

    told = wait(editor, begun(send(editor, people, ties, dry_run="true", together="Yhdyshenkilöt")))

    assert [source["new"] for source in told["sources"]] == [2]
    assert [row["line"] for row in told["rejections"]] == [3]
    assert everything(store) == before
    assert store.read("MATCH (n) WHERE NOT n:Graph RETURN n") == []


def test_a_check_finds_what_a_file_before_would_bring(editor: TestClient, store: Store) -> None:
    people, ties = ("Henkilöt.csv", b"id;Nimi\nmaija;Maija Esimerkki\n"), ("LIAISON_FOR.csv", TIES)

    told = wait(editor, begun(send(editor, people, ties, dry_run="true")))

    assert [source["new"] for source in told["sources"]] == [1, 1]
    assert store.read("MATCH (n) WHERE NOT n:Graph RETURN n") == []
