"""An application on a port of its own, for tests and measurements that ask it as a browser does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
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


@contextmanager
def asking(address: str, body: object) -> Iterator[None]:
    """A reader who has sent a body and takes nothing of the answer; who goes away at the end of the block."""
    asked = httpx2.Request("POST", address, json=body)
    head = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items())
    with socket.create_connection((asked.url.host, asked.url.port)) as connection:
        connection.sendall(f"POST {asked.url.raw_path.decode()} HTTP/1.1\r\n{head}\r\n".encode() + asked.content)
        yield


def is_run(store: Store, text: str) -> bool:
    """Whether the database plans or runs a text for anybody."""
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery ENDS WITH $text RETURN currentQuery"
    return bool(store.read(running, text=text))


def wait_for_run(store: Store, text: str, *, there: bool) -> None:
    """Wait until the database runs a text, or no longer does. Fails when that takes more than 20 seconds."""
    end = time.monotonic() + 20
    while is_run(store, text) is not there:
        assert time.monotonic() < end, f"the text {'does not begin' if there else 'is still run'}"
        time.sleep(0.05)
