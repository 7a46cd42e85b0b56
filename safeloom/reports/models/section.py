"""A report's sections, and the numbers typed into them by hand that somebody answers for."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import PostHolding
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key
from safeloom.reports.models.report import Report


def _owned_at(agency_id: UUID) -> Q:
    """Owned by an agency, by one of its posts, or by somebody in one today; also by one that went over
    into it alone, until the unit says who owns it now."""
    holders = PostHolding.objects.as_at(today()).filter(post__agency_id=agency_id)
    return (
        of_agency_or_before(agency_id, "owner_id")
        | of_agency_or_before(agency_id, "owner__post__agency_id")
        | Q(owner_id__in=holders.values("person_id"))
    )


class ReportSection(models.Model):
    """A section: what its owner wrote (Markdown, figures put in as `[[figure]]`) and its state."""

    class State(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        DRAFT = "draft", "Draft"
        READY = "ready", "Ready"
        APPROVED = "approved", "Approved"
        LEFT_OUT = "left-out", "Left out, does not apply"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    owner = models.ForeignKey(Principal, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="report__record__partnership_id", agency=_owned_at, group="owner_id")
    NOT_PERSONAL = ("key", "title", "state", "text")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_section_key_once")
        ]

    def __str__(self) -> str:
        return self.title


class AcceptedNumber(models.Model):
    """A number typed by hand that somebody looked at and answers for, with the reason.

    It stands for that number in that line of the text; another line, or the line changed, is looked
    at afresh.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="accepted")
    number = models.CharField(max_length=60)
    line = models.TextField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Principal, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("number", "line", "reason")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.number
