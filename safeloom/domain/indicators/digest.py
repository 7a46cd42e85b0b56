"""What measures and returns tell a person by mail: what they tell at home."""

from datetime import date

from safeloom.domain.indicators import home
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine


def due(person: Person, day: date) -> list[HomeLine]:
    """The returns due and late, a line an agency."""
    return lines_of_home(person, day, home.due)
