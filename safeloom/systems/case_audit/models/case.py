"""The cases of an audit, how they were drawn, and what grades were settled."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.domain.questionnaires.models import OptionRow, QuestionRow, Response
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.case_audit.models.audit import KEPT, CaseAudit


class CaseDraw(models.Model):
    """Cases drawn by lot out of a list of neutral references, the whole partnership's or an agency's. Of the
    list nothing is kept but how long it was and the hash of it: with the same list and number anybody can
    draw again, and show that it is the same list."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    audit = models.ForeignKey(CaseAudit, models.CASCADE, related_name="draws")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="case_draws"
    )
    number = models.PositiveBigIntegerField()
    many = models.PositiveSmallIntegerField()
    out_of = models.PositiveIntegerField()
    list_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    OWNED_BY = "audit"
    NOT_PERSONAL = ("list_hash",)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"draw {self.number}"


def after_the_day(agency: UUID) -> Q:
    """The cases of audits whose challenge day was opened of which an agency had its tool."""
    asked = Response.objects.filter(of_agency_or_before(agency, "agency_id"), about__isnull=False)
    return Q(audit__opened__isnull=False, record__in=asked.values("about_id"))


class AuditCase(models.Model):
    """A case of an audit, known by the neutral reference under which it was drawn. Its record is sealed:
    open to the audit's leads, and from the challenge day on to the agencies that audited it. `present` is who
    settled its grades, by post."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="audit_case"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit = models.ForeignKey(CaseAudit, models.PROTECT, related_name="cases")
    draw = models.ForeignKey(CaseDraw, models.PROTECT, related_name="cases")
    place = models.PositiveSmallIntegerField()
    reference = models.CharField("neutral reference", max_length=40)
    present = models.TextField("who was present, by post", blank=True, max_length=1000)
    settled = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id", agency=after_the_day, sealed=("record",))
    PERSONAL = {
        "reference": Personal(KEPT, Anonymise.BLANK),
        "present": Personal(KEPT, Anonymise.BLANK),
    }

    class Meta:
        ordering = ["draw", "place"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="case_audit_place_once")
        ]

    def __str__(self) -> str:
        return self.record.reference


class SettledGrade(models.Model):
    """The grade on which those present settled in answer to a question of a case's tools, beside the
    agencies' own and never in their place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(AuditCase, models.CASCADE, related_name="grades")
    question = models.ForeignKey(QuestionRow, models.PROTECT, related_name="+")
    option = models.ForeignKey(OptionRow, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="case__partnership_id", sealed=("case__record",))
    OWNED_BY = "case"
    PERSONAL = {"reason": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "question"], name="case_audit_settled_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.question_id}"
