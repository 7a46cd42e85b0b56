"""Where measures stand."""

from django.urls import reverse

from safeloom.domain.indicators.models import Measure
from safeloom.foundation.identity.models import Partnership


def of_measure(here: Partnership, measure: Measure) -> str:
    """A measure's page."""
    return reverse("indicators:measure", args=[here.key, measure.key])
