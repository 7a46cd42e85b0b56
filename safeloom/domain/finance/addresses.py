"""Where the records of the partnership's money stand. No person's name stands in one."""

from typing import Any

from django.urls import reverse

from safeloom.domain.finance.models import Contribution, FinancialYear, Reserve, Spend
from safeloom.foundation.identity.models import Partnership


def act(name: str, here: Partnership, *args: Any) -> str:
    """A page of the money."""
    return reverse(f"finance:{name}", args=[here.key, *args])


def of_year(here: Partnership, year: FinancialYear) -> str:
    """The statement of account of a year."""
    return act("year", here, year.record.reference)


def of_contribution(here: Partnership, found: Contribution) -> str:
    """A contribution."""
    return act("contribution", here, found.record.reference)


def of_spend(here: Partnership, found: Spend) -> str:
    """Spending."""
    return act("spend", here, found.record.reference)


def of_reserve(here: Partnership, found: Reserve) -> str:
    """A reserve."""
    return act("reserve", here, found.record.reference)
