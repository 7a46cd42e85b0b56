"""What the money tells a person by mail: what it tells at home."""

from datetime import date

from safeloom.domain.finance import home
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine


def to_approve(person: Person, day: date) -> list[HomeLine]:
    """The spending that waits for their approval."""
    return lines_of_home(person, day, home.to_approve)


def overdue(person: Person, day: date) -> list[HomeLine]:
    """The invoices to agencies that are overdue."""
    return lines_of_home(person, day, home.overdue)
