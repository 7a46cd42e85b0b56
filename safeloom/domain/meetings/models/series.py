"""Series of meetings of a group, and what stands on every agenda of theirs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class MeetingSeries(models.Model):
    """The meetings a group holds again and again: when and where as a rule, the share of the invited
    that should attend (in percent, seats over all meetings together), and when they can decide. It is
    called by its record's title. After `ended`, its last day, no meeting of it is planned."""

    class Quorum(models.TextChoices):
        NONE = "none", "No rule about statutory partners"
        EACH_KIND = "each-kind", "One of each kind: local authority, health, police"
        EACH_PARTNER = "each-partner", "Every statutory partner"

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="meeting_series"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="meeting_series")
    group = models.ForeignKey(Group, models.PROTECT, related_name="meeting_series")
    usual_day = models.CharField("usual day, in words", max_length=120, blank=True)
    usual_start = models.TimeField(null=True, blank=True)
    usual_end = models.TimeField(null=True, blank=True)
    usual_place = models.CharField(max_length=200, blank=True)
    usual_link = models.URLField("where it is joined online", max_length=500, blank=True)
    attendance_target = models.PositiveSmallIntegerField(
        "attendance target, in percent",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    quorum = models.CharField(max_length=12, choices=Quorum.choices, default=Quorum.NONE)
    quorum_seats = models.PositiveSmallIntegerField("least number of seats", null=True, blank=True)
    deputies_count = models.BooleanField("a deputy counts towards the quorum", default=True)
    ended = models.DateField("last day", null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id", group="group_id")
    NOT_PERSONAL = ("usual_day", "usual_place", "usual_link", "quorum")

    class Meta:
        ordering = ["record__title"]
        verbose_name_plural = "series of meetings"
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance_target__isnull=True) | Q(attendance_target__range=(1, 100)),
                name="meetings_series_target_is_percent",
            )
        ]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class Placed(models.Model):
    """What stands on an agenda: a place in the order, a title, how many minutes it has, and who
    presents it: a post or person, or words where it is nobody who is known here. With `source`, the
    key of an `AgendaSource`, it shows what that one brings."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.ForeignKey(
        Principal, models.PROTECT, null=True, blank=True, related_name="+"
    )
    presenter_words = models.CharField("presented by, in words", max_length=120, blank=True)
    source = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)

    PERSONAL = {
        "presenter_words": Personal("as the minutes of the meeting", Anonymise.BLANK),
    }
    NOT_PERSONAL = ("title", "purpose", "source")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def presented_by(self) -> str:
        """Who presents it; empty where nobody is named."""
        return self.presenter.name if self.presenter else self.presenter_words


class StandingItem(Placed):
    """An item that stands on the agenda of every meeting of a series."""

    series = models.ForeignKey(MeetingSeries, models.CASCADE, related_name="standing_items")

    ACCESS = Paths(partnership="series__partnership_id", group="series__group_id")
    OWNED_BY = "series"
