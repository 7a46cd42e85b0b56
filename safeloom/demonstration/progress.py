"""Progress that moves, on the error stream."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what is being done, with a dot a second while it lasts, and how long it took."""
    began, over = time.monotonic(), threading.Event()

    def dots() -> None:
        while not over.wait(1):
            _write(".")

    _write(f"  {words} ")
    moving = threading.Thread(target=dots, daemon=True)
    moving.start()
    try:
        yield
    except BaseException:
        over.set()
        moving.join()
        _write("\n")
        raise
    over.set()
    moving.join()
    _write(f" {time.monotonic() - began:.0f} s\n")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
