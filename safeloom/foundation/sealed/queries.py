"""Reading who may open a sealed record, and who did."""

from datetime import date

from django.db.models import Q, QuerySet

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.models import Entitlement, Opening


def entitlements_of(record: Record) -> QuerySet[Entitlement]:
    """Who may or might open a record, those of earlier days too."""
    rows = Entitlement.objects.filter(record=record)
    return rows.select_related("principal", "given_by__principal")


def entitlement(partnership: Partnership, pk: object) -> Entitlement | None:
    """An entitlement to a record of a partnership by its key; None where there is none."""
    rows = Entitlement.objects.filter(record__partnership=partnership, pk=pk)
    return rows.select_related("record__partnership", "principal").first()


def lasting(record: Record, day: date) -> QuerySet[Entitlement]:
    """The entitlements to a record that hold on a day or later."""
    return entitlements_of(record).filter(Q(end__isnull=True) | Q(end__gte=day))


def openings_of(record: Record) -> QuerySet[Opening]:
    """Each reason given and each read of a record, the latest first."""
    rows = Opening.objects.filter(record=record)
    return rows.select_related("person__principal", "visit").order_by("-at", "-id")
