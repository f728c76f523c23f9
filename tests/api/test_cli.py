"""The command line as its users run it: a process, its exit code, and what it writes where."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.api.conftest import Run
from yhdysverkko.graph.store import Store


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A folder with one source: two people, one of them a liaison, and a row that names no municipality."""
    folder = tmp_path / "officials"
    folder.mkdir()
    (folder / "Person.csv").write_text("id;name;subject\nmaija;Maija Esimerkki;official\nkalle;=Kalle;official\n")
    (folder / "LIAISON_FOR.csv").write_text("from;to\nmaija;Hankasalmi\nkalle;Atlantis\n")
    return folder


def test_good_rows_load_and_bad_ones_are_reported_with_their_place(run: Run, table: Path) -> None:
    result = run("load", str(table))

    assert result.returncode == 1
    assert result.stdout == ""
    assert "LIAISON_FOR.csv:3" in result.stderr
    assert "Atlantis" in result.stderr
    assert "new 3, changed 0, unchanged 0, retracted 0, rejected 1" in result.stderr


def test_a_second_load_changes_nothing_and_says_so(run: Run, table: Path) -> None:
    (table / "LIAISON_FOR.csv").write_text("from;to\nmaija;Hankasalmi\n")
    assert run("load", str(table)).returncode == 0

    result = run("load", str(table))

    assert result.returncode == 0
    assert "officials: no changes (3 facts)" in result.stderr


def test_a_dry_run_says_what_would_change(run: Run, table: Path) -> None:
    result = run("load", str(table), "--dry-run")

    assert "officials (trial, nothing was changed): new 3" in result.stderr
    assert "rejected 1" in result.stderr
    assert json.loads(run("status", "--format", "json").stdout) == []


def test_a_missing_file_is_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("load", str(tmp_path / "nothing.csv")).returncode == 2


def test_a_fatal_file_changes_nothing(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "Person.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")

    result = run("load", str(broken))

    assert result.returncode == 1
    assert "Person.xlsx" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Person" not in run("status", "--format", "csv").stdout


