"""Who was there: for each seat of the group, and who else."""

from django.db import models
from django.db.models import Q

from safeloom.domain.meetings.models.meeting import Meeting
from safeloom.domain.partnership.models import Seat
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

_KEPT = Personal("as the minutes of the meeting", Anonymise.BLANK)


class SeatAttendance(models.Model):
    """What became of an invitation to a seat: its holder attended, somebody named came as deputy, sent
    apologies, or nobody came. A seat without a row, or with an empty state, is not marked yet: that is
    not an absence. `revision` counts its changes, so that two who minute at once lose nothing."""

    class State(models.TextChoices):
        UNMARKED = "", "Not marked yet"
        ATTENDED = "attended", "Attended"
        DEPUTY = "deputy", "Deputy"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=State.choices, blank=True, default="")
    deputy = models.CharField("who came as deputy", max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    PERSONAL = {"deputy": _KEPT}
    NOT_PERSONAL = ("state",)

    class Meta:
        verbose_name_plural = "attendance of seats"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="meetings_seat_marked_once"),
            models.CheckConstraint(
                condition=Q(state="deputy") | Q(deputy=""),
                name="meetings_deputy_named_only_where_one_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_state_display()}"


class InAttendance(models.Model):
    """Somebody who was at a meeting, or is invited to it, besides the seats: by name, and as what."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="in_attendance")
    name = models.CharField(max_length=120)
    role = models.CharField("as what", max_length=200, blank=True)
    email = models.EmailField("e-mail address for the invitation", blank=True)

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    PERSONAL = {"name": _KEPT, "email": _KEPT}
    NOT_PERSONAL = ("role",)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "in attendance"

    def __str__(self) -> str:
        return self.name
