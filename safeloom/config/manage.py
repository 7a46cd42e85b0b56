"""The management command line: `./run manage …` calls it."""

import os
import sys

from safeloom.config.database import database_of, why_not


def main(arguments: list[str] | None = None) -> None:
    """Run one management command under Safeloom's settings. A database that cannot be used is one
    line and exit status 2."""
    given = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeloom.config.settings")
    os.environ |= database_of(given)
    from django.core.management import execute_from_command_line
    from django.db.utils import DatabaseError

    try:
        execute_from_command_line(["./run manage", *given])
    except DatabaseError as problem:
        if line := why_not(problem):
            sys.exit(_said(line))
        raise


def _said(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 2


if __name__ == "__main__":
    main()
