"""Upkeep: the database's process is started again when it has died, and what was interrupted is finished or undone."""

import logging
from threading import Event, Thread
from typing import Self

from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.ledger import recover
from yhdysverkko.graph.local import LocalServer
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

log = logging.getLogger(__name__)

LOOK_S, LONGEST_S = 1.0, 10.0
"""How often is looked, and how much less often while nothing helps."""


class Upkeep:
    """A thread that looks after the database of an application until the end of the block."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._server = None if settings.neo4j_uri else LocalServer(settings)
        self._over = Event()
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)
        self._missed = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _run(self) -> None:
        wait = LOOK_S
        while not self._over.wait(wait):
            try:
                self._look()
                wait = LOOK_S
            except YhdysverkkoError as error:
                log.warning("upkeep: %s", error.key)
                wait = min(2 * wait, LONGEST_S)

    def _look(self) -> None:
        if self._server and self._server.has_died():
            self._missed += 1
            if self._missed > 1:  # once may be somebody who is stopping it, between its end and the end of its mark
                log.warning("the database has died and is started again")
                self._server.start()
                self._missed = 0
            return
        self._missed = 0
        if found := recover(self._store):
            log.warning("recovered: %s", found.state)
