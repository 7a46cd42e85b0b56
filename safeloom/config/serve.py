"""`./run serve`: the production server on this machine, with what is due done beside it."""

import argparse
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import django
from django.core.management import call_command
from django.db import close_old_connections, connections
from django.db.utils import OperationalError
from gunicorn.app.base import BaseApplication

from safeloom.config.database import why_not

HOST = "127.0.0.1"
SECONDS_BETWEEN_TICKS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring database and static files up to the code, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="./run serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="8000 unless said")
    port = parser.parse_args(arguments).port
    if is_busy(port):
        return say(busy_line("serve", port))
    return serve(port, f"Safeloom is at http://localhost:{port}/ (Ctrl+C stops it)")


def serve(port: int, ready: str) -> int:
    """Prepare, serve until stopped and do what is due beside; `ready` is said when it answers.
    Returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeloom.config.settings")
    try:
        prepare()
    except (OSError, OperationalError) as problem:
        if line := why_not(problem):
            return say(line)
        raise
    _tick_beside()
    _send_beside()
    _Server(port, lambda _: say(ready)).run()
    return 0


def busy_line(command: str, port: int) -> str:
    """What is said when another program has the port."""
    return (
        f"run: port {port} is in use by another program: stop that, or choose"
        f" another with ./run {command} --port {port + 1}"
    )


def is_busy(port: int) -> bool:
    """Whether another program listens on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            return problem.errno == errno.EADDRINUSE
    return False


def prepare() -> None:
    """Load Django, bring the database's tables up to the code, and lay out the static files."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()  # none may be shared with the processes that are forked from here


class _Server(BaseApplication):
    """Gunicorn, set up here and not from its command line or a file."""

    def __init__(self, port: int, when_ready: Callable[[Any], object]) -> None:
        self.port, self.when_ready = port, when_ready
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"{HOST}:{self.port}")
        self.cfg.set("workers", 2)
        self.cfg.set("threads", 4)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("when_ready", self.when_ready)

    def load(self) -> Any:
        from safeloom.config.wsgi import application

        return application


def _tick_beside() -> None:
    """Do what is due every few seconds in a process of its own, as long as this one lives."""
    server = os.getpid()
    if os.fork():
        return
    with suppress(KeyboardInterrupt):
        while os.getppid() == server:
            close_old_connections()
            with suppress(
                SystemExit
            ):  # a job that failed has been named; the next tick tries again
                call_command("tick")
            for _ in range(SECONDS_BETWEEN_TICKS):
                if os.getppid() == server:
                    time.sleep(1)
    os._exit(0)


def _send_beside() -> None:
    """Send mail in a process of its own, as long as this one lives; a mail in hand is finished."""
    server = os.getpid()
    if os.fork():
        return
    from safeloom.foundation.notices import worker

    stopped = []
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.append(True))

    def stopping() -> bool:
        return bool(stopped) or os.getppid() != server

    while not stopping():
        try:
            worker.run(stopping, say)
        except Exception as problem:  # whatever it is, mail goes on leaving
            say(f"mail: {type(problem).__name__}; beginning again")
            time.sleep(SECONDS_BETWEEN_TICKS)
    os._exit(0)


def say(line: str) -> int:
    """Write a line to the error stream; returns 1, the exit status of what cannot go on."""
    sys.stderr.write(f"{line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
