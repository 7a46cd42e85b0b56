"""A client of clamd, ClamAV's server: one command of its protocol (INSTREAM), nothing else."""

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

# To connect, and for each step of a scan: a scan of 50 MB may take a while.
PATIENCE = 60.0
_CHUNK = 1 << 18


class Unreachable(Exception):
    """Nobody answered, or not in a way that says whether the bytes are clean."""


class NoVerdict(Unreachable):
    """It answered, and would not say of these bytes whether they are clean."""


@dataclass(frozen=True)
class Verdict:
    """What was found: the name of a signature, or nothing."""

    found: str

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def scan(address: str, chunks: Iterable[bytes], patience: float = PATIENCE) -> Verdict:
    """What clamd at `address` (`unix:/path` or `tcp://host:port`) says of the bytes. Raises
    `Unreachable` where it says neither that they are clean nor what was found."""
    try:
        with _connected(address, patience) as line:
            # It hangs up in the middle where the bytes are more than it takes; what it said is there.
            with suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(b"zINSTREAM\0")
                for chunk in chunks:
                    for start in range(0, len(chunk), _CHUNK):
                        piece = chunk[start : start + _CHUNK]
                        line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as problem:
        raise Unreachable(f"clamd does not answer: {problem.strerror or problem}") from problem
    return _verdict(answer)


def _connected(address: str, patience: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(patience)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    try:
        host, port = parts.hostname or "127.0.0.1", parts.port or 3310
    except ValueError:
        parts = parts._replace(scheme="")
    if parts.scheme != "tcp":
        raise Unreachable("SAFELOOM_CLAMD must be unix:/path or tcp://host:port")
    return socket.create_connection((host, port), timeout=patience)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        more = line.recv(1024)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict("")
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND")[:120] or "something")
    raise NoVerdict(f"clamd said neither clean nor what it found: {answer[:200] or 'nothing'}")
