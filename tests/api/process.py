"""`yhdysverkko serve` as whoever runs it has it: a process of its own on a data folder with its own Neo4j."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import psutil

from yhdysverkko.graph.local import LocalServer
from yhdysverkko.graph.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent.parent
COMMAND = (sys.executable, "-c", "from yhdysverkko.api.cli import main; main()")


class Application:
    """The process, its address, and the faults that may befall it. Its log is `serve.log` in the data folder."""

    def __init__(self, data: Path) -> None:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "YHDYSVERKKO_D"))}
        self.environment = ours | {"YHDYSVERKKO_DATA": str(data), "YHDYSVERKKO_LOG": "json", "PYTHONPATH": str(ROOT)}
        self.settings: Settings = read_settings(self.environment)
        self.port = _free_port()
        self.log = data / "serve.log"

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port)], env=self.environment, stdout=log, stderr=log
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the application and its Neo4j."""
        self.process.terminate()
        self.process.wait()
        LocalServer(self.settings).stop()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on the same data folder."""
        return subprocess.run([*COMMAND, *arguments], env=self.environment, capture_output=True, text=True, check=False)

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return httpx2.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=60)

    def await_ready(self, within_s: float) -> float:
        """Seconds until the application is ready. Raises AssertionError when it takes longer than asked."""
        started = time.monotonic()
        while not self.is_ready():
            assert time.monotonic() - started < within_s, self.log.read_text(encoding="utf-8")[-3000:]
            time.sleep(0.1)
        return time.monotonic() - started

    def is_ready(self) -> bool:
        try:
            return self.get("/readyz").status_code == 200
        except httpx2.HTTPError:
            return False

    def neo4j(self) -> psutil.Process:
        """The process of the database."""
        running = LocalServer(self.settings).running()
        assert running is not None
        return psutil.Process(running.pid)

    def kill_neo4j(self) -> None:
        process = self.neo4j()
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
