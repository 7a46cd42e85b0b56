"""A real clamd, with signatures made by hand: it finds the EICAR string and nothing else."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.factories.files import EICAR

LARGEST = 1_000_000
PROGRAMS = ("clamd", "/usr/sbin/clamd", "/usr/local/sbin/clamd")


@dataclass(frozen=True)
class Scanner:
    """Where it listens."""

    unix: str
    tcp: str


@contextmanager
def running() -> Iterator[Scanner]:
    """Start one and wait until it listens; it ends with the block."""
    program = os.environ.get("SAFELOOM_SCANNER") or next(filter(shutil.which, PROGRAMS), None)
    if program is None:
        raise AssertionError(
            "No clamd here: apt-get install clamav-daemon, or SAFELOOM_SCANNER=no."
        )
    # Not in the tests' folder: the name of a socket may not be long.
    with tempfile.TemporaryDirectory(prefix="clamd-") as home:
        folder, port = Path(home), _free_port()
        (folder / "signatures").mkdir()
        (folder / "signatures" / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder / 'signatures'}\n"
            f"LocalSocket {folder / 'socket'}\n"
            f"TCPAddr 127.0.0.1\nTCPSocket {port}\n"
            f"StreamMaxLength {LARGEST}\nForeground yes\nExitOnOOM yes\n"
        )
        process = subprocess.Popen(
            [program, "--config-file", str(folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, folder / "socket")
            yield Scanner(f"unix:{folder / 'socket'}", f"tcp://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen, path: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, "clamd ended at once"
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("clamd did not begin to listen")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]
