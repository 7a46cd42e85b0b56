"""Where reports stand."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.reports_received.models import ExpectedReport, ReceivedReport


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"reports_received:{name}", args=[here.key, *args])


def of_expected(partnership: Partnership, report: ExpectedReport) -> str:
    """The page of a report that is expected."""
    return at("expected", partnership, report.record.reference)


def of_received(partnership: Partnership, received: ReceivedReport) -> str:
    """The page of a report that came."""
    return at("received", partnership, received.record.reference)
