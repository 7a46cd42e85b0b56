"""What is planned for each head, and other income."""

from django.db import models
from django.db.models import Q

from safeloom.domain.finance.models.heads import Head
from safeloom.domain.finance.models.receipts import Entered
from safeloom.domain.finance.models.years import FinancialYear
from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key


class Budget(models.Model):
    """A version of a year's budget: when it was agreed and by which group. The one agreed last by a day
    holds on it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="budgets")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    entered = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    NOT_PERSONAL = ("note",)
    OWNED_BY = "year"

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="finance_budget_number_once")
        ]

    def __str__(self) -> str:
        return f"Budget {self.year}, version {self.number}"


class BudgetLine(models.Model):
    """What a budget plans for a head; a head without a line has no budget, which is not a budget of
    nothing."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines")
    head = models.ForeignKey(Head, models.PROTECT, related_name="budget_lines")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    OWNED_BY = "budget"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "head"], name="finance_budget_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.head}: {self.amount}"


class Income(Entered):
    """Money that came in and is no agency's contribution; less than nothing where it was corrected or
    moved to another head. `adjusts` names the closed year that it puts right."""

    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="income")
    head = models.ForeignKey(Head, models.PROTECT, related_name="income")
    words = models.CharField(max_length=200)
    adjusts = models.ForeignKey(
        FinancialYear, models.PROTECT, null=True, blank=True, related_name="+"
    )

    ACCESS = Paths(partnership="year__partnership_id")
    NOT_PERSONAL = (*Entered.NOT_PERSONAL, "words")
    OWNED_BY = "year"

    class Meta(Entered.Meta):
        verbose_name_plural = "income"
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="finance_income_of_something")
        ]

    def __str__(self) -> str:
        return self.words
