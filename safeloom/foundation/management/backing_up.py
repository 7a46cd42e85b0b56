"""What the commands about backups share: where the secret comes from, and how they fail."""

import errno
import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from safeloom.foundation.backup.envelope import NotWhole
from safeloom.foundation.backup.making import CannotBackUp
from safeloom.foundation.backup.restoring import CannotRestore

SHORTEST = 16


def ask_for_secret(parser: ArgumentParser) -> None:
    """Take the secret from a file."""
    parser.add_argument(
        "--secret-file",
        metavar="FILE",
        type=Path,
        help="holds the secret; without it SAFELOOM_BACKUP_SECRET, or it is asked for",
    )


def secret_of(options: dict, *, again: bool = False) -> bytes:
    """The secret: out of the file, the environment or the terminal. Raises CommandError."""
    if options["secret_file"]:
        try:
            said = options["secret_file"].read_text().strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['secret_file']} cannot be read: {problem}") from problem
    elif settings.BACKUP_SECRET:
        said = settings.BACKUP_SECRET.strip()
    elif sys.stdin.isatty():
        said = getpass.getpass("Secret of the backup: ").strip()
        if again and getpass.getpass("Once more: ").strip() != said:
            raise CommandError("The two are not the same. Nothing was done.")
    else:
        raise CommandError(
            "No secret is given. Make one and keep a copy apart from the backups:"
            " openssl rand -base64 33 > FILE; then give --secret-file FILE, or SAFELOOM_BACKUP_SECRET."
        )
    if len(said) < SHORTEST:
        raise CommandError(f"The secret must have {SHORTEST} characters or more.")
    return said.encode()


@contextmanager
def failing_in_words() -> Iterator[None]:
    """Say in one line what is in the way."""
    try:
        yield
    except (NotWhole, CannotBackUp, CannotRestore) as problem:
        raise CommandError(str(problem)) from problem
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise CommandError("The disk is full: make room and give it again.") from problem
        raise CommandError(str(problem)) from problem


def size_in_words(size: int) -> str:
    """`12.3 MB`."""
    return f"{size / 1_000_000:,.1f} MB"
