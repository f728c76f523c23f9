"""PDFs made with reportlab, as office programs lay them out, and files that cannot be read."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Table

from tests.loaders.reading.conftest import Reads, Refuses
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.reading import pdf

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=7)
JUSTIFIED = ParagraphStyle("justified", parent=BODY, alignment=TA_JUSTIFY)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=8)
LONG = (
    "Äänekosken yhdistysilta kokosi lokakuussa toistakymmentä järjestöä Kulttuuritalolle, jossa Aino Esimerkki kertoi "
    "kylien avustuksista ja Onni Malli siitä, miten tiloja saa käyttöön maksutta koko vuoden ajan."
)


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            canvas.drawString(60, 780 - 13 * at, text)

    return draw


def laid_out(*story: Flowable) -> bytes:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, title="Yhdysillan muistio").build(list(story))
    return buffer.getvalue()


def test_wrapped_lines_are_paragraphs_again(read: Reads) -> None:
    found = read(
        "a.pdf", laid_out(Paragraph("Kylien ilta", HEADING), Paragraph(LONG, BODY), Paragraph(LONG, JUSTIFIED))
    )
    assert found.text == f"Kylien ilta\n\n{LONG}\n\n{LONG}"
    assert (found.title, found.language, found.published) == ("Yhdysillan muistio", "fi", None)
    assert found.modified is not None


@pytest.mark.parametrize("leading", [11, 15, 20])
def test_line_spacing_is_learnt_from_the_text(read: Reads, leading: int) -> None:
    style = ParagraphStyle("spaced", parent=BODY, leading=leading, spaceAfter=leading)
    assert read("a.pdf", laid_out(*[Paragraph(LONG, style)] * 3)).text == "\n\n".join([LONG] * 3)


def test_columns_are_read_one_after_the_other(read: Reads) -> None:
    buffer = io.BytesIO()
    page = BaseDocTemplate(buffer, pagesize=A4)
    page.addPageTemplates(PageTemplate(frames=[Frame(50, 500, 240, 300), Frame(305, 500, 240, 300)]))
    page.build([Paragraph(f"Ilta {number}: {LONG}", JUSTIFIED) for number in range(1, 6)])
    assert read("a.pdf", buffer.getvalue()).text == "\n\n".join(f"Ilta {number}: {LONG}" for number in range(1, 6))


def test_hyphens_at_ends_of_lines(read: Reads) -> None:
    content = drawn(
        lines(
            "Keski-Suomen järjestöjen yhteis-",
            "kokous oli Jyväskylässä. Mukana oli Keski-",
            "Suomen liitto sekä sosiaali-",
            "ja terveysalan järjes-",
            "töjä vuosina 2017-",
            "2020 yhteensä kaksikymmentä.",
        )
    )
    assert read("a.pdf", content).text == (
        "Keski-Suomen järjestöjen yhteiskokous oli Jyväskylässä. Mukana oli Keski-Suomen liitto sekä sosiaali- "
        "ja terveysalan järjestöjä vuosina 2017-2020 yhteensä kaksikymmentä."
    )


def test_short_lines_of_a_contact_block_stay(read: Reads) -> None:
    texts = ("Lisätietoja antavat kylien yhteyshenkilöt koko syksyn ajan", "Aino Esimerkki", "sihteeri", "Kylät ry")
    assert read("a.pdf", drawn(lines(*texts))).text == "\n".join(texts)


def test_tables_and_lists(read: Reads) -> None:
    table = Table([["Nimi", "Kunta", "Luku"], ["Aino Esimerkki", "Multia", "1"], ["Onni Malli", "Äänekoski", "2"]])
    pairs = Table([["Paikka", "Kulttuuritalo"], ["Aika", "8.10. klo 18"]], colWidths=[100, 250])
    items = [
        Paragraph(text, ParagraphStyle("item", parent=BODY, leftIndent=18), bulletText="•")
        for text in ("yksi", "kaksi")
    ]
    assert read("a.pdf", laid_out(Paragraph(LONG, BODY), table, Paragraph(LONG, BODY), pairs, *items)).text == (
        f"{LONG}\n\nNimi | Kunta | Luku\nAino Esimerkki | Multia | 1\nOnni Malli | Äänekoski | 2\n\n{LONG}\n\n"
        "Paikka: Kulttuuritalo\nAika: 8.10. klo 18\n\n- yksi\n- kaksi"
    )


def test_numbers_and_times_before_a_point_are_no_cells(read: Reads) -> None:
    def draw(canvas: Canvas) -> None:
        for at, (mark, text) in enumerate([("1.", "Avaus"), ("17.30", "Luento"), ("•", "Multialle, maksutta")]):
            canvas.drawString(60, 700 - 13 * at, mark)
            canvas.drawString(110, 700 - 13 * at, text)

    assert read("a.pdf", drawn(draw)).text == "1. Avaus\n17.30 Luento\n- Multialle, maksutta"


def test_running_heads_and_page_numbers_are_left_out(read: Reads) -> None:
    halves = (
        ("Kokous avattiin kello kuusi, ja se", "todettiin päätösvaltaiseksi."),
        ("Ilta jatkui vielä pitkään, ja kahvia", "riitti kaikille."),
    )

    def draw(canvas: Canvas) -> None:
        for number, (first, second) in enumerate(halves, start=1):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, 810, "Kylät ry, muistio 8.10.2026")
            canvas.drawString(60, 700, first)
            canvas.drawString(60, 687, second)
            canvas.drawString(300, 30, f"{number} (2)")
            canvas.showPage()

    assert read("a.pdf", drawn(draw)).text == (
        "Kylät ry, muistio 8.10.2026\n\nKokous avattiin kello kuusi, ja se todettiin päätösvaltaiseksi.\n\n"
        "Ilta jatkui vielä pitkään, ja kahvia riitti kaikille."
    )


def test_a_paragraph_goes_on_over_the_page(read: Reads) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 60, "Kokous päätti, että avustukset jaetaan")
        canvas.showPage()
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 780, "kaikille kylille.")

    assert read("a.pdf", drawn(draw)).text == "Kokous päätti, että avustukset jaetaan kaikille kylille."


@pytest.mark.parametrize("title", ["Microsoft Word - muistio", "muistio.docx", ""])
def test_titles_that_a_program_filled_in(read: Reads, title: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.drawString(60, 700, "Kylien ilta")

    assert read("a.pdf", drawn(draw)).title == "Kylien ilta"


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(drawn(lines("Salattu ilta"))))
    writer.encrypt(user, "omistaja", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_password_is_asked_by_one_pdf_and_not_by_another(read: Reads, refuse: Refuses) -> None:
    assert "password" in refuse("a.pdf", encrypted("salasana"))
    assert read("b.pdf", encrypted("")).text == "Salattu ilta"


@pytest.mark.parametrize("content", [b"%PDF-1.4 rubbish", b"PK\x03\x04", drawn(lines("a"))[:200]])
def test_broken_files(refuse: Refuses, content: bytes) -> None:
    assert "damaged" in refuse("a.pdf", content)


def test_a_scanned_page_says_so(refuse: Refuses) -> None:
    assert "only pictures" in refuse("a.pdf", drawn(lambda canvas: canvas.rect(10, 10, 100, 100)))


@pytest.mark.parametrize(("limit", "said"), [("MAX_PAGES", "more than 0 pages"), ("MAX_CHARACTERS", "too large")])
def test_files_over_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, said: str) -> None:
    monkeypatch.setattr(pdf, limit, 0)
    (tmp_path / "a.pdf").write_bytes(drawn(lines("teksti")))
    with pytest.raises(LoadFailed, match=said):
        pdf.read_pdf(tmp_path / "a.pdf")
