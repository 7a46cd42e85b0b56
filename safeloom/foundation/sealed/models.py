"""Who may open a sealed record, and who did."""

from django.db import models

from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Person, Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Entitlement(Dated):
    """Somebody may open a sealed record from a day to a day: a person, or all who belong to a post, a
    group or an agency on the day they look."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="entitlements")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="entitlements")
    given = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    OWNED_BY = "record"

    class Meta(Dated.Meta):
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["principal", "record"])]

    def __str__(self) -> str:
        return f"{self.principal} may open {self.record.reference}"


class Opening(models.Model):
    """A visit to a sealed record with its reason, or one read within that `visit`. Written once; the
    database refuses to alter or remove it. `what` is a file's name or a further word on what was read."""

    class How(models.TextChoices):
        REASON = "reason", "Gave a reason"
        PAGE = "page", "Read the page"
        FILE = "file", "Downloaded a file"
        PRINT = "print", "Printed"
        EXPORT = "export", "Exported"
        CHANGE = "change", "Opened a form"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices)
    visit = models.ForeignKey("self", models.PROTECT, null=True, related_name="reads")
    reason = models.CharField(max_length=500, blank=True)
    what = models.CharField(max_length=40, blank=True)

    OWNED_BY = "record"
    NOT_PERSONAL = ("how", "reason", "what")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["record", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how="reason", visit__isnull=True) & ~models.Q(reason="")
                | models.Q(visit__isnull=False, reason="") & ~models.Q(how="reason"),
                name="foundation_opening_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record.reference} {self.how} {self.at}"
