"""How local practice stands beside what arrived, row by row."""

from django.db import models

from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key

from .item import NationalItem


class ComparisonRow(models.Model):
    """One thing that is said or asked for (`says`), where the partnership stands (`stands`), and how far
    the two are apart. A row that was withdrawn stays, and is shown no longer."""

    class Gap(models.TextChoices):
        UNKNOWN = "unknown", "Not known yet"
        NONE = "none", "No gap"
        PART = "part", "Partly met"
        WHOLE = "whole", "Not met"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(NationalItem, models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField(default=0)
    says = models.TextField("what it says")
    stands = models.TextField("where we stand", blank=True)
    gap = models.CharField(max_length=10, choices=Gap.choices, default=Gap.UNKNOWN)
    missing = models.TextField("what is missing", blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)

    NOT_PERSONAL = ("says", "stands", "gap", "missing")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.item}, row {self.order}"


class NationalStep(models.Model):
    """What somebody decided of what arrived, and when: the last of each matter holds."""

    class Kind(models.TextChoices):
        COMPARED = "compared", "Compared"
        NO_COMPARISON = "no-comparison", "No comparison is needed"
        COMPARE_AGAIN = "compare-again", "To be compared again"
        NO_ANSWER = "no-answer", "No answer is given"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(NationalItem, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("kind", "words")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"
