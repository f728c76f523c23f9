"""`backup` and `restore` as commands: a sentence for everything, and the pages as they were."""

from contextlib import closing
from pathlib import Path

from fastapi.testclient import TestClient

from tests.api.conftest import Run
from tests.graph.sources import MadeSource, municipality
from yhdysverkko.api.access.accounts import add_account, check_password, remove_account
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.tokens import begin_session
from yhdysverkko.api.access.vault import open_vault
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store


def test_a_graph_is_backed_up_checked_and_restored_with_its_saved_views(
    run: Run, client: TestClient, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "kopio.zip"
    store.write("CREATE (:SavedView {id: 'puutteet', name: 'Puutteet', choices: 'region=13'})")
    shown = client.get("/map?view=puutteet")
    assert shown.status_code == 200

    backed_up = run("backup", str(file))
    assert backed_up.returncode == 0
    assert "8 nodes, 4 relations, no accounts" in backed_up.stderr
    assert file.stat().st_mode & 0o077 == 0

    checked = run("backup", "--check", str(file), NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")
    assert checked.returncode == 0
    assert "is whole" in checked.stderr

    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    restored = run("restore", str(file))
    assert restored.returncode == 0
    assert "Restored and verified: 8 nodes, 4 relations" in restored.stderr
    assert "erase them again" in restored.stderr
    assert client.get("/map?view=puutteet").text == shown.text


def test_what_is_there_is_replaced_only_when_asked_and_can_be_had_back(
    run: Run, client: TestClient, store: Store, vocabulary: Ontology, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "kopio.zip"
    run("backup", str(file))
    load(store, vocabulary, MadeSource("list", [municipality("179", "Jyväskylä")]))

    refused = run("restore", str(file))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1

    replaced = run("restore", "--replace", str(file))
    assert replaced.returncode == 0
    assert store.read("MATCH (m:Municipality {id: '179'}) RETURN m") == []
    (safety,) = settings.data.glob("before-restore-*.zip")
    assert str(safety) in replaced.stderr
    assert run("restore", "--replace", str(safety)).returncode == 0
    assert len(store.read("MATCH (m:Municipality {id: '179'}) RETURN m")) == 1
    for kept in settings.data.glob("before-restore-*.zip"):
        kept.unlink()


def test_a_file_that_is_no_backup_is_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "taulukko.zip"
    file.write_text("kunta;nimi\n")

    for arguments in (["restore", str(file)], ["backup", "--check", str(file)]):
        result = run(*arguments)
        assert result.returncode == 1
        assert (
            result.stderr == "taulukko.zip is no backup of Yhdysverkko, or its end is missing. Nothing was touched.\n"
        )
    assert run("backup", "--check", str(tmp_path / "nosuch.zip")).returncode == 1
    assert run("restore", str(tmp_path / "nosuch.zip")).returncode == 2


def test_accounts_are_in_the_backup(run: Run, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "kopio.zip"
    with closing(open_vault(settings)) as vault:
        account = add_account(vault, "maija", Role.ADMIN, "a-password-of-hers")
        begin_session(vault, account)
        try:
            result = run("backup", str(file))
            assert "0 nodes, 0 relations, accounts" in result.stderr
            remove_account(vault, account)
            assert run("restore", str(file)).returncode == 0

            assert check_password(vault, "maija", "a-password-of-hers") == account
            assert vault.rows("SELECT * FROM session") == []
        finally:
            remove_account(vault, account)


def test_a_write_by_hand_takes_the_turn_and_gives_it_back(run: Run, store: Store) -> None:
    assert run("cypher", "--write", "CREATE (:Area {id: 'x'}) RETURN 1 AS one", "--format", "csv").returncode == 0
    assert store.read("MATCH (g:Graph) RETURN g.writer AS writer") == [{"writer": None}]
