"""An audit of cases: its theme, who leads it, with what tools, and what it found."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "6 years after the audit was finished"


def taken_part(agency: UUID) -> Q:
    """The audits whose challenge day was opened and in which an agency was asked."""
    tools = AuditTool.objects.filter(of_agency_or_before(agency, "campaign__responses__agency_id"))
    return Q(opened__isnull=False, pk__in=tools.values("audit_id"))


class CaseAudit(models.Model):
    """Cases of a theme, from a period, audited by each agency with its tool. Its title is its record's.
    `kind` is content (`content/kinds.toml`). The `day` is the challenge day as planned; `opened` when it was
    begun: until then nobody but the leads sees more than their own tool. `finished` ends it: grades stay and
    results stand for all who may see audits. `earlier` is one of the same theme: the impact is tested by
    the grades then and now."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="case_audit"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="case_audits")
    kind = models.CharField(max_length=20)
    why = models.TextField(max_length=3000)
    good = models.TextField("what good looks like", max_length=3000)
    start = models.DateField("cases from")
    end = models.DateField("cases to")
    day = models.DateField("challenge day", null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    finished = models.DateField(null=True, blank=True)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="tested_again"
    )
    revision = models.PositiveIntegerField(default=1)

    # That there is an audit of a theme is no secret; its cases are.
    ACCESS = Paths(partnership="partnership_id", agency=taken_part, sealed=("record",))
    NOT_PERSONAL = ("kind", "why", "good")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="case_audit_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.record.reference


class AuditLead(models.Model):
    """Somebody who leads an audit: may open each of its cases and all tools of them from the first day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    audit = models.ForeignKey(CaseAudit, models.CASCADE, related_name="leads")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    OWNED_BY = "audit"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audit", "person"], name="case_audit_leads_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} leads {self.audit_id}"


class AuditTool(models.Model):
    """The tool with which agencies of a kind audit, or (with an empty kind) all that have none of their own.
    What is asked with it is a campaign."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    audit = models.ForeignKey(CaseAudit, models.CASCADE, related_name="tools")
    kind = models.CharField(
        "kind of agency", max_length=24, choices=Agency.Kind.choices, blank=True
    )
    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="audit_tool")

    OWNED_BY = "audit"
    NOT_PERSONAL = ("kind",)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "kind"], name="case_audit_one_tool_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'all'} in {self.audit_id}"


class AuditFinding(models.Model):
    """Good practice, or something to change, found across the cases. It names no case."""

    class Kind(models.TextChoices):
        GOOD = "good", "Good practice"
        FINDING = "finding", "Finding"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    audit = models.ForeignKey(CaseAudit, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    OWNED_BY = "audit"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("kind",)

    class Meta:
        ordering = ["-kind", "at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} in {self.audit_id}"
