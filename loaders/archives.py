"""Office files are zip archives, and a small one can unpack to more than a machine holds: what its list of parts says
is checked before any part is read. Archives inside are pictures to us: nothing opens them."""

import zipfile

from yhdysverkko.graph.errors import LoadFailed

MAX_PARTS = 10_000
"""Parts of one file; a workbook of a hundred sheets with as many pictures has some hundreds."""

MAX_UNPACKED = 1 << 29
"""Bytes that all parts may have when unpacked; an export of 150,000 rows takes about a fifth."""

MAX_RATIO = 100
RATIO_FROM = 1 << 23
"""A part of text that is larger than this unpacks to at most MAX_RATIO times its size; sheets full of equal rows come
to about forty."""

_TEXT = (".xml", ".rels", ".vml")


def refuse_bomb(archive: zipfile.ZipFile, name: str, key: str) -> None:
    """Raise LoadFailed with the message `key` for an archive that unpacks to more than any office file needs.

    zipfile reads no more than the size that a part declares, so the declared sizes bound the work.
    """
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or whole > MAX_UNPACKED or any(map(_is_dense, parts)):
        raise LoadFailed(key, file=name)


def _is_dense(part: zipfile.ZipInfo) -> bool:
    is_text = part.filename.casefold().endswith(_TEXT)
    return is_text and part.file_size > max(RATIO_FROM, part.compress_size * MAX_RATIO)
