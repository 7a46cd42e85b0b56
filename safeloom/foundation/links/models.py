"""Links that somebody made."""

from django.db import models
from django.db.models import F, Q

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Link(models.Model):
    """Two records of a partnership belong together: `kind` is the key of a `LinkKind`, which says how,
    read from the source to the target."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    source = models.ForeignKey(Record, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Record, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=30)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    ACCESS = Paths(partnership="source__partnership_id", sealed=("source", "target"))
    OWNED_BY = "source"
    NOT_PERSONAL = ("kind",)

    class Meta:
        ordering = ["made", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="foundation_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="foundation_link_of_two_records"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
