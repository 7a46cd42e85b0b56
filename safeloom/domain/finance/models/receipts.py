"""What agencies were asked for, and what they paid."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from safeloom.domain.finance.models.contributions import Contribution
from safeloom.domain.finance.models.years import FinancialYear
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key


class Entered(models.Model):
    """A row of money: on which day, under which reference of the books it is kept in, who entered it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    day = models.DateField()
    reference = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    entered = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    NOT_PERSONAL: tuple[str, ...] = ("reference",)

    class Meta:
        abstract = True
        ordering = ["day", "entered"]


class Invoice(Entered):
    """An agency was asked for (a part of) a contribution, to be paid within the days agreed then."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="invoices")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="invoices")
    term_days = models.PositiveSmallIntegerField()

    OWNED_BY = "contribution"

    class Meta(Entered.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_invoice_above_nothing")
        ]

    def __str__(self) -> str:
        return f"Invoice {self.reference}"

    @property
    def due(self) -> date:
        """The last day on which it is paid in time."""
        return self.day + timedelta(days=self.term_days)


class CreditNote(Entered):
    """An invoice, or part of it, was taken back."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="credits")
    reason = models.CharField(max_length=300)

    NOT_PERSONAL = (*Entered.NOT_PERSONAL, "reason")
    OWNED_BY = "invoice"

    class Meta(Entered.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_credit_above_nothing")
        ]

    def __str__(self) -> str:
        return f"Credit note {self.reference}"


class Receipt(Entered):
    """Money came in for a contribution, or (less than nothing) was paid back; on an invoice or without
    one. It is income of the financial year of its day, whatever year the contribution is for."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="receipts")
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="receipts")
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="receipts"
    )

    OWNED_BY = "contribution"

    class Meta(Entered.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="finance_receipt_of_something")
        ]

    def __str__(self) -> str:
        return f"Receipt {self.reference}"
