"""What is set aside, and what for."""

from django.db import models
from django.db.models import Q

from safeloom.domain.finance.models.heads import Head
from safeloom.domain.finance.models.receipts import Entered
from safeloom.domain.finance.models.years import FinancialYear
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record


class Reserve(models.Model):
    """Money set aside for a purpose: what it held when it was first kept here, on `opened`."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="reserve")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="reserves")
    purpose = models.TextField()
    opened = models.DateField()
    opening = models.DecimalField(max_digits=14, decimal_places=2)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("purpose",)

    def __str__(self) -> str:
        return self.record.title


class ReserveMovement(Entered):
    """Money put into a reserve, or (less than nothing) taken out of it: in the account it stands under a
    head, as expenditure or as income."""

    reserve = models.ForeignKey(Reserve, models.PROTECT, related_name="movements")
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="reserve_movements")
    head = models.ForeignKey(Head, models.PROTECT, related_name="reserve_movements")
    reason = models.CharField(max_length=300)

    NOT_PERSONAL = (*Entered.NOT_PERSONAL, "reason")
    OWNED_BY = "reserve"

    class Meta(Entered.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="finance_movement_of_something")
        ]

    def __str__(self) -> str:
        return self.reason
