"""Production servers in processes of their own, and how much memory they take."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from safeloom.bench.sizes import Size

HOST = "127.0.0.1"
PATIENCE = 120
_PROC = Path("/proc")


class NotServed(Exception):
    """A server did not come up; the message says which."""


class Server:
    """`./run serve` on a size's data, under some settings."""

    def __init__(self, size: Size, settings: str) -> None:
        self.port = _free_port()
        self.log = size.folder / f"{settings.rpartition('.')[2]}.log"
        serve = [sys.executable, "-P", "-m", "safeloom.config.serve", "--port", str(self.port)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603 - this very program
                serve, env=size.environment(settings), stdout=log, stderr=log
            )

    def wait(self) -> None:
        """Return when it answers. Raises NotServed."""
        patience = time.monotonic() + PATIENCE
        while time.monotonic() < patience and self.process.poll() is None:
            with suppress(OSError):
                socket.create_connection((HOST, self.port), timeout=1).close()
                return
            time.sleep(0.1)
        raise NotServed(f"a server did not come up: see {self.log}")

    def stop(self) -> None:
        """End it and wait for its end."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serving(size: Size, *settings: str) -> Iterator[list[Server]]:
    """A server for each of the settings, until the end of the block."""
    servers: list[Server] = []
    try:
        for each in settings:
            # One after the other: each lays out the same static files when it starts.
            servers.append(Server(size, each))
            servers[-1].wait()
        yield servers
    finally:
        for server in servers:
            server.stop()


class Reader:
    """One connection that is kept open, as a browser's."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
        self.headers = {"Cookie": cookie, "Accept": "text/html"}

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body. A server closes a connection that was long idle: then a new one is made."""
        try:
            return self._get(path)
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()
            return self._get(path)

    def _get(self, path: str) -> tuple[int, bytes]:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


class Memory:
    """The most memory a server's busiest worker took since `begin`. Linux alone tells."""

    def __init__(self, server: Server) -> None:
        self.workers = workers_of(server.process.pid)
        self.worked = {worker: worked(worker) for worker in self.workers}
        for worker in self.workers:
            (_PROC / worker / "clear_refs").write_text("5")

    def peak_mb(self) -> float | None:
        """Megabytes (10^6 bytes), None where the system does not tell."""
        if not self.workers:
            return None
        busiest = max(self.workers, key=lambda worker: worked(worker) - self.worked[worker])
        return peak_mb_of(busiest)


def workers_of(pid: int) -> list[str]:
    """The processes that a server began: its workers, and what is due beside. None where not told."""
    listed = _PROC / str(pid) / "task" / str(pid) / "children"
    return listed.read_text().split() if listed.exists() else []


def peak_mb_of(pid: str) -> float | None:
    """The most resident memory of a process, in megabytes (10^6 bytes)."""
    status = _PROC / pid / "status"
    if not status.exists():
        return None
    for line in status.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) * 1.024 / 1000, 1)
    return None


def worked(pid: str) -> int:
    """Processor time of a process, user and system mode, in hundredths of a second."""
    # The name in brackets before may hold spaces.
    fields = (_PROC / pid / "stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]
