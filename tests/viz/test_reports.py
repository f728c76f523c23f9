"""Reports in three formats: what stands in them, what must not, and what an update leaves alone."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from selectolax.lexbor import LexborHTMLParser

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ledger import load, retract
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import read_catalogue
from yhdysverkko.viz.reports.html import write_html
from yhdysverkko.viz.reports.make import make_report
from yhdysverkko.viz.reports.pages import write_pdf
from yhdysverkko.viz.reports.template import find_template
from yhdysverkko.viz.reports.tree import Report
from yhdysverkko.viz.reports.update import update_report
from yhdysverkko.viz.reports.word import write_word

DAY = date(2026, 11, 25)
HOSTILE = '*x* <img src=x onerror=alert(1)> #eval("1") {{ 7*7 }} [a](javascript:alert(1)) | `c`'
HANKASALMI = Ref("Municipality", "077")
OURS = [
    file.name.removesuffix(".md.j2").split(".")
    for file in sorted((Path(__file__).parents[2] / "viz" / "reports" / "templates").iterdir())
]


def survey() -> MadeSource:
    """Hankasalmi with a liaison who has contact data, somebody who is not to be shown, and a name that attacks."""
    maija, hidden, attacker = Ref("Person", "maija"), Ref("Person", "salla"), Ref("Association", "hyökkääjä")
    project = Ref("Project", "kuvitteellinen")
    return MadeSource(
        "survey",
        [
            node("Region", "13", name="Keski-Suomi"),
            municipality("077", "Hankasalmi", population=4601),
            person("maija", name="Maija Meikäläinen", phone="040 123 4567", email="maija@example.org"),
            person("salla", name="Salla Salainen", visibility="internal"),
            node("Association", "hyökkääjä", name=HOSTILE),
            node("Project", "kuvitteellinen", name="Kuvitteellinen hanke"),
            relation("PART_OF", HANKASALMI, Ref("Region", "13")),
            relation("LIAISON_FOR", maija, HANKASALMI, basis="named"),
            relation("WORKS_FOR", hidden, HANKASALMI, title="sihteeri"),
            relation("COOPERATES_WITH", attacker, HANKASALMI),
            relation("COOPERATES_WITH", attacker, project),
        ],
        published=date(2020, 3, 12),
    )


@pytest.fixture
def surveyed(store: Store, vocabulary: Ontology) -> Store:
    load(store, vocabulary, survey())
    return store


def card(store: Store, language: str = "fi") -> Report:
    return make_report(store, find_template("municipality-card", language), "Hankasalmi", DAY, read_catalogue())


def of_text(store: Store, folder: Path, text: str) -> Report:
    (folder / "own.fi.md.j2").write_text("{# for: municipality #}\n" + text, encoding="utf-8")
    return make_report(store, find_template("own", "fi", folder), "Hankasalmi", DAY, read_catalogue())


def word_text(content: bytes) -> str:
    """All text of a Word document, in controls and tables too."""
    return "\n".join(found.text or "" for found in Document(BytesIO(content)).element.body.iter(qn("w:t")))


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def texts(report: Report) -> dict[str, str]:
    """What each format says, and everything that it holds beside."""
    return {
        "html": write_html(report).decode(),
        "docx": word_text(write_word(report)),
        "pdf": pdf_text(write_pdf(report)),
    }


def test_all_formats_say_what_is_known_and_number_tables_and_figures(surveyed: Store) -> None:
    for form, text in texts(card(surveyed)).items():
        for said in ("Hankasalmi", "4601", "Maija Meikäläinen", "ei tiedossa", "Näin tämä on laskettu", "12.3.2020"):
            assert said in text, (form, said)
    html = texts(card(surveyed))["html"]
    assert "Taulukko 1." in html
    assert "Kuva 1." in html


def test_people_who_are_internal_and_contacts_are_in_no_format(surveyed: Store) -> None:
    report = card(surveyed)
    for form, text in {**texts(report), "whole docx": str(write_word(report))}.items():
        for secret in ("Salla", "Salainen", "040 123", "maija@example.org"):
            assert secret not in text, (form, secret)


def test_a_hostile_name_stays_a_name_in_every_format(surveyed: Store) -> None:
    report = card(surveyed)
    html = LexborHTMLParser(write_html(report).decode())

    assert not html.css("img, script, a[href^='javascript']")
    assert HOSTILE in [cell.text() for cell in html.css("td")]
    assert HOSTILE in word_text(write_word(report)).split("\n")
    assert "onerror=alert(1)" in pdf_text(write_pdf(report))


def test_the_same_graph_and_day_give_the_same_bytes(surveyed: Store) -> None:
    for write in (write_html, write_word, write_pdf):
        assert write(card(surveyed)) == write(card(surveyed))


@pytest.mark.parametrize(("name", "language"), OURS)
def test_every_template_of_ours_makes_a_report(surveyed: Store, name: str, language: str) -> None:
    template = find_template(name, language)
    subject = {"municipality": "Hankasalmi", "region": "Keski-Suomi", "project": "Kuvitteellinen hanke"}

    html = write_html(make_report(surveyed, template, subject[template.subject], DAY, read_catalogue())).decode()

    assert f'<html lang="{language}">' in html
    assert LexborHTMLParser(html).css_first("[data-call]")


def test_an_update_asks_anew_and_leaves_the_editors_text(surveyed: Store, vocabulary: Ontology, tmp_path: Path) -> None:
    report = of_text(surveyed, tmp_path, "# Oma\n\nYhdyshenkilöitä on {{ number('liaison-without-deputy') }}.\n")
    file = tmp_path / "edited.html"
    edited = write_html(report).decode().replace("Yhdyshenkilöitä on", "Lisäsin tämän, ja heitä on")
    file.write_text(edited, encoding="utf-8", newline="")
    retract(surveyed, vocabulary, "survey")

    updated = update_report(surveyed, file, DAY, read_catalogue())

    assert updated.parts == 2
    assert "Lisäsin tämän, ja heitä on <span" in updated.content.decode()
    assert ">1</span>" in edited
    assert ">ei löytynyt yhtään</span>" in updated.content.decode()


def test_an_update_of_a_word_file_does_the_same(surveyed: Store, vocabulary: Ontology, tmp_path: Path) -> None:
    report = of_text(surveyed, tmp_path, "# Oma\n\n{{ table('liaison-without-deputy', columns=['liaisons']) }}\n")
    document = Document(BytesIO(write_word(report)))
    document.add_paragraph("Lisäsin tämän itse.")
    file = tmp_path / "edited.docx"
    document.save(str(file))
    assert "Maija Meikäläinen" in word_text(file.read_bytes())
    retract(surveyed, vocabulary, "survey")

    updated = update_report(surveyed, file, DAY, read_catalogue())

    assert updated.parts == 1
    assert "Lisäsin tämän itse." in word_text(updated.content)
    assert "Maija Meikäläinen" not in word_text(updated.content)


def test_an_update_without_news_changes_nothing(surveyed: Store, tmp_path: Path) -> None:
    file = tmp_path / "card.html"
    file.write_bytes(write_html(card(surveyed)))

    assert update_report(surveyed, file, DAY, read_catalogue()).content == file.read_bytes()


def test_a_word_template_lends_its_styles_its_page_and_its_header(surveyed: Store, tmp_path: Path) -> None:
    template = Document()
    template.styles["Heading 1"].font.name = "Georgia"
    template.sections[0].left_margin = Mm(40)
    template.sections[0].header.paragraphs[0].text = "Esimerkkiyhdistys ry"
    template.save(str(tmp_path / "own.docx"))
    document = Document(BytesIO(write_word(card(surveyed), tmp_path / "own.docx")))

    assert document.sections[0].header.paragraphs[0].text == "Esimerkkiyhdistys ry"
    assert document.sections[0].left_margin == pytest.approx(Mm(40), rel=0.001)
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert {"Title", "Heading 1"} <= {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert "Hankasalmi" in word_text(write_word(card(surveyed), tmp_path / "own.docx"))


def test_word_tables_repeat_their_heads_and_pictures_have_words(surveyed: Store) -> None:
    document = Document(BytesIO(write_word(card(surveyed))))
    body = document.element.body

    assert len(list(body.iter(qn("w:tblHeader")))) == len(list(body.iter(qn("w:tbl")))) > 2
    assert all(found.get("descr") for found in body.iter(qn("wp:docPr")))
    assert (document.core_properties.title, document.core_properties.language) == ("Kuntakortti: Hankasalmi", "fi-FI")


def test_a_pdf_is_tagged_and_tells_its_language(surveyed: Store) -> None:
    root = cast("DictionaryObject", PdfReader(BytesIO(write_pdf(card(surveyed)))).trailer["/Root"])

    assert cast("DictionaryObject", root["/MarkInfo"])["/Marked"]
    assert str(root["/Lang"]) == "fi"


def test_an_unknown_template_names_the_nearest() -> None:
    with pytest.raises(NotFound, match="municipality-card"):
        find_template("municipality-crad", "fi")


def test_a_template_that_fails_names_its_line(surveyed: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="3"):
        of_text(surveyed, tmp_path, "# Oma\n{{ table( }}\n")


def test_a_template_cannot_reach_into_the_program(surveyed: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        of_text(surveyed, tmp_path, "# Oma\n{{ name.__class__.__mro__ }}\n")
