"""Rows that hold from one day to another: nothing about membership or responsibility is timeless."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def holding(day: date, prefix: str = "") -> Q:
    """Rows that hold on `day`. `start` is the first day and `end` the last, both included; an empty
    start means "as far back as is known", an empty end "until further notice"."""
    start, end = f"{prefix}start", f"{prefix}end"
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


class DatedQuerySet(models.QuerySet):
    """Rows as they stood on a day."""

    def as_at(self, day: date) -> "DatedQuerySet":
        """The rows that hold on `day`."""
        return self.filter(holding(day))

    def overlapping(self, start: date | None, end: date | None) -> "DatedQuerySet":
        """The rows that hold on at least one day from `start` to `end`, both included."""
        rows = self
        if start is not None:
            rows = rows.filter(Q(end__isnull=True) | Q(end__gte=start))
        if end is not None:
            rows = rows.filter(Q(start__isnull=True) | Q(start__lte=end))
        return rows


class Dated(models.Model):
    """A row with a first and a last day (local dates in England, both included)."""

    start = models.DateField("from", null=True, blank=True)
    end = models.DateField("to", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The last day is before the first day.",
            )
        ]

    def clean(self) -> None:
        """Refuse a last day before the first."""
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "The last day is before the first day."})

    def holds(self, day: date) -> bool:
        """Whether the row holds on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)
