"""Loads through the API: files in, what came of them out, whatever happens meanwhile."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event as Flag
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from tests.api.serving import served
from tests.api.uploading import LOADS, MENDED, TABLE, associations, begun, send, wait
from tests.graph.sources import MadeSource
from yhdysverkko.api import loading
from yhdysverkko.api.app import create_app
from yhdysverkko.api.editing import jobs
from yhdysverkko.api.editing.jobs import Loads
from yhdysverkko.graph import staging
from yhdysverkko.graph.errors import LoadFailed, StoreUnavailable
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """Settings that let little in, with the uploads of each test in a folder of its own."""
    return settings.model_copy(
        update={"data": tmp_path, "upload_file_mb": 2, "upload_mb": 3, "upload_files": 3, "keep_contacts": True}
    )


def folders(own: Settings) -> list[Path]:
    return [*(own.data / "uploads").iterdir()]


def test_a_dry_run_says_what_would_come_and_changes_nothing(editor: TestClient, store: Store) -> None:
    load = wait(editor, begun(send(editor, TABLE, dry_run="true")))
    assert load["state"] == "checked"
    [source] = load["sources"]
    assert (source["new"], source["rejected"]) == (1, 1)
    [row] = load["rejections"]
    assert (row["file"], row["line"], row["value"]) == ("Järjestöt.csv", 3, "ei ole vuosi")
    assert associations(store) == []


def test_confirming_loads_the_very_files_and_deletes_them(editor: TestClient, store: Store, own: Settings) -> None:
    load_id = begun(send(editor, TABLE, dry_run="true"))
    wait(editor, load_id)
    [folder] = folders(own)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "files" / "Järjestöt.csv").read_bytes() == TABLE[1]

    assert editor.post(f"{LOADS}/{load_id}/confirmation").status_code == 202

    assert wait(editor, load_id)["state"] == "loaded"
    assert associations(store) == ["Hankasalmen Martat ry"]
    assert not (folder / "files").exists()
    assert editor.post(f"{LOADS}/{load_id}/confirmation").status_code == 409


def test_without_a_dry_run_files_are_loaded_at_once(editor: TestClient, store: Store) -> None:
    assert wait(editor, begun(send(editor, MENDED)))["state"] == "loaded"
    assert associations(store) == ["Hankasalmen Martat ry", "Konneveden Kylät ry"]


def test_a_new_version_says_that_it_replaces_the_old(editor: TestClient) -> None:
    wait(editor, begun(send(editor, TABLE)))
    [source] = wait(editor, begun(send(editor, MENDED, dry_run="true")))["sources"]
    assert source["earlier"]["title"] == "Järjestöt"
    assert (source["new"], source["unchanged"]) == (1, 1)


def test_files_together_are_one_source(editor: TestClient, store: Store) -> None:
    ties = ("MEMBER_OF.csv", "mistä;mihin\nassociation:Hankasalmen Martat ry;Keski-Suomen Martat ry\n".encode())
    federation = ("Järjestöt.csv", b"Nimi\nHankasalmen Martat ry\nKeski-Suomen Martat ry\n")
    load = wait(editor, begun(send(editor, ties, federation, together="Jäsenyydet 2026")))
    assert [source["title"] for source in load["sources"]] == ["Jäsenyydet 2026"], load
    assert store.read("MATCH (:Association)-[m:MEMBER_OF]->(:Association) RETURN count(m) AS n") == [{"n": 1}]


def test_values_of_contacts_are_masked_as_in_all_messages(editor: TestClient) -> None:
    table = ("Henkilöt.csv", "Nimi;Sähköposti\nMaija Meikäläinen;maija ät example.org\n".encode())
    load = wait(editor, begun(send(editor, table, dry_run="true")))
    assert [row["value"] for row in load["rejections"]] == ["•••"]
    assert "maija ät example.org" not in json.dumps(load, ensure_ascii=False)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("a.csv", b"x" * (3 << 20))], 413),
        ([("a.csv", b"x" * (2 << 20) + b"\n"), ("b.csv", b"x" * (1 << 20))], 413),
        ([(f"{number}.csv", b"x") for number in range(5)], 413),
        ([("a.exe", b"MZ")], 415),
        ([("a.xlsx", b"Nimi;Kunta\n")], 415),
        ([("a.csv", b"PK\x03\x04")], 415),
        ([("a.pdf", b"<html>")], 415),
        ([("a.txt", b"\0\0\0\0")], 415),
        ([("", b"")], 400),
    ],
)
def test_what_is_not_let_in(editor: TestClient, own: Settings, files: list[tuple[str, bytes]], status: int) -> None:
    answer = send(editor, *files)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert not (own.data / "uploads").exists() or folders(own) == []


def test_a_stream_without_end_is_refused_before_it_ends(editor: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
        while sent < 1 << 30:
            sent += 1 << 20
            yield b"x" * (1 << 20)

    answered: int | None = None
    # The rest is not read; a client that goes on sending may find its connection closed instead of an answer.
    with served(editor.app) as address, suppress(httpx2.HTTPError):  # type: ignore[arg-type]
        headers = {"content-type": "multipart/form-data; boundary=b"}
        answered = httpx2.post(f"{address}{LOADS}", content=endless(), headers=headers).status_code
    assert answered in (None, 413)
    assert sent < 64 << 20


@pytest.mark.parametrize("name", ["../../Järjestöt.csv", "/etc/Järjestöt.csv", "..\\Järjestöt.csv", ".Järjestöt.csv"])
def test_names_lead_to_no_other_folder(editor: TestClient, own: Settings, name: str) -> None:
    load = wait(editor, begun(send(editor, (name, TABLE[1]), dry_run="true")))
    assert [file["name"] for file in load["files"]] == ["Järjestöt.csv"]
    [folder] = folders(own)
    assert sorted(path.name for path in folder.rglob("*")) == ["Järjestöt.csv", "files", "load.json"]


def test_a_file_of_the_size_that_people_have_is_let_in(editor: TestClient, store: Store) -> None:
    rows = b"Nimi;Alkaen\n" + b"".join(b"Hankasalmen Martat %d ry;1925\n" % number for number in range(4_000))

    wait(editor, begun(send(editor, (TABLE[0], rows))))

    assert len(associations(store)) == 4_000


def test_no_file_takes_the_place_of_what_was_accepted_in_review(store: Store, vocabulary: Ontology) -> None:
    with pytest.raises(LoadFailed, match="tarkistuksessa"):
        load(store, vocabulary, MadeSource("review", []))


def events(text: str) -> list[tuple[int, str, dict[str, Any]]]:
    parts = [dict(line.split(": ", 1) for line in part.split("\n")) for part in text.strip().split("\n\n")]
    return [(int(part["id"]), part["event"], json.loads(part["data"])) for part in parts]


def test_events_tell_how_it_goes_and_can_be_resumed(editor: TestClient) -> None:
    load_id = begun(send(editor, TABLE, dry_run="true"))
    whole = events(editor.get(f"{LOADS}/{load_id}/events").text)
    names = [name for _, name, _ in whole]
    assert names[0] == "state"
    assert {"source", "rejection", "loaded"} <= set(names)
    assert names[-1] == "end"
    assert names.count("end") == 1
    assert whole[-1][2]["state"] == "checked"

    rest = editor.get(f"{LOADS}/{load_id}/events", headers={"last-event-id": str(whole[2][0])})
    assert events(rest.text) == whole[3:]
    after = editor.get(f"{LOADS}/{load_id}/events", headers={"last-event-id": "9999"})
    assert events(after.text) == whole[-1:]


def test_loads_wait_for_each_other(editor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go, usual = Flag(), loading.load_given
    monkeypatch.setattr(jobs, "load_given", lambda *given: go.wait(60) and usual(*given))
    first, second = (begun(send(editor, TABLE, dry_run="true")) for _ in range(2))
    assert [(load["id"], load["waiting"]) for load in editor.get(LOADS).json()] == [(second, 1), (first, 0)]
    assert editor.delete(f"{LOADS}/{first}").status_code == 409
    go.set()
    wait(editor, second)
    assert editor.get(f"{LOADS}/{first}").json()["state"] == "checked"


def test_discarding_deletes_the_files(editor: TestClient, own: Settings) -> None:
    load_id = begun(send(editor, TABLE, dry_run="true"))
    wait(editor, load_id)
    assert editor.delete(f"{LOADS}/{load_id}").status_code == 204
    assert editor.get(f"{LOADS}/{load_id}").status_code == 404
    assert folders(own) == []


def test_a_load_whose_server_died_is_interrupted_and_can_be_loaded_again(
    editor: TestClient, store: Store, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Flag()
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "load_given", lambda *_: go.wait(60))
        load_id = begun(send(editor, MENDED))
        with TestClient(create_app(store, own), base_url="http://127.0.0.1") as next_server:
            assert next_server.get(f"{LOADS}/{load_id}").json()["state"] == "interrupted"
            assert events(next_server.get(f"{LOADS}/{load_id}/events").text)[-1][2]["state"] == "interrupted"
            patched.undo()
            next_server.post(f"{LOADS}/{load_id}/confirmation")
            assert wait(next_server, load_id)["state"] == "loaded"
    go.set()
    assert associations(store) == ["Hankasalmen Martat ry", "Konneveden Kylät ry"]


def test_a_load_that_lost_its_database_keeps_its_files_and_mends_what_is_half_written(
    editor: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> bool:
        staging.mark_unfinished(store, "Järjestöt", staging.WRITING, "järjestöt")
        raise StoreUnavailable("store.unreachable", reason="gone")

    monkeypatch.setattr(jobs, "RETRY_S", 0.1)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "load_given", lose)
        load_id = begun(send(editor, MENDED))
        load = wait(editor, load_id)
    assert load["state"] == "failed"
    assert "gone" in load["messages"][0]
    editor.post(f"{LOADS}/{load_id}/confirmation")
    assert wait(editor, load_id)["state"] == "loaded"
    assert editor.get("/api/v1/status").status_code == 200


def test_what_is_older_than_a_day_goes(editor: TestClient, own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    wait(editor, begun(send(editor, TABLE, dry_run="true")))
    monkeypatch.setattr(jobs, "KEPT", -jobs.KEPT)
    assert editor.get(LOADS).json() == []
    assert folders(own) == []


def test_an_upload_that_broke_off_leaves_nothing(store: Store, own: Settings) -> None:
    (own.data / "uploads" / "half" / "files").mkdir(parents=True)
    Loads(store, own)
    assert folders(own) == []


def test_a_server_that_ends_leaves_what_waits_for_the_next(
    editor: TestClient, store: Store, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: Loads = editor.app.state.loads  # type: ignore[attr-defined]
    loads._stopping.set()
    load_id = begun(send(editor, MENDED))
    assert wait(editor, load_id)["state"] == "interrupted"
    loads.close()
    assert associations(store) == []
