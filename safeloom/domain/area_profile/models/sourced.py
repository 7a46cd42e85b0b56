"""What every figure of the profile has: where, as at which day, and from where it is known."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Area
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


def everybody(_: UUID) -> Q:
    """What is published about an area is there for every role of the partnership."""
    return Q()


class Sourced(models.Model):
    """A figure about an area or, without one, about the partnership as a whole. `day` is the day it
    is true of; `FIELDS` are what it says, in the order of a correction; `SAME` what tells it from
    others: two figures that agree in it contradict each other."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField("as at")
    source = models.CharField(max_length=300)
    published = models.DateField("published on", null=True, blank=True)
    provisional = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    entered = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id", agency=everybody, group=everybody)
    SAME: tuple[str, ...] = ()
    FIELDS: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """The area's name, or the partnership's."""
        return self.area.name if self.area else self.partnership.name

    @property
    def what(self) -> str:
        """What is told, without where: `Population aged 0 to 17`."""
        raise NotImplementedError

    @property
    def said(self) -> str:
        """The figure in words."""
        raise NotImplementedError

    def clean(self) -> None:
        """Refuse an area of another partnership and a publication before the day itself."""
        super().clean()
        if self.area is not None and self.area.record.partnership_id != self.partnership_id:
            raise ValidationError({"area": f"{self.area} does not belong to this partnership."})
        if self.published and self.day and self.published < self.day:
            raise ValidationError(
                {"published": "It was published before the day it tells of. Check both days."}
            )

    def told(self) -> dict[str, Any]:
        """What it says, by field."""
        return {name: getattr(self, name) for name in self.FIELDS}


class Correction(models.Model):
    """What a figure said until `at`, and why that was replaced. `revision` is the one replaced."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    revision = models.PositiveIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    source = models.CharField(max_length=300)
    published = models.DateField(null=True)
    provisional = models.BooleanField()

    ACCESS = Paths(partnership="of__partnership_id", agency=everybody, group=everybody)
    PERSONAL = {"reason": Personal("as long as the figure it explains is kept", Anonymise.BLANK)}

    class Meta:
        abstract = True
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "revision"], name="%(app_label)s_%(class)s_revision_once"
            ),
            # The reason may be taken out again, as it may name somebody; the command asks for it.
        ]


def once(*same: str, name: str, message: str) -> list[models.BaseConstraint]:
    """One figure to a place: for each area, and for the partnership as a whole."""
    return [
        models.UniqueConstraint(
            fields=["area", *same],
            condition=Q(area__isnull=False),
            name=f"area_profile_{name}_area_once",
            violation_error_message=message,
        ),
        models.UniqueConstraint(
            fields=["partnership", *same],
            condition=Q(area__isnull=True),
            name=f"area_profile_{name}_whole_once",
            violation_error_message=message,
        ),
    ]
