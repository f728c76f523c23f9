"""Small files that would take gigabytes or hours: each is refused with a sentence, within seconds and little memory.

Each file is opened in a process of its own, whose time and memory are measured; one for a PDF has its own end of
memory, which is set here to what the test allows.
"""

import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

SECONDS, MEGABYTES = 5, 300
"""What refusing may take: processor time, since the tests share their machine, and memory at its height."""

OPENS = """
import json, resource, sys
from pathlib import Path
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.loaders.reading import open_documents, pdfprocess
from yhdysverkko.loaders.sheets import TABLE_SUFFIXES
from yhdysverkko.loaders.tables import open_tables
pdfprocess.MAX_SECONDS, pdfprocess.MAX_MEMORY = 3, 300 << 20
path = Path(sys.argv[1])
if path.suffix in TABLE_SUFFIXES:
    try:
        said = str(open_tables(path, vocabulary=ontology()))
    except LoadFailed as error:
        said = str(error)
else:
    [found] = open_documents(path)
    said = getattr(found, "reason", "read")
both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
[height] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(json.dumps([said, sum(each.ru_utime for each in both), int(height.split()[1]) / 1024]))
"""

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
OPENED = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nimi</t></is></c></row>'


class Refused(NamedTuple):
    """What was said of a file, and what that took."""

    said: str
    seconds: float
    megabytes: float


