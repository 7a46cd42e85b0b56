"""Papers of meetings, and their versions."""

from django.db import models
from django.db.models import Q

from safeloom.domain.meetings.models.agenda import AgendaItem
from safeloom.domain.meetings.models.meeting import Meeting
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

_KEPT = "as the minutes of the meeting"


class Paper(models.Model):
    """A paper of a meeting, for an item of its agenda or for none, from an agency or a post. One that is
    restricted has a sealed record: it is seen by who is entitled to it, and no agenda item is about it
    alone. `added` is the day it came, from which it is worked out whether it came late."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="paper")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="papers")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="papers")
    added = models.DateField("came on")
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=300, blank=True)

    ACCESS = Paths(partnership="partnership_id", group="meeting__group_id", sealed=("record",))
    PERSONAL = {
        "title": Personal(_KEPT, Anonymise.NEUTRAL),
        "withdrawn_because": Personal(_KEPT, Anonymise.BLANK),
    }

    class Meta:
        ordering = ["added", "record__reference"]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What it is called in lists, mail and other pages: of a restricted one no more than that."""
        return "Restricted paper" if self.record.is_sealed else self.title


class PaperVersion(models.Model):
    """A version of a paper: a file, or text. The newest is what is read; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="paper_version"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    ACCESS = Paths(
        partnership="paper__partnership_id",
        group="paper__meeting__group_id",
        sealed=("paper__record",),
    )
    OWNED_BY = "paper"
    PERSONAL = {"text": Personal(_KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="meetings_paper_version_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=True) & ~Q(text="") | Q(file__isnull=False, text=""),
                name="meetings_paper_version_is_file_or_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper.record.reference}, version {self.number}"
