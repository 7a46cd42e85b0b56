"""Something to be done."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.partnership.queries.succession import agency_and_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the action is kept"


def owned_by(agency: UUID) -> Q:
    """The actions an agency owns today, and those that one which went over into it alone owned."""
    rows = Action._meta.get_field("ownerships").related_model.objects
    mine = rows.filter(holding(today()), agency__in=agency_and_before(agency))
    return Q(pk__in=mine.values("action_id"))


class Action(models.Model):
    """Something to be done, by a day. `wording` says what; of one from a sealed record the record's
    title says nothing. `source` is the record it comes from, `part_of` the action that was split into
    it, `origin` says in words where there is none. A due date that is not known may stand in
    `due_words`, as it was written.

    What its rows said last is kept here too, so that a list of tens of thousands is narrowed by
    columns; the same command writes both: `said` the owner's view, `heard` the day of the last update,
    `done_on` the day from which the owner has called it done, `verdict` the last decision of somebody
    else, `ended` the day it was closed. Its status follows from them (`status.py`).
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="action")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="actions")
    wording = models.TextField()
    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="actions_from"
    )
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    origin = models.CharField("where it comes from, in words", max_length=200, blank=True)
    opened = models.DateField("agreed on")
    due = models.DateField(null=True, blank=True)
    due_words = models.CharField("due, in words", max_length=60, blank=True)
    said = models.CharField("owner’s view", max_length=10, choices=Said.choices, blank=True)
    heard = models.DateField("last update", null=True, blank=True)
    done_on = models.DateField("done since", null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    ended = models.DateField("closed on", null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=owned_by)
    PERSONAL = {"wording": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("origin", "due_words", "said", "verdict")

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "ended", "due"], name="actions_open_by_due"),
            models.Index(fields=["partnership", "due"], name="actions_all_by_due"),
            # Without it SQLite seeks the open actions of a source among all that are open.
            models.Index(fields=["source", "ended"], name="actions_of_source"),
        ]

    def __str__(self) -> str:
        return self.record.reference

    @property
    def reference(self) -> str:
        """Such as `AC-0012`."""
        return self.record.reference
