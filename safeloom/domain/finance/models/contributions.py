"""Who pays what into the partnership: what was agreed, who pays it now, invoiced, received."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.finance.definitions import Told
from safeloom.domain.finance.models.heads import Head
from safeloom.domain.finance.models.years import FinancialYear
from safeloom.domain.partnership.models import Agency, Followed, Group
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


def of_agency(key: UUID) -> Q:
    """What an agency agreed to pay, or was ever to pay since it follows who agreed."""
    paying = Payer.objects.filter(agency_id=key).values("contribution_id")
    return Q(agency_id=key) | Q(pk__in=paying)


class Contribution(models.Model):
    """What an agency pays for a year towards a head of income. `agency` is who agreed and stays as it was
    printed; who pays it on a day are its payers."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="contribution"
    )
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="contributions")
    head = models.ForeignKey(Head, models.PROTECT, related_name="contributions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contributions")

    ACCESS = Paths(partnership="year__partnership_id", agency=of_agency)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "head", "agency"], name="finance_contribution_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.year}"


class Payer(Row):
    """An agency is to pay what is left of a contribution from a day to a day; several at once pay it in
    equal parts."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="payers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="to_pay")

    OWNED_BY = "contribution"

    def __str__(self) -> str:
        return f"{self.agency} pays {self.contribution}"


class FollowedPayer(Followed):
    """Who pays a contribution after a reorganisation."""

    KEPT = ("contribution_id",)
    ended = models.ForeignKey(Payer, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(Payer, models.SET_NULL, null=True, related_name="+")


class Agreement(models.Model):
    """A version of what is paid towards a head for a year: the total, in whole pennies or pounds, when it
    was agreed and by which group. The one agreed last by a day holds on it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    year = models.ForeignKey(FinancialYear, models.PROTECT, related_name="agreements")
    head = models.ForeignKey(Head, models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    whole_pounds = models.BooleanField(default=False)
    agreed_on = models.DateField()
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    entered = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    NOT_PERSONAL = ("note",)
    OWNED_BY = "year"

    class Meta:
        ordering = ["head", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "head", "number"], name="finance_agreement_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head}, {self.year}, version {self.number}"


class AgreementLine(models.Model):
    """A part of an agreement, or of one of its parts (a share of a share): how it was told, and what it
    came to by the rule of `kernel.shares`. What an agency pays has its contribution; what is divided
    further has none, but lines of its own."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    told = models.CharField(max_length=8, choices=Told.choices)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, null=True, blank=True, related_name="lines"
    )

    NOT_PERSONAL = ("title", "told")
    OWNED_BY = "agreement"

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position"], name="finance_line_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount}"
