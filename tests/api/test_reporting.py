"""The command `report`, run as a person runs it."""

from pathlib import Path

import pytest

from tests.api.conftest import Run, survey
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.store import Store


@pytest.fixture(autouse=True)
def surveyed(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, survey())


def test_a_folder_gets_a_file_of_each_format(run: Run, tmp_path: Path) -> None:
    done = run("report", "municipality-card", "--for", "Hankasalmi", "--language", "sv", "-o", str(tmp_path / "new"))

    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == [
        f"municipality-card-hankasalmi.{form}" for form in ("docx", "html", "pdf")
    ]
    html = (tmp_path / "new" / "municipality-card-hankasalmi.html").read_text(encoding="utf-8")
    assert '<html lang="sv">' in html
    assert "Salla" not in html


def test_a_file_is_brought_up_to_date_in_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "card.html"
    run("report", "municipality-card", "--for", "077", "--as-of", "2026-11-25", "-o", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("<main>", "<main><p>My own words.</p>"), encoding="utf-8")

    done = run("report", "--update", str(file), "--as-of", "2026-12-25")

    assert done.returncode == 0, done.stderr
    updated = file.read_text(encoding="utf-8")
    assert "<p>My own words.</p>" in updated
    assert "As of 25.12.2026" in updated
    assert "As of 25.11.2026" not in updated


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("municipality-crad", "--for", "Hankasalmi"), "municipality-card"),
        (("municipality-card", "--for", "Hankasalm"), "Hankasalmi (municipality:077)"),
        (("municipality-card",), "--for"),
        (("municipality-card", "--for", "Hankasalmi", "--language", "de"), "fi, sv, en"),
        (("municipality-card", "--for", "Hankasalmi", "--format", "odt"), "html, docx, pdf"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("report", *arguments)

    assert done.returncode == 2
    assert said in done.stderr
