"""The commands `analyse` and `what-if` as their users run them."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]

HANKASALMI, KYLAT, PROJECT = Ref("Municipality", "077"), Ref("Association", "kylät"), Ref("Project", "silta-hanke")


@pytest.fixture
def run(store: Store, vocabulary: Ontology, environment: dict[str, str]) -> Run:
    """Run `yhdysverkko` on Hankasalmi and an association that only a project joins, and a person not to be shown."""
    salla = Ref("Person", "salla-salainen")
    load(
        store,
        vocabulary,
        MadeSource(
            "list",
            [
                municipality("077", "Hankasalmi"),
                node("Association", "kylät"),
                node("Project", "silta-hanke", valid_to=date(2030, 1, 1)),
                node("Project", "ohi-hanke", valid_to=date(2021, 1, 1)),
                person(salla.id, name="Salla Salainen", visibility="internal"),
                relation("PARTICIPATES_IN", HANKASALMI, PROJECT),
                relation("PARTICIPATES_IN", KYLAT, PROJECT),
                relation("WORKS_FOR", salla, HANKASALMI),
            ],
        ),
    )

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from yhdysverkko.api.cli import main; main()", *arguments],
            env=environment | {"YHDYSVERKKO_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_what_if_tells_who_is_cut_off_and_how_the_whole_changes(run: Run) -> None:
    done = run("what-if", "--remove", "project:silta-hanke", "--at", "2026-01-01", "--format", "json")
    rows = {row["finding"]: row for row in json.loads(done.stdout)}

    assert (rows["components"]["before"], rows["components"]["after"]) == (1, 2)
    assert (rows["reachability"]["before"], rows["reachability"]["after"]) == (1.0, pytest.approx(1 / 3))
    assert (rows["cut_off"]["who_kind"], rows["cut_off"]["who_id"]) == ("Association", "kylät")
    assert [each["id"] for each in rows["cut_off"]["lost"]] == ["silta-hanke"]
    assert rows["cut_off"]["replacements"] == ["Hankasalmi (Silta-Hanke)"]
    assert rows["cut_off"]["sources"] == ["list"]


def test_what_if_without_a_day_looks_at_the_last_on_which_all_that_goes_was_there(run: Run) -> None:
    done = run("what-if", "--remove", "Ohi-Hanke", "--remove", "project:silta-hanke")

    assert "31.12.2020" in done.stderr
    assert "Kylät" in done.stdout


def test_without_anything_to_remove_projects_are_listed_by_their_end(run: Run) -> None:
    [row] = json.loads(run("what-if", "--at", "2026-01-01", "--format", "json").stdout)

    assert (row["project_id"], row["ends"], row["pairs"]) == ("silta-hanke", "2030-01-01", 2)
    assert [each["id"] for each in row["cut"]] == ["kylät"]


@pytest.mark.parametrize("text", ["project:siltahanke", "silta", "project:silta"])
def test_an_unknown_entity_gets_candidates(run: Run, text: str) -> None:
    done = run("what-if", "--remove", text)

    assert (done.returncode, done.stdout) == (2, "")
    assert "project:silta-hanke" in done.stderr


def test_an_entity_that_had_ended_is_said_not_to_be_in_the_network(run: Run) -> None:
    done = run("what-if", "--remove", "project:silta-hanke", "--at", "2031-01-01")

    assert (done.returncode, done.stdout) == (2, "")
    assert "not in this network" in done.stderr


def test_analyse_ranks_and_explains_and_names_nobody_who_is_not_shown(run: Run) -> None:
    done = run("analyse", "--measure", "articulation", "--measure", "degree", "--limit", "2", "--format", "json")
    everything = run("analyse", "--format", "csv")
    first = json.loads(done.stdout)[0]

    assert (first["measure"], first["rank"], first["reference"], first["value"]) == (
        "articulation", 1, "municipality:077", 2.0,
    )  # fmt: skip
    assert first["explanation"] == "Hankasalmi is the only link of 2 pairs (rank 1)."
    assert everything.returncode == 0
    assert "salla" not in everything.stdout.casefold()


def test_analyse_writes_back(run: Run, store: Store) -> None:
    done = run("analyse", "--measure", "degree", "--measure", "community", "--kind", "municipality", "--write-back")
    [row] = store.read("MATCH (m:Municipality) RETURN m.measure_degree AS degree, m.measure_community AS community")

    assert row["degree"] == 2
    assert row["community"] is not None
    assert "written" in done.stderr


def test_an_unknown_measure_is_refused(run: Run) -> None:
    done = run("analyse", "--measure", "degre")

    assert (done.returncode, done.stdout) == (2, "")
    assert "weighted_degree" in done.stderr
