"""Makes the counties that are timed in the database of a size, in a process of its own: `./run bench`
starts it."""

import argparse
import os
import sys
import time

import django
from django.core.management import call_command
from django.db import connection

from safeloom.config.serve import say, why_not


def main() -> int:
    """Make the tables and, from each number, a county of a size; a full disk is one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", help="a size of the demonstration")
    parser.add_argument("numbers", type=int, nargs="+")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeloom.config.settings")
    try:
        django.setup()
        _make(asked.size, asked.numbers)
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        if line := why_not(problem):
            return say(line)
        raise
    return 0


def _make(size: str, numbers: list[int]) -> None:
    from safeloom.demonstration.making import make_county
    from safeloom.domain.meetings.demonstration import years_of_attendance

    call_command("migrate", verbosity=0, interactive=False)
    began = time.monotonic()
    for done, number in enumerate(numbers, start=1):
        # Only the one that is timed is read as a report; a signed one takes longer than all the rest.
        county = make_county(
            key=f"county-{number}",
            number=number,
            size=size,
            reports=number == 1,
            others=number == 1,
        )
        if number == 1:
            years_of_attendance(county)
        say(f"  county {done} of {len(numbers)}, {time.monotonic() - began:.0f} s")
    if len(numbers) > 1:
        from safeloom.bench.tracker import fill

        fill()
        say(f"  a long tracker, {time.monotonic() - began:.0f} s")
    call_command("tick")
    # A database in use has its statistics; without them the planner is timed, not the page.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
