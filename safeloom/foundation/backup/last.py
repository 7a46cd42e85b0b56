"""When the last backup was made, kept in a file, as a database that is lost cannot tell."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from safeloom.foundation.encryption.keyfile import replace

_FILE = "last-backup.json"


@dataclass(frozen=True)
class Backup:
    """The last backup: when it began, its name and size in bytes; `late` when it is older than the
    settings allow."""

    at: datetime
    name: str
    size: int
    late: bool


def keep(at: datetime, name: str, size: int) -> None:
    """Note that a backup was made."""
    told = {"at": at.isoformat(timespec="seconds"), "name": name, "size": size}
    replace(_path(), json.dumps(told))


def last() -> Backup | None:
    """The last backup made on this machine; None when there is none."""
    try:
        told = json.loads(_path().read_text())
    except FileNotFoundError:
        return None
    at = datetime.fromisoformat(told["at"])
    late = datetime.now(UTC) - at > timedelta(days=settings.BACKUP_DAYS)
    return Backup(at, told["name"], told["size"], late)


def _path() -> Path:
    return Path(settings.VAR) / _FILE
