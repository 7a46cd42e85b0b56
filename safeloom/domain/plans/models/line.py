"""The lines of plans: tasks with a lead and a date, how they go, and what became of them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.actions.models import Action
from safeloom.domain.plans.definitions import Outcome, Rating
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

from .plan import Objective, Plan, Priority
from .responsible import KEPT, Responsible


def led_by_agency(agency: UUID) -> Q:
    """The lines an agency leads today."""
    return Q(pk__in=LineLead.objects.filter(holding(today()), agency_id=agency).values("line_id"))


def led_by_group(group: UUID) -> Q:
    """The lines of a group's own programme, and those it leads today."""
    led = LineLead.objects.filter(holding(today()), group_id=group).values("line_id")
    return Q(plan__group_id=group) | Q(pk__in=led)


class PlanLine(models.Model):
    """A task of a plan, in it from `added` on. `year` is the year from April it belongs to, none where it
    is of the whole plan. Lead, due date, updates and outcome are rows of their own. With an `action` all
    but the outcome is told by that, in one place. `serves` is a priority of the plan its own plan serves;
    `came_from` the line it carries on."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines")
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    serves = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="lines_serving"
    )
    order = models.PositiveIntegerField("place in the plan", default=0)
    number = models.CharField("number in the plan", max_length=20, blank=True)
    wording = models.TextField("task")
    year = models.PositiveSmallIntegerField("year from April", null=True, blank=True)
    added = models.DateField("in the plan from")
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="plan_lines"
    )
    came_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_on_by"
    )
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="plan__partnership_id", agency=led_by_agency, group=led_by_group)
    NOT_PERSONAL = ("number", "wording")
    OWNED_BY = "plan"

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.wording[:80]


class LineLead(Responsible):
    """Who leads a line from a day to a day: one at a time."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="leads")

    OWNED_BY = "line"

    class Meta(Responsible.Meta):
        abstract = False
        ordering = ["start"]


class LineDue(models.Model):
    """By when a line is due, as was said on `day`, until a later row says otherwise. `by_month`: only the
    month is meant, and `due` is its last day. What is no certain date (“Ongoing”) stands in `words`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="dues")
    day = models.DateField("said on")
    due = models.DateField(null=True, blank=True)
    by_month = models.BooleanField("only the month is meant", default=False)
    words = models.CharField("in words", max_length=60, blank=True)
    reason = models.CharField("why it was moved", max_length=500, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("words", "reason")
    OWNED_BY = "line"

    class Meta:
        ordering = ["day", "at", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.due or self.words}"


class LineUpdate(models.Model):
    """How a line goes, as somebody said on a day: a rating, which may be “not known”, and words."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="updates")
    day = models.DateField()
    rating = models.CharField(max_length=5, choices=Rating.choices, default=Rating.NONE)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"text": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("rating",)
    OWNED_BY = "line"

    class Meta:
        ordering = ["day", "at", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_rating_display()}"


class LineOutcome(models.Model):
    """What became of a line at the end of its year, said once: done, carried forward, dropped, and why."""

    line = models.OneToOneField(PlanLine, models.CASCADE, primary_key=True, related_name="outcome")
    day = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("outcome", "reason")
    OWNED_BY = "line"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DONE) | ~Q(reason=""),
                name="plans_line_outcome_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_outcome_display()}"
