"""The rows of each kind of record for which a viewer holds a permission."""

from django.db.models import QuerySet

from safeloom.domain.finance.models import Contribution, FinancialYear, Reserve, Spend
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def contributions(viewer: Viewer, here: Partnership, permission: str) -> QuerySet[Contribution]:
    """Contributions."""
    rows = Contribution.objects.select_related("record__partnership")
    return viewer.rows(permission, rows, here.pk)


def spending(viewer: Viewer, here: Partnership, permission: str) -> QuerySet[Spend]:
    """Spending."""
    return viewer.rows(permission, Spend.objects.select_related("record__partnership"), here.pk)


def reserves(viewer: Viewer, here: Partnership, permission: str) -> QuerySet[Reserve]:
    """Reserves."""
    return viewer.rows(permission, Reserve.objects.select_related("record__partnership"), here.pk)


def years(viewer: Viewer, here: Partnership, permission: str) -> QuerySet[FinancialYear]:
    """Financial years."""
    rows = FinancialYear.objects.select_related("record__partnership")
    return viewer.rows(permission, rows, here.pk)
