"""An application on a port of its own, for tests and measurements that ask it as a browser does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from yhdysverkko.graph.store import Store


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which the application answers until the end of the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def wait_for_run(store: Store, text: str, *, there: bool) -> None:
    """Wait until the database runs a text, or no longer does. Fails when that takes more than 20 seconds."""
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery ENDS WITH $text RETURN currentQuery"
    end = time.monotonic() + 20
    while bool(store.read(running, text=text)) is not there:
        assert time.monotonic() < end, f"the text {'does not begin' if there else 'is still run'}"
        time.sleep(0.05)
