"""What a return said before."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.indicators.definitions import State
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

from .returns import Return


def _or_before(agency: UUID) -> Q:
    """What an agency answers for, and what those returned that went over into it."""
    return of_agency_or_before(agency, "of__supplier_id")


class Restatement(models.Model):
    """What a return said until `at`, and why that was replaced. `revision` is the one replaced."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    of = models.ForeignKey(Return, models.CASCADE, related_name="restatements")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=15, choices=State.choices)
    numerator = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    narrative = models.TextField(blank=True)
    written_in = models.ForeignKey(
        AuditRow, models.PROTECT, null=True, related_name="+", db_index=False
    )

    ACCESS = Paths(partnership="of__measure__partnership_id", agency=_or_before, sealed=())
    PERSONAL = {
        "narrative": Personal("as long as the series it explains is published", Anonymise.BLANK),
        "reason": Personal("as long as the series it explains is published", Anonymise.BLANK),
    }
    NOT_PERSONAL = ("state",)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "revision"], name="indicators_restatement_revision_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="indicators_restatement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} revision {self.revision}"
