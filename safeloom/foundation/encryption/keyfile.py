"""The key ring as a file that is read anew when it was replaced. Knows nothing of Django: the settings
are made of it."""

import os
from pathlib import Path


class KeyFile:
    """The ring `id:base64,…` in a file. `str()` gives it as it stands now, so that every process of
    the machine writes under a new key, and opens what another wrote, from the moment it is there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] = (0, 0)
        self._text = ""

    def __str__(self) -> str:
        found = self.path.stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp != self._stamp:
            self._text = self.path.read_text().strip()
            self._stamp = stamp
        return self._text

    def __repr__(self) -> str:
        return f"<the keys in {self.path.name}>"

    def replace(self, text: str) -> None:
        """Put another ring in its place, whole or not at all; readable by its owner only."""
        replace(self.path, text)


def replace(path: Path, text: str) -> None:
    """Write a file of secrets, whole or not at all, and wait until the disk has it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text.strip() + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
