"""Loads in the background, one at a time, and what is known of them while they run and for a day after.

Each load has a folder of its own under the data folder: its files, until they are loaded, and what was told of it. A
load is not lost with its server: the next start finds it interrupted, and its files may be loaded again.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event as Flag
from threading import Lock

import psutil
from pydantic import ValidationError

from yhdysverkko.api.editing.load import RECORD, Kept, Load, LoadOrder
from yhdysverkko.api.editing.records import LoadedFile, LoadOut, LoadState
from yhdysverkko.api.editing.uploads import FILES
from yhdysverkko.api.loading import Begun, Event, LoadOptions, Unreadable, load_given
from yhdysverkko.graph.errors import NotFound, StoreUnavailable, WrongUse, YhdysverkkoError
from yhdysverkko.graph.ledger import recover
from yhdysverkko.graph.messages import say, speaking
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

KEPT = timedelta(days=1)
"""How long after its last change a load is kept, with its files where they are not loaded."""

RETRY_S = 1.0
"""Seconds between attempts to mend what a database that went away left half written."""

Keep = Callable[[Path], None]
"""Puts files into the folder of a load."""


class NotNow(WrongUse):
    """The load is not in a state for this: it is being worked on, or has been loaded."""

    http_status = 409


class Stopped(YhdysverkkoError):
    """The server ends; the source that was being loaded is done, and no other is begun."""


class Loads:
    """The loads of a server, newest last; a thread of its own works on them."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._folder = settings.data / "uploads"
        self._process = (os.getpid(), psutil.Process().create_time())
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="loads")
        self._stopping = Flag()
        self._lock = Lock()
        self._queue: list[str] = []
        self._loads: dict[str, Load] = {}
        if self._folder.exists():
            self._take_over()

    def add(self, order: LoadOrder, keep: Keep) -> LoadOut:
        """Begin a load of the files that `keep` puts into its folder."""
        self._sweep()
        load_id = secrets.token_hex(16)
        folder = self._folder / load_id
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        try:
            keep(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        files = [
            LoadedFile(name=path.name, bytes=path.stat().st_size)
            for path in sorted((folder / FILES).rglob("*"))
            if path.is_file()
        ]
        now = datetime.now(UTC)
        told = LoadOut(
            id=load_id, state=order.first_state, created=now, changed=now, files=files, together=order.together
        )
        load = self._loads[load_id] = Load(folder, Kept(order=order, told=told, process=self._process))
        load.enter(order.first_state)
        self._submit(load)
        return self.tell(load_id)

    def get(self, load_id: str) -> Load:
        """Raises NotFound for a load that there is not, or no longer."""
        load = self._loads.get(load_id)
        if load is None:
            raise NotFound("data.unknown_load")
        return load

    def tell(self, load_id: str) -> LoadOut:
        """What is known of a load, with how many come before it."""
        return self._tell(self.get(load_id))

    def list_all(self) -> list[LoadOut]:
        """All loads of the last day, newest first."""
        self._sweep()
        return [self._tell(load) for load in reversed([*self._loads.values()])]

    def confirm(self, load_id: str) -> LoadOut:
        """Load the files that were checked, in the place of the versions that the check named; or after something went
        wrong begin again with what was going on. Raises NotNow."""
        load = self.get(load_id)
        with self._lock:
            if load.told.is_working or not load.files.exists():
                raise NotNow("data.not_now", state=say(f"data.state.{load.told.state}"))
            if load.told.state is LoadState.CHECKED:
                load.agree()
            load.forget_results()
            load.enter(load.order.first_state)
        self._submit(load)
        return self.tell(load_id)

    def discard(self, load_id: str) -> None:
        """Delete a load with its files. Raises NotNow for one that is being worked on."""
        load = self.get(load_id)
        with self._lock:
            if load.told.is_working:
                raise NotNow("data.not_now", state=say(f"data.state.{load.told.state}"))
            self._loads.pop(load_id, None)
        shutil.rmtree(load.folder, ignore_errors=True)

    def close(self) -> None:
        """End: the source that is being loaded is finished, what comes after it is left for the next start."""
        self._stopping.set()
        self._pool.shutdown(cancel_futures=True)

    def _tell(self, load: Load) -> LoadOut:
        before = dict(zip([*self._queue], count()))
        return load.told.model_copy(update={"waiting": before.get(load.told.id, 0)})

    def _submit(self, load: Load) -> None:
        self._queue.append(load.told.id)
        self._pool.submit(self._work, load)

    def _work(self, load: Load) -> None:
        try:
            with speaking(load.order.language):
                self._run(load)
        finally:
            self._queue.remove(load.told.id)

    def _run(self, load: Load) -> None:
        def hear(event: Event) -> None:
            if isinstance(event, Begun) and self._stopping.is_set():
                raise Stopped("data.stopped")
            load.hear(event)

        checking = load.told.state is LoadState.CHECKING
        options = LoadOptions(
            load.mapping,
            dry_run=checking,
            min_confidence=load.order.min_confidence,
            published=load.order.published,
            may_replace=load.may_replace,
        )
        try:
            load_given(self._store, self._settings, load.paths, options, hear)
        except Stopped:
            load.enter(LoadState.INTERRUPTED)
        except YhdysverkkoError as error:
            load.hear(Unreadable(str(error)))
            load.enter(LoadState.FAILED)
            self._mend(error)
        except Exception:
            load.hear(Unreadable(say("api.failed")))
            load.enter(LoadState.FAILED)
            raise
        else:
            if not checking:
                load.drop_files()
            load.enter(LoadState.CHECKED if checking else LoadState.LOADED)

    def _mend(self, error: YhdysverkkoError) -> None:
        """Once the database is back, finish or undo what it was in the middle of: readers wait for that."""
        while isinstance(error, StoreUnavailable) and not self._stopping.wait(RETRY_S):
            try:
                recover(self._store)
                return
            except StoreUnavailable as again:
                error = again

    def _take_over(self) -> None:
        """Find what earlier servers left: loads that are over, that wait for somebody, and that died with them."""
        found: list[Load] = []
        for folder in self._folder.iterdir():
            try:
                kept = Kept.model_validate_json((folder / RECORD).read_bytes())
            except (OSError, ValidationError):
                shutil.rmtree(folder, ignore_errors=True)  # the server died while its files were being received
                continue
            if not _lives(kept.process):
                found.append(Load(folder, kept.model_copy(update={"process": self._process})))
        for load in sorted(found, key=lambda each: each.told.created):
            self._loads[load.told.id] = load
            if load.told.is_working:
                load.enter(LoadState.INTERRUPTED)
        self._sweep()

    def _sweep(self) -> None:
        oldest = datetime.now(UTC) - KEPT
        for load_id, load in [*self._loads.items()]:
            if load.told.changed < oldest and not load.told.is_working:
                self.discard(load_id)


def _lives(process: tuple[int, float]) -> bool:
    """Whether a server of this machine still runs, other than ours."""
    pid, created = process
    try:
        return pid != os.getpid() and abs(psutil.Process(pid).create_time() - created) < 2
    except psutil.NoSuchProcess:
        return False
