"""The campaigns that were sent, as a report may tell of them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.identity.models import Partnership


def sent_campaigns(here: Partnership, use: str = "") -> QuerySet[Campaign]:
    """The campaigns of a use that a partnership sent, of every use without one, the latest first."""
    rows = Campaign.objects.filter(partnership=here, sent__isnull=False)
    rows = rows.filter(use=use) if use else rows
    return rows.select_related(
        "record", "partnership", "version", "previous__record", "previous__version"
    ).order_by("-due", "-record__reference")


def sent_choices(here: Partnership, use: str = "") -> list[tuple[UUID, str]]:
    """Their records and titles, for a live block to choose from. 1 query."""
    return [(row.record_id, row.record.title) for row in sent_campaigns(here, use)]


def chosen_or_due(
    here: Partnership, use: str, chosen: Collection[UUID], start: date, end: date
) -> QuerySet[Campaign]:
    """What a live block tells of: those of the records that were chosen, of none those due from the first
    day to the last; the latest first."""
    rows = sent_campaigns(here, use)
    return rows.filter(record__in=chosen) if chosen else rows.filter(due__range=(start, end))
