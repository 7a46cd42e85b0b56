"""Plans: strategies, business plans, the programmes of groups; their priorities and objectives."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models import Group
from safeloom.domain.plans.definitions import PlanKind
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


def everybody(key: UUID) -> Q:
    """Whoever holds the permission over anything in the partnership: a plan is no secret among those who
    carry it out."""
    return Q()


class Plan(Dated):
    """What a partnership, or one of its groups, means to do from a day to a day: its title is the record's.
    One that `serves` another is a programme whose lines help that one's priorities on."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="plan")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=16, choices=PlanKind.choices)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    serves = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="served_by"
    )
    purpose = models.TextField(blank=True)
    adopted = models.DateField(null=True, blank=True)
    launched = models.DateField(null=True, blank=True)
    reviewed = models.DateField("last reviewed", null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=everybody, group=everybody)
    NOT_PERSONAL = ("kind", "purpose")

    class Meta(Dated.Meta):
        ordering = ["-start", "record__reference"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(serves__isnull=True) | ~Q(serves=F("record")),
                name="plans_plan_serves_another",
                violation_error_message="A plan cannot serve itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called: the record's title."""
        return self.record.title


class Priority(models.Model):
    """A strategic priority of a plan: its title is the record's, so that measures, risks and actions can be
    tied to it."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="priority")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    order = models.PositiveIntegerField("place in the plan", default=0)
    description = models.TextField(blank=True)

    ACCESS = Paths(partnership="plan__partnership_id", agency=everybody, group=everybody)
    NOT_PERSONAL = ("description",)

    class Meta:
        ordering = ["order", "record__reference"]
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called: the record's title."""
        return self.record.title


class Objective(models.Model):
    """What is to be reached under a priority: an objective or outcome."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="objectives")
    order = models.PositiveIntegerField("place under the priority", default=0)
    title = models.TextField()
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="priority__plan__partnership_id", agency=everybody, group=everybody)
    NOT_PERSONAL = ("title",)
    OWNED_BY = "priority"

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title
