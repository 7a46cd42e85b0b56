"""The ways between the pages of the money."""

from django.http import HttpRequest

from safeloom.domain.finance.addresses import act, of_year
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.partnership.views.addresses import bring_in
from safeloom.foundation.identity.models import Partnership

PAGES = (
    ("Contributions", "contributions", "contribution.see"),
    ("Cost per partner", "partners", "finance.see"),
    ("Spending", "spending", "finance.see"),
    ("Income", "income", "finance.see"),
    ("Reserves", "reserves", "finance.see"),
    ("Budget", "budget", "finance.see"),
    ("Heads", "heads", "finance.see"),
    ("Limits of delegation", "limits", "finance.see"),
    ("Financial years", "years", "finance.see"),
)


def trail(here: Partnership, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the money."""
    return [("Money", act("money", here)), *more]


def of_year_trail(here: Partnership, year: FinancialYear) -> list[tuple[str, str]]:
    """The way back to a year's statement."""
    return trail(here, (str(year), of_year(here, year)))


def pages(request: HttpRequest) -> list[tuple[str, str]]:
    """The other pages that the viewer may open."""
    here = request.partnership
    found = [
        (title, act(name, here))
        for title, name, permission in PAGES
        if request.viewer.may(permission, here.pk)
    ]
    if request.viewer.may("finance.change", here.pk):
        found.append(("Bring in a budget or account sheet", bring_in(here, "budget")))
    return found
