"""People who left, holds on what is kept of them, and runs that end it."""

from datetime import date, timedelta
from itertools import count

from safeloom.domain.partnership.commands import people
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.retention import commands
from safeloom.foundation.retention.due import due
from safeloom.foundation.retention.models import LegalHold, RetentionRun
from safeloom.foundation.today import today
from tests.factories import partnership as made

_NUMBERS = count(1)


def left(partnership: Partnership, name: str = "", years: float = 7, **said) -> Person:
    """Somebody whose one post and place in the directory ended so many years ago."""
    person = made.somebody(
        partnership, name, **({"work_email": f"left{next(_NUMBERS)}@vale.example"} | said)
    )
    end = today() - timedelta(days=round(years * 365.25))
    post = made.a_post(made.an_agency(partnership))
    made.in_post(post, person, start=end - timedelta(days=400), end=end)
    entry = person.directory_entries.get()
    people.leave(by=None, entry=entry, seen=None, day=end)
    return person


def held(partnership: Partnership, **on) -> LegalHold:
    """A legal hold from today."""
    return commands.hold(by=None, partnership=partnership, reason="An inquiry", **on)


def a_run(partnership: Partnership) -> RetentionRun:
    """A run that was confirmed and has not begun."""
    left(partnership)
    return confirmed(partnership)


def confirmed(partnership: Partnership, day: date | None = None) -> RetentionRun:
    """A run of all that is due."""
    found = due(partnership, day or today())
    return commands.confirm(
        by=None,
        partnership=partnership,
        reason="Yearly review",
        previewed=commands.digest_of(found),
    )
