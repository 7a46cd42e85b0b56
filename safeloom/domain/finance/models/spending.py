"""Spending: asked for, approved, paid."""

from django.db import models
from django.db.models import Q

from safeloom.domain.finance.definitions import Step
from safeloom.domain.finance.models.heads import Head
from safeloom.domain.finance.models.receipts import Entered
from safeloom.domain.finance.models.years import FinancialYear
from safeloom.domain.partnership.models import Post
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Spend(models.Model):
    """Something to be spent on a head: what for, at whom, how much, asked for on `day`. `brought` marks
    the outturn of a head that came out of a file and was approved elsewhere. `adjusts` names the closed
    year that it puts right."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="spend")
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="spending")
    head = models.ForeignKey(Head, models.PROTECT, related_name="spending")
    supplier = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    day = models.DateField("asked for on")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    brought = models.BooleanField(default=False)
    adjusts = models.ForeignKey(
        FinancialYear, models.PROTECT, null=True, blank=True, related_name="+"
    )

    ACCESS = Paths(partnership="year__partnership_id")
    NOT_PERSONAL = ("supplier", "reason")

    class Meta:
        verbose_name_plural = "spending"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_spend_above_nothing")
        ]

    def __str__(self) -> str:
        return self.record.title


class SpendStep(models.Model):
    """What was decided about spending, by whom and by the right of which post, with the reason where it
    was not approved. It is decided once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    spend = models.ForeignKey(Spend, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    NOT_PERSONAL = ("step", "reason")
    OWNED_BY = "spend"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["spend"],
                condition=Q(step__in=[Step.APPROVED, Step.REJECTED]),
                name="finance_spend_decided_once",
            ),
            models.UniqueConstraint(fields=["spend", "step"], name="finance_spend_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.spend}: {self.get_step_display()}"


class Payment(Entered):
    """Money went out for approved spending, in the financial year of its day. After the `last` one nothing
    more is to be paid."""

    spend = models.ForeignKey(Spend, models.PROTECT, related_name="payments")
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="payments")
    last = models.BooleanField(default=False)

    OWNED_BY = "spend"

    class Meta(Entered.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="finance_payment_of_something")
        ]

    def __str__(self) -> str:
        return f"Payment {self.reference}"
