"""PDF files read in a process of their own, with an end to its time and memory: a page of a few bytes can ask PDFium
for hours of work or gigabytes, and nothing but the end of its process stops it."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.reading.document import Content

MAX_SECONDS = 60
"""Processor time for one file; a report of a thousand pages takes about ten."""

MAX_MEMORY = 1 << 29
"""Bytes that the process may reserve; its program takes about a fifth."""


def read_apart(path: Path) -> Content:
    """What `pdf.read_pdf` reads. Raises LoadFailed as it does, and for a file that takes unreasonably much."""
    command = [sys.executable, "-m", __name__, str(path.absolute()), str(MAX_SECONDS), str(MAX_MEMORY)]
    try:
        # Twice the time: on a busy machine the process waits as long as it works.
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * MAX_SECONDS)  # noqa: S603, PLW1510 - our own program; any end but a good one is told below
    except subprocess.TimeoutExpired as error:
        raise LoadFailed("reading.too_hard", file=path.name) from error
    if done.returncode:
        raise LoadFailed("reading.too_hard", file=path.name)
    said = json.loads(done.stdout)
    if "key" in said:
        raise LoadFailed(said["key"], **said["params"])
    day = said["modified"]
    return Content(said["text"], said["title"], modified=date.fromisoformat(day) if day else None)


def _limit(seconds: int, memory: int) -> None:
    with suppress(ImportError):  # Windows has no such limits; there the time alone is limited
        import resource  # noqa: PLC0415 - see above

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _main(path: Path) -> None:
    from yhdysverkko.loaders.reading.pdf import read_pdf  # noqa: PLC0415 - PDFium is loaded in this process alone

    try:
        content = read_pdf(path)
    except LoadFailed as error:
        said = {"key": error.key, "params": error.params}
    else:
        day = content.modified.isoformat() if content.modified else ""
        said = {"text": content.text, "title": content.title, "modified": day}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _limit(int(sys.argv[2]), int(sys.argv[3]))
    _main(Path(sys.argv[1]))
