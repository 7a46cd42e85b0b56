"""Financial years."""

from django.db import models
from django.db.models import F, Q

from safeloom.domain.finance.definitions import FLAG_PERCENT, TERM_DAYS
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.periods import Period


class FinancialYear(models.Model):
    """A year of the account, April to March or the partnership's own. `opening` is what was in hand on
    its first day, where that is not what the year before closed with. `term_days` is the agreed time in
    which an invoice is paid, `flag_percent` the difference from the budget that is flagged. Once closed
    it is frozen."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="financial_year"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="financial_years")
    start = models.DateField("first day")
    end = models.DateField("last day")
    opening = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    term_days = models.PositiveSmallIntegerField(default=TERM_DAYS)
    flag_percent = models.DecimalField(max_digits=5, decimal_places=2, default=FLAG_PERCENT)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id")

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "start"], name="finance_year_once"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="finance_year_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.period.short_label()

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.start, self.end)
