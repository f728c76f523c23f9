"""CSV files as they come: encodings, delimiters, headers, odd lines."""

import codecs
from pathlib import Path

import pytest

from tests.loaders.conftest import Read
from yhdysverkko.graph.errors import LoadFailed

TABLE = "nimi;huomautus\nÄänekosken öljy ry;hyvä – €\n"
PROPERTIES = {"name": "Äänekosken öljy ry", "note": "hyvä – €"}


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("cp1252"),
        codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode().decode("cp1252").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace(";", "\t").encode(),
        TABLE.replace(";", ",").encode(),
        TABLE.replace(";", "|").encode(),
        ("sep=;\n" + TABLE).encode(),
        ('"sep=,"\r\n' + TABLE.replace(";", ",")).encode(),
        TABLE.replace("\n", ";;\n").encode(),
        ("Järjestöt 2026;\nPäivitetty 1.3.2026;\n;\n" + TABLE + ";\n\n").encode(),
        TABLE.replace("öljy", "öl\u00adjy\u200b").replace(" ry", "\u00a0\u202f ry ").encode(),
    ],
)
def test_the_same_table_however_it_was_saved(read_csv: Read, content: bytes) -> None:
    found = read_csv("järjestöt.csv", content)
    assert [node.properties for node in found.nodes] == [PROPERTIES]
    assert not found.rejections


def test_a_guessed_encoding_is_told(read_csv: Read) -> None:
    assert "cp1252" in read_csv("järjestöt.csv", TABLE.encode("cp1252")).notices
    assert not read_csv("järjestöt.csv", TABLE).notices


def test_a_repair_of_garbled_letters_is_told_and_done_once(read_csv: Read) -> None:
    twice = TABLE.encode().decode("cp1252").encode().decode("cp1252").encode()
    found = read_csv("järjestöt.csv", twice)
    assert "repaired" in found.notices
    assert found.nodes[0].properties["name"] == "Äänekosken öljy ry".encode().decode("cp1252")


def test_one_broken_letter_does_not_spoil_the_others(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", TABLE.encode() + b"H\xe4m\xe4l\xe4 ry;x\n")
    assert [node.properties["name"] for node in found.nodes] == ["Äänekosken öljy ry", "Hämälä ry"]
    assert "cp1252" in found.notices


def test_lines_are_counted_as_an_editor_shows_them(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", 'sep=;\nOtsikko;\nnimi;huomautus\nA;"kaksi\nriviä"\n\nB;\n')
    assert [(node.ref.id, node.evidence["line"]) for node in found.nodes] == [("a", 4), ("b", 7)]
    assert found.nodes[0].properties["note"] == "kaksi riviä"


def test_decimal_commas_do_not_make_the_delimiter(read_csv: Read) -> None:
    found = read_csv("tapahtumasarjat.csv", "nimi;kertaa vuodessa\nA;1,5\nB;2,25\n")
    assert [node.properties["per_year"] for node in found.nodes] == [1.5, 2.25]


def test_a_cell_beyond_the_header_rejects_its_row(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", "nimi;huomautus\nA;b;c\nD;e;\nF\n")
    assert [node.ref.id for node in found.nodes] == ["d", "f"]
    assert (found.rejections[0].place.line, found.rejections[0].value) == (2, "")


def test_a_quotation_that_swallows_rows_is_not_silent(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", 'nimi;huomautus;lyhenne\nA;b;c\nD;"auki;x\nE;f;g\n')
    assert [node.ref.id for node in found.nodes] == ["a"]
    assert found.rejections[0].place.line == 3


def test_an_endless_quotation_fails_the_file(read_csv: Read) -> None:
    with pytest.raises(LoadFailed, match="line 2"):
        read_csv("järjestöt.csv", 'nimi;huomautus\nD;"auki\n' + "rivi ja toinen\n" * 10_000)


@pytest.mark.parametrize("content", [b"nimi\x00;x\n", b"nimi;x\n\x81\x8d;y\n", codecs.BOM_UTF8 + b"nimi\n\xff\n"])
def test_what_is_no_text_is_a_clear_failure(read_csv: Read, content: bytes) -> None:
    with pytest.raises(LoadFailed, match="not text"):
        read_csv("järjestöt.csv", content)


def test_an_empty_file_has_no_rows(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", "")
    assert (found.nodes, found.rejections) == ([], [])


def test_a_header_of_two_rows(read_csv: Read) -> None:
    found = read_csv("tapahtumat.csv", "Tapahtuma;;Osallistujia;Verkossa\nNimi;Päivä;;\nIlta;8.10.2026;12;kyllä\n;;;\n")
    assert found.nodes[0].properties == {"name": "Ilta", "date": "2026-10-08", "participants": 12, "online": True}


def test_the_municipality_list_in_the_layout_of_the_population_register(read_csv: Read, tmp_path: Path) -> None:
    """Latin-1, an unnamed column, codes without zeros, Ö in headers, leading blanks."""
    header = (
        "KUNTANRO;KUNTANIMIFI;KUNTANIMISV;KUNTAMUOTO;;KIELISYYS;VAALIPIIRINRO;VAALIPIIRIFI;VAALIPIIRISV;"
        "MAISTRAATTINRO;MAISTRAATTINIMIFI;MAISTRAATTINIMISV;PALVELUYKSIKKÖNRO;PALVELUYKSIKKÖFI;PALVELUYKSIKKÖSV;"
        "MAAKUNTANRO;MAAKUNTANIMIFI;MAAKUNTANIMISV"
    )
    rows = (
        "5; Alajärvi;Alajärvi;kaupunki;x; suomi;10;Vaasa;Vasa;1;M;M;2;P;P;14;Etelä-Pohjanmaa;Södra Österbotten\n"
        "77; Hankasalmi;Hankasalmi;kunta;; suomi;11;Keski-Suomi;Mellersta Finland;1;M;M;2;P;P;13;Keski-Suomi;MF\n"
    )
    mapping = (
        "sheets:\n"
        "  - nodes:\n"
        "      - as: kunta\n"
        "        kind: Municipality\n"
        '        id: "{KUNTANRO}"\n'
        "        properties:\n"
        '          name: "{KUNTANIMIFI}"\n'
        '          name_sv: "{KUNTANIMISV}"\n'
        '          type: "{KUNTAMUOTO}"\n'
        '          language: {text: "{KIELISYYS}", values: {suomi: 0, suomi - ruotsi: 1, ruotsi: 2}}\n'
        '          note: "{PALVELUYKSIKKÖFI}"\n'
        "    relations:\n"
        '      - {kind: PART_OF, from: kunta, to: {kind: Region, id: "{MAAKUNTANRO}"}}\n'
    )
    path = tmp_path / "kuvaus.yml"
    path.write_text(mapping, encoding="utf-8")
    found = read_csv("dvv.csv", f"{header}\n{rows}".encode("latin-1"), mapping=path)
    assert not found.rejections
    assert [node.ref.id for node in found.nodes] == ["005", "077"]
    assert found.nodes[1].properties == {
        "name": "Hankasalmi", "name_sv": "Hankasalmi", "type": "kunta", "language": "0", "note": "P",
    }  # fmt: skip
    assert [item.end.id for item in found.relations] == ["14", "13"]
