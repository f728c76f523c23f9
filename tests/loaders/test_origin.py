"""What a source says of itself, and which files make one source."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.loaders.tables import open_tables


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_lone_file_is_named_after_itself(tmp_path: Path, vocabulary: Ontology) -> None:
    path = write(tmp_path / "Järjestöt 2026.csv", "nimi\nA\n")
    [found] = open_tables(path, vocabulary=vocabulary)
    assert found.source.model_dump(exclude_none=True) == {
        "id": "järjestöt-2026",
        "kind": "table",
        "title": "Järjestöt 2026",
        "sha256": hashlib.sha256(b"nimi\nA\n").hexdigest(),
        "loader": "tables",
        "version": "1",
    }


def test_a_folder_with_source_yml_is_one_source(tmp_path: Path, vocabulary: Ontology) -> None:
    write(tmp_path / "source.yml", "id: kysely\nkind: document\ntitle: Kysely\npublished: 1.3.2020\nlicence: CC0\n")
    write(tmp_path / "kunnat.csv", "id;nimi\n77;Hankasalmi\n")
    write(tmp_path / "järjestöt.csv", "nimi\nA\n")
    write(tmp_path / "~$järjestöt.xlsx", "lukko")
    [found] = open_tables(tmp_path, vocabulary=vocabulary)
    assert (found.source.id, found.source.kind, found.source.published) == ("kysely", "document", date(2020, 3, 1))
    before = found.source.sha256
    write(tmp_path / "järjestöt.csv", "nimi\nB\n")
    [changed] = open_tables(tmp_path, vocabulary=vocabulary)
    assert changed.source.sha256 != before
    assert len(list(found.records())) == 2


def test_a_folder_of_folders_is_several_sources(tmp_path: Path, vocabulary: Ontology) -> None:
    write(tmp_path / "b" / "kunnat.csv", "id;nimi\n77;Hankasalmi\n")
    write(tmp_path / "a" / "järjestöt.csv", "nimi\nA\n")
    assert [item.source.id for item in open_tables(tmp_path, vocabulary=vocabulary)] == ["a", "b"]


def test_two_sources_of_one_id_are_refused(tmp_path: Path, vocabulary: Ontology) -> None:
    for name in ("a", "b"):
        write(tmp_path / name / "source.yml", "id: sama\n")
        write(tmp_path / name / "järjestöt.csv", "nimi\nA\n")
    with pytest.raises(LoadFailed, match="sama"):
        open_tables(tmp_path, vocabulary=vocabulary)


@pytest.mark.parametrize("text", ["titel: x", "kind: rumour", "published: pian", "- x", "a: [", "title: [1]"])
def test_a_source_yml_that_breaks_a_rule(tmp_path: Path, vocabulary: Ontology, text: str) -> None:
    write(tmp_path / "source.yml", text)
    write(tmp_path / "järjestöt.csv", "nimi\nA\n")
    with pytest.raises(LoadFailed, match=r"source|järjestöt|test_a_source_yml"):
        open_tables(tmp_path, vocabulary=vocabulary)


def test_an_empty_folder_has_no_tables(tmp_path: Path, vocabulary: Ontology) -> None:
    with pytest.raises(LoadFailed, match="no tables"):
        open_tables(tmp_path, vocabulary=vocabulary)
