"""`review` as a coordinator uses it: in a terminal, one candidate after another."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.api.conftest import Run
from yhdysverkko.graph.decisions import list_candidates
from yhdysverkko.graph.store import Store

ARTICLE = "Hankasalmen kunnan kulttuurisihteeri Maija Meikäläinen kertoi avustuksista yhdistysillassa 3.4.2023.\n"


def type_answers(environment: dict[str, str], *answers: str) -> str:
    """Run `review` on a terminal of its own, typing each answer as a line; returns what it wrote to people."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from yhdysverkko.api.cli import main; main()", "review"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment | {"YHDYSVERKKO_LANG": "fi"}
    ) as process:
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        _, said = process.communicate(timeout=120)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0
    return said.decode()


def test_candidates_are_asked_one_by_one_and_answers_hold_at_once(
    run: Run, store: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "artikkeli.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("load").returncode == 0
    assert run("load", str(tmp_path / "artikkeli.txt"), "--min-confidence", "1").returncode == 0
    before = [candidate.statement for candidate in list_candidates(store)]
    posts = [statement for statement in before if "työskentelee" in statement]
    assert posts

    said = type_answers(environment, *("1" if statement in posts else "2" for statement in before))

    assert all(statement in said for statement in before)
    assert f"1/{len(before)}" in said
    assert list_candidates(store) == []
    assert store.read("MATCH (p)-[:WORKS_FOR]->(m) RETURN p.name AS p, m.name AS m") == [
        {"p": "Maija Meikäläinen", "m": "Hankasalmi"}
    ]


def test_leaving_in_the_middle_keeps_the_rest_for_later(
    run: Run, store: Store, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "artikkeli.txt").write_text(ARTICLE, encoding="utf-8")
    run("load")
    run("load", str(tmp_path / "artikkeli.txt"), "--min-confidence", "1")
    count = len(list_candidates(store))

    type_answers(environment, "q")

    assert len(list_candidates(store)) == count > 0
