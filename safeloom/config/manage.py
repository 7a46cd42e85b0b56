"""The management command line: `./run manage …` calls it."""

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run one management command under Safeloom's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeloom.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./run manage", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
