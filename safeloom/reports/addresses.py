"""Where reports stand."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.reports.models import Report


def of_report(here: Partnership, report: Report) -> str:
    """A report's page."""
    return reverse("reports:record", args=[here.key, report.pk])
