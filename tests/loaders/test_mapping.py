"""Mapping files: anybody's columns become nodes and relations, by the examples that we ship and by small ones."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter

from tests.loaders.conftest import Read, Sheets
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.loaders.mapping import read_mapping

OFFICIALS = Path(str(files("yhdysverkko.loaders").joinpath("mappings", "officials.yml")))
STEA = Path(str(files("yhdysverkko.loaders").joinpath("mappings", "stea.yml")))


@pytest.fixture
def officials(tmp_path: Path) -> Path:
    """A list with a merged header of two rows, groups by region, codes as numbers, deputies, two phones in a cell."""
    path = tmp_path / "jarjestoyhdyshenkilot.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Yhdyshenkilöt")
        sheet.write(0, 0, "Järjestöyhdyshenkilöt")
        sheet.write_row(1, 0, ["Päivitetty", "1.3.2026"])
        sheet.merge_range(3, 0, 4, 0, "Kunta")
        sheet.merge_range(3, 1, 3, 5, "Järjestöyhdyshenkilö")
        sheet.merge_range(3, 6, 3, 7, "Varahenkilö")
        sheet.merge_range(3, 8, 4, 8, "Nimetty")
        sheet.merge_range(3, 9, 4, 9, "Rooli")
        sheet.write_row(4, 1, ["Nimi", "Nimike", "Yksikkö", "Puhelin", "Sähköposti", "Nimi", "Nimike"])
        rows = [
            ["Keski-Suomi"],
            [77, "Maija Esimerkki", "kulttuurituottaja", "Sivistys", "040 123 4567 / 014 123 456",
             "etunimi.sukunimi@example.org", "Matti Malli", "rehtori", "8.10.2025", ""],
            [410, "Liisa Laukaalainen", "", "", "", "liisa@example.org", "", "", 2024, "Vapaaehtoinen"],
            ["Päijät-Häme"],
            ["Lahti", "–", "", "", "", "", "", "", "", ""],
            [1234, "Tuntematon Paikka", "", "", "", "", "", "", "", ""],
        ]  # fmt: skip
        for number, row in enumerate(rows, start=5):
            sheet.write_row(number, 0, row)
    return path


def test_a_list_of_officials(read: Read, officials: Path) -> None:
    found = read(officials, mapping=OFFICIALS)
    assert [(node.ref.id, node.properties.get("subject")) for node in found.nodes] == [
        ("maija-esimerkki-77", "official"),
        ("matti-malli-77", "official"),
        ("liisa-laukaalainen-410", "volunteer"),
    ]
    assert found.nodes[2].properties["visibility"] == "internal"
    ties = [(item.kind, item.start.id, item.end.id) for item in found.relations]
    assert ties == [
        ("WORKS_FOR", "maija-esimerkki-77", "077"),
        ("WORKS_FOR", "matti-malli-77", "077"),
        ("LIAISON_FOR", "maija-esimerkki-77", "077"),
        ("LIAISON_FOR", "matti-malli-77", "077"),
        ("LIAISON_FOR", "liisa-laukaalainen-410", "410"),
    ]
    post, _, duty, deputy, volunteer = found.relations
    assert post.properties == {"title": "kulttuurituottaja", "unit": "Sivistys"}
    assert duty.properties == {
        "deputy": False, "valid_from": date(2025, 10, 8), "valid_from_precision": "day",
    }  # fmt: skip
    assert deputy.properties["deputy"] is True
    assert volunteer.properties["valid_from_precision"] == "year"
    assert [(item.place.sheet, item.place.line) for item in found.rejections] == [("Yhdyshenkilöt", 11)]
    assert "Contact details left out: 2" in found.notices


def test_contacts_of_officials_when_asked_for(read: Read, officials: Path) -> None:
    maija, _, liisa = read(officials, mapping=OFFICIALS, keep_contacts=True).nodes
    assert maija.properties["phone"] == "040 123 4567"
    assert "email" not in maija.properties  # the pattern text is no address
    assert liisa.properties["email"] == "liisa@example.org"


def test_grants_of_stea(read: Read, workbook: Callable[[Sheets], Path]) -> None:
    header = ["Järjestö", "Y-tunnus", "Vuosi", "Avustuksen käyttötarkoitus", "Avustuslaji", "Haettu", "Myönnetty"]
    found = read(
        workbook(
            {
                "2025": [header, ["Esimerkki ry", "9999902-8", 2025, "Kohtaamispaikka", "Ak 1", 90000, 80000]],
                "2026": [
                    header,
                    ["Esimerkki r.y.", "9999902-8", 2026, "Kohtaamispaikka", "Ak 1", 90000, 0],
                    ["Malli ry", "", 2026, "Yleisavustus", "Ay", "", "12 500"],
                    ["Yhteensä", "", "", "", "", 90000, 92500],
                ],
            }
        ),
        mapping=STEA,
    )
    assert [node.ref.id for node in found.nodes] == ["stea", "esimerkki", "malli"]
    assert [(item.end.id, item.properties) for item in found.relations] == [
        ("esimerkki", {"amount": 80000, "applied": 90000, "year": 2025, "purpose": "Kohtaamispaikka"}),
        ("malli", {"amount": 12500, "year": 2026, "purpose": "Yleisavustus"}),
    ]
    assert not found.rejections
    assert found.source.source.title == "STEA-avustukset"


def rules(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kuvaus.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_taken_whole_or_not_at_all(tmp_path: Path, read_csv: Read) -> None:
    mapping = rules(
        tmp_path,
        "sheets:\n"
        "  - nodes: [{as: a, kind: Association, properties: {name: '{Hakija}'}}]\n"
        "    relations: [{kind: LOCATED_IN, from: a, to: {kind: Municipality, id: '{Kunta}'}}]\n",
    )
    found = read_csv("hakijat.csv", "Hakija;Kunta\nA ry;Eiole\nB ry;Laukaa\nA ry;Laukaa\n", mapping=mapping)
    assert [(node.ref.id, node.evidence["line"]) for node in found.nodes] == [("b", 3), ("a", 4)]
    assert [item.start for item in found.relations] == [Ref("Association", "b"), Ref("Association", "a")]
    assert [item.place.line for item in found.rejections] == [2]


def test_find_first_and_values(tmp_path: Path, read_csv: Read) -> None:
    mapping = rules(
        tmp_path,
        "sheets:\n"
        "  - nodes:\n"
        "      - as: a\n"
        "        kind: Association\n"
        "        properties:\n"
        r"          name: {text: '{Saajan nimi}', find: '^(.*?)\s*(?:\(|$)'}"
        "\n"
        r"          business_id: {text: '{Saajan nimi}', find: '\((\d{7}-\d)\)'}"
        "\n"
        "          sensitive: {text: '{Luokka}', values: {potilas: kyllä}, otherwise: ''}\n",
    )
    found = read_csv("saajat.csv", "Saajan nimi;Luokka\nA ry (9999902-8);Potilas\nB ry;muu\n", mapping=mapping)
    assert [node.properties for node in found.nodes] == [
        {"name": "A ry", "business_id": "9999902-8", "sensitive": True},
        {"name": "B ry"},
    ]


def test_rows_below_a_group_row_belong_to_the_group(tmp_path: Path, read_csv: Read) -> None:
    mapping = rules(
        tmp_path,
        "sheets:\n"
        "  - group: Kunta\n"
        "    nodes: [{as: a, kind: Association, properties: {name: '{Hakija}', note: '{Alue?}'}}]\n"
        "    relations: [{kind: LOCATED_IN, from: a, to: {kind: Municipality, id: '{Kunta}'}}]\n",
    )
    table = "Hakija;Summa;Laji\nLaukaa;;\nA ry;1;x\nB ry;–;\nHankasalmi;;\nC ry;3;z\n"
    found = read_csv("hakijat.csv", table, mapping=mapping)
    assert [(item.start.id, item.end.id) for item in found.relations] == [("a", "410"), ("b", "410"), ("c", "077")]


def test_a_column_that_is_not_there_rejects_the_sheet(tmp_path: Path, read_csv: Read) -> None:
    mapping = rules(tmp_path, "sheets: [{nodes: [{as: a, kind: Association, properties: {name: '{Hakija}'}}]}]\n")
    found = read_csv("hakijat.csv", "Hakijat;Kunta\nA ry;Laukaa\n", mapping=mapping)
    [rejection] = found.rejections
    assert (rejection.place.column, found.nodes) == ("Hakija", [])
    assert "hakijat" in rejection.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sheets: []", "sheets"),
        ("sheet: []", "sheets"),
        ("sheets: [", "YAML"),
        ("sheets: [{nodes: [{as: a, kind: Asociation, properties: {}}]}]", "nodes.0.kind.*Association"),
        ("sheets: [{nodes: [{as: a, kind: Person, properties: {nam: x}}]}]", "nodes.0.properties.*name"),
        ("sheets: [{nodes: [{as: a, kind: Person, properties: {name: {text: x, find: x}}}]}]", "group"),
        ("sheets: [{nodes: [{as: a, kind: Person, properties: {name: {text: x, find: '(x'}}}]}]", "unterminated"),
        ("sheets: [{relations: [{kind: FUNDS, from: a, to: b}]}]", "relations.0.from"),
        (
            "sheets: [{relations: [{kind: HELD_IN, from: {kind: Person, id: x}, to: {kind: Municipality, id: x}}]}]",
            "relations.0.from.kind.*Event",
        ),
        ("source: {titel: x}\nsheets: [{}]", "title"),
    ],
)
def test_a_mapping_that_breaks_a_rule_names_its_place(
    tmp_path: Path, vocabulary: Ontology, text: str, said: str
) -> None:
    with pytest.raises(LoadFailed, match=said):
        read_mapping(rules(tmp_path, text), vocabulary)


def test_the_mapping_is_part_of_what_the_source_is(tmp_path: Path, read_csv: Read) -> None:
    text = "sheets: [{nodes: [{as: a, kind: Association, properties: {name: '{Hakija}', note: %s}}]}]\n"
    first, second = (
        read_csv("hakijat.csv", "Hakija\nA ry\n", mapping=rules(tmp_path, text % note)).source.source
        for note in ("x", "y")
    )
    assert first.sha256 != second.sha256
