"""PDF files by PDFium, which reads order, ligatures and word spaces as browsers show them; scripts are not run."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.reading.document import Content
from yhdysverkko.loaders.reading.lines import single_spaced
from yhdysverkko.loaders.reading.pagelines import Line, page_lines
from yhdysverkko.loaders.reading.paragraphs import flow, without_running_heads
from yhdysverkko.loaders.reading.stamps import read_pdf_stamp

MAX_PAGES = 5_000
"""Pages of one file; the longest reports have under a thousand."""

MAX_CHARACTERS = 1 << 25
"""Characters of one file: some ten thousand full pages. A small file can repeat one page's text without end."""

_LEFTOVER_TITLES = ("microsoft word", "microsoft powerpoint", "untitled", "nimetön", "(anonymous)", "powerpoint-esitys")
_FILE_ENDINGS = (".doc", ".docx", ".pdf", ".indd", ".odt", ".rtf", ".pptx")


def read_pdf(path: Path) -> Content:
    """The text of a PDF, lines joined to paragraphs. Raises LoadFailed for one broken, protected or only pictures."""
    try:
        # As a path, so that PDFium reads what it needs rather than all of a file full of pictures.
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        protected = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise LoadFailed("reading.protected" if protected else "reading.pdf_broken", file=path.name) from error
    with document:
        try:
            return _read(document, path.name)
        except pypdfium2.PdfiumError as error:
            raise LoadFailed("reading.pdf_broken", file=path.name) from error


def _read(document: pypdfium2.PdfDocument, name: str) -> Content:
    if len(document) > MAX_PAGES:
        raise LoadFailed("reading.too_many_pages", file=name, limit=MAX_PAGES)
    pages = list(_pages(document, name))
    if pages and not any(pages):
        raise LoadFailed("reading.scanned", file=name)
    stated = document.get_metadata_dict(skip_empty=True)
    modified = read_pdf_stamp(stated.get("ModDate", "")) or read_pdf_stamp(stated.get("CreationDate", ""))
    return Content(flow(without_running_heads(pages)), _title(stated.get("Title", "")), modified=modified)


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[list[Line]]:
    left = MAX_CHARACTERS
    for page in document:
        text = page.get_textpage()
        left -= text.count_chars()
        if left < 0:
            raise LoadFailed("reading.too_large", file=name)
        yield list(page_lines(text))
        text.close()
        page.close()


def _title(stated: str) -> str:
    """The title in the file's properties, unless a program filled it in."""
    title = single_spaced(stated)
    lowered = title.casefold()
    return "" if lowered.startswith(_LEFTOVER_TITLES) or lowered.endswith(_FILE_ENDINGS) else title
