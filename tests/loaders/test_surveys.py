"""Surveys: tables of answers become figures of municipalities, and no answer of few is among them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.loaders.conftest import Read, Reading, Sheets
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.survey_definition import models

DEFINITION = """
survey: kysely
name: {fi: Kysely, sv: Enkät, en: Survey}
answered_by: association
round: 2026-03
columns: {municipality: Kunta, ignored: [Vapaa sana]}
scales:
  mark: {values: {1: {fi: huono, sv: dålig, en: bad}, 5: {fi: hyvä, sv: bra, en: good}}}
themes: {all: {fi: Kaikki, sv: Alla, en: All}}
items:
  - {id: tilat, theme: all, scale: mark, measures: i28, text: {fi: Tilat, sv: Lokaler, en: Rooms}}
  - {id: vaiva, theme: all, scale: mark, reversed: true, text: {fi: Vaivaa, sv: Besvär, en: Trouble}}
"""
OFFICIAL = DEFINITION.replace("association", "liaison").replace("measures: i28, ", "")


@pytest.fixture
def read_survey(read: Read, tmp_path: Path) -> Callable[..., Reading]:
    """Reads answers by a definition, both as text."""

    def read_text(answers: str, definition: str = DEFINITION) -> Reading:
        folder = tmp_path / "kysely"
        folder.mkdir(exist_ok=True)
        (folder / "survey.yml").write_text(definition, encoding="utf-8")
        (folder / "vastaukset.csv").write_text(answers, encoding="utf-8")
        return read(folder)

    return read_text


def figures(reading: Reading, code: str = "077") -> dict[str, tuple[Any, Any]]:
    return {
        item.end.id: (item.properties.get("value"), item.properties.get("of"))
        for item in reading.relations
        if item.start.id == code
    }


def rows(*answers: str) -> str:
    return "Kunta;Tilat;Vaivaa;Vapaa sana\n" + "".join(f"Hankasalmi;{answer};puhetta\n" for answer in answers)


def test_answers_become_the_means_of_items_and_themes(read_survey: Callable[..., Reading]) -> None:
    reading = read_survey(rows("1;1", "2;1", "3;2", "4;2", "hyvä;en osaa sanoa", "3 ;5"))

    # Rooms: 1, 2, 3, 4, 5, 3; trouble, without the one of no opinion: 1, 1, 2, 2, 5, which counts as 6 - 2.2.
    assert figures(reading) == {
        "kysely": (6.0, None), "kysely-tilat": (3.0, 6), "kysely-vaiva": (2.2, 5), "i28": (3.0, 6),
        "kysely-teema-all": (3.4, 5),
    }  # fmt: skip
    assert {item.properties["date"] for item in reading.relations} == {"2026-03"}
    assert "puhetta" not in repr([reading.nodes, reading.relations, reading.notices])


def test_what_fewer_than_five_free_respondents_say_is_not_stored(read_survey: Callable[..., Reading]) -> None:
    few = read_survey(rows("1;1", "2;1", "3;2", "4;2"))
    assert figures(few) == {"kysely": (None, None), "kysely-tilat": (None, None), "kysely-vaiva": (None, None)}
    assert "3 figures were left out" in few.notices

    # Trouble was answered by one of five: it is hidden, and the theme is that of rooms alone, which does not tell it.
    some = read_survey(rows("1;5", "2;", "3;", "4;", "5;-"))
    assert figures(some) == {
        "kysely": (5.0, None), "kysely-tilat": (3.0, 5), "kysely-vaiva": (None, None), "i28": (3.0, 5),
        "kysely-teema-all": (3.0, 5),
    }  # fmt: skip


def test_a_liaison_answers_in_office_and_is_shown_alone(read_survey: Callable[..., Reading]) -> None:
    assert figures(read_survey(rows("4;2"), OFFICIAL)) == {
        "kysely": (1.0, None), "kysely-tilat": (4.0, 1), "kysely-vaiva": (2.0, 1), "kysely-teema-all": (4.0, 1),
    }  # fmt: skip


def test_those_who_should_have_answered_and_did_not_are_counted(read_survey: Callable[..., Reading]) -> None:
    reading = read_survey(rows("4;2"), OFFICIAL + "expected: {each: 1, regions: [Keski-Suomi]}\n")

    assert figures(reading)["kysely"] == (1.0, 1)
    assert figures(reading, "410") == {"kysely": (0.0, 1)}
    assert len({item.start.id for item in reading.relations}) == 22


def test_bad_rows_are_rejected_with_line_column_value_and_reason(read_survey: Callable[..., Reading]) -> None:
    answers = (
        "Kunta;Tilat;Vaivaa;Vapaa sana\n"
        "Hankasalmi;6;1;\n"
        "Hankasalmi;2,5;1;\n"
        "Hankasalm;2;1;\n"
        ";2;1;\n"
        "Hankasalmi;;;\n"
        "Hankasalmi;2;1;soita 131052-308T\n"
        "Hankasalmi;#ARVO!;1;\n"
        "Hankasalmi;2;1;hyvä\n"
    )

    reading = read_survey(answers, OFFICIAL)

    assert [(item.place.line, item.place.column, item.value) for item in reading.rejections] == [
        (2, "Tilat", "6"), (3, "Tilat", "2,5"), (4, "Kunta", "Hankasalm"), (5, "Kunta", ""), (6, "", ""),
        (7, "", "•••"), (8, "tilat", "#ARVO!"),
    ]  # fmt: skip
    assert "1–5" in reading.rejections[0].reason
    assert all(item.place.file == "vastaukset.csv" for item in reading.rejections)
    assert figures(reading)["kysely"] == (1.0, None)


def test_the_same_respondent_counts_once_and_rounds_come_from_a_column(read_survey: Callable[..., Reading]) -> None:
    definition = OFFICIAL.replace("round: 2026-03\n", "").replace(
        "{municipality: Kunta,", "{municipality: Kunta, round: Vuosi, respondent: Tunnus,"
    )
    answers = "Tunnus;Kunta;Vuosi;Tilat\na;077;2024;1\na;077;2026;5\na;077;2026;3\n"

    reading = read_survey(answers, definition)

    assert [(item.place.line, "line 3" in item.reason) for item in reading.rejections] == [(4, True)]
    rooms = [
        (item.properties["date"], item.properties["value"])
        for item in reading.relations
        if item.end.id.endswith("tilat")
    ]
    assert rooms == [("2024", 1.0), ("2026", 5.0)]
    assert "vaiva" in reading.notices  # the item has no column


def test_columns_that_are_no_items_are_named_and_not_read(read_survey: Callable[..., Reading]) -> None:
    reading = read_survey("Kunta;Tilat;Vaivaa;Mitä muuta?\nHankasalmi;2;1;Maija auttoi\n", OFFICIAL)

    assert "Mitä muuta?" in reading.notices
    assert "Maija" not in repr([reading.nodes, reading.relations, reading.notices])


def test_a_table_without_the_column_of_municipalities_is_rejected(read_survey: Callable[..., Reading]) -> None:
    reading = read_survey("Paikka;Tilat;Vaivaa\nHankasalmi;2;1\n", OFFICIAL)

    assert [(item.place.line, item.place.column) for item in reading.rejections] == [(1, "Kunta")]
    assert not reading.relations


def test_answers_of_several_workbooks_and_sheets_are_one_survey(
    read: Read, workbook: Callable[..., Path], tmp_path: Path
) -> None:
    header = ["Aikaleima", "Kunta", "Tilat", "Vaivaa"]
    (tmp_path / "survey.yml").write_text(DEFINITION, encoding="utf-8")
    sheets: Sheets = {
        "Vastaukset 1": [["Kyselyn vastaukset"], header, *[["1.3.2026", "Hankasalmi", 4, 2]] * 3],
        "Vastaukset 2": [header, ["2.3.2026", "Hankasalmen kunta", 4, 2]],
    }
    workbook(sheets, "a.xlsx")
    workbook({"Taul1": [header, ["3.3.2026", "077", "5 hyvä", 2]]}, "b.xlsx")

    reading = read(tmp_path)

    assert figures(reading)["kysely-tilat"] == (4.2, 5)
    assert not reading.rejections


@pytest.mark.parametrize("name", models())
def test_a_model_can_be_taken_over(read_survey: Callable[..., Reading], name: str) -> None:
    reading = read_survey("Kunta;x\n", f"like: {name}\nround: 2026\ncolumns: {{municipality: Kunta}}\n")

    assert next(node.properties["measures"] for node in reading.nodes if "survey" in node.properties) == "answers"


def test_the_models_are_the_four_questionnaires_of_the_field() -> None:
    assert list(models()) == [
        "cooperation-self-assessment", "liaison-self-evaluation", "regional-survey", "workshop-feedback",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("round: 2026-03\n", ""), "round"),
        (("round: 2026-03", "round: 2026-13"), "round"),
        (("theme: all, scale: mark, reversed", "theme: some, scale: mark, reversed"), "some"),
        (("measures: i28", "measures: i29"), "i29"),
        (("sv: Enkät, ", ""), "fi, sv, en"),
        (("association", "anybody"), "answered_by"),
        (("survey: kysely", "survey: Oma kysely"), "oma-kysely"),
        (("survey: kysely", "like: nothing\nsurvey: kysely"), "liaison-self-evaluation"),
        (("id: vaiva", "id: tilat"), "twice"),
        (("columns:", "expected: {regions: [Hankamaa]}\ncolumns:"), "Hankamaa"),
        (("survey: kysely", "survey: [kysely"), "YAML"),
    ],
)
def test_a_definition_that_is_off_is_refused_with_the_place(
    read_survey: Callable[..., Reading], change: tuple[str, str], said: str
) -> None:
    with pytest.raises(LoadFailed, match=said):
        read_survey(rows("1;1"), DEFINITION.replace(*change))
