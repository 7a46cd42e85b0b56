"""Where the voice of children and families stands."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.voice.models import VoiceActivity, VoicePoint


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"voice:{name}", args=[here.key, *args])


def of_activity(here: Partnership, row: VoiceActivity) -> str:
    """An activity's page."""
    return at("activity", here, row.record.reference)


def to_answer(here: Partnership, row: VoicePoint) -> str:
    """Where what was said is answered."""
    return at("answer", here, row.pk)
