"""Templates: what is written empty can be filled and loaded."""

from pathlib import Path

import openpyxl
import pytest

from tests.loaders.conftest import Read
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.ontology import Kind, Ontology, RelationKind
from yhdysverkko.graph.tables import header_label, sheet_title, writable
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.naming import header_names, table_kind, table_names
from yhdysverkko.loaders.templates import write_templates


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["pohja.xlsx", "pohjat"])
def test_an_empty_template_loads_with_nothing(
    tmp_path: Path, vocabulary: Ontology, read: Read, language: str, name: str
) -> None:
    write_templates(tmp_path / name, vocabulary=vocabulary, language=language)
    found = read(tmp_path / name)
    assert (found.nodes, found.relations, found.rejections, found.notices) == ([], [], [], "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_of_a_template_means_its_own_property(vocabulary: Ontology, language: str) -> None:
    for of in tables(vocabulary):
        assert table_kind(vocabulary, sheet_title(of, language)) == of
        names = header_names(vocabulary, of)
        headers = {name: names[fold(header_label(name, of, language))] for name in writable(of)}
        assert headers == {name: name for name in writable(of)}


def test_names_of_kinds_and_relations_differ(vocabulary: Ontology) -> None:
    names = table_names(vocabulary)
    for of in tables(vocabulary):
        forms = [of.name, *of.label.values(), *(of.plural.values() if isinstance(of, Kind) else ())]
        assert {names[fold(form)] for form in forms} == {of.name}


def test_a_filled_workbook_loads(tmp_path: Path, vocabulary: Ontology, read: Read) -> None:
    path = tmp_path / "pohja.xlsx"
    write_templates(path, vocabulary=vocabulary, language="fi")
    book = openpyxl.load_workbook(path)
    fill(book["Järjestöt"], {"nimi *": "Esimerkki ry", "jäsenyys arkaluonteinen": "ei", "voimassa alkaen": "10/2026"})
    fill(book["Henkilöt"], {"nimi *": "Maija Esimerkki", "asema": "official"})
    fill(book["LIAISON_FOR"], {"mistä *": "Maija Esimerkki", "mihin *": "Hankasalmi", "voimassa asti": "31.12.2026"})
    book.save(path)
    found = read(path)
    assert [node.ref.id for node in found.nodes] == ["maija-esimerkki", "esimerkki"]
    [tie] = found.relations
    assert (tie.end.id, str(tie.properties["valid_to"])) == ("077", "2027-01-01")
    assert not found.rejections


def test_drop_down_lists_and_frozen_headers(tmp_path: Path, vocabulary: Ontology) -> None:
    path = tmp_path / "pohja.xlsx"
    write_templates(path, vocabulary=vocabulary, language="fi")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Ohje"
    sheet = book["LIAISON_FOR"]
    assert sheet.freeze_panes == "A2"
    choices = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    lists = [[cell.value for cell in column if cell.value] for column in book["Luettelot"].columns]
    bases = next(number for number, offered in enumerate(lists, start=1) if offered[0] == "nimetty")
    assert lists[bases - 1] == ["nimetty", "hyte-yhdyshenkilö", "vapaa-aikatoimi", "ei tiedossa"]
    letter = openpyxl.utils.get_column_letter(bases)
    assert f"'Luettelot'!${letter}$1:${letter}$4" in choices
    assert '"kyllä,ei"' in choices
    assert any(choice.endswith("$308") for choice in choices)


def fill(sheet: openpyxl.worksheet.worksheet.Worksheet, values: dict[str, str]) -> None:
    """Write values into the first free row, by header."""
    headers = [cell.value for cell in sheet[1]]
    for header, value in values.items():
        sheet.cell(2, headers.index(header) + 1, value)


def tables(vocabulary: Ontology) -> list[Kind | RelationKind]:
    return [*vocabulary.domain_kinds.values(), *vocabulary.relations.values()]
