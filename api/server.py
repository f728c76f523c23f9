"""The web server of `serve`: one process, on loopback unless told otherwise."""

import gc
import ipaddress
import socket
import sys
from contextlib import closing, suppress

import uvicorn

from yhdysverkko.api import apart
from yhdysverkko.api.access.guard import is_local
from yhdysverkko.api.app import create_app
from yhdysverkko.api.operation.logs import write_logs
from yhdysverkko.api.operation.upkeep import Upkeep
from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

PATIENCE_S = 2.0
"""How long a page waits for a database that is away, before it says so and asks again by itself."""

SWITCH_S = 0.001
"""How long a thread that works keeps the one waiting that takes requests in and sends answers out."""

GRACE_S = 10
"""How long what is being answered may go on when the server is told to end."""


def run_server(store: Store, settings: Settings, *, host: str, port: int, region: str | None) -> None:
    """Serve until interrupted. Raises WrongUse for a port that is taken or an address that is not allowed."""
    app = create_app(store, settings, region=region)
    if is_local(app):
        if not _is_loopback(host):
            raise WrongUse("serve.not_loopback", host=host)
        tell("serve.local")
    _check_free(host, port)
    tell("serve.address", url=f"http://{host}:{port}")
    write_logs(settings.log_form)
    apart.prepare()
    sys.setswitchinterval(SWITCH_S)
    # What has been made by now stays: looking through it again and again would stop every answer for 150 ms.
    gc.collect()
    gc.freeze()
    with (
        Upkeep(store, settings),
        closing(app.state.loads),
        closing(app.state.workers),
        suppress(KeyboardInterrupt),
    ):  # the way to end it, and no error
        uvicorn.run(
            app,
            host=host,
            port=port,
            http="httptools",
            loop="asyncio" if sys.platform == "win32" else "uvloop",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongUse("serve.port_taken", host=host, port=port, reason=error.strerror) from error
