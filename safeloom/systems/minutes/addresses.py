"""Where minutes and packs stand."""

from typing import Any

from django.urls import reverse

from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.identity.models import Partnership


def page(name: str, here: Partnership, meeting: Meeting, *args: Any) -> str:
    """A page or file of a meeting's minutes, or its pack."""
    return reverse(f"minutes:{name}", args=[here.key, meeting.record.reference, *args])
