"""The server as it is started by hand, with a folder of its own."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

WRITE = """
from safeloom.foundation.audit.commands import write
write(by=None, verb="test.write", subject="written while the server runs")
"""


@pytest.fixture
def port() -> int:
    """A port nobody listens on now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]


def start(var: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the front door on SQLite in `var`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [str(ROOT / "run"), *arguments],
        env={**kept, "SAFELOOM_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that said it is ready."""
    process = start(tmp_path, "serve", "--port", str(port))
    assert process.stderr
    line = process.stderr.readline()
    assert line == f"Safeloom is at http://localhost:{port}/ (Ctrl+C stops it)\n"
    yield process
    process.kill()
    process.wait()


def test_it_answers_and_does_what_is_due_until_it_is_stopped(
    server: subprocess.Popen[str], tmp_path: Path, port: int
) -> None:
    try:
        status = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).status
    except urllib.error.HTTPError as answer:
        status = answer.code
    assert status < 500
    written = start(tmp_path, "manage", "shell", "--no-imports", "-c", WRITE)
    assert written.communicate(timeout=60) == ("", "")
    patience = time.monotonic() + 30
    while not list(tmp_path.glob("audit-heads/*")) and time.monotonic() < patience:
        time.sleep(0.2)
    assert list(tmp_path.glob("audit-heads/*")), "the daily head of the audit was not written"
    server.send_signal(signal.SIGTERM)
    output, errors = server.communicate(timeout=30)  # ends only when the process beside it has, too
    assert output == ""
    assert "Traceback" not in errors


def test_a_busy_port_is_one_line(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        output, errors = start(tmp_path, "serve", "--port", str(taken)).communicate(timeout=60)
    assert output == ""
    assert errors.startswith(f"run: port {taken} is in use by another program")
    assert errors.count("\n") == 1
