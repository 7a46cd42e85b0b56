"""Where training assurance stands."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.training_assurance.models import PeerReview


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"training-assurance:{name}", args=[here.key, *args])


def of_review(here: Partnership, review: PeerReview) -> str:
    """A review's page."""
    return at("review", here, review.response.record.reference)
