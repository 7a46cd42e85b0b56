"""Risks, who owns them, and whether they are closed or accepted."""

from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Group, Post
from safeloom.domain.plans.definitions import USUAL_CYCLE
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated, holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key

from .responsible import Responsible
from .theme import RiskTheme


def owned_by(agency: UUID) -> Q:
    """The risks an agency owns today."""
    return Q(pk__in=RiskOwner.objects.filter(holding(today()), agency_id=agency).values("risk_id"))


class Risk(models.Model):
    """Something that may go wrong, on the register of a partnership from `opened` on: its title is the
    record's. `number` is what the partnership's own register calls it (1a), `source` the
    record it was begun from. Scores, owners, reviews,
    acceptance and closing are rows of their own, so that it is known as at any day."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="risk")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="risks")
    theme = models.ForeignKey(RiskTheme, models.PROTECT, related_name="risks")
    number = models.CharField("number in the register", max_length=20, blank=True)
    description = models.TextField(blank=True)
    controls = models.TextField("controls in place", blank=True)
    further = models.TextField("further controls, in words", blank=True)
    opened = models.DateField("on the register from")
    cycle = models.PositiveSmallIntegerField(
        "months between reviews",
        default=USUAL_CYCLE,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
    )

    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="risks_from"
    )

    ACCESS = Paths(partnership="partnership_id", agency=owned_by)
    NOT_PERSONAL = ("number", "description", "controls", "further")

    class Meta:
        ordering = ["theme__order", "number", "record__reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                condition=~Q(number=""),
                name="plans_risk_number_once",
                violation_error_message="Another risk of the register has this number.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called: the record's title."""
        return self.record.title


class RiskOwner(Responsible):
    """Who answers for a risk from a day to a day: one at a time."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="owners")

    OWNED_BY = "risk"

    class Meta(Responsible.Meta):
        abstract = False
        ordering = ["start"]


class RiskAcceptance(Dated):
    """A risk is borne as it is from a day until its last, by a group or the holder of a post, and why. Once
    that day is past the acceptance has expired and is looked at again. Taking it back ends it earlier."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="acceptances")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back = models.DateField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_why = models.TextField(blank=True)

    NOT_PERSONAL = ("why", "taken_back_why")
    OWNED_BY = "risk"

    class Meta(Dated.Meta):
        ordering = ["start", "at", "id"]

    def __str__(self) -> str:
        return f"{self.risk}, accepted by {self.who}"

    @property
    def who(self) -> str:
        """Who accepted it: a group, or the post whose holder did."""
        if self.post is not None:
            return f"{self.post.title}, {self.post.agency}"
        return str(self.group) if self.group is not None else "Not known"


class RiskClosing(Dated):
    """A risk is off the register from a day, with the reason; until it is opened again."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="closings")
    reason = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reopened_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopened_why = models.TextField(blank=True)

    NOT_PERSONAL = ("reason", "reopened_why")
    OWNED_BY = "risk"

    class Meta(Dated.Meta):
        ordering = ["start", "at", "id"]

    def __str__(self) -> str:
        return f"{self.risk}, closed {self.start}"
