"""The local Neo4j: one server per data folder, started by the first command that needs it, found by the others."""

import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from pydantic import BaseModel

from yhdysverkko.graph.errors import LocalServerError, YhdysverkkoError
from yhdysverkko.graph.settings import Settings

USER = "neo4j"
DATABASE = "neo4j"
HOST = "127.0.0.1"
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 60.0
POLL_S = 0.1
ANSWER_S = 5.0
MINIMUM_FREE_BYTES = 256 << 20

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""


class RunningServer(BaseModel):
    """A local server that answers: its process, address and version."""

    pid: int
    created: float
    port: int
    version: str

    @property
    def uri(self) -> str:
        return f"bolt://{HOST}:{self.port}"


class LocalServer:
    """The Neo4j of one data folder. `start` is safe to call from many processes at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.home = settings.data.absolute() / "neo4j"
        self.password_file = self.home / "password"
        self.state_file = self.home / "server.json"
        self.log = self.home / "logs" / "console.log"

    def running(self) -> RunningServer | None:
        """The server of this folder if its process lives, else None."""
        try:
            state = RunningServer.model_validate_json(self.state_file.read_bytes())
            process = psutil.Process(state.pid)
            # A process id is used again after a crash or reboot; only the start time tells whose it is.
            alive = process.is_running() and abs(process.create_time() - state.created) < 1
        except (OSError, ValueError, psutil.Error):
            return None
        return state if alive and process.status() != psutil.STATUS_ZOMBIE else None

    def has_died(self) -> bool:
        """Whether the server ended without having been stopped."""
        return self.state_file.exists() and self.running() is None

    def password(self) -> str:
        """The password of this folder's server."""
        return self.password_file.read_text(encoding="ascii").strip()

    def start(self, progress: Progress | None = None) -> RunningServer:
        """Start the server unless it runs; returns when it answers.

        Raises LocalServerError with one sentence: no network on first start, a full disk, a port taken, a data
        folder of a newer Neo4j, a file that fails its sum.
        """
        if running := self.running():
            self.await_bolt(running.pid, running.port)
            return running
        # Starting needs much that finding a running server does not; most commands only find one.
        from yhdysverkko.graph.launch import launch  # noqa: PLC0415 - see above

        return launch(self, self._settings, progress)

    def stop(self) -> bool:
        """Stop the server, cleanly if its database answers; False if it was not running."""
        state = self.running()
        if state is None:
            return False
        process = psutil.Process(state.pid)
        try:
            if self._has_database(state):
                process.terminate()
            else:
                # One that could not append to its log does so once more in ending by itself, behind a part of the same.
                process.kill()
            process.wait(STOP_TIMEOUT_S)
        except psutil.NoSuchProcess:
            pass
        except psutil.TimeoutExpired as error:
            raise LocalServerError("local.stop_timeout", pid=state.pid, seconds=int(STOP_TIMEOUT_S)) from error
        if self.running() is None:  # else somebody has started the next one already
            self.state_file.unlink(missing_ok=True)
        return True

    def _has_database(self, state: RunningServer) -> bool:
        """Whether the server has not only its process but its database."""
        from yhdysverkko.graph.store import Store  # noqa: PLC0415 - it imports this module, and the driver

        try:
            keys = self._settings.keys
            with Store(
                state.uri, USER, self.password(), DATABASE, keys=keys, time_limit_s=ANSWER_S, patience_s=0
            ) as store:
                store.check()
        except YhdysverkkoError:
            return False
        return True

    def await_bolt(self, pid: int, port: int) -> None:
        """Wait until the server answers. Raises LocalServerError with its last logged error if it dies before."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if _answers(port):
                return
            if not _lives(pid):
                raise LocalServerError(
                    "local.start_failed",
                    log=self.log,
                    reason=last_error(self.log.read_text(encoding="utf-8", errors="replace")),
                )
            time.sleep(POLL_S)
        raise LocalServerError("local.start_timeout", log=self.log, seconds=int(START_TIMEOUT_S))


def free_bytes(path: Path) -> int:
    """Free space on the disk where `path` is or would be."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free


def _answers(port: int) -> bool:
    """Whether something on the port speaks Bolt: it picks one of the versions that a handshake offers."""
    try:
        with socket.create_connection((HOST, port), timeout=1) as probe:
            probe.sendall(b"\x60\x60\xb0\x17" + b"\x00\x00\x04\x05" + b"\x00" * 12)
            return len(probe.recv(4)) == 4
    except OSError:
        return False


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def last_error(text: str) -> str:
    """The line of a log that says what went wrong, stack frames left out."""
    lines = [line.strip() for line in text.splitlines()[-200:] if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by:")]
    errors = [line for line in lines if "ERROR" in line or "Exception" in line]
    return (causes or errors or lines or ["?"])[-1]
