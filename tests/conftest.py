"""One real Neo4j for the whole run, one clean database state per test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from yhdysverkko.graph.local import LocalServer
from yhdysverkko.graph.ontology import Ontology, ontology
from yhdysverkko.graph.schema import mark_version, prepare
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.store import Store, open_store


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of the run: the server named by NEO4J_URI, else a local one in a folder of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YHDYSVERKKO_DATA")}
    chosen = read_settings(environment, data=tmp_path_factory.mktemp("data"))
    yield chosen
    if not chosen.neo4j_uri:
        LocalServer(chosen).stop()


@pytest.fixture(scope="session")
def vocabulary() -> Ontology:
    return ontology()


@pytest.fixture(scope="session")
def server(settings: Settings, vocabulary: Ontology) -> Iterator[Store]:
    with open_store(settings) as store:
        prepare(store, vocabulary)
        yield store


@pytest.fixture
def store(server: Store, vocabulary: Ontology) -> Store:
    """A store on an empty graph with its schema in place."""
    server.write("MATCH (n) DETACH DELETE n")
    mark_version(server, vocabulary)
    return server


@pytest.fixture(scope="session")
def environment(settings: Settings, server: Store) -> dict[str, str]:
    """The environment in which another process uses the same server."""
    return os.environ | {"YHDYSVERKKO_DATA": str(settings.data), "PYTHONPATH": str(Path(__file__).parent.parent)}
