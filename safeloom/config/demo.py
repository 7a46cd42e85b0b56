"""`./run demo`: the demonstration, made once, kept, and served."""

import argparse
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from safeloom.config import serve
from safeloom.config.database import why_not
from safeloom.demonstration.findings import lines

ROOT = Path(__file__).resolve().parent.parent.parent
# What the demonstration is made of: another version of any of it makes it anew.
MADE_OF = ("safeloom/**/*.py", "safeloom/**/*.toml", "safeloom/**/*.typ", "examples/**/*")
NEEDED = 300_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the demonstration unless it is there, say what there is, and serve it."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="8000 unless said")
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    parser.add_argument("--size", choices=("small", "county"), default="county")
    options = parser.parse_args(arguments)
    if not options.no_serve and serve.is_busy(options.port):
        return serve.say(serve.busy_line("demo", options.port))
    home = Path(os.environ.get("SAFELOOM_VAR", ROOT / "var")).resolve() / "demo"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        # Held as long as it is served: nobody makes it anew under a server.
        lock = home.with_name("demo.lock").open("w")
        if code := _made(home, options.size, lock):
            return code
    except OSError as problem:
        return serve.say(why_not(problem) or f"run: cannot write {home}: {problem.strerror}.")
    except KeyboardInterrupt:
        return _stopped()
    os.environ.update(_environment(home))
    # Links in mails and codes to scan lead where it is served.
    os.environ.setdefault("SAFELOOM_SITE", f"http://localhost:{options.port}")
    for line in lines(home / "reports"):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    if options.no_serve:
        return 0
    return serve.serve(options.port, _ready(options.port))


def _made(home: Path, size: str, lock: IO[str]) -> int:
    """See that it is there and current; the exit status when it could not be made."""
    stamp = f"{size} {_version()}"
    fcntl.flock(lock, fcntl.LOCK_SH)
    code = 0
    if not _is_current(home, stamp):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            serve.say("Another ./run demo is at work on it: waiting for that to end.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_current(home, stamp):
            code = _make(home, size, stamp, lock)
        fcntl.flock(lock, fcntl.LOCK_SH)
    return code


def _is_current(home: Path, stamp: str) -> bool:
    """Whether the demonstration in `home` was made whole, of what it is made of now."""
    kept = home / "stamp"
    return kept.exists() and kept.read_text() == stamp


def _version() -> str:
    """A digest of all the demonstration is made of."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_OF for path in ROOT.glob(pattern)}):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _make(home: Path, size: str, stamp: str, lock: IO[str]) -> int:
    """Make it in a folder beside `home` that takes its place when it is whole."""
    if shutil.disk_usage(home.parent).free < NEEDED:
        return serve.say("run: the disk is full: the demonstration needs 300 MB. Make room.")
    why = "anew, as its making changed," if home.exists() else "once"
    serve.say(f"Making the demonstration {why} in {home}:")
    half = home.with_name("demo.half-made")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir()
        code = _made_in(half, size, lock)
        if code == 0:
            (half / "stamp").write_text(stamp)
            shutil.rmtree(home, ignore_errors=True)
            half.rename(home)
        return _stopped() if code in (130, -signal.SIGINT) else abs(code)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _made_in(folder: Path, size: str, lock: IO[str]) -> int:
    making = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-P", "-m", "safeloom.config.demo_data", size],
        env=os.environ | _environment(folder),
        # Should this process be killed, the lock lasts until the one it started has ended.
        pass_fds=[lock.fileno()],
    )
    try:
        return making.wait()
    except BaseException:
        making.terminate()
        making.wait()
        raise


def _environment(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "safeloom.config.settings",
        "SAFELOOM_VAR": str(folder),
        "SAFELOOM_DEMONSTRATION": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'safeloom.sqlite3'}",
    }


def _stopped() -> int:
    serve.say("\nStopped. Nothing was left half-made.")
    return 130


def _ready(port: int) -> str:
    return (
        f"The demonstration is at http://localhost:{port}/ (Ctrl+C stops it).\n"
        "Sign in by a click: each role has its person on the sign-in page."
    )


if __name__ == "__main__":
    sys.exit(main())