def test_what_cannot_be_read_is_named_and_the_rest_loads(run: Run, tmp_path: Path, table: Path) -> None:
    unknown = tmp_path / "budget.csv"
    unknown.write_text("a;b\n1;2\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "budget.csv").write_text("a;b\n1;2\n")
    (tmp_path / "texts" / "ilta.txt").write_text("Hankasalmen kulttuurisihteeri on Maija Meikäläinen.\n")
    other = tmp_path / "other" / "officials"
    other.mkdir(parents=True)
    (other / "Association.csv").write_text("name\nNeverin Ponsi ry\n")

    result = run("load", str(unknown), str(table), str(tmp_path / "texts"), str(other))

    assert result.returncode == 1
    assert result.stderr.count("budget.csv") == 1
    assert "officials: new 3" in result.stderr
    assert "same id officials" in result.stderr
    names = run("cypher", "MATCH (n:Person|Association) RETURN n.name AS n ORDER BY n", "--format", "csv").stdout
    assert names.split("\n")[1:3] == ["'=Kalle", "Maija Esimerkki"]
    assert "Maija Meikäläinen" in names
    assert "Ponsi" not in names


def test_a_new_version_says_what_it_replaces(run: Run, table: Path) -> None:
    run("load", str(table))
    (table / "Person.csv").write_text("id;name;subject\nmaija;Maija Esimerkki;official\n")

    assert "replaces the version of the source officials" in run("load", str(table)).stderr


def test_a_file_replaces_no_source_of_another_kind_or_of_the_program(run: Run, table: Path) -> None:
    run("load", str(table))
    for described, said in (
        ("id: mittarit\nkind: reference\n", "mittarit is that of data that come with the program"),
        ("id: officials\nkind: register\n", "officials is already that of the source officials"),
    ):
        (table / "source.yml").write_text(described)
        result = run("load", str(table))
        assert result.returncode == 1
        assert said in result.stderr
    assert "table" in run("sources", "--format", "csv").stdout


def test_cypher_answers_in_every_form(run: Run, table: Path) -> None:
    run("load", str(table))
    query = "MATCH (p:Person) RETURN p.id AS id, p.name AS name ORDER BY id"

    rows = [{"id": "kalle", "name": "=Kalle"}, {"id": "maija", "name": "Maija Esimerkki"}]
    assert json.loads(run("cypher", query, "--format", "json").stdout) == rows
    assert [json.loads(line) for line in run("cypher", query, "--format", "jsonl").stdout.splitlines()] == rows
    assert "Maija Esimerkki" in run("cypher", query).stdout
    as_csv = list(csv.DictReader(io.StringIO(run("cypher", query, "--format", "csv").stdout)))
    assert as_csv[0]["name"] == "'=Kalle"  # a spreadsheet would run it otherwise


def test_cypher_takes_parameters_by_type(run: Run) -> None:
    result = run(
        "cypher", "RETURN $a AS a, $b AS b, $c AS c", *pairs("a=2", 'b="2"', "c=Hankasalmi"), "--format", "json"
    )

    assert json.loads(result.stdout) == [{"a": 2, "b": "2", "c": "Hankasalmi"}]


def pairs(*values: str) -> list[str]:
    return [part for value in values for part in ("--param", value)]


def test_cypher_only_reads_unless_told_to_write(run: Run, store: Store) -> None:
    refused = run("cypher", "CREATE (:Note)")
    assert refused.returncode == 1
    assert "--write" in refused.stderr
    assert store.read("MATCH (n:Note) RETURN n") == []

    assert run("cypher", "CREATE (:Note)", "--write").returncode == 0
    assert len(store.read("MATCH (n:Note) RETURN n")) == 1


def test_a_query_that_is_none_is_one_sentence(run: Run) -> None:
    result = run("cypher", "MATCH (n RETURN n")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("--debug", "cypher", "MATCH (n RETURN n").stderr


def test_a_runaway_query_is_stopped_and_the_next_one_answers(run: Run) -> None:
    endless = "UNWIND range(1, 1000000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS n"

    stopped = run("cypher", endless, YHDYSVERKKO_TIME_LIMIT="1")

    assert stopped.returncode == 1
    assert "YHDYSVERKKO_TIME_LIMIT" in stopped.stderr
    assert json.loads(run("cypher", "RETURN 1 AS n", "--format", "json").stdout) == [{"n": 1}]


def test_sources_and_retract(run: Run, table: Path) -> None:
    run("load", str(table))
    listed = json.loads(run("sources", "--format", "json").stdout)
    facts = {source["id"]: source["facts"] for source in listed}
    assert facts == {"kunnat-2026": 2244, "mittarit": 28, "officials": 3}

    assert run("retract", "officials").returncode == 0
    assert run("retract", "officials").returncode == 2
    assert "Person" not in run("status", "--format", "csv").stdout


ARTICLE = "Esimerkin Tuki ry järjesti yhdistysillan Hankasalmella 3.4.2023.\n"


def test_documents_load_and_the_broken_one_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "artikkeli.txt").write_text(ARTICLE)
    (folder / "rikki.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "svenska.txt").write_text("Föreningen ordnar en kväll för alla som vill vara med, och det är gratis.\n")

    result = run("load", str(folder))

    assert result.returncode == 1
    assert "rikki.pdf" in result.stderr
    assert "svenska.txt" in result.stderr
    query = "MATCH (:Association)-[:ORGANISES]->(:Event)-[:HELD_IN]->(m) RETURN m.name AS m"
    found = run("cypher", query, "--format", "json")
    assert json.loads(found.stdout) == [{"m": "Hankasalmi"}]


def test_extract_prints_one_object_per_document_and_touches_no_graph(run: Run, tmp_path: Path, store: Store) -> None:
    (tmp_path / "artikkeli.txt").write_text(ARTICLE)

    [plain] = map(json.loads, run("extract", str(tmp_path / "artikkeli.txt"), "--format", "jsonl").stdout.splitlines())
    [spans] = map(json.loads, run("extract", str(tmp_path / "artikkeli.txt"), "--spans").stdout.splitlines())
    page = run("extract", str(tmp_path / "artikkeli.txt"), "--html").stdout

    assert plain["doc"] == "artikkeli"
    assert set(plain["entities"][0]) == {"id", "type", "name", "mentions", "attrs"}
    assert set(plain["relations"][0]) == {"type", "head", "tail", "attrs"}
    assert spans["relations"][0]["evidence"][0]["sentence"] == ARTICLE.strip()
    assert "<mark" in page
    assert store.read("MATCH (n) WHERE NOT n:Graph RETURN n") == []


def test_review_goes_around_as_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikkeli.txt").write_text(ARTICLE)
    run("load", str(tmp_path / "artikkeli.txt"), "--min-confidence", "1")
    rows = list(csv.DictReader(io.StringIO(run("review", "--format", "csv").stdout)))
    assert len(rows) == 2
    decided = tmp_path / "decided.csv"
    with decided.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([{**rows[0], "verdict": "accept"}, {**rows[1], "verdict": "reject"}])

    assert run("review", "--decisions", str(decided)).returncode == 0

    assert json.loads(run("review", "--format", "json").stdout) == []
    assert run("review", "--accept", "nosuch").returncode == 2
    decided.write_text("id,verdict\nx,maybe\n")
    assert "line 2" in run("review", "--decisions", str(decided)).stderr


def test_a_graph_is_exported_and_imported(run: Run, table: Path, store: Store, tmp_path: Path) -> None:
    run("load", str(table))
    target = tmp_path / "graph.jsonl"
    assert run("export", str(target)).returncode == 0
    assert target.stat().st_mode & 0o077 == 0
    before = run("status", "--format", "csv").stdout
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")

    assert run("import", str(target)).returncode == 0

    assert run("status", "--format", "csv").stdout == before
    assert run("export", "-").stdout == target.read_text(encoding="utf-8")


def test_a_map_is_written(run: Run, table: Path, tmp_path: Path) -> None:
    run("load", str(table))
    target = tmp_path / "map.html"

    assert run("map", "-o", str(target), "--region", "13").returncode == 0
    assert "Hankasalmi" in target.read_text(encoding="utf-8")
    assert run("map", "-o", str(target), "--region", "99").returncode == 2


def test_a_template_is_written_and_loads_empty(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"

    assert run("template", str(target)).returncode == 0
    result = run("load", str(target))

    assert result.returncode == 0
    assert "new 0" in result.stderr


def test_another_schema_version_is_one_sentence(run: Run, store: Store) -> None:
    store.write("MATCH (g:Graph) SET g.schema = 999")

    result = run("status")

    assert result.returncode == 1
    assert "999" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_key_is_one_sentence(run: Run, store: Store, table: Path) -> None:
    store.write("MATCH (g:Graph) SET g.seal = 'elsewhere'")

    result = run("load", str(table))
    assert result.returncode == 1
    assert "keys/elsewhere" in result.stderr
    assert "Traceback" not in result.stderr
    assert store.read("MATCH (s:Source) RETURN s") == []
    assert "✗ The key of the graph, the file keys/elsewhere" in run("doctor").stdout


def test_an_unreachable_server_is_one_sentence(run: Run) -> None:
    result = run("status", NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_the_server_refuses_an_open_address(run: Run) -> None:
    result = run("serve", "--host", "0.0.0.0")

    assert result.returncode == 2
    assert "YHDYSVERKKO_OPEN_NETWORK" in result.stderr


def test_the_doctor_finds_all_well(run: Run) -> None:
    result = run("doctor")

    assert result.returncode == 0
    assert all(line.startswith("✓") for line in result.stdout.splitlines())


def test_a_bad_setting_is_named(run: Run) -> None:
    result = run("status", YHDYSVERKKO_HEAP_MB="plenty")

    assert result.returncode == 2
    assert "YHDYSVERKKO_HEAP_MB" in result.stderr


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_help_speaks_the_language(run: Run, language: str) -> None:
    words = {"fi": "verkko", "sv": "nätverk", "en": "graph"}

    assert words[language] in run("--help", YHDYSVERKKO_LANG=language).stdout


def test_diff_lists_what_changed_between_two_days_in_words(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "officials"
    folder.mkdir()
    (folder / "Person.csv").write_text("id;name;subject\nmaija;Maija Esimerkki;official\n")
    (folder / "LIAISON_FOR.csv").write_text("from;to;valid_from\nmaija;Hankasalmi;1.5.2018\n")
    assert run("load", str(folder)).returncode == 0

    result = run("diff", "--from", "2018-01-01", "--to", "31.12.2018", "--region", "13")

    assert result.returncode == 0
    assert "appeared" in result.stdout
    assert "association liaison for" in result.stdout
    assert "Maija Esimerkki" in result.stdout
    rows = json.loads(run("diff", "--from", "2018-05-01", "--to", "2018-12-31", "--format", "json").stdout)
    assert rows == []
