"""What is lost, half applied or long gone when things go wrong while twenty readers read and loads run.

`python -m bench.faults` kills the database, kills the application together with a load, fills the disk and lets the
database hang. After each fault every load that was acknowledged must be there whole, every other whole or not at all,
and the application ready within thirty seconds. The disk is a small one of its own where this process may mount one;
else the files of the database may not grow beyond a limit.
"""

import csv
import itertools
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.client import Answer, drive
from bench.web import START_S, entities, read_names
from tests.api.process import COMMAND, ROOT, Application
from yhdysverkko.graph.store import open_store

READERS, RECOVERY_S = 20, 30
PAUSE_S = 0.2
"""Between two pages of a reader: five times as hasty as people, and as our pages that wait for the database."""
SMALL, LARGE = 4_000, 28_000
"""Associations of a load: one that is written at once, and one that takes several transactions (graph/commit.py)."""

BEFORE_S = 6.0
"""How long a load has run when a fault befalls it; longer than a command takes to start."""

HANG_S = 8.0
DISK_MB = 1_400


@dataclass
class Loads:
    """Loads by commands of their own, one after the other, and which of them were acknowledged."""

    application: Application
    work: Path
    acknowledged: list[str] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)
    running: subprocess.Popen[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, numbers: Iterator[int]) -> None:
        """Load until told to end."""
        while not self.over.is_set():
            number = next(numbers)
            name, size = f"fault-{number}", LARGE if number % 2 else SMALL
            write_source(self.work / name, name, size)
            self.begun[name] = size
            command = [*COMMAND, "load", str(self.work / name)]
            quiet = subprocess.DEVNULL
            self.running = subprocess.Popen(command, env=self.application.environment, stdout=quiet, stderr=quiet)
            if self.running.wait() == 0:
                self.acknowledged.append(name)

    def begin(self, numbers: Iterator[int]) -> threading.Thread:
        """Load from now on; once `over` is set, no other load is begun."""
        self.over.clear()
        thread = threading.Thread(target=self.run, args=(numbers,), daemon=True)
        thread.start()
        return thread


def main() -> int:
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name) / "disk") as disk:
        work = Path(name)
        print(f"the disk: {'a small one of its own' if disk else 'the files of the database may not grow'}")
        application = Application(work / "disk" / "data")
        loaded = application.run("load", str(ROOT / "sample" / "keski-suomi"))
        assert loaded.returncode == 0, loaded.stderr
        application.start()
        try:
            application.await_ready(START_S)
            loads = Loads(application, work)
            numbers = itertools.count(1)
            took = [befall(loads, numbers, what, fault) for what, fault in faults(loads, disk=disk)]
        finally:
            application.stop()
    return int(max(took) >= RECOVERY_S)


def faults(loads: Loads, *, disk: bool) -> list[tuple[str, Callable[[], None]]]:
    """What goes wrong, in turn."""
    application = loads.application
    return [
        ("the database killed", application.kill_neo4j),
        ("the application and a load killed", partial(kill_both, loads)),
        (f"the database hanging for {HANG_S:.0f} s", partial(hang, application)),
        ("the disk full", partial(fill if disk else limit, application)),
    ]


def befall(loads: Loads, numbers: Iterator[int], what: str, fault: Callable[[], None]) -> float:
    """Read and load, let the fault happen, check what is there; returns the seconds until the application was ready."""
    application = loads.application
    answers: list[Answer] = []
    names = read_names(application)
    reading = threading.Event()

    def read() -> None:
        while not reading.is_set():
            answers.extend(drive(application.port, READERS, entities(names), 1, PAUSE_S))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    loading = loads.begin(numbers)
    time.sleep(BEFORE_S)
    loads.over.set()  # the load that the fault befalls is the last: ready is who has undone or ended it
    fault()
    recovered = application.await_ready(START_S)
    loading.join()
    application.await_ready(START_S)
    reading.set()
    reader.join()
    check(loads)
    by_status = {status: sum(each.status == status for each in answers) for status in {each.status for each in answers}}
    print(
        f"{what}: ready again after {recovered:.1f} s (asked: < {RECOVERY_S}); {len(loads.acknowledged)} of "
        f"{len(loads.begun)} loads acknowledged, all of them whole; answers by status {by_status}",
        flush=True,
    )
    return recovered


def check(loads: Loads) -> None:
    """What was acknowledged is there; everything is there whole or not at all."""
    with open_store(loads.application.settings) as store:
        for name, size in loads.begun.items():
            [facts] = store.read(
                "MATCH (n:Association)-[r:LOCATED_IN]->() WHERE $id IN n.sources AND $id IN r.sources "
                "RETURN count(n) AS n",
                id=name,
            )
            sources = store.read("MATCH (s:Source {id: $id}) RETURN s.facts AS facts", id=name)
            whole = facts["n"] == size and len(sources) == 1
            none = facts["n"] == 0 and not sources
            assert whole or (none and name not in loads.acknowledged), (name, facts, sources)


def kill_both(loads: Loads) -> None:
    """What ends with the application: itself, and a load that it runs; whoever runs it starts it again."""
    if loads.running:
        loads.running.kill()
    loads.application.kill()
    loads.application.start()


def hang(application: Application) -> None:
    hanging = application.neo4j()
    hanging.send_signal(signal.SIGSTOP)
    time.sleep(HANG_S)
    hanging.send_signal(signal.SIGCONT)


def fill(application: Application) -> None:
    """Leave no byte on the disk for a while."""
    ballast = application.settings.data.parent / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1 << 16))
        except OSError:
            pass
    time.sleep(BEFORE_S * 2)
    ballast.unlink()


def limit(application: Application) -> None:
    """Let no file of the database grow for a while."""
    pid = application.neo4j().pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 << 16, resource.RLIM_INFINITY))
    time.sleep(BEFORE_S * 2)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of its own in the folder, of memory; whether there could be one."""
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)],
            check=False,
            stderr=subprocess.DEVNULL,
        ).returncode
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def write_source(folder: Path, name: str, size: int) -> None:
    """Associations in Hankasalmi as a source of tables."""
    folder.mkdir()
    (folder / "source.yml").write_text(f"id: {name}\ntitle: Made up, {name}\n", encoding="utf-8")
    with (folder / "Association.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name"), *((f"{name}-{i}", f"Yhdistys {name} {i}") for i in range(size))])
    with (folder / "LOCATED_IN.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("from", "to"), *((f"association:{name}-{i}", "municipality:077") for i in range(size))]
        )


if __name__ == "__main__":
    sys.exit(main())
