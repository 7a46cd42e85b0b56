"""Periods of a partnership's own, legal holds, and runs that end what is past its rule."""

from django.db import models
from django.db.models import Q

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class RetentionPeriod(Dated):
    """How many years after the last post or seat a partnership keeps who people were, in place of the
    six that Safeloom proposes; `source` says which schedule that is from, `checked` whether it was
    compared with it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="retention_periods")
    years = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    checked = models.BooleanField("checked against its source", default=False)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("source",)

    class Meta(Dated.Meta):
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.years} years"


class LegalHold(Dated):
    """Nothing about a person, or about anybody who has something to do with a record, ends while it
    holds: an inquiry, a claim, a review."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="legal_holds")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    reason = models.CharField(max_length=500)
    put_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id")
    PERSONAL = {"reason": Personal("as the record it hangs on", Anonymise.BLANK)}

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, record__isnull=True)
                | Q(person__isnull=True, record__isnull=False),
                name="foundation_hold_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"hold on {self.person_id or self.record_id}"


class RetentionRun(models.Model):
    """What a steward confirmed that shall end, and how far that is done."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="retention_runs")
    confirmed = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500)
    finished = models.DateTimeField(null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("reason",)

    class Meta:
        ordering = ["-confirmed"]

    def __str__(self) -> str:
        return f"run of {self.confirmed:%Y-%m-%d}"


class RetentionItem(models.Model):
    """One person of a run. `whole` where all about them ends, else only what ends with leaving; `why_not`
    where something stopped it meanwhile."""

    run = models.ForeignKey(RetentionRun, models.CASCADE, related_name="items")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    whole = models.BooleanField()
    done = models.DateTimeField(null=True, blank=True)
    why_not = models.CharField(max_length=100, blank=True)

    ACCESS = Paths(partnership="run__partnership_id")
    NOT_PERSONAL = ("why_not",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="foundation_item_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.run_id}"
