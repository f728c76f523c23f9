"""Upkeep: a database that has died or failed is started again, and what was interrupted is finished or undone."""

import logging
from threading import Event, Thread
from typing import Self

from yhdysverkko.api.operation.logs import describe_error
from yhdysverkko.graph.errors import StoreUnavailable, YhdysverkkoError
from yhdysverkko.graph.ledger import recover
from yhdysverkko.graph.local import MINIMUM_FREE_BYTES, LocalServer, free_bytes
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

log = logging.getLogger(__name__)

LOOK_S = 1.0
"""How long to wait before looking again."""


class Upkeep:
    """A thread that looks after the database of an application until the end of the block."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._server = None if settings.neo4j_uri else LocalServer(settings)
        self._over = Event()
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)
        self._missed = self._failed = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(LOOK_S):
            try:
                self._look()
            except YhdysverkkoError as error:
                log.warning("upkeep: %s", error.key)
            except OSError as error:  # of a disk that is full or gone
                log.warning("upkeep: %s", error.strerror)
            except Exception as error:  # whoever looks after others must not die of what nobody foresaw
                log.error("upkeep failed", extra={"told": describe_error(error)})

    def _look(self) -> None:
        if self._server and self._server.has_died():
            self._missed += 1
            if self._missed > 1:  # seen once, it may be somebody who is just stopping it
                self._start(self._server)
            return
        self._missed = 0
        try:
            found = recover(self._store)
        except StoreUnavailable as error:
            if self._server and error.key == "store.failed" and self._is_lost(self._server):
                log.warning("the database has failed and is ended")
                self._server.stop()
                self._start(self._server)
                return
            raise
        self._failed = 0
        if found:
            log.warning("recovered: %s", found.state)

    def _start(self, server: LocalServer) -> None:
        log.warning("the database is started again")
        server.start()
        self._missed = self._failed = 0

    def _is_lost(self, server: LocalServer) -> bool:
        """Whether a server lives but has lost its database, as one does whose disk was full, and has room again."""
        self._failed += 1
        return self._failed > 1 and free_bytes(server.home) >= MINIMUM_FREE_BYTES
