"""A small graph in the real store, the application on it, and the command line."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Point

HOSTILE = "<img src=x onerror=alert(1)>"
HANKASALMI = Ref("Municipality", "077")
CENTRAL_FINLAND = Ref("Region", "13")

Run = Callable[..., subprocess.CompletedProcess[str]]


def survey() -> MadeSource:
    """Hankasalmi and Äänekoski in their region, a liaison with contact data, one who is not to be shown, an attack."""
    maija, hidden = Ref("Person", "maija-meikäläinen"), Ref("Person", "salla-salainen")
    return MadeSource(
        "survey",
        [
            node("Region", "13", name="Keski-Suomi"),
            municipality("077", "Hankasalmi", location=Point(62.39, 26.44), population=4601),
            municipality("992", "Äänekoski", location=Point(62.60, 25.73)),
            person(maija.id, name="Maija Meikäläinen", phone="040 123 4567", email="maija@example.fi"),
            person(hidden.id, name="Salla Salainen", visibility="internal"),
            node("Association", "hyökkääjä", name=HOSTILE),
            relation("PART_OF", HANKASALMI, CENTRAL_FINLAND),
            relation("PART_OF", Ref("Municipality", "992"), CENTRAL_FINLAND),
            relation("LIAISON_FOR", maija, HANKASALMI, line=12, basis="named", valid_from=date(2018, 10, 8)),
            relation("WORKS_FOR", hidden, HANKASALMI, title="sihteeri"),
        ],
        published=date(2020, 3, 12),
    )


@pytest.fixture
def empty(store: Store, settings: Settings) -> Iterator[TestClient]:
    """The application on a graph without facts."""
    with TestClient(create_app(store, settings), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def everybody(store: Store, vocabulary: Ontology, settings: Settings) -> Iterator[TestClient]:
    """The application on the survey's graph, for whoever has not signed in."""
    load(store, vocabulary, survey())
    app = create_app(store, settings.model_copy(update={"open_network": True}))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(store: Store, vocabulary: Ontology, empty: TestClient) -> TestClient:
    """The application on the survey's graph."""
    load(store, vocabulary, survey())
    return empty


@pytest.fixture
def run(store: Store, environment: dict[str, str]) -> Run:
    """Run `yhdysverkko` with arguments, on the clean database of this test."""

    def command(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from yhdysverkko.api.cli import main; main()", *arguments],
            env=environment | {"YHDYSVERKKO_LANG": "en"} | more,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of the run, with a data folder of the test."""
    return settings.model_copy(update={"data": tmp_path})


@pytest.fixture
def editor(store: Store, own: Settings) -> Iterator[TestClient]:
    """The application on a graph without facts, with a data folder of the test."""
    with TestClient(create_app(store, own), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client
