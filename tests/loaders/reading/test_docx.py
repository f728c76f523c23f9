"""Word documents made with python-docx, and files that only look like them."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest

from tests.loaders.reading.conftest import Reads, Refuses
from yhdysverkko.loaders import archives

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(**parts: str | bytes) -> bytes:
    """A zip file of parts; "__" in a name stands for "/"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    return buffer.getvalue()


def document(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_document_with_headings_lists_and_tables(read: Reads) -> None:
    made = docx.Document()
    made.core_properties.title = "Pohjan otsikko"
    made.core_properties.modified = datetime(2026, 10, 7, 22, 0, tzinfo=UTC)
    made.add_heading("Kylien ilta", 0)
    made.add_heading("Läsnä", 1)
    made.add_paragraph("Aino Esimerkki", style="List Bullet")
    made.add_paragraph("Onni Malli", style="List Bullet")
    made.add_paragraph("Kokous avattiin, ja paikalla oli väkeä.")
    made.add_paragraph("Avaus", style="List Number")
    made.add_paragraph("Lopetus", style="List Number")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("Paikka", "Kulttuuritalo", "Aika", "8.10."), strict=True):
        cell.text = text
    wide = made.add_table(1, 3)
    wide.cell(0, 0).text, wide.cell(0, 2).text = "Multia", "12"
    made.add_paragraph("Onni Malli")
    made.add_paragraph("puheenjohtaja\tKylät ry")
    found = read("ilta.docx", saved(made))
    assert found.text == (
        "Kylien ilta\n\nLäsnä\n\n- Aino Esimerkki\n- Onni Malli\n\nKokous avattiin, ja paikalla oli väkeä.\n\n"
        "1. Avaus\n2. Lopetus\n\nPaikka: Kulttuuritalo\nAika: 8.10.\n\nMultia | 12\n\n"
        "Onni Malli\npuheenjohtaja\tKylät ry"
    )
    assert (found.title, found.modified, found.published) == ("Kylien ilta", date(2026, 10, 8), None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
        ("<w:p><w:r><w:t>Iin</w:t><w:noBreakHyphen/><w:t>ilta</w:t></w:r></w:p>", "Iin-ilta"),
        (
            "<w:p><w:del><w:r><w:delText>pois</w:delText></w:r></w:del><w:ins><w:r><w:t>jää</w:t></w:r></w:ins></w:p>",
            "jää",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>ennen</w:t></w:r></w:moveFrom><w:r><w:t>nyt</w:t></w:r></w:p>", "nyt"),
        ("<w:p><w:hyperlink><w:r><w:t>linkki</w:t></w:r></w:hyperlink></w:p>", "linkki"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r></w:p>", "3"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>kenttä</w:t></w:r></w:p></w:sdtContent></w:sdt>", "kenttä"),
        (
            '<w:p><w:r><w:t>a</w:t><mc:x xmlns:mc="m"><mc:Choice><w:txbxContent><w:p><w:r><w:t>laatikko</w:t></w:r>'
            "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>laatikko</w:t></mc:Fallback></mc:x></w:r></w:p>",
            "a\nlaatikko",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "a\nb\n\nc",
        ),
    ],
)
def test_what_word_writes(read: Reads, body: str, text: str) -> None:
    assert read("a.docx", packed(word__document=document(body))).text == text


def test_footnotes_follow_the_text(read: Reads) -> None:
    note = f'<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote><w:p><w:r><w:t>huom</w:t>'
    parts = {
        "word__document": document("<w:p><w:r><w:t>teksti</w:t></w:r></w:p>"),
        "word__footnotes": f"{note}</w:r></w:p></w:footnote></w:footnotes>",
    }
    assert read("a.docx", packed(**parts)).text == "teksti\nhuom"


def test_a_document_of_only_pictures(refuse: Refuses) -> None:
    assert "no text" in refuse("a.docx", saved(docx.Document()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + b"WordDocument", "old Word format"),
        (b"PK\x03\x04 rubbish", "damaged"),
        (b"%PDF-1.4", "damaged"),
        (packed(muuta="<a/>"), "damaged"),
        (packed(word__document=document("<w:p/>" * 99)).replace(b"\x01\x00\x00", b"\xff\xff\xff"), "damaged"),
        (packed(word__document="<?xml version='1.0' encoding='x-outo'?>" + document("")), "damaged"),
        (packed(word__document="<w:document"), "damaged"),
        (packed(word__document=f'<!DOCTYPE a [<!ENTITY b "c">]>{document("")}'), "entities"),
        (packed(word__document=document("<w:tbl>" * 300)), "nested"),
    ],
)
def test_documents_that_are_not_opened(refuse: Refuses, content: bytes, said: str) -> None:
    assert said in refuse("a.docx", content)


@pytest.mark.parametrize("part", ["word__document", "word__media__kuva"])
def test_a_zip_bomb(refuse: Refuses, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    parts: dict[str, str | bytes] = {"word__document": document(""), part: b" " * (2 << 20)}
    content = packed(**parts)
    assert len(content) < 10_000
    assert "unreasonably large" in refuse("pommi.docx", content)
