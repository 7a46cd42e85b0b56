"""Where the bytes of files lie."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

# A key of ours, under a folder of its first two letters. What else lies in the folder is half-written.
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}")
_HALF = ".half"


class Kept(FileSystemStorage):
    """Files in a folder. One is there whole or not at all: it is written beside its place, made sure
    of on the disk, and then put there."""

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}{_HALF}")
        try:
            with half.open("xb") as file:
                half.chmod(0o600)
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            half.rename(place)
        except BaseException:
            with suppress(OSError):
                half.unlink()
            raise
        _make_sure(place.parent)
        return name


def _make_sure(folder: Path) -> None:
    """See that the names in a folder are on the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def store() -> Storage:
    """The store that the settings name."""
    return storages["files"]


def new_place() -> str:
    """A place that nothing tells of: neither the name of the file nor its record."""
    key = secrets.token_hex(20)
    return f"{key[:2]}/{key}"


def places() -> Iterator[tuple[str, datetime]]:
    """Each place there is, half-written ones too, and since when."""
    kept = store()
    folders, _ = kept.listdir("") if kept.exists("") else ([], [])
    for folder in sorted(folders):
        for name in sorted(kept.listdir(folder)[1]):
            place = f"{folder}/{name}"
            if _KEY.fullmatch(place.removesuffix(_HALF)):
                with suppress(FileNotFoundError):
                    yield place, kept.get_modified_time(place)
