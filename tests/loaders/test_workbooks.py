"""Workbooks as they come: typed cells, odd XML, hidden sheets, and files that must not be opened."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from tests.loaders.conftest import Read, Sheets
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.loaders import archives
from yhdysverkko.loaders.tables import open_tables

Workbook = Callable[[Sheets], Path]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def test_numbers_dates_and_times_are_read_as_typed(workbook: Workbook, read: Read) -> None:
    path = workbook(
        {
            "Tapahtumat": [
                ["Nimi", "Päivä", "Alkaa klo", "Osallistujia", "Verkossa"],
                ["Ilta", date(2026, 10, 8), time(17, 30), 12, True],
                ["Brunssi", datetime(2026, 10, 9, 0, 0), "klo 10", "noin", False],
                ["Juhla", 2026, "", "", ""],
            ],
            "HELD_IN": [["Tapahtuma", "Kunta"], ["Ilta", 77], ["Juhla", "005"]],
        }
    )
    found = read(path)
    first, second = found.nodes
    assert first.properties == {
        "name": "Ilta", "date": "2026-10-08", "start_time": "17:30", "participants": 12, "online": True,
    }  # fmt: skip
    assert first.evidence == {"file": "aineisto.xlsx", "sheet": "Tapahtumat", "line": 2}
    assert second.properties["date"] == "2026"
    assert [item.end.id for item in found.relations] == ["077", "005"]
    [rejection] = found.rejections
    assert (rejection.place.sheet, rejection.place.line, rejection.value) == ("Tapahtumat", 3, "noin")


def test_sheets_named_after_years_are_what_the_file_is(workbook: Workbook, read: Read) -> None:
    header, row = ["from", "to", "vuosi"], ["organisation:a", "association:b"]
    path = workbook({"2025": [header, [*row, 2025]], "Taul2": [], "2026": [header, [*row, 2026]]})
    found = read(path.rename(path.with_name("funds.xlsx")))
    assert [item.properties["year"] for item in found.relations] == [2025, 2026]
    assert not found.rejections


def test_decimals_of_three_digits_are_not_thousands(workbook: Workbook, read: Read) -> None:
    numbers = [1.234, 12.5, 77.0, 0.0001, 1e-7, -2.125]
    path = workbook({"Tapahtumasarjat": [["Nimi", "per_year"], *([f"S{at}", n] for at, n in enumerate(numbers))]})
    assert [node.properties["per_year"] for node in read(path).nodes] == numbers


def test_two_workbooks_with_sheets_of_one_name(tmp_path: Path, read: Read) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            book.add_worksheet("Järjestöt").write_column(0, 0, ["Nimi", "Sama"])
    found = read(tmp_path)
    assert [node.evidence["file"] for node in found.nodes] == ["a.xlsx"]


def test_dates_counted_from_1904(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Tapahtumat")
        sheet.write_row(0, 0, ["Nimi", "Päivä"])
        sheet.write_string(1, 0, "Ilta")
        sheet.write_datetime(1, 1, datetime(2026, 10, 8), book.add_format({"num_format": "d.m.yyyy"}))
    assert read(path).nodes[0].properties["date"] == "2026-10-08"


def test_title_lines_and_empty_first_columns(workbook: Workbook, read: Read) -> None:
    path = workbook(
        {"Järjestöt": [["", "Järjestöt 2026"], [], ["", "", "Päivitetty", date(2026, 3, 1)], ["", "Nimi"], ["", "A"]]}
    )
    [node] = read(path).nodes
    assert node.evidence["line"] == 5


def test_formula_errors_are_rejected_not_read_as_unknown(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "kaavat.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Hankkeet")
        sheet.write_row(0, 0, ["Nimi", "Tavoite"])
        sheet.write_string(1, 0, "A")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["B", "hyvä"])
    found = read(path)
    assert [node.ref.id for node in found.nodes] == ["b"]
    assert (found.rejections[0].place.line, found.rejections[0].value) == (2, "#DIV/0!")


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("references", [True, False])
def test_workbooks_of_power_bi(tmp_path: Path, read: Read, prefix: str, references: bool) -> None:
    path = tmp_path / "vienti.xlsx"
    write_raw(path, [["Nimi", "Huomautus"], ["A", "a"], ["B", "b"]], prefix=prefix, references=references)
    assert [node.properties for node in read(path).nodes] == [{"name": "A", "note": "a"}, {"name": "B", "note": "b"}]


def test_hidden_sheets_are_left_out_and_named(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "piilo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Järjestöt").write_column(0, 0, ["Nimi", "A"])
        hidden = book.add_worksheet("Hankkeet")
        hidden.write_column(0, 0, ["Nimi", "B"])
        hidden.hide()
    found = read(path)
    assert [node.ref.id for node in found.nodes] == ["a"]
    assert "Hankkeet" in found.notices


def test_garbled_letters_in_a_workbook_are_repaired(workbook: Workbook, read: Read) -> None:
    found = read(workbook({"Järjestöt": [["Nimi"], ["Ã„Ã¤nekosken Ã¶ljy"]]}))
    assert found.nodes[0].properties["name"] == "Äänekosken öljy"
    assert "repaired" in found.notices


def test_a_sheet_tells_of_the_source(workbook: Workbook, read: Read) -> None:
    path = workbook(
        {
            "Lähde": [["Otsikko", "Järjestökysely 2026"], ["julkaistu", "1.3.2026"], ["id", "kysely-2026"]],
            "Järjestöt": [["Nimi"], ["A"]],
        }
    )
    source = read(path).source.source
    assert (source.id, source.title, source.published) == ("kysely-2026", "Järjestökysely 2026", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 rubbish", "damaged"),
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing", "damaged"),
    ],
)
def test_broken_and_protected_workbooks(tmp_path: Path, vocabulary: Ontology, content: bytes, said: str) -> None:
    path = tmp_path / "rikki.xlsx"
    path.write_bytes(content)
    with pytest.raises(LoadFailed, match=said):
        open_tables(path, vocabulary=vocabulary)


def test_a_workbook_that_unpacks_too_large(
    tmp_path: Path, vocabulary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    path = tmp_path / "pommi.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (2 << 20))
    with pytest.raises(LoadFailed, match="unreasonably large"):
        open_tables(path, vocabulary=vocabulary)


def test_a_far_cell_does_not_reserve_memory(tmp_path: Path, vocabulary: Ontology) -> None:
    path = tmp_path / "kaukana.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Järjestöt")
        sheet.write(0, 0, "Nimi")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(LoadFailed, match="unreasonably large"):
        open_tables(path, vocabulary=vocabulary)


def write_raw(path: Path, rows: list[list[str]], *, prefix: str, references: bool) -> None:
    """A workbook in the XML that some programs write: a prefix on every element, no cell references."""
    p, ns = prefix, f'xmlns:{prefix[0]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'

    def cell(row: int, column: int, text: str) -> str:
        place = f' r="{"AB"[column]}{row + 1}"' if references else ""
        return f'<{p}c{place} t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'

    body = "".join(
        f"<{p}row>{''.join(cell(row, column, text) for column, text in enumerate(cells))}</{p}row>"
        for row, cells in enumerate(rows)
    )
    workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{workbook_type}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{workbook_type}.worksheet+xml"/></Types>',
        )
        for name, kind, target in [
            ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
            ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml"),
        ]:
            archive.writestr(
                name,
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>',
            )
        archive.writestr(
            "xl/workbook.xml",
            f'<{p}workbook {ns} xmlns:r="{OFFICE}"><{p}sheets>'
            f'<{p}sheet name="Järjestöt" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<{p}worksheet {ns}><{p}sheetData>{body}</{p}sheetData></{p}worksheet>",
        )
