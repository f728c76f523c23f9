"""Files within files: archives and workbooks whose bytes depend on what is in them alone."""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import xlsxwriter

from yhdysverkko.viz.exports.xml import allowed

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that an archive can tell; no file says when it was made, or it would differ each time."""

LONGEST = 32_767
"""Letters that a workbook's cell holds."""


def write_zip(stream: BinaryIO, files: Mapping[str, bytes]) -> None:
    """Write files by name as an archive."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def open_workbook(stream: BinaryIO) -> Any:
    """A workbook that goes to `stream` when it is closed."""
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": EPOCH})
    return book


def write_text(sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:
    """Write text as text: none of it runs as a formula or becomes a link. What a cell cannot hold is cut."""
    kept = allowed(text)
    sheet.write_string(row, column, kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…", form)
