"""Types of files that may be loaded, told by their endings and by what they begin with."""

from pathlib import Path

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.loaders.reading.opening import DOCUMENT_SUFFIXES
from yhdysverkko.loaders.sheets import TABLE_SUFFIXES

DESCRIPTIONS = (".yml", ".yaml")
"""Endings of files that say what a source or its columns are."""

SUFFIXES = tuple(dict.fromkeys((*TABLE_SUFFIXES, *DOCUMENT_SUFFIXES, *DESCRIPTIONS)))

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_OFFICE = (_ZIP, _OLE)
"""How files of Office begin; a protected one of the new kind lies in the old, and its reader says so."""

_BEGINNINGS = {".xlsx": _OFFICE, ".xlsm": _OFFICE, ".docx": _OFFICE, ".xls": (_OLE,), ".pdf": (_PDF,)}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096


class UnknownType(WrongUse):
    """A file is of a type that no loader reads, or is not what its ending says."""

    http_status = 415


def check_suffix(name: str) -> None:
    """Raise UnknownType for a name whose ending no loader reads."""
    if Path(name).suffix.casefold() not in SUFFIXES:
        raise UnknownType("upload.unknown_type", file=name, suffixes=", ".join(SUFFIXES))


def check_content(path: Path) -> None:
    """Raise UnknownType for a file that does not begin as files with its ending do."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    wanted = _BEGINNINGS.get(path.suffix)
    fits = _is_text(start) if wanted is None else start.startswith(wanted) or (wanted == (_PDF,) and _PDF in start)
    if not fits:
        raise UnknownType("upload.wrong_content", file=path.name, suffix=path.suffix)


def _is_text(start: bytes) -> bool:
    return start.startswith(_UTF_16) or (b"\0" not in start and not start.startswith((*_OFFICE, _PDF)))