def open_apart(path: Path) -> Refused:
    done = subprocess.run(
        [sys.executable, "-c", OPENS, str(path)],
        env=os.environ | {"YHDYSVERKKO_LANG": "en"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return Refused(*json.loads(done.stdout))


def refuses(path: Path, said: str) -> None:
    refused = open_apart(path)
    assert said in refused.said
    assert refused.seconds < SECONDS
    assert refused.megabytes < MEGABYTES


def pack(path: Path, parts: dict[str, Iterable[bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)
    return path


def workbook(path: Path, *sheet: bytes) -> Path:
    """A workbook that programs open, with a sheet of this XML."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    tie = f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/%s" Target="%s"/></Relationships>'
    book = (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}">'
        '<sheets><sheet name="Kunnat" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    parts: dict[str, Iterable[bytes]] = {
        "_rels/.rels": [(tie % ("officeDocument", "xl/workbook.xml")).encode()],
        "xl/workbook.xml": [book.encode()],
        "xl/_rels/workbook.xml.rels": [(tie % ("worksheet", "worksheets/sheet1.xml")).encode()],
        "xl/worksheets/sheet1.xml": sheet,
    }
    return pack(path, parts)


def pdf(path: Path, *objects: bytes) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(content))
    path.write_bytes(content + table + end)
    return path


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def laughs() -> bytes:
    """Ten entities, each ten of the one before: a billion laughs."""
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY a0 "ha">{nested}]>'.encode()


def quadratic() -> bytes:
    """One long entity, to be named very often: three gigabytes of text."""
    return b'<!DOCTYPE w [<!ENTITY a "' + b"a" * 3_000 + b'">]>'


def test_a_document_that_unpacks_to_two_gigabytes(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", {"word/document.xml": [WORD, *[b" " * (1 << 24)] * 128]})
    assert path.stat().st_size < 20 << 20
    refuses(path, "unreasonably large")


def test_a_document_of_pictures_that_unpack_to_gigabytes(tmp_path: Path) -> None:
    pictures: Iterable[bytes] = [b"\0" * (1 << 24)] * 80
    refuses(
        pack(tmp_path / "a.docx", {"word/document.xml": [WORD], "word/media/a.bmp": pictures}), "unreasonably large"
    )


def test_a_document_of_a_hundred_thousand_parts(tmp_path: Path) -> None:
    parts: dict[str, Iterable[bytes]] = {f"word/{number}.xml": [b""] for number in range(20_000)}
    refuses(pack(tmp_path / "a.docx", parts), "unreasonably large")


def test_an_archive_inside_is_never_opened(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", {"a.xml": [b" " * (1 << 24)] * 80}).read_bytes()
    text = b"<w:p><w:r><w:t>Hankasalmi</w:t></w:r></w:p></w:body></w:document>"
    path = pack(tmp_path / "a.docx", {"word/document.xml": [WORD, text], "word/embeddings/a.xlsx": [inner]})
    refuses(path, "read")


@pytest.mark.parametrize(("entities", "uses"), [(laughs(), b"&a9;"), (quadratic(), b"&a;" * 1_000_000)])
def test_entities_that_grow(tmp_path: Path, entities: bytes, uses: bytes) -> None:
    body = b"<w:p><w:r><w:t>" + uses + b"</w:t></w:r></w:p></w:body></w:document>"
    refuses(pack(tmp_path / "a.docx", {"word/document.xml": [entities, WORD, body]}), "entities")
    feed = tmp_path / "a.xml"
    feed.write_bytes(entities + b"<rss><channel><item><title>" + uses + b"</title></item></channel></rss>")
    refuses(feed, "entities")
    sheet = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + uses + b"</t></is></c></row></sheetData>"
    refuses(workbook(tmp_path / "a.xlsx", entities, SHEET, sheet, b"</worksheet>"), "damaged")


def test_a_tag_that_never_ends(tmp_path: Path) -> None:
    tag = b'<w:p a="' + os.urandom(5 << 20).hex().encode() + b'"/></w:body></w:document>'
    refused = open_apart(pack(tmp_path / "a.docx", {"word/document.xml": [WORD, tag]}))
    assert "no text" in refused.said
    assert refused.seconds < SECONDS


def test_more_elements_than_any_document_has(tmp_path: Path) -> None:
    # Ever other numbers, so that they do not pack well.
    body = [f'<w:p w:id="{number * 2654435761 % 1000003}"/>'.encode() for number in range(610_000)]
    refuses(pack(tmp_path / "a.docx", {"word/document.xml": [WORD, *body]}), "too large")


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1000000000"><c><v>1</v></c><c r="XFD1000000000"><v>1</v></c></row>',
        b'<row r="1048576"><c><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c/>" * 16_000 + b"<c><v>1</v></c></row>",
        b"<row/>" * 900_000 + b'<row><c r="XFD900002"><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_end_of_a_billion_rows(tmp_path: Path, rows: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", SHEET, b"<sheetData>", OPENED, rows, b"</sheetData></worksheet>")
    refuses(path, "unreasonably large")


def test_a_dimension_of_a_billion_rows_reserves_nothing(tmp_path: Path) -> None:
    size = b'<dimension ref="A1:XFD1000000000"/>'
    refuses(
        workbook(tmp_path / "a.xlsx", SHEET, size, b"<sheetData>", OPENED, b"</sheetData></worksheet>"), "TableSource"
    )


def test_a_workbook_whose_text_unpacks_to_half_a_gigabyte(tmp_path: Path) -> None:
    text = [b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>', *[b"a" * (1 << 24)] * 31]
    refuses(workbook(tmp_path / "a.xlsx", SHEET, *text, b"</t></is></c></row></sheetData></worksheet>"), "unreasonably")


def test_a_table_of_one_endless_line(tmp_path: Path) -> None:
    (tmp_path / "kunnat.csv").write_bytes(b"Nimi" + b";" * (40 << 20))
    refuses(tmp_path / "kunnat.csv", "more than a megabyte")


@pytest.mark.parametrize(("markup", "said"), [("<div>", "nested"), ("<b></b>", "too large")])
def test_a_page_of_millions_of_tags(tmp_path: Path, markup: str, said: str) -> None:
    (tmp_path / "a.html").write_text(f"<p>Hankasalmi</p>{markup * 4_000_000}")
    refuses(tmp_path / "a.html", said)


def test_a_page_that_draws_itself_ten_billion_times(tmp_path: Path) -> None:
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [
        stream(b"/X Do " * 10, box + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)) for number in range(5, 15)
    ]
    path = pdf(tmp_path / "a.pdf", CATALOGUE, PAGES, PAGE, stream(b"/X Do " * 10), *forms, stream(b"n", box))
    refuses(path, "time or memory")


def test_a_page_whose_content_unpacks_to_a_gigabyte(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b"0 0 m 9 9 l S " * 100_000) for _ in range(800)), packer.flush()])
    path = pdf(tmp_path / "a.pdf", CATALOGUE, PAGES, PAGE, stream(packed, b"/Filter/FlateDecode"))
    assert path.stat().st_size < 5 << 20
    refuses(path, "time or memory")
