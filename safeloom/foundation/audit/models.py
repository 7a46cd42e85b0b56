"""The audit: rows that are written once, and the seals that chain them."""

from django.db import models

from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class AuditRow(models.Model):
    """One thing that was done. Written once; the database refuses to alter or remove it.

    `before` and `after` hold the changed fields only, as plain text by field name. A row without a
    partnership belongs to the installation's own chain.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(db_index=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True)
    by = models.ForeignKey(Principal, models.PROTECT, null=True)
    verb = models.CharField(max_length=60, db_index=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="audit")
    subject = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)

    NOT_PERSONAL = ("verb", "subject", "reason")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class AuditSeal(models.Model):
    """A row's place in its chain, and the hash that binds it to all before it.

    `chain` is a partnership's key as a UUID, or the nil UUID for the installation. `position` counts
    from 1 without gaps.
    """

    row = models.OneToOneField(AuditRow, models.PROTECT, primary_key=True, related_name="seal")
    chain = models.UUIDField()
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    NOT_PERSONAL = ("hash",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "position"], name="foundation_seal_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.position}"
