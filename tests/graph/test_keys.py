"""The secret of a graph: in the data folder, not in the graph; where it is missing, nothing is forgotten."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.graph.conftest import wipe
from tests.graph.test_rights import MAIJA, NAMED, article, everything, officials
from tests.graph.test_rights import REFERENCE as TOWN
from yhdysverkko.graph.backup import restore_backup, take_backup
from yhdysverkko.graph.erasure import erase
from yhdysverkko.graph.errors import KeyMissing
from yhdysverkko.graph.exchange import export_graph
from yhdysverkko.graph.keys import FORM, find_secret, keep_secret, make_secret
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.messages import LANGUAGES, speaking
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.projection import read_projection
from yhdysverkko.graph.restoration import digest_of
from yhdysverkko.graph.schema import mark_version, prepare, read_secret
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.store import Store, open_store

DAY = date(2026, 11, 27)


@pytest.fixture
def there(settings: Settings, store: Store, tmp_path: Path) -> Settings:
    """Settings of another machine, with a data folder of its own, that uses the same server."""
    password = settings.neo4j_password.get_secret_value() if settings.neo4j_uri else LocalServer(settings).password()
    user = settings.neo4j_username if settings.neo4j_uri else USER
    environment = {"NEO4J_URI": store.uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    return read_settings(environment | {"NEO4J_DATABASE": store.database}, data=tmp_path / "there")


@pytest.fixture
def erased(store: Store, vocabulary: Ontology) -> Store:
    """A graph from which Maija has been erased."""
    for source in (TOWN, officials()):
        load(store, vocabulary, source)
    erase(store, vocabulary, MAIJA, "pyyntö", DAY)
    return store


def seal_of(store: Store) -> str:
    return str(store.read("MATCH (g:Graph) RETURN g.seal AS seal")[0]["seal"])


def test_a_secret_is_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    secret = make_secret()
    seal = keep_secret(tmp_path / "data" / "keys", secret)

    assert FORM.fullmatch(secret)
    [file] = (tmp_path / "data" / "keys").iterdir()
    assert file.name == seal
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert find_secret(file.parent, seal) == secret


def test_several_secrets_lie_side_by_side_and_one_that_comes_again_is_the_same(tmp_path: Path) -> None:
    first, second = make_secret(), make_secret()
    seals = [keep_secret(tmp_path, secret) for secret in (first, second, first)]

    assert seals[0] == seals[2] != seals[1]
    assert [find_secret(tmp_path, seal) for seal in seals] == [first, second, first]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted({*seals})


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda file: file.unlink(), id="missing"),
        pytest.param(lambda file: file.write_text(""), id="empty"),
        pytest.param(lambda file: file.write_text(file.read_text()[:40]), id="half"),
        pytest.param(lambda file: file.write_text(make_secret()), id="another"),
        pytest.param(lambda file: file.write_bytes(bytes(range(100, 200))), id="no text"),
        pytest.param(lambda file: file.write_text("x" * 1000), id="long"),
    ],
)
def test_a_secret_that_is_not_whole_is_none(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    seal = keep_secret(tmp_path, make_secret())
    spoil(tmp_path / seal)

    with pytest.raises(KeyMissing, match=seal):
        find_secret(tmp_path, seal)


def test_a_graph_has_no_seal_before_its_secret_is_kept(store: Store, vocabulary: Ontology, tmp_path: Path) -> None:
    store.write("MATCH (n) DETACH DELETE n")
    (tmp_path / "keys").write_text("a file where the folder should be")
    before, store.keys = store.keys, tmp_path / "keys"
    try:
        with pytest.raises(OSError, match="keys"):
            mark_version(store, vocabulary)
    finally:
        store.keys = before

    assert store.read("MATCH (g:Graph) RETURN g") == []


def test_a_graph_keeps_its_secret(store: Store, vocabulary: Ontology) -> None:
    secret = read_secret(store)
    mark_version(store, vocabulary)

    assert read_secret(store) == secret


def test_a_graph_whose_key_is_elsewhere_takes_no_loads_and_shows_nobody(
    erased: Store, vocabulary: Ontology, there: Settings
) -> None:
    before = everything(erased)
    there.data.mkdir()
    with open_store(there) as store:
        prepare(store, vocabulary)
        for refused in (
            lambda: load(store, vocabulary, article()),
            lambda: load(store, vocabulary, article(), dry_run=True),
            lambda: erase(store, vocabulary, MAIJA, "pyyntö", DAY),
            lambda: read_projection(store),
            lambda: take_backup(store, vocabulary, there.data, there.data / "kopio.zip"),
        ):
            with pytest.raises(KeyMissing) as caught:
                refused()
            for language in LANGUAGES:
                with speaking(language):
                    assert f"keys/{seal_of(erased)}" in str(caught.value)
        assert list(export_graph(store, vocabulary)) == list(export_graph(erased, vocabulary))

    assert list(there.data.iterdir()) == []
    assert everything(erased) == before


def test_whoever_was_erased_stays_so_when_the_key_is_copied(
    erased: Store, vocabulary: Ontology, there: Settings
) -> None:
    with open_store(there) as store:
        with pytest.raises(KeyMissing):
            load(store, vocabulary, article())
        there.keys.mkdir(parents=True)
        shutil.copy(erased.keys / seal_of(erased), there.keys)
        load(store, vocabulary, article())

    assert not any(word in everything(erased) for word in NAMED)


def test_a_restore_in_another_data_folder_brings_the_key(
    erased: Store, vocabulary: Ontology, there: Settings, tmp_path: Path
) -> None:
    take_backup(erased, vocabulary, tmp_path, tmp_path / "kopio.zip")
    secret = read_secret(erased)
    erased.write("MATCH (n) DETACH DELETE n")
    with open_store(there) as store:
        prepare(store, vocabulary)
        assert read_secret(store) != secret

        restore_backup(store, vocabulary, there.data, tmp_path / "kopio.zip")

        assert read_secret(store) == secret
        load(store, vocabulary, article())
    assert not any(word in everything(erased) for word in NAMED)


def test_a_lost_key_comes_back_with_a_backup_of_the_graph(
    erased: Store, vocabulary: Ontology, there: Settings, tmp_path: Path
) -> None:
    take_backup(erased, vocabulary, tmp_path, tmp_path / "kopio.zip")
    with open_store(there) as store:
        safety = restore_backup(store, vocabulary, there.data, tmp_path / "kopio.zip", replace=True).safety

        assert safety is not None
        assert read_secret(store) == read_secret(erased)


def test_a_graph_whose_key_is_lost_is_replaced_by_no_other(
    erased: Store, vocabulary: Ontology, there: Settings, tmp_path: Path
) -> None:
    take_backup(erased, vocabulary, tmp_path, tmp_path / "kopio.zip")
    mine = keep_secret(erased.keys, make_secret())
    erased.write("MATCH (g:Graph) SET g.seal = $seal", seal=mine)
    before = digest_of(erased, vocabulary)
    with open_store(there) as store:
        with pytest.raises(KeyMissing, match=mine):
            restore_backup(store, vocabulary, there.data, tmp_path / "kopio.zip", replace=True)
        assert digest_of(store, vocabulary) == before
        assert list(there.data.glob("*.zip*")) == []

        wipe(store)
        restore_backup(store, vocabulary, there.data, tmp_path / "kopio.zip")
        load(store, vocabulary, article())
    assert not any(word in everything(erased) for word in NAMED)
