"""The demonstration as it is started by hand, with a folder of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def start(var: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `./run demo` in `var`, in a process group of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [str(ROOT / "run"), "demo", "--size", "small", *arguments],
        env={**kept, "SAFELOOM_VAR": str(var), "DATABASE_URL": "postgres://nobody@127.0.0.1:9/no"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A test run in the background ignores Ctrl+C, and what it starts would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demonstration was made anew, in place of one of another version."""
    var = old_one(tmp_path_factory.mktemp("var"))
    process = start(var, "--no-serve")
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert "Making the demonstration anew" in errors and "An invented county" in errors
    assert output.count("as once printed: ") == 3 and output.count(", 5 wrong") == 3
    assert unsealed(var) == 0
    return var


def unsealed(var: Path) -> int:
    """How many audit rows no seal closes yet: once it is served, what was done a moment ago."""
    with closing(sqlite3.connect(var / "demo" / "safeloom.sqlite3")) as database:
        (many,) = database.execute(
            "select count(*) from foundation_auditrow where id not in"
            " (select row_id from foundation_auditseal)"
        ).fetchone()
    return many


def old_one(var: Path) -> Path:
    """A folder with a demonstration of another version."""
    (var / "demo").mkdir()
    (var / "demo" / "stamp").write_text("small of long ago")
    (var / "demo" / "typed-by-a-visitor").touch()
    return var


def test_it_is_made_whole_on_sqlite_whatever_database_is_named(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["demo", "demo.lock"]
    with closing(sqlite3.connect(made / "demo" / "safeloom.sqlite3")) as database:
        keys = {key for (key,) in database.execute("select key from foundation_partnership")}
    assert keys == {"demo", "csap", "cumbria", "lancashire"}
    for key in keys:
        files = {path.name for path in (made / "demo" / "reports" / key).iterdir()}
        assert files == {"report.html", "report.pdf", "report.docx", "figures.csv", "figures.json"}
    assert list((made / "demo" / "audit-heads").glob("demo.jsonl"))


def test_a_second_start_keeps_what_is_there(made: Path) -> None:
    before = (made / "demo" / "stamp").stat().st_mtime_ns
    _, errors = start(made, "--no-serve").communicate(timeout=60)
    assert "Making" not in errors
    assert (made / "demo" / "stamp").stat().st_mtime_ns == before


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_is_made_it_leaves_what_was_there(
    tmp_path: Path, stop: signal.Signals
) -> None:
    old_one(tmp_path)
    process = start(tmp_path, "--no-serve")
    patience = time.monotonic() + 60
    while not list(tmp_path.glob("demo.half-made/*.sqlite3")) and time.monotonic() < patience:
        time.sleep(0.05)
    os.killpg(process.pid, stop)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.endswith("Stopped. Nothing was left half-made.\n")
    assert "Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "demo.lock"]
    assert (tmp_path / "demo" / "typed-by-a-visitor").exists()


def test_a_busy_port_is_one_line_before_anything_is_made(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        process = start(tmp_path, "--port", str(taken))
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 1 and output == ""
    assert errors.startswith(f"run: port {taken} is in use by another program")
    assert f"./run demo --port {taken + 1}" in errors and errors.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_it_serves_until_it_is_interrupted(made: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    process = start(made, "--port", str(port))
    assert process.stderr
    said = ""
    while f"http://localhost:{port}/" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
        asking.sendall(b"GET /sign-in/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
        page = asking.makefile("rb").read().decode()
    assert "Look round the demonstration" in page
    assert page.count('name="persona"') == 9
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors
