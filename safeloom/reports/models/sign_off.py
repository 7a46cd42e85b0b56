"""Who signed a version off for which statutory partner."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from safeloom.domain.partnership.models import as_called
from safeloom.foundation.identity.models import Principal
from safeloom.kernel.keys import new_key
from safeloom.reports.models.report import ReportVersion


class SignOff(models.Model):
    """A signature for a statutory partner, bound to the hash of what was signed.

    A change of text, blocks or figures after it makes it void; it stays to be seen, with the reason.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="sign_offs")
    agency = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    by = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content = models.CharField(max_length=64)
    void_since = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)

    NOT_PERSONAL = ("content", "void_reason")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "agency"],
                condition=Q(void_since__isnull=True),
                name="reports_sign_off_once_an_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} for {self.agency}"

    @property
    def agency_name(self) -> str:
        """What the agency was called on the day it signed."""
        agency = self.agency.agency
        as_called([agency], timezone.localtime(self.at).date())
        return agency.name
