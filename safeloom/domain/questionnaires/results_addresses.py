"""Where the results of a campaign have their pages."""

from django.urls import reverse

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record

# The kind of file that the worker makes of a campaign (`kernel.worker_jobs.LongFile`).
KIND = "answers"


def at(name: str, campaign: Campaign, *more: str) -> str:
    """The address of a page of a campaign's results."""
    here = campaign.partnership.key
    return reverse(f"questionnaires:{name}", args=[here, campaign.record.reference, *more])


def of_export(here: Partnership, record: Record) -> str:
    """Where a file of a campaign's answers is fetched."""
    return reverse("questionnaires:results-export", args=[here.key, record.reference])
