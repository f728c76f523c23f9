"""Uploads: files from a browser, received within limits and kept under names that are safe to be paths."""

import math
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from yhdysverkko.api.editing.filetypes import check_content, check_suffix
from yhdysverkko.graph.errors import WrongUse, YhdysverkkoError
from yhdysverkko.graph.settings import MIB, Settings

MAX_FIELDS = 20
NAME_LENGTH = 100
"""Characters of a file's name that are kept, before its ending."""

FILES, MAPPING = "files", "mapping"
"""The fields of an upload that hold files: what is to be loaded, and the file that says what the columns mean."""


class UploadTooLarge(WrongUse):
    """A file, or all of them together, are more than the settings let in."""

    http_status = 413


class NoRoom(YhdysverkkoError):
    """The files could not be kept, because the disk is full or refuses."""

    http_status = 507


class Upload(NamedTuple):
    """What was received: the form's files, not yet kept, and its other fields."""

    form: FormData
    files: list[UploadFile]
    mapping: UploadFile | None

    def field(self, name: str) -> str:
        """The text of a field, empty where it was not sent."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""


async def receive(request: Request, settings: Settings) -> Upload:
    """Read the request. Raises UploadTooLarge as soon as it is more than the settings allow, WrongUse for a form that
    is broken or without files, UnknownType for a file of another type than loaders read."""
    if int(request.headers.get("content-length") or 0) > settings.upload_mb * MIB:
        raise UploadTooLarge("upload.too_large", limit=settings.upload_mb)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise WrongUse("upload.broken")
    try:
        form = await _LimitedParser(request, settings).parse()
    except MultiPartException as error:
        raise WrongUse("upload.broken") from error
    files, mappings = (list(_files(form, name)) for name in (FILES, MAPPING))
    if not files:
        raise WrongUse("upload.no_files")
    for item in (*files, *mappings):
        check_suffix(item.filename or "")
    return Upload(form, files, mappings[0] if mappings else None)


def _files(form: FormData, name: str) -> Iterator[UploadFile]:
    """The files of a field; a browser sends one without a name where none was chosen."""
    for item in form.getlist(name):
        if not isinstance(item, UploadFile):
            raise WrongUse("upload.bad_field", name=name)
        if item.filename:
            yield item


class _LimitedParser(MultiPartParser):
    """Starlette's parser, which limits fields alone, with an end to each file, all of them and their number."""

    def __init__(self, request: Request, settings: Settings) -> None:
        super().__init__(request.headers, request.stream(), max_files=math.inf, max_fields=MAX_FIELDS)
        self._settings = settings
        self._whole = self._file = self._files = 0

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        self._file = 0
        self._files += self._current_part.file is not None
        if self._files > self._settings.upload_files + 1:  # and the mapping
            raise UploadTooLarge("upload.too_many", limit=self._settings.upload_files)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._whole += end - start
        self._file += end - start
        if self._file > self._settings.upload_file_mb * MIB:
            raise UploadTooLarge("upload.file_too_large", limit=self._settings.upload_file_mb)
        if self._whole > self._settings.upload_mb * MIB:
            raise UploadTooLarge("upload.too_large", limit=self._settings.upload_mb)
        super().on_part_data(data, start, end)


def keep(upload: Upload, together: str, folder: Path) -> None:
    """Write what was received into a folder: what is to be loaded into its `files`, or where the files are one source
    into a folder there that has the source's name; the mapping beside them. Raises UnknownType for a file that is not
    what its ending says."""
    files = folder / FILES
    for item in upload.files:
        _write(item, files / safe_name(together) if together else files)
    if upload.mapping:
        _write(upload.mapping, folder / MAPPING)


def _write(item: UploadFile, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _free(folder, safe_name(item.filename or ""))
    with path.open("xb") as kept:
        shutil.copyfileobj(item.file, kept)
    check_content(path)


def safe_name(given: str) -> str:
    """A name for a file of ours after the one that it came with: loaders take kinds and titles from names, so letters
    and digits stay; folders, leading dots and whatever else a path could mean do not."""
    bare = PurePosixPath(unicodedata.normalize("NFC", given).replace("\\", "/")).name
    stem, dot, suffix = bare.rpartition(".")
    kept = re.sub(r"[^\w .()-]", "_", stem if dot else bare).strip(" .")[:NAME_LENGTH] or "file"
    return f"{kept}.{re.sub('[^a-z0-9]', '', suffix.casefold())}" if dot else kept


def _free(folder: Path, name: str) -> Path:
    """A path in the folder that nothing has yet: a second file of one name gets a number."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path
