"""Attendance of a past period of which only the counts are known."""

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key


class AttendanceCount(models.Model):
    """How often a seat or agency was invited to meetings of a group from a day to a day, and how often
    it attended in person or by a deputy: counts from before meetings were held here. It is called as the
    list called it; two of one name may stand in one list. `deputies` is None where it was not told."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="attendance_counts")
    group = models.ForeignKey(Group, models.PROTECT, related_name="attendance_counts")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="attendance_counts"
    )
    called = models.CharField("seat or agency, as the list called it", max_length=200)
    place = models.PositiveIntegerField("place in the list")
    start = models.DateField("from")
    end = models.DateField("to")
    invited = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    deputies = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    ACCESS = Paths(partnership="partnership_id", group="group_id")
    NOT_PERSONAL = ("called", "source")

    class Meta:
        ordering = ["-end", "place", "pk"]
        verbose_name_plural = "counts of attendance"
        constraints = [
            models.CheckConstraint(
                condition=Q(attended__lte=F("invited")), name="meetings_count_attended_of_invited"
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="meetings_count_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.called
