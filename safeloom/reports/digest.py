"""What reports tell a person by mail: what they tell at home."""

from datetime import date

from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.reports import home


def sections_to_write(person: Person, day: date) -> list[HomeLine]:
    """The sections they were given and have not called ready, or that wait for their approval."""
    return lines_of_home(person, day, home.sections_to_write)


def awaiting_sign_off(person: Person, day: date) -> list[HomeLine]:
    """The reports that they may sign and have not."""
    return lines_of_home(person, day, home.awaiting_sign_off)
