"""The provider's process, for as long as tests want it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.architecture.tree import ROOT


@contextmanager
def provider(callback: str, host: str = "localhost") -> Iterator[str]:
    """The address of a provider that leads people back to `callback`. Under `host` 127.0.0.1 it is another
    site than localhost to a browser."""
    with socket.create_server(("localhost", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.portal.provider", str(port), callback],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    address = f"http://{host}:{port}"
    patience = time.monotonic() + 60
    while time.monotonic() < patience and process.poll() is None:
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.2)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
